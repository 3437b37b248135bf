"""How a table says that it holds something about persons, so that they can see it and have it deleted.

A table says so where it is made, ``Table(…, info=personal("quiz answers", "until you delete them"))``; nothing else is
to be done: ``people`` finds it there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

_NAME = "personal"


@dataclass(frozen=True, slots=True)
class Personal:
    """What a table holds about persons, in words for them, and how long.

    ``team`` and ``person`` name the columns with Slack's ids. ``shown`` are the columns that an export shows; empty
    means all but these two.
    """

    what: str
    how_long: str
    team: str = "team"
    person: str = "user"
    shown: tuple[str, ...] = ()


def personal(
    what: str, how_long: str, *, team: str = "team", person: str = "user", shown: Sequence[str] = ()
) -> dict[Any, Any]:
    """Return the ``info`` of a table whose rows each belong to one person."""
    return {_NAME: Personal(what, how_long, team, person, tuple(shown))}


def personal_of(info: dict[Any, Any]) -> Personal | None:
    """Return what a table's ``info`` says about persons; None where it holds nothing about any."""
    found = info.get(_NAME)
    return found if isinstance(found, Personal) else None
