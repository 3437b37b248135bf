"""Reservations travel with the figures they belong to, in at most three lines."""

from __future__ import annotations

import pytest

from bot.answering.caveats import MOST_LINES
from tests.questions.asking import TRIAL, ask, asked, base, every_thread

WEEK_24 = {"efficacy-week24", "efficacy-week24-subgroup"}
SUBTYPES = {"dm", "nondm", "pm", "imnm", "dm-versus-nondm"}
PLAIN = "answer"


def leading(answer):
    """Return the facts that the texts of an answer lead with."""
    found = [base().answer(TRIAL, name) for name in answer.answers]
    names = dict.fromkeys(fact for text in found if text is not None for fact in text.facts)
    return [base().fact(TRIAL, name) for name in names]


def required(fact):
    """Return what a fact must bring with it by its topic, its group and its sort."""
    slugs = set()
    if fact.related:
        return {"related-trial-not-this-trial"}
    if fact.topic in WEEK_24:
        slugs.add("primary-endpoint-missed")
        if fact.population in SUBTYPES:
            slugs.add("subgroup-not-powered")
        if fact.population in {"pm", "imnm"}:
            slugs.add("imnm-not-separate")
        if fact.population == "dm-versus-nondm":
            slugs.add("no-interaction-evidence")
    if fact.topic == "efficacy-week52":
        slugs.add("open-label-uncontrolled")
    if fact.topic == "safety":
        slugs.add("safety-underpowered")
    if fact.confidence == "conflicting":
        slugs.add("source-conflict")
    return slugs


@pytest.fixture(scope="module")
def answers():
    """Return every reply that leads with facts, by its thread."""
    replies = {thread: ask(*thread).answer for thread in every_thread()}
    return {thread: answer for thread, answer in replies.items() if answer.kind == PLAIN}


def test_what_a_topic_requires_is_there_whatever_was_asked(answers):
    """Week 24, subtypes, week 52, safety, conflicts and related trials each bring their own."""
    lacking = {}
    for thread, answer in answers.items():
        wanted = set().union(*(required(fact) for fact in leading(answer)), set())
        if missing := wanted - set(answer.caveat_slugs):
            lacking[thread] = missing
    assert {} == lacking


def test_what_a_fact_always_brings_is_there(answers):
    """A caveat marked "always" is never left out of an answer that leads with its fact."""
    lacking = {}
    for thread, answer in answers.items():
        own = {slug for fact in leading(answer) for slug in fact.caveats}
        always = {slug for slug in own if base().caveat(TRIAL, slug).show == "always"}
        if missing := always - set(answer.caveat_slugs):
            lacking[thread] = missing
    assert {} == lacking


def test_every_caveat_named_is_shown_and_every_one_shown_is_named(answers):
    """The list beside the text and the lines in it agree; the dagger alone needs no line."""
    for thread, answer in answers.items():
        shown = {slug for line in answer.caveats for slug in line.slugs}
        assert set(answer.caveat_slugs) - {"derived-by-us"} == shown, thread


def test_caveats_take_at_most_three_lines(answers):
    """Honesty does not drown the answer."""
    assert {} == {thread: answer.caveats for thread, answer in answers.items() if len(answer.caveats) > MOST_LINES}


def test_no_caveat_is_named_or_shown_twice(answers):
    """Nobody reads the same reservation again."""
    for thread, answer in answers.items():
        slugs = [slug for line in answer.caveats for slug in line.slugs]
        assert len(slugs) == len(set(slugs)), thread
        assert len(answer.caveat_slugs) == len(set(answer.caveat_slugs)), thread
        texts = [line.text.text for line in answer.caveats]
        assert len(texts) == len(set(texts)), thread


