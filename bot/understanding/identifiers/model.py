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
    """Names that may be typed freely: authors, sponsors, eponyms, drugs.

    ``words`` are folded single words, ``shared`` those that all trials have in common.
    """

    words: frozenset[str] = frozenset()
    shared: frozenset[str] = frozenset()

    @classmethod
    def of(cls, names: Iterable[str], beside: KnownNames | None = None) -> KnownNames:
        """Return the known names made of every word of ``names`` ("Bristol-Myers Squibb" gives three).

        Those of ``beside`` count too, and are not copied.
        """
        words = frozenset(part for name in names for part in parts_of(name))
        return cls(words, beside.words if beside is not None else frozenset())

    def covers(self, words: Sequence[str]) -> bool:
        """Return whether every part of every word is known; initials count as known beside a known surname."""
        parts = [part for word in words for part in parts_of(word)]
        return any(len(part) > 1 for part in parts) and all(
            len(part) == 1 or part in self.words or part in self.shared for part in parts
        )


def parts_of(name: str) -> list[str]:
    """Return the folded parts of a name, parted at spaces, hyphens and apostrophes."""
    return _PART.findall(fold(name))


DEFAULT = KnownNames()
