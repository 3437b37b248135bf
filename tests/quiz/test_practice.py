"""Tests that a quiz's steps count once, in their turn, and for their owner alone."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from bot.quiz import Deck
from bot.quiz.practice import NotNowError, Person, Practice
from bot.store import Store
from bot.store.learning import Quiz
from tests.quiz.decks import TRIAL, whole

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
ADA, BEN = Person("T1", "U1"), Person("T1", "U2")
NAMES = ("sign-the-conclusion", "p-primary", "term-itt", "apply-ibm")


@pytest.fixture
def store(tmp_path):
    """An empty store."""
    found = Store.open(f"sqlite:///{tmp_path}/bot.db")
    yield found
    found.close()


def practice(store, without=()):
    """Return the practice, where some cards may be gone from the deck."""
    return Practice(store.learning, Deck(TRIAL, tuple(card for card in whole().cards if card.id not in without)))


@pytest.fixture
def begun(store):
    """Ada's practice, with a quiz of a choice, a number, a guess and a choice begun."""
    made = practice(store)
    cards = tuple((name, whole().card(name).version, "new") for name in NAMES)
    made.begin(Quiz("q1", "T1", "U1", TRIAL, cards, NOW), NOW)
    return made


def right(name):
    """Return the id of a card's right option."""
    return whole().card(name).right.id


def tap(made, name, option, person=ADA, now=NOW):
    """Tap an option of a card."""
    return made.tap(person, "q1", name, whole().card(name).version, option, now)


def refused(step):
    """Return why a step cannot count."""
    with pytest.raises(NotNowError) as found:
        step()
    return found.value.why


def test_eight_taps_at_once_count_once(begun, store):
    """Whichever comes first; the others are told that the card is answered."""
    options = [option.id for option in whole().card(NAMES[0]).options] * 2

    def one(option):
        try:
            return tap(begun, NAMES[0], option).told.option
        except NotNowError as refusal:
            return refusal.why

    with ThreadPoolExecutor(8) as pool:
        found = sorted(pool.map(one, options))
    assert 7 == found.count("answered")
    (review,) = store.learning.reviews("T1", "U1")
    assert review.given in found
    assert 1 == store.learning.quiz("T1", "U1", "q1").place


def test_steps_that_do_not_fit_a_card_change_nothing(begun, store):
    """An option of another card, a rating where none was asked, a number where there are options."""
    version = whole().card(NAMES[0]).version
    for step in (
        lambda: tap(begun, NAMES[0], "no-such-option"),
        lambda: begun.rated(ADA, "q1", NAMES[0], version, True, NOW),
        lambda: begun.typed(ADA, "q1", NAMES[0], version, "56", NOW),
    ):
        assert "unfit" == refused(step)
    assert "over" == refused(lambda: tap(begun, NAMES[3], right(NAMES[3])))
    assert ([], 0) == (store.learning.reviews("T1", "U1"), store.learning.quiz("T1", "U1", "q1").place)


def test_only_the_owner_can_go_on_with_a_quiz(begun, store):
    """To anybody else it is not there."""
    assert "over" == refused(lambda: tap(begun, NAMES[0], right(NAMES[0]), BEN))
    assert "over" == refused(lambda: begun.undo(BEN, "q1", NAMES[0], NOW))
    assert "over" == refused(lambda: begun.again(BEN, "q1", NOW))
    assert [] == store.learning.reviews("T1", "U2")


def test_every_kind_of_card_goes_its_way(begun, store):
    """Tapped, typed, stated and rated, tapped: and the last turn has all of them."""
    tap(begun, NAMES[0], right(NAMES[0]))
    begun.typed(ADA, "q1", NAMES[1], whole().card(NAMES[1]).version, "0.083", NOW)
    assert "unsure" == tap(begun, NAMES[2], "unsure").sure
    begun.rated(ADA, "q1", NAMES[2], whole().card(NAMES[2]).version, False, NOW)
    last = tap(begun, NAMES[3], right(NAMES[3]))
    assert (
        ("sign-the-conclusion", True),
        ("p-primary", True),
        ("term-itt", False),
        ("apply-ibm", True),
    ) == last.answered
    assert [right(NAMES[0]), "0.083", "unsure", right(NAMES[3])] == [
        each.given for each in store.learning.reviews("T1", "U1")
    ]
    assert 1 == last.days


def test_a_long_number_is_graded_and_not_kept(begun, store):
    """It may be a patient's; no figure of a card is that long."""
    tap(begun, NAMES[0], right(NAMES[0]))
    turn = begun.typed(ADA, "q1", NAMES[1], whole().card(NAMES[1]).version, "48213377", NOW)
    assert (False, "") == (turn.told.right, turn.told.given)
    assert [None] == [each.given for each in store.learning.reviews("T1", "U1")][1:]


def test_cards_that_are_gone_are_passed_over(begun, store):
    """Two in a row do not stop a quiz, and the card after them counts at its own place."""
    less = practice(store, without=NAMES[1:3])
    turn = tap(less, NAMES[0], right(NAMES[0]))
    assert (NAMES[3], 4) == (turn.asked, turn.number)
    assert (NAMES[3], True) == tap(less, NAMES[3], right(NAMES[3])).answered[-1]
    assert [0, 3] == [each.place for each in store.learning.reviews("T1", "U1")]


def test_a_quiz_whose_cards_are_all_gone_ends(begun, store):
    """With a summary of what was answered."""
    less = practice(store, without=NAMES)
    turn = tap(less, NAMES[0], right(NAMES[0]))
    assert ("", "gone", ()) == (turn.asked, turn.note, turn.answered)


def test_where_a_quiz_is_can_be_asked_again(begun):
    """The next card, as often as somebody wants; nothing is graded."""
    tap(begun, NAMES[0], right(NAMES[0]))
    assert {NAMES[1]} == {begun.again(ADA, "q1", NOW + timedelta(minutes=n)).asked for n in range(3)}
