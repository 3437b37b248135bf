"""Everyday words: what may be ignored, and what only looks like a word of the vocabulary."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from bot.understanding.lexicon import Entry

_SLOT = "word/"
E = TypeVar("E", bound=Entry)


def split_words(entries: Iterable[E]) -> tuple[dict[str, bool], list[E]]:
    """Part the ``word/…`` entries from the vocabulary.

    Returns the everyday words, each with whether it may be ignored (filler) or counts as a word that nothing
    accounts for, and the entries that mean something.
    """
    words: dict[str, bool] = {}
    meaning: list[E] = []
    for entry in entries:
        if entry.id.startswith(_SLOT):
            filler = entry.id.endswith("/filler")
            for word in (*entry.terms, *entry.exact):
                words[word] = words.get(word, False) or filler
        else:
            meaning.append(entry)
    return words, meaning
