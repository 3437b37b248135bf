"""Tests that every turn of a quiz is one message within Slack's limits, and that the right cards are chosen."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages import learning as words
from bot.quiz.sessions import MOST, Told, Turn, choose, next_due, waiting
from bot.rendering.quiz_handles import NEXT
from bot.rendering.quiz_turn import turn_lines, turn_message
from tests.kit.oracles import assert_message
from tests.quiz.decks import TRIAL, base, grades, whole

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
CARDS = [card.id for card in whole().cards]


@dataclass(frozen=True)
class Known:
    """A card answered before."""

    version: str
    due: datetime


def known(card_id, days=0, version=None):
    """Return a card that is due in so many days."""
    return Known(version or whole().card(card_id).version, NOW + timedelta(days=days))


def is_due(card):
    """Tell whether a card is due."""
    return card.due <= NOW


def chosen(learnt, count=3, **more):
    """Return what a quiz asks, each card with why."""
    return [(pick.card.id, pick.why) for pick in choose(whole(), learnt, is_due, count, **more)]


def turns(card, after):
    """Return every turn in which a card is asked or told, with a card that follows."""
    asked = {"asked": after.id, "version": after.version, "number": 3, "of": 10}
    for grade in grades(card):
        given_number = "" if grade.given is None else f"{grade.given}"
        told = Told(card.id, card.version, grade.right, grade.option.id if grade.option else "", given_number, 365, 2)
        yield Turn(TRIAL, "0123456789ab", told=told, **asked)
        yield Turn(TRIAL, "0123456789ab", told=told, of=3, answered=tuple((each, True) for each in CARDS[:3]), days=2)
    own = {"asked": card.id, "version": card.version, "number": 1, "of": 3}
    for note in ("", "undone", "gone", "changed", "elsewhere"):
        yield Turn(TRIAL, "0123456789ab", note=note, updated=True, **own)
    if card.kind == "guess":
        yield Turn(TRIAL, "0123456789ab", sure="unsure", **own)


@pytest.mark.parametrize("card_id", CARDS)
def test_every_turn_is_one_message_that_slack_takes(card_id):
    """Whatever card it tells of and however it was answered; what is stored of it shows the same again."""
    cards = whole().cards
    card = whole().card(card_id)
    after = cards[(cards.index(card) + 7) % len(cards)]
    for turn in turns(card, after):
        shown = turn_message(turn, whole(), base())
        assert_message(shown.text, shown.blocks)
        assert turn == Turn.read(json.loads(json.dumps(turn.slots())))
        assert turn_lines(turn, whole(), base())


def test_a_card_follows_in_the_same_message_or_behind_a_button():
    """Nobody is left without a way on: where both do not fit, the next card waits behind Next."""
    cards, together = whole().cards, 0
    for card, after in pairwise(cards):
        for turn in turns(card, after):
            if turn.told is not None and turn.asked:
                shown = turn_message(turn, whole(), base())
                has_next = NEXT in str(shown.blocks)
                assert has_next != (after.prompt.text in shown.text)
                together += not has_next
    assert together > 0.9 * sum(1 for card in cards[1:] for _ in grades(card))


def test_a_summary_of_the_longest_quiz_fits():
    """Ten cards with the longest questions."""
    longest = sorted(whole().cards, key=lambda card: -len(card.prompt.text))[:MOST]
    turn = Turn(TRIAL, "q", of=MOST, answered=tuple((card.id, False) for card in longest), days=1)
    shown = turn_message(turn, whole(), base())
    assert_message(shown.text, shown.blocks)
    assert "0 of 10 right" in shown.text


def test_a_turn_of_another_version_is_refused():
    """It is not half understood."""
    with pytest.raises(ValueError, match="no turn of a quiz of this version"):
        Turn.read({"trial": TRIAL, "colour": "red"})


def test_newcomers_begin_with_core_in_its_order():
    """The appraisal cards, from the first."""
    assert [(card, "new") for card in CARDS[:3]] == chosen({})


def test_due_cards_come_first_those_waiting_longest_before_others():
    """Then new ones; a card not due yet is not asked."""
    learnt = {CARDS[0]: known(CARDS[0], -1), CARDS[1]: known(CARDS[1], -9), CARDS[2]: known(CARDS[2], 1)}
    assert [(CARDS[1], "due"), (CARDS[0], "due"), (CARDS[3], "new")] == chosen(learnt)
    assert 2 == waiting(whole(), learnt, is_due)
    assert NOW - timedelta(days=9) == next_due(whole(), learnt)


def test_a_card_that_changed_is_asked_first():
    """Whatever its schedule says."""
    learnt = {CARDS[0]: known(CARDS[0], -1), CARDS[5]: known(CARDS[5], 300, "older")}
    assert [(CARDS[5], "updated"), (CARDS[0], "due")] == chosen(learnt, 2)
    assert 2 == waiting(whole(), learnt, is_due)


def test_facts_follow_core_and_deep_is_opt_in():
    """Nobody meets the small print unasked; who has met it is asked it again when it is due."""
    tiers = [
        whole().card(card).tier for card, _ in chosen({card.id: known(card.id, 9) for card in whole().tier("core")})
    ]
    assert ["facts"] * 3 == tiers
    everything = {card.id: known(card.id, 9) for card in whole().cards if card.tier != "deep"}
    assert [] == chosen(everything)
    assert {"deep"} == {whole().card(card).tier for card, _ in chosen({}, deep=True)}
    deep = whole().tier("deep")[0].id
    assert [(deep, "due")] == chosen(everything | {deep: known(deep, -1)})


def test_a_card_and_its_mirror_are_not_asked_in_one_quiz():
    """They count once, and the mirror of a known card is the last of the new ones."""
    mirrors = [card for card in whole().cards if card.id != card.family]
    assert mirrors
    learnt = {card.id: known(card.id, -1) for card in whole().cards if card.family in {each.family for each in mirrors}}
    families = [whole().card(card).family for card, _ in chosen(learnt, MOST)]
    assert len(set(families)) == len(families)
    rest = {card.id: known(card.id, 9) for card in whole().cards if card.tier != "deep" and card not in mirrors}
    later = {card: each for card, each in rest.items() if card != "mechanism"}
    assert "mechanism" == chosen(later, 1)[0][0]


def test_a_quiz_about_facts_asks_only_about_them():
    """Due ones, then new ones, then some before their time."""
    facts = ["subgroup-dm"]
    about = [card.id for card in whole().about(facts)]
    assert set(about) >= {card for card, _ in chosen({}, MOST, about=facts)}
    all_known = {card: known(card, 9) for card in about}
    assert {"early"} == {why for _, why in chosen(all_known, about=facts)}


@given(
    st.dictionaries(st.sampled_from(CARDS), st.tuples(st.integers(-400, 400), st.booleans())),
    st.integers(-5, 99),
    st.booleans(),
)
def test_a_quiz_is_never_longer_than_asked_and_asks_nothing_twice(learnt, count, deep):
    """Whatever is known: one to ten cards, each of its own family, and everything due before anything new."""
    state = {card: known(card, days, "older" if changed else None) for card, (days, changed) in learnt.items()}
    picks = choose(whole(), state, is_due, count, deep=deep)
    assert len(picks) <= max(1, min(count, MOST))
    assert len({pick.card.family for pick in picks}) == len(picks)
    order = [["updated", "due", "new"].index(pick.why) for pick in picks]
    assert sorted(order) == order


def test_what_there_is_to_say_when_nothing_is_due():
    """In Slack as in the terminal."""
    turn = Turn(TRIAL, note="nothing", days=4)
    assert words.nothing_due(4) == turn_message(turn, whole(), base()).text
    assert [words.nothing_due(4)] == turn_lines(turn, whole(), base())
    gone = replace(turn, note="", asked="no-such-card")
    assert words.GONE in turn_message(gone, whole(), base()).text
