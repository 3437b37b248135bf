"""Every figure that a reader sees is a figure of the facts cited, read back from the text itself."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.answering.readback import facts_of, numbers, numbers_of, said
from tests.questions.asking import TRIAL, ask, asked, base, every_thread

_DAGGERED = re.compile(r"[\d%)]†")


def loose_figures(*thread):
    """Return the numbers in a reply, in digits and words, that no figure listed with it holds."""
    answer = asked(*thread)
    text = said(answer["text"], [*answer["options"], *answer["suggestions"]])
    listed = {number for figure in answer["figures"] for number in numbers(figure["as_printed"])}
    return numbers(text) - listed


def test_every_number_in_every_reply_is_a_figure_listed_with_it():
    """No digit and no number word stands there on its own: all questions, all examples, all terms."""
    assert {} == {thread: loose for thread in every_thread() if (loose := loose_figures(*thread))}


def test_every_number_in_every_reply_is_in_the_facts_it_names():
    """The facts themselves, not only the list beside the text, hold every number."""
    wrong = {}
    for thread in every_thread():
        answer = asked(*thread)
        text = said(answer["text"], [*answer["options"], *answer["suggestions"]])
        if missing := numbers(text) - numbers_of(facts_of(answer)):
            wrong[thread] = missing
    assert {} == wrong


def test_every_figure_listed_is_a_printed_form_of_its_fact():
    """A figure is never ascribed to another fact."""
    wrong = set()
    for thread in every_thread():
        for figure in asked(*thread)["figures"]:
            fact = base().fact(TRIAL, figure["fact"])
            forms = {form for record in fact.figures for form in record.forms.values()} if fact is not None else set()
            if figure["as_printed"] not in forms:
                wrong.add((figure["fact"], figure["as_printed"]))
    assert set() == wrong


def test_every_figure_listed_is_in_the_text():
    """Nothing is listed that the reader cannot see."""
    wrong = {}
    for thread in every_thread():
        answer = asked(*thread)
        if hidden := [f["as_printed"] for f in answer["figures"] if f["as_printed"] not in answer["text"]]:
            wrong[thread] = hidden
    assert {} == wrong


def unproven(threads):
    """Return the figures shown without a cited source and a place in it, or, when they are ours, without a method."""
    wrong = set()
    for thread in threads:
        answer = asked(*thread)
        cited = {citation["source"] for citation in answer["citations"]}
        for figure in answer["figures"]:
            if figure["source"] not in cited or not figure["locator"] or not figure.get("method", "given"):
                wrong.add((figure["fact"], figure["as_printed"]))
    return wrong


def defines(thread):
    """Does the reply to a thread hold a definition?"""
    return any(name.startswith("term-") for name in ask(*thread).answer.answers)


def test_every_figure_says_where_it_was_read_or_how_it_was_worked_out():
    """A figure has a source that is cited; one of ours has a method."""
    assert set() == unproven(thread for thread in every_thread() if not defines(thread))


def test_a_definition_cites_the_figures_it_quotes():
    """Also where a term is explained by a figure of the trial."""
    assert set() == unproven(thread for thread in every_thread() if defines(thread))


def test_a_dagger_in_the_answer_is_explained_and_carries_its_caveat():
    """Whoever sees † learns what it means."""
    wrong = []
    for thread in every_thread():
        answer = asked(*thread)
        text = "\n".join(line for line in answer["text"].split("\n") if not line.startswith("⚠ "))
        if _DAGGERED.search(text) and not ("†ours" in answer["text"] and "derived-by-us" in answer["caveats"]):
            wrong.append(thread)
    assert [] == wrong


def test_a_dagger_in_a_caveat_line_is_explained_and_carries_its_caveat():
    """Also where nothing else in the answer is ours."""
    wrong = []
    for thread in every_thread():
        answer = asked(*thread)
        if _DAGGERED.search(answer["text"]) and "derived-by-us" not in answer["caveats"]:
            wrong.append(thread)
    assert [] == wrong


@pytest.mark.parametrize("kind", ["clarify", "not_covered", "help"])
def test_replies_that_decline_show_no_result(kind):
    """Not even in the questions they offer, where "the P value of …" would be taken for the answer."""
    shown = {}
    for thread in every_thread():
        answer = asked(*thread)
        if answer["kind"] == kind and (answer["figures"] or re.search(r"\d\.\d|\d ?%", said(answer["text"]))):
            shown[thread] = answer["text"]
    assert {} == shown


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from([thread[-1] for thread in every_thread()]), min_size=2, max_size=4))
def test_threads_of_any_questions_show_only_figures_of_facts(thread):
    """What is carried over from question to question brings no figure of its own."""
    assert set() == loose_figures(*thread)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(
    st.lists(st.sampled_from([thread[-1] for thread in every_thread()]), min_size=2, max_size=4),
    st.sampled_from([" ", "? ", " and ", ", ", "\n", "; also "]),
)
def test_messages_of_several_questions_show_only_figures_of_facts(questions, joint):
    """Joined questions are answered together, and each figure still has its fact."""
    assert set() == loose_figures(joint.join(questions))


def test_the_read_back_finds_a_figure_that_is_not_a_facts():
    """The check itself can fail: a stray number, in digits or as a word, is seen."""
    text = ask("did DM patients respond?").answer.headline.text + " But 80% or ninety improved by week 25."
    assert {"80", "90", "25"} == numbers(said(text))
