"""What a quiz is made of: cards, their options or number, and the deck of a trial."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from knowledge.records import Citation, RenderedText

Tier = Literal["core", "facts", "deep"]
Kind = Literal["choice", "number", "true-false", "guess"]
TIERS: tuple[Tier, ...] = ("core", "facts", "deep")
"""The tiers in the order in which a person meets them; ``deep`` only after opting in."""

TRUE, FALSE = "true", "false"
"""Ids of the options of a true-false card."""
CONFIDENCE = ("sure", "unsure", "guessing")
"""How sure a person says to be before a guess is revealed."""


@dataclass(frozen=True, slots=True)
class Option:
    """An option to tap. ``why``: why a wrong one tempts; of the right one, why it is right."""

    id: str
    text: RenderedText
    right: bool
    why: RenderedText


@dataclass(frozen=True, slots=True)
class NumberKey:
    """The number that a card asks for, and what else counts as right.

    ``tolerance`` is in the number's own unit. ``readings`` are what other sources say of the same thing: not wrong.
    ``rivals`` are the figures of other arms, groups and times: an answer nearer to one of them is not right, however
    wide the tolerance. ``printed`` is the figure as it is shown. ``unit`` is empty for a P value or a ratio.
    """

    value: Decimal
    tolerance: Decimal
    unit: str
    printed: RenderedText
    readings: tuple[Decimal, ...] = ()
    rivals: tuple[Decimal, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """A card. ``version`` changes when what a reader sees changes, or a figure of ``facts``, and only then.

    ``facts`` are the facts it is about, then those of the other figures shown. ``caveats`` are slugs. ``family``: a
    card and its mirror share it, and count once. A guess has neither options nor a number: the reader rates it.
    """

    id: str
    version: str
    trial: str
    tier: Tier
    kind: Kind
    prompt: RenderedText
    options: tuple[Option, ...]
    number: NumberKey | None
    explanation: RenderedText
    facts: tuple[str, ...]
    citations: tuple[Citation, ...]
    caveats: tuple[str, ...]
    family: str

    @property
    def right(self) -> Option | None:
        """The right option; None where there are no options."""
        return next((option for option in self.options if option.right), None)

    def option(self, option_id: str) -> Option | None:
        """Return the option with this id, None when there is none."""
        return next((option for option in self.options if option.id == option_id), None)

    def texts(self) -> tuple[RenderedText, ...]:
        """Return every text of the card, prompt first."""
        printed = (self.number.printed,) if self.number else ()
        options = [text for option in self.options for text in (option.text, option.why)]
        return (self.prompt, *options, *printed, self.explanation)


@dataclass(frozen=True, slots=True)
class Deck:
    """All cards of a trial, in the order of its quiz: core, facts, deep."""

    trial: str
    cards: tuple[Card, ...]

    def tier(self, name: Tier) -> tuple[Card, ...]:
        """Return the cards of a tier."""
        return tuple(card for card in self.cards if card.tier == name)

    def card(self, card_id: str) -> Card | None:
        """Return the card with this id, None when there is none (any more)."""
        return next((card for card in self.cards if card.id == card_id), None)

    def about(self, facts: Iterable[str]) -> tuple[Card, ...]:
        """Return the cards that are about any of ``facts``: those that share most come first, then by tier."""
        wanted = set(facts)
        shared = [(len(wanted.intersection(card.facts)), card) for card in self.cards]
        found = [(count, card) for count, card in shared if count]
        return tuple(card for _, card in sorted(found, key=lambda each: (-each[0], TIERS.index(each[1].tier))))


def shuffled(card: Card, seed: str) -> Card:
    """Return the card with its options in an order that ``seed`` decides; true and false stay as they are.

    The same seed gives the same order, in another process too.
    """
    if card.kind != "choice":
        return card
    options = list(card.options)
    random.Random(f"{seed} {card.id}").shuffle(options)  # noqa: S311 - an order, not a secret
    return replace(card, options=tuple(options))
