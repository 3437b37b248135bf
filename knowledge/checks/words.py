"""Digits and words of number or size in a text that is shown: what is left after names and idioms are taken out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from knowledge.checks.printed import NUMBER_WORDS

# Words that state a number or compare sizes. "few" and "many" alone state nothing that a figure could settle.
_SIZE = [
    "hundreds?",
    "thousands?",
    "millions?",
    "dozens?",
    "half",
    "halves",
    "halved",
    "halving",
    "thirds",
    "quarters?",
    "twice",
    "thrice",
    "doubled?",
    "doubling",
    "tripled?",
    "most(?:ly)?",
    "majority",
    "minority",
    "similar(?:ly)?",
    "same",
    "equal(?:ly)?",
    "identical(?:ly)?",
    "alike",
    "higher",
    "highest",
    "lower",
    "lowest",
    "greater",
    "greatest",
    "larger",
    "largest",
    "smaller",
    "smallest",
    "bigger",
    "biggest",
    "fewer",
    "fewest",
    "commoner",
    "commonest",
    "comparable",
    "superior(?:ity)?",
    "inferior(?:ity)?",
]
_PHRASES = (
    r"an?\s+(?:third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)",
    r"a\s+couple",
    r"nearly\s+all",
    r"(?:more|less)\s+(?:than|often|frequent(?:ly)?)",
    r"significantly\s+(?:exceed\w*|better|worse|improved|reduced)",
    r"\w+-?fold",
)
_WORDS = re.compile(
    rf"\b(?:{'|'.join((*(word for word in NUMBER_WORDS if word != 'zero'), *_SIZE, *_PHRASES))})\b", re.IGNORECASE
)
# A hyphen between a letter and a digit joins a name ("week-25"); alone before a digit it is a sign.
_DIGITS = re.compile(r"(?<!\d)(?:(?<!\w)[-−])?\d+(?:[.,]\d+)*\s?%?")
GAP = "\ufffc"  # stands for what was taken out, so that what is left around it does not grow together


@lru_cache(maxsize=64)
def _pattern(phrases: frozenset[str]) -> re.Pattern[str] | None:
    if not phrases:
        return None
    longest_first = sorted(phrases, key=len, reverse=True)
    return re.compile(
        rf"(?<![\w.])(?:{'|'.join(map(re.escape, longest_first))})(?![\w%]|[.,]\d)",
        re.IGNORECASE,
    )


def without(text: str, phrases: Iterable[str]) -> str:
    """Return the text with every occurrence of the phrases taken out; "week 24" does not match in "week 245"."""
    pattern = _pattern(frozenset(phrases))
    return pattern.sub(GAP, text) if pattern else text


def loose_digits(text: str) -> Iterator[str]:
    """Yield every number written in digits."""
    for match in _DIGITS.finditer(text):
        yield match[0].strip()
    for sign in text:  # halves, superscripts, circled and other numerals that are no plain digits
        if not sign.isdecimal() and unicodedata.numeric(sign, None) is not None:
            yield sign


def loose_words(text: str) -> Iterator[str]:
    """Yield every word of number or size."""
    for match in _WORDS.finditer(text):
        yield match[0]
