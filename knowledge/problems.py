"""What is wrong with the data, said to a person: where, what, and what would be right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A line of a file; the file is given relative to the folder that was loaded."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong. ``rule`` names the check that found it, ``hint`` says what to do."""

    file: str
    line: int
    rule: str
    message: str
    hint: str = ""
    severity: Severity = "error"

    @property
    def place(self) -> Place:
        """The file and line."""
        return Place(self.file, self.line)

    def __str__(self) -> str:
        hint = f" ({self.hint})" if self.hint else ""
        return f"{self.file}:{self.line}: {self.rule}: {self.message}{hint}"


def by_place(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems sorted by file and line, each once."""
    return sorted(set(problems), key=lambda item: (item.file, item.line, item.rule, item.message))


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return a hint naming the nearest known name, or what to do when none is near."""
    near = get_close_matches(name, list(known), n=1, cutoff=0.6)
    return f"did you mean '{near[0]}'?" if near else "declare it, or correct the name"
