"""Find the vocabulary word that a mistyped word was meant to be.

A deletion index (W. Garbe's SymSpell idea): two words within distance d share a string that each reaches by at
most d deletions, so a look-up replaces a scan over all words. Candidates are then measured by RapidFuzz's optimal
string alignment, which counts a swap of neighbours as one slip. Hashes in sorted arrays keep tens of thousands of
words in a few megabytes.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import combinations

from rapidfuzz.distance import OSA

# A slip in a word of three letters makes another abbreviation (DM, PM, IBM, ANM, JDM), so those are never repaired.
MIN_LENGTH = 4
# Two slips are believed only in long words.
TWO_SLIPS_FROM = 8
# Longer words are indexed by their first letters: a slip behind them is found by the distance measure all the same.
PREFIX = 8
_MASK = (1 << 63) - 1


def slips_allowed(word: str) -> int:
    """Return how many slips a word of this length may hold and still be repaired."""
    if len(word) < MIN_LENGTH or not word.isalpha():
        return 0
    return 1 if len(word) < TWO_SLIPS_FROM else 2


def _deletions(word: str, depth: int) -> Iterator[str]:
    head = word[:PREFIX]
    yield head
    for count in range(1, depth + 1):
        if len(head) <= count:
            return
        for places in combinations(range(len(head)), count):
            yield "".join(letter for place, letter in enumerate(head) if place not in places)


def _key(text: str) -> int:
    # FNV-1a, 63 bits: the built-in hash differs between processes, and answers must not.
    value = 0xCBF29CE484222325
    for byte in text.encode():
        value = ((value ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return value & _MASK


class TypoIndex:
    """Look-up of the words near a mistyped one."""

    def __init__(self, words: Iterable[str]) -> None:
        """Index ``words`` (folded); words too short to be repaired are left out."""
        self.words = sorted({word for word in words if slips_allowed(word)})
        pairs = sorted(
            {
                (_key(part), number)
                for number, word in enumerate(self.words)
                for part in _deletions(word, slips_allowed(word))
            }
        )
        self._keys = array("q", (key for key, _ in pairs))
        self._numbers = array("i", (number for _, number in pairs))
        self.nearest = lru_cache(maxsize=20_000)(self._nearest)

    def _nearest(self, word: str) -> tuple[str, ...]:
        """Return the closest indexed words within the allowed slips, the best distance only, sorted."""
        allowed = slips_allowed(word)
        if not allowed:
            return ()
        best, found = allowed, set()
        for part in set(_deletions(word, allowed)):
            key = _key(part)
            place = bisect_left(self._keys, key)
            while place < len(self._keys) and self._keys[place] == key:
                candidate = self.words[self._numbers[place]]
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