def test_a_combined_rate_never_stands_in_the_headline_for_one_group_alone():
    """PM and IMNM were reported only together: 57.1% and 32.3% are nobody's own."""
    for answer_id in ("pm-alone", "imnm-alone"):
        text = base().answer(TRIAL, answer_id)
        for headline in (text.headline, *text.forms.values()):
            assert "57.1" not in headline.text
            assert "32.3" not in headline.text
            assert not headline.figures
        assert "imnm-not-separate" in text.caveats or all(
            "imnm-not-separate" in base().fact(TRIAL, name).caveats for name in text.facts[:1]
        )


@pytest.mark.parametrize(
    "question",
    [
        "did PM patients respond?",
        "so polymyositis responded, right?",
        "why did IMNM respond?",
        "what was the response rate in necrotizing myopathy",
        "how many IMNM patients improved?",
        "PM p value",
        "was it significant in IMNM",
        "IMNM vs placebo",
    ],
)
def test_one_group_alone_is_said_not_to_be_reported_first(question):
    """The headline says so, the combined figures follow."""
    answer = ask(question).answer
    assert "57.1" not in answer.headline.text
    assert "32.3" not in answer.headline.text
    assert "imnm-not-separate" in answer.caveat_slugs
    assert "57.1%" in {figure.as_printed for figure in answer.figures}


@pytest.mark.parametrize("question", ["nnt?", "number needed to treat overall", "NNT in DM"])
def test_no_number_needed_to_treat_is_put_in_a_headline(question):
    """Where the interval includes no effect a number would mislead there; it stands below, with its whole interval."""
    assert not any(character.isdigit() for character in ask(question).answer.headline.text)
    shown = asked(question)["text"]
    for words in (
        "Overall 7.4, from 3.5 to benefit through infinity to 40 to harm",
        "DM 20,",
        "4.0 (95% CI 2.2 to 110)",
    ):
        assert words in shown.replace("†", "")


@pytest.mark.parametrize(
    ("question", "slugs"),
    [
        ("did it work?", {"primary-endpoint-missed"}),
        ("did DM patients respond?", {"primary-endpoint-missed", "subgroup-not-powered"}),
        ("DM vs non-DM", {"primary-endpoint-missed", "subgroup-not-powered", "no-interaction-evidence"}),
        ("response at week 52", {"open-label-uncontrolled"}),
        ("was it safe?", {"safety-underpowered"}),
        ("risk difference in DM", {"derived-by-us", "primary-endpoint-missed", "subgroup-not-powered"}),
        ("is it approved for myositis?", {"off-label"}),
        ("how many sites?", {"source-conflict"}),
        ("what happened in ARTEMIS?", {"related-trial-not-this-trial"}),
    ],
)
def test_each_kind_of_question_brings_its_own_reservations(question, slugs):
    """The main questions, one by one."""
    assert slugs <= set(ask(question).answer.caveat_slugs)


def test_a_caveat_of_this_trial_is_not_attached_to_another():
    """Figures of one trial never stand beside those of another."""
    for thread in [("what happened in ARTEMIS?",), ("did abatacept help the lungs in ATtackMy-ILD?",)]:
        answer = ask(*thread).answer
        assert "primary-endpoint-missed" not in answer.caveat_slugs
        assert "56.0%" not in {figure.as_printed for figure in answer.figures}


@pytest.mark.parametrize(
    "words", ["alike", "almost the same", "nearly the same", "placebo differs", "placebo arms differ"]
)
def test_nothing_says_that_the_arms_of_subgroups_are_alike_or_differ(words):
    """Neither is shown: both intervals between the subgroups are wide, on the drug and on placebo."""
    said = [thread for thread in every_thread() if words in asked(*thread)["text"].casefold()]
    assert [] == said


def test_what_is_ours_is_not_passed_off_as_the_trials():
    """Power, corrections and sample sizes were not read: what is shown for them is said to be ours."""
    for question in (
        "What effect size was the trial powered for?",
        "Was the subgroup analysis adjusted for multiplicity?",
        "power for the observed difference",
    ):
        said = asked(question)
        assert (
            "ours" in said["headline"]
            or "our estimate" in said["headline"]
            or "not in what we read" in said["headline"]
        )
