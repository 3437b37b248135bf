"""What the tests of the quiz work on: the deck of the repository's trial, and everything that is shown of a card."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from bot.quiz import Card, Deck, Grade, deck
from bot.rendering import quiz
from bot.rendering.kit import Rendered
from knowledge.reader import FactBase, open_or_compile

TRIAL = "abatacept-iim"
PLACE = quiz.Place("q-2026-11-23-abcdef0123456789", 2, 3)


@functools.cache
def base() -> FactBase:
    """Return the fact base."""
    return open_or_compile()


def whole() -> Deck:
    """Return the deck."""
    return deck(base(), TRIAL)


def card_of(card_id: str) -> Card:
    """Return a card of the deck."""
    found = whole().card(card_id)
    assert found is not None, card_id
    return found


def grades(card: Card) -> Iterator[Grade]:
    """Yield every way in which an answer to a card can be graded."""
    for option in card.options:
        yield Grade(option.right, option)
    if card.number is not None:
        yield Grade(right=True, given=card.number.value)
        yield Grade(right=False, given=card.number.value * 3)
    if card.kind in ("guess", "number"):
        yield Grade(right=True)
        yield Grade(right=False)


def messages_of(card: Card) -> Iterator[Rendered]:
    """Yield every message that shows a card."""
    yield quiz.question(card, PLACE)
    yield quiz.question(card, PLACE, updated=True)
    for grade in grades(card):
        yield quiz.result(card, grade, base(), PLACE, again="Next time: in 3 days.")
        yield quiz.result(card, grade, base(), PLACE, last=True, undo=False)
    if card.kind == "guess":
        for confidence in ("sure", "guessing", "nonsense"):
            yield quiz.revealed(card, confidence, base(), PLACE)
