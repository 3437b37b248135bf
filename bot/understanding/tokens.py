"""Cut text into tokens that vocabulary and questions share."""

from __future__ import annotations

import re
from functools import lru_cache
from threading import Lock
from typing import NamedTuple

import Stemmer

from bot.understanding.normalise import fold

_TOKEN = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+(?:[.,]\d+)*|[%=<>+&?]", re.UNICODE)
_stemmer = Stemmer.Stemmer("english", 0)
# One stemmer serves one thread at a time (PyStemmer's own rule).
_stemming = Lock()
# Marks the keys of phrases that are matched word by word; no stem begins with it.
EXACT = "="
_SHORT = 3
# No word is longer; what is, is noise that nobody stems or remembers.
_LONGEST = 40


class Token(NamedTuple):
    """One word, number or sign of a question.

    ``word`` is folded and without apostrophes, ``stem`` what inflections share, ``shout`` whether it was typed in
    capitals, ``start`` and ``end`` its place in the cleaned text, ``exact`` the word as the key of a phrase that is
    matched word by word.
    """

    word: str
    stem: str
    shout: bool
    start: int
    end: int
    exact: str


_new = tuple.__new__


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Return what the inflections of ``word`` share (Porter2; short words and numbers as they stand)."""
    if not _SHORT < len(word) <= _LONGEST or not word.isalpha():
        return word
    with _stemming:
        return str(_stemmer.stemWord(word))


def tokenize(text: str) -> list[Token]:
    """Return the tokens of cleaned ``text``; letters and digits part company ("wk24" is "wk", "24")."""
    tokens = []
    for match in _TOKEN.finditer(text):
        raw = match[0]
        word, stemmed, shout, exact = _known(raw) if len(raw) <= _LONGEST else _typed(raw)
        start = match.start()
        # What the class would do, without the detour through its constructor: this runs for every word of a question.
        tokens.append(_new(Token, (word, stemmed, shout, start, start + len(raw), exact)))
    return tokens


def _typed(raw: str) -> tuple[str, str, bool, str]:
    """Return word, stem, whether it shouts, and exact key of a token as typed."""
    word = fold(raw).replace("'", "")
    return word, stem(word), len(raw) > 1 and raw.isupper(), EXACT + word


_known = lru_cache(maxsize=20_000)(_typed)  # the same few thousand words come again
