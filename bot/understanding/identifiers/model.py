"""What a finding says, and the names that identify nobody."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.understanding.normalise import fold

IdentifierKind = Literal[
    "name", "birth-date", "record-number", "insurance-number", "phone", "email", "address", "account"
]

_PART = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Identifier:
    """That something identifies a person, and where; never what it says.

    ``start`` and ``end`` are offsets in the cleaned text that was searched.
    """

    kind: IdentifierKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class KnownNames:
    """Names that may be typed freely: authors, sponsors, eponyms, drugs. ``words`` are folded single words."""

    words: frozenset[str] = frozenset()

    @classmethod
    def of(cls, names: Iterable[str]) -> KnownNames:
        """Return the known names made of every word of ``names`` ("Bristol-Myers Squibb" gives three)."""
        return cls(frozenset(part for name in names for part in parts_of(name)))

    def covers(self, words: Sequence[str]) -> bool:
        """Return whether every part of every word is known; initials count as known beside a known surname."""
        parts = [part for word in words for part in parts_of(word)]
        return any(len(part) > 1 for part in parts) and all(len(part) == 1 or part in self.words for part in parts)


def parts_of(name: str) -> list[str]:
    """Return the folded parts of a name, parted at spaces, hyphens and apostrophes."""
    return _PART.findall(fold(name))


DEFAULT = KnownNames()
