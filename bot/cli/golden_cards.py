"""The golden book of cards: every quiz card as a fellow sees it, question and result, to be read from first to last."""

from __future__ import annotations

from collections.abc import Iterator

from bot.quiz import TIERS, Card, Grade, deck, shuffled
from bot.rendering.quiz import Place, question_lines, result_lines
from knowledge.reader import FactBase

_RULE = "=" * 100
_ABOUT = """\
The golden book of quiz cards. Written by `make golden`; review its changes, do not edit it.
Each card as it is asked, and below the line what is shown after a right answer: with why the others tempt, the caveats
and the sources. The order of options changes from quiz to quiz."""


def golden_cards(base: FactBase) -> str:
    """Return every card of every trial as text, the same for the same facts and rules."""
    return "\n".join(_book(base)) + "\n"


def _book(base: FactBase) -> Iterator[str]:
    yield _ABOUT
    for trial in base.trial_ids():
        cards = deck(base, trial)
        for tier in TIERS:
            found = cards.tier(tier)
            families = len({card.family for card in found})
            yield from ("", _RULE, f"{base.trial(trial).short_name}: {tier}, {families} cards", _RULE)
            for card in found:
                yield from _card(card, base)


def _card(card: Card, base: FactBase) -> Iterator[str]:
    same = f", counts with {card.family}" if card.family != card.id else ""
    yield from ("", f"-- {card.id} ({card.kind}{same}) --", "")
    asked = shuffled(card, "the golden book")
    _, prompt, *ways = question_lines(asked, Place())
    yield from (prompt, *(f"    {way}" for way in ways), "    ----")
    # The last line, the footer, is on every card the same but for the version.
    *shown, _ = result_lines(asked, Grade(right=True, option=asked.right), base)
    yield from shown
