"""The golden book holds what the bot says now, so that every change of it shows as a diff in review."""

from __future__ import annotations

import difflib
import re

import pytest

from bot.cli.golden import golden_book
from tests.questions.asking import FOLDER, TRIAL, answerer, base

BOOK = FOLDER.parent / "golden" / "book.txt"
_SHOWN = 20


@pytest.fixture(scope="module")
def book():
    """Return the book as the bot writes it now."""
    return golden_book(answerer())


def test_the_golden_book_is_current(book):
    """What was reviewed is what the bot says."""
    kept = BOOK.read_text(encoding="utf-8")
    changes = difflib.unified_diff(kept.splitlines(), book.splitlines(), "reviewed", "now", lineterm="", n=1)
    first = [line for _, line in zip(range(_SHOWN), changes, strict=False)]
    assert kept == book, "\n".join(["The bot says something else now. Run `make golden` and review the diff:", *first])


def test_every_answer_term_and_declined_topic_is_in_the_book(book):
    """A reviewer misses nothing."""
    listed = set(re.findall(r"^-- (.+) --$", book, re.MULTILINE))
    terms = {term.id for term in base().glossary(TRIAL)}
    assert set() == {*base().answers(TRIAL), *base().not_covered_ids(TRIAL), *terms} - listed


@pytest.mark.parametrize("kind", ["answer", "clarify", "not_covered", "not_advice", "help"])
def test_every_kind_of_reply_is_in_the_book(book, kind):
    """Refusals are reviewed as well as answers."""
    assert re.search(rf"^\[{kind}\b", book, re.MULTILINE)


def test_another_version_of_the_facts_alone_does_not_change_the_book(book):
    """Only words and figures show as a diff."""
    assert base().version not in book
    assert f"facts {base().version.partition('-')[0]}-…" in book
