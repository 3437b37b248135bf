"""Which cards a quiz asks, and what each of its turns shows, as ids from which the words are made anew."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any, Literal, Protocol

from bot.quiz.cards import TIERS, Card, Deck

USUAL, MOST = 3, 10
"""How many cards a quiz has where nobody says otherwise, and at most."""

AGAIN, GOOD = 1, 3
"""The two ratings, as FSRS numbers them: not remembered, remembered."""

Why = Literal["due", "new", "updated", "early"]
Note = Literal["", "nothing", "undone", "gone", "changed", "elsewhere"]


class Known(Protocol):
    """What choosing needs to know of a card that was answered before."""

    @property
    def version(self) -> str:
        """The card's version then."""

    @property
    def due(self) -> datetime:
        """When it comes back."""


@dataclass(frozen=True, slots=True)
class Pick:
    """A card for a quiz, and why it is asked."""

    card: Card
    why: Why


def choose(
    deck: Deck,
    learnt: Mapping[str, Known],
    is_due: Callable[[Known], bool],
    count: int = USUAL,
    *,
    deep: bool = False,
    about: Iterable[str] = (),
) -> tuple[Pick, ...]:
    """Return the cards of a quiz: those that are due, longest waiting first, then new ones from core, then facts.

    A card that has changed since it was answered is due, whatever its schedule says. ``deep`` brings new cards of that
    tier first. With ``about`` (facts) only cards about these are chosen, and, where too few are due or new, some before
    their time. Of a card and its mirror only one is chosen.
    """
    facts = tuple(about)
    pool = deck.about(facts) if facts else deck.cards
    known = [card for card in pool if card.id in learnt]
    changed = [Pick(card, "updated") for card in known if learnt[card.id].version != card.version]
    same = sorted(
        (card for card in known if learnt[card.id].version == card.version), key=lambda card: learnt[card.id].due
    )
    waiting = [Pick(card, "due") for card in same if is_due(learnt[card.id])]
    families = {card.family for card in known}
    new = _new(pool, learnt, deep=deep, all_tiers=bool(facts))
    # The mirror of a card that is known comes after everything that is really new.
    new.sort(key=lambda pick: pick.card.family in families)
    found = [*changed, *waiting, *new]
    if facts:
        found += [Pick(card, "early") for card in same if not is_due(learnt[card.id])]
    return _one_of_each_family(found, max(1, min(count, MOST)))


def waiting(deck: Deck, learnt: Mapping[str, Known], is_due: Callable[[Known], bool]) -> int:
    """Return how many cards wait: due, or changed since they were answered. New ones do not count."""
    return sum(
        1
        for card in deck.cards
        if (known := learnt.get(card.id)) is not None and (known.version != card.version or is_due(known))
    )


def next_due(deck: Deck, learnt: Mapping[str, Known]) -> datetime | None:
    """Return when the next card comes back; None when nothing was answered yet."""
    return min((learnt[card.id].due for card in deck.cards if card.id in learnt), default=None)


def _new(pool: Iterable[Card], learnt: Mapping[str, Known], *, deep: bool, all_tiers: bool) -> list[Pick]:
    order = ("deep", "core", "facts") if deep else TIERS if all_tiers else ("core", "facts")
    new = [card for card in pool if card.id not in learnt and card.tier in order]
    return [Pick(card, "new") for card in sorted(new, key=lambda card: order.index(card.tier))]


def _one_of_each_family(picks: Iterable[Pick], count: int) -> tuple[Pick, ...]:
    chosen: dict[str, Pick] = {}
    for pick in picks:
        if len(chosen) < count:
            chosen.setdefault(pick.card.family, pick)
    return tuple(chosen.values())


@dataclass(frozen=True, slots=True)
class Told:
    """A card that was just answered. ``days``: until it comes back; ``number``: its place in the quiz."""

    card: str
    version: str
    right: bool
    option: str = ""
    given: str = ""
    days: int = 0
    number: int = 0


@dataclass(frozen=True, slots=True)
class Turn:
    """What a quiz shows after a tap: what became of the last card, then the next card, or how it all went.

    ``number`` and ``of`` are the asked card's place. ``sure`` is how sure somebody said to be of a guess, whose answer
    is revealed then. ``answered`` are the cards of a quiz that is over, with what was right. ``days``: until the next
    card comes back, -1 where that is not known.
    """

    trial: str
    quiz: str = ""
    note: Note = ""
    told: Told | None = None
    asked: str = ""
    version: str = ""
    number: int = 0
    of: int = 0
    updated: bool = False
    sure: str = ""
    answered: tuple[tuple[str, bool], ...] = ()
    days: int = -1

    def slots(self) -> dict[str, Any]:
        """Return it as JSON: ids and figures of ours, no words of anybody."""
        found = {each.name: getattr(self, each.name) for each in fields(self)}
        found["told"] = None if self.told is None else asdict(self.told)
        found["answered"] = [list(each) for each in self.answered]
        return found

    @classmethod
    def read(cls, slots: Mapping[str, Any]) -> Turn:
        """Return what ``slots`` gave.

        Raises:
            ValueError: it was written by another version.
        """
        try:
            given = dict(slots)
            told = given.get("told")
            given["told"] = None if told is None else Told(**told)
            given["answered"] = tuple((str(card), bool(right)) for card, right in given.get("answered", ()))
            return cls(**given)
        except (TypeError, ValueError) as error:
            message = f"no turn of a quiz of this version: {error}"
            raise ValueError(message) from error
