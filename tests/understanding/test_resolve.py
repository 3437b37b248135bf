"""Tests of what a frame gets: an answer about exactly what was asked, or the reason why there is none."""

from __future__ import annotations

import itertools

import pytest

from bot.understanding.declared import asks_of, declarations_of
from bot.understanding.frame import Frame, Restriction
from bot.understanding.reading import Kind
from bot.understanding.resolve import resolve
from knowledge import records as rec
from knowledge.reader import open_or_compile

TRIAL = "abatacept-iim"
DM, NONDM = "population/dm", "population/nondm"
COMPLEMENTS = {DM: NONDM, NONDM: DM}
STRANGERS = (
    Restriction("age", "", "over-65s"),
    Restriction("lifestyle", "", "smokers"),
    Restriction("region", "", "in Japan"),
)
GROUPS = {"dm": DM, "nondm": NONDM, "pm": "population/pm", "imnm": "population/imnm"}
WHEN = (
    "",
    "baseline",
    "double-blind",
    "end-of-double-blind",
    "extension",
    "end-of-extension",
    "before",
    "after",
    "other",
)
ARMS = ("", "drug", "placebo", "both", "continued", "switched")


@pytest.fixture(scope="module")
def base():
    return open_or_compile()


@pytest.fixture(scope="module")
def trial(base):
    return declarations_of(base, TRIAL, asks_of(base), COMPLEMENTS)


def of_group(value, *, exclude=False):
    return (Restriction("subtype", value, "them", exclude),)


@pytest.mark.parametrize(
    ("frame", "answer"),
    [
        (Frame("asks", "response"), "primary-result"),
        (Frame("asks", "response", whom=of_group(DM)), "subgroup-dm"),
        (Frame("asks", "response", whom=of_group(DM), stat="count"), "responders-count-dm"),
        (Frame("asks", "response", whom=of_group(DM, exclude=True)), "subgroup-nondm"),
        (Frame("asks", "response", whom=of_group("population/imnm")), "imnm-alone"),
        (Frame("asks", "response", whom=(*of_group("population/pm"), *of_group("population/imnm"))), "subgroup-nondm"),
        (Frame("asks", "response", whom=(*of_group(DM), *of_group(NONDM)), versus=True), "dm-versus-nondm"),
        (Frame("asks", "response", when="end-of-extension"), "week52-result"),
        (Frame("asks", "response", arm="switched"), "week52-result"),
        (Frame("asks", "effect-size", whom=of_group(NONDM), stat="odds-ratio"), "effect-nondm-odds-ratio"),
        (Frame("asks", "effect-size", stat="nnt"), "effect-nnt"),
        (Frame("asks", "serious-adverse-event"), "safety-sae"),
        (Frame("asks", "baseline-subtypes", whom=of_group("population/imnm")), "baseline-imnm"),
        (Frame("asks", "eligibility-criterion", whom=of_group("population/ibm")), "excluded-ibm"),
        (Frame("asks", "eligibility-criterion", of=("drug/rituximab",)), "excluded-rituximab"),
        (Frame("asks", "define-term", of=("outcome/haq",)), "term-haq-di"),
        (Frame("asks", "dose", of=("dose/untested",)), "dose-regimen"),
    ],
)
def test_the_answer_is_about_what_was_asked(trial, frame, answer):
    assert (Kind.ANSWER, answer, ()) == (
        resolve(frame, trial).kind,
        resolve(frame, trial).answer,
        resolve(frame, trial).wider,
    )


@pytest.mark.parametrize(
    ("frame", "missing"),
    [
        (Frame("asks", "response", of=("dose/untested",), whom=of_group(DM)), "of"),
        (Frame("asks", "response", stat="hazard-ratio"), "stat"),
        (Frame("asks", "response", when="other"), "when"),
        (Frame("asks", "response", whom=of_group("population/ibm")), "excluded"),
        (Frame("asks", "response", whom=(Restriction("", "", "zorbified"),)), "whom"),
        (Frame("asks", "response", about="other-drug", other="drug/ivig"), "about"),
        (Frame("asks", "interaction", whom=(Restriction("sex", "", "women"),)), "whom"),
        (Frame("asks", "muscle-enzymes"), "ask"),
        (Frame("asks", "histology"), "ask"),
    ],
)
def test_what_is_not_held_is_declined_by_what_is_missing(trial, frame, missing):
    outcome = resolve(frame, trial)
    assert (Kind.NOT_COVERED, missing) == (outcome.kind, outcome.missing)


