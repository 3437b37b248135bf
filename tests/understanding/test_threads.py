"""A follow-up takes from its thread what it leaves out, and says so."""

from __future__ import annotations

import pytest

from bot.understanding.reading import Memory
from tests.questions.asking import TRIAL, answerer, ask

DM, WORKED = "did DM patients respond?", "did it work?"


@pytest.mark.parametrize(
    ("thread", "answer"),
    [
        ((DM, "and PM?"), "pm-alone"),
        ((DM, "and IMNM?"), "imnm-alone"),
        ((DM, "and the rest?"), "subgroup-nondm"),
        ((DM, "at a year?"), "week52-by-subtype"),
        ((DM, "what about week 52?"), "week52-by-subtype"),
        ((DM, "was that significant?"), "subgroup-dm"),
        ((DM, "p value?"), "subgroup-dm"),
        ((DM, "confidence interval?"), "effect-dm-risk-difference"),
        ((DM, "NNT?"), "effect-nnt"),
        ((DM, "and PM?", "and DM?"), "subgroup-dm"),
        ((WORKED, "in DM?"), "subgroup-dm"),
        ((WORKED, "and safety?"), "safety-overview"),
        ((WORKED, "why not?"), "why-missed"),
        (("response at week 52?", "by subtype?"), "week52-by-subtype"),
        (("was it safe?", "and serious ones?"), "safety-sae"),
        (("what is MMT-8?", "range?"), "term-mmt-8"),
        ((DM, "what is the weather?", "and PM?"), "pm-alone"),
    ],
    ids=lambda value: " → ".join(value) if isinstance(value, tuple) else "",
)
def test_a_follow_up_is_read_with_what_was_asked_before(thread, answer):
    """Group, time and subject are carried over until something replaces them."""
    assert (answer,) == ask(*thread).answer.answers


@pytest.mark.parametrize("question", ["source?", "was that significant?", "how was that calculated?", "and them?"])
def test_without_a_thread_a_follow_up_is_asked_back(question):
    """Nothing is guessed."""
    assert "clarify" == ask(question).answer.kind


def test_what_was_carried_over_is_said():
    """The reader can see a misunderstanding."""
    assert "Read as: DM, improvement (IMACS DOI)" in ask(DM, "was that significant?").answer.notes
    assert () == ask(DM).answer.notes


def test_what_was_repaired_is_said():
    """A mended typo is shown with what it was taken for."""
    assert ("Read as: DM",) == ask("did dermatomysitis patients respond?").answer.notes


@pytest.mark.parametrize("question", ["source?", "says who?", "where is that from?"])
def test_asked_for_its_source_the_answer_before_is_cited(question):
    """The same figures, with where they come from."""
    before, now = ask(DM).answer, ask(DM, question).answer
    assert ("subgroup-dm",) == now.answers
    assert {citation.source for citation in before.citations} <= {citation.source for citation in now.citations}
    assert set(before.caveat_slugs) & {"primary-endpoint-missed"} <= set(now.caveat_slugs)


def test_asked_how_it_was_calculated_the_method_is_given():
    """With its formula, and only for figures of ours."""
    text = "\n".join(
        line.text.text for section in ask(DM, "how was that calculated?").answer.sections for line in section.lines
    )
    assert "Newcombe" in text
    assert "22/40 − 21/42" in text


def test_asked_how_a_printed_figure_was_calculated_nothing_is_claimed():
    """What the sources report was not worked out by us."""
    answer = ask("who paid for the trial?", "how was that calculated?").answer
    assert "Nothing there was calculated by us" in answer.headline.text


@pytest.mark.parametrize(
    "question",
    [
        "who paid for the trial?",
        "which countries took part?",
        "what was the dose?",
        "was it safe?",
        "what is the NCT number?",
        "where was it published?",
    ],
)
def test_a_question_of_its_own_is_not_bent_by_the_thread(question):
    """After DM, a question about the whole trial is about the whole trial."""
    assert ask(question).answer.sections == ask(DM, question).answer.sections


def test_advice_in_a_thread_is_about_the_group_of_the_thread():
    """The patient has the disease that was talked about."""
    assert ("advice-dm",) == ask(DM, "should I give it to her?").answer.answers


def test_a_memory_of_another_trial_is_not_used():
    """Threads never mix trials."""
    other = Memory("another-trial", "subgroup-dm", None, ("population/dm", "outcome/response"))
    assert "clarify" == answerer().ask("was that significant?", other, TRIAL).answer.kind


def test_the_memory_after_identifiers_holds_nothing():
    """Nothing of a message with identifiers is kept."""
    memory = answerer().read("my DM patient Jane Doe, MRN 00482917, did it work?").remembered
    assert (None, None, ()) == (memory.answer, memory.topic, memory.concepts)


def test_thanks_do_not_end_a_thread():
    """Whoever says thanks may go on asking."""
    assert ask(DM, "thanks!", "and PM?").answer.answers == ask(DM, "and PM?").answer.answers
    assert ("subgroup-dm",) == ask(DM, "thank you", "source?").answer.answers


def test_a_question_about_all_patients_does_not_forget_the_group():
    """After "and the side effects?" the patient still has the disease that was talked about."""
    assert ("advice-dm",) == ask(DM, "and the side effects?", "so should my patient get it?").answer.answers


@pytest.mark.parametrize("said", ["hmm", "?", "...", "stop", "lol ok"])
def test_what_asks_nothing_is_not_answered_again(said):
    """An answer is not said twice because somebody murmurs."""
    assert "clarify" == ask(DM, said).answer.kind
