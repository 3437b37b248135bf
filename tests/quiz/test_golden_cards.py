"""The golden book of cards holds every card as it is now, so that every change of it shows as a diff in review."""

from __future__ import annotations

import difflib
import re
from pathlib import Path

from bot.cli.golden_cards import golden_cards
from tests.quiz.decks import base, whole

BOOK = Path(__file__).parents[1] / "golden" / "cards.txt"


def test_the_book_of_cards_is_current():
    """What was read is what fellows see."""
    kept, now = BOOK.read_text(encoding="utf-8"), golden_cards(base())
    changes = difflib.unified_diff(kept.splitlines(), now.splitlines(), "reviewed", "now", lineterm="", n=1)
    first = [line for _, line in zip(range(20), changes, strict=False)]
    assert kept == now, "\n".join(["The cards are others now. Run `make golden` and review the diff:", *first])


def test_every_card_is_in_the_book_with_all_its_words():
    """A reviewer misses nothing: question, options, explanation, why the others tempt."""
    book = golden_cards(base())
    assert [card.id for card in whole().cards] == re.findall(r"^-- (\S+) \(", book, re.MULTILINE)
    for card in whole().cards:
        assert card.prompt.text in book
        assert card.explanation.text in book
        for option in card.options:
            assert option.text.text in book
            assert option.right or option.why.text in book


def test_another_version_of_the_facts_alone_does_not_change_the_book():
    """Only words and figures show as a diff."""
    assert base().version not in golden_cards(base())