@pytest.mark.parametrize("stranger", STRANGERS)
def test_a_group_nobody_reported_gets_the_next_wider_result_said_to_be_that(trial, stranger):
    """Of DM patients over 65 the result of all DM patients, and the words that it is not restricted to."""
    both = resolve(Frame("asks", "response", whom=(*of_group(DM), stranger)), trial)
    assert ("subgroup-dm", (stranger,)) == (both.answer, both.wider)
    alone = resolve(Frame("asks", "serious-adverse-event", whom=(stranger,)), trial)
    assert ("safety-sae", (stranger,)) == (alone.answer, alone.wider)


def test_safety_of_a_subtype_is_the_safety_of_all_said_to_be_that(trial):
    outcome = resolve(Frame("asks", "safety-overview", whom=of_group(DM)), trial)
    assert ("safety-overview", DM) == (outcome.answer, outcome.wider[0].value)


def test_topic_outranks_person(trial):
    """A question of safety, dose or combination for a patient shows that topic, not the result of the patient's group."""
    patient = (Restriction("individual", "", "my patient"), *of_group(DM))
    topics = {
        "safety-overview": "advice-safety",
        "dose": "advice-dose",
        "combination": "advice-combination",
        "vaccination": "advice-safety",
    }
    for ask, answer in topics.items():
        assert answer == resolve(Frame("advice", ask, whom=patient), trial).answer
    assert "advice-dm" == resolve(Frame("advice", "treatment-decision", whom=patient), trial).answer


def test_every_ask_every_group_every_time_every_arm(base, trial):
    """The answer given is about that ask, group, time and arm by its own declaration, or what is missing is named."""
    scopes: dict[str, list[rec.Scope]] = {}
    for scope in base.scopes(TRIAL):
        scopes.setdefault(scope.answer, []).append(scope)
    asked = answered = 0
    asks = [name for name, ask in sorted(trial.asks.items()) if ask.act in ("", "asks")]
    for ask, group, when, arm in itertools.product(asks, ("", *GROUPS.values()), WHEN, ARMS):
        frame = Frame("asks", ask, whom=of_group(group) if group else (), when=when, arm=arm)
        outcome = resolve(frame, trial)
        asked += 1
        if outcome.kind is not Kind.ANSWER:
            assert outcome.missing, frame
            continue
        answered += 1
        claims = [scope for scope in scopes[outcome.answer or ""] if ask in scope.asks]
        assert claims, (frame, outcome)
        declared = trial.asks[ask]
        if group and "whom" in declared.strict and not outcome.wider:
            assert any(group in scope.whom for scope in claims), (frame, outcome)
        if (
            when in ("extension", "end-of-extension", "after", "other", "before", "baseline")
            and "when" in declared.strict
        ):
            assert any(when in scope.when for scope in claims), (frame, outcome)
        if arm in ("continued", "switched") and "arm" in declared.strict:
            assert any(arm in scope.arms or (not scope.arms and scope.when) for scope in claims), (frame, outcome)
    assert 40_000 < asked
    assert 2_000 < answered


def test_no_related_trial_gets_an_answer_of_this_one(base, trial):
    """Every ask of every related trial is answered from that trial's own scopes, or declined."""
    own = {scope.answer for scope in base.scopes(TRIAL) if not scope.trial}
    for ask, related in itertools.product(sorted(trial.asks), sorted(trial.related)):
        outcome = resolve(Frame("asks", ask, about="other-trial", other=related), trial)
        assert outcome.answer not in own, (ask, related)


def test_exclusion_of_any_group_never_gets_that_groups_result(trial):
    for value in GROUPS.values():
        outcome = resolve(Frame("asks", "response", whom=of_group(value, exclude=True)), trial)
        direct = resolve(Frame("asks", "response", whom=of_group(value)), trial)
        assert outcome.answer != direct.answer
        assert outcome.wider or value in COMPLEMENTS
