"""Find the vocabulary word that a mistyped word was meant to be.

A deletion index (W. Garbe's SymSpell idea): two words within distance d share a string that each reaches by at
most d deletions, so a look-up replaces a scan over all words. Candidates are then measured by RapidFuzz's optimal
string alignment, which counts a swap of neighbours as one slip. Hashes in sorted arrays keep tens of thousands of
words in a few megabytes.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable
from functools import lru_cache
from zlib import crc32

from rapidfuzz.distance import OSA

# A slip in a word of three letters makes another abbreviation (DM, PM, IBM, ANM, JDM), so those are never repaired.
MIN_LENGTH = 4
# Two slips are believed only in long words.
TWO_SLIPS_FROM = 8
# Longer words are indexed by their first letters: a slip behind them is found by the distance measure all the same.
PREFIX = 8
_NUMBER = 24  # bits
_WORDS = 1 << _NUMBER


def slips_allowed(word: str) -> int:
    """Return how many slips a word of this length may hold and still be repaired."""
    if len(word) < MIN_LENGTH or not word.isalpha():
        return 0
    return 1 if len(word) < TWO_SLIPS_FROM else 2


def _deletions(word: str, depth: int) -> set[str]:
    head = word[:PREFIX]
    parts = {head}
    for _ in range(depth):
        parts |= {part[:place] + part[place + 1 :] for part in parts if len(part) > 1 for place in range(len(part))}
    return parts


@lru_cache(maxsize=1_000)
def _keys(word: str, depth: int) -> tuple[int, ...]:
    # A checksum: the built-in hash differs between processes. Two parts that share one only cost a comparison.
    return tuple({crc32(part.encode()) << _NUMBER for part in _deletions(word, depth)})


_NO_VOWELS = str.maketrans("", "", "aeiou")
_SHORTEST_WRITTEN_OUT = 4


def consonants(word: str) -> str:
    """Return what is left of a word behind its first letter without vowels."""
    return word[1:].translate(_NO_VOWELS)


def is_shortened(word: str) -> bool:
    """May this be a word whose vowels were left out ("rspns", "finshd")?"""
    rest = consonants(word)
    vowels = len(word) - 1 - len(rest)
    return len(rest) > 1 and (vowels == 0 or (vowels == 1 and len(rest) > 2))


def shortened(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the words by their first letter and consonants, without those too short to be meant."""
    found: dict[str, list[str]] = {}
    for word in sorted(words):
        rest = consonants(word)
        if len(word) >= _SHORTEST_WRITTEN_OUT and word.isalpha() and len(rest) > 1 and len(rest) < len(word) - 1:
            found.setdefault(word[0] + rest, []).append(word)
    return {key: tuple(those) for key, those in found.items()}


class TypoIndex:
    """Look-up of the words near a mistyped one."""

    def __init__(self, words: Iterable[str]) -> None:
        """Index ``words`` (folded); words too short to be repaired are left out."""
        self.words = sorted({word for word in words if slips_allowed(word)})
        pairs = [
            crc32(part.encode()) << _NUMBER | number
            for number, word in enumerate(self.words)
            for part in _deletions(word, slips_allowed(word))
        ]
        pairs.sort()
        # The checksum of a part in the upper bits, the number of the word in the lower ones.
        self._pairs = array("Q", pairs)
        self.nearest = lru_cache(maxsize=2_000)(self._nearest)

    def _nearest(self, word: str) -> tuple[str, ...]:
        """Return the closest indexed words within the allowed slips, the best distance only, sorted."""
        allowed = slips_allowed(word)
        if not allowed:
            return ()
        best, found = allowed, set()
        pairs, words = self._pairs, self.words
        count = len(pairs)
        for key in _keys(word, allowed):
            place = bisect_left(pairs, key)
            while place < count and (number := pairs[place] - key) < _WORDS:
                candidate = words[number]
                place += 1
                limit = min(best, slips_allowed(candidate))
                distance = OSA.distance(word, candidate, score_cutoff=limit)
                # The first letter is seldom mistyped; with a wrong one the rest must carry the word.
                if distance > limit or (word[0] != candidate[0] and (distance > 1 or len(word) < TWO_SLIPS_FROM - 2)):
                    continue
                if distance < best:
                    best, found = distance, {candidate}
                elif distance == best:
                    found.add(candidate)
        return tuple(sorted(found))
