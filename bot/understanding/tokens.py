"""Cut text into tokens that vocabulary and questions share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

from bot.understanding.normalise import fold

_TOKEN = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+(?:[.,]\d+)*|[%=<>+&?]", re.UNICODE)
_stemmer = snowballstemmer.stemmer("english")
_SHORT = 3


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or sign of a question.

    ``word`` is folded and without apostrophes, ``stem`` what inflections share, ``shout`` whether it was typed in
    capitals, ``start`` and ``end`` its place in the cleaned text.
    """

    word: str
    stem: str
    shout: bool
    start: int
    end: int


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return what the inflections of ``word`` share (Porter2; short words and numbers as they stand)."""
    if len(word) <= _SHORT or not word.isalpha():
        return word
    return str(_stemmer.stemWord(word))


def tokenize(text: str) -> list[Token]:
    """Return the tokens of cleaned ``text``; letters and digits part company ("wk24" is "wk", "24")."""
    tokens = []
    for match in _TOKEN.finditer(text):
        raw = match.group()
        word = fold(raw).replace("'", "")
        tokens.append(Token(word, stem(word), len(raw) > 1 and raw.isupper(), match.start(), match.end()))
    return tokens
