"""What goes into the store and comes out of it: jobs, leases and their outcomes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.store.errors import JobError, SlotsError

LONGEST_ID = 255
LONGEST_SLOT = 200
LONGEST_SLOTS = 16_000
# Where Slack's payloads carry what people typed: whoever passes such a payload on is told so.
_WORDS = frozenset({"text", "words", "question", "query", "message", "blocks", "body", "event"})


class Outcome(StrEnum):
    """How a job ended: it was posted, nobody can tell whether it was, or it never will be."""

    POSTED = "posted"
    UNKNOWN = "unknown"
    GAVE_UP = "gave_up"


@dataclass(frozen=True, slots=True)
class Job:
    """A reply that is owed: where it goes, and the slots it is made from.

    ``kind`` and the ids have no white space; ``payload`` is JSON without the asker's words (see ``as_json``).
    """

    kind: str
    team: str
    channel: str
    thread: str | None
    user: str | None
    payload: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Leased:
    """A job that one worker may post until its lease runs out.

    ``id`` names this lease, not only the job: once another worker has leased the job, it no longer opens anything.
    ``attempt`` counts the leases of the job, from 1; ``accepted_at`` is when the job was accepted.
    """

    id: str
    key: str
    job: Job
    attempt: int
    accepted_at: datetime


@dataclass(frozen=True, slots=True)
class Memo:
    """What one place remembers until a moment; ``thread`` is None for a direct conversation as a whole."""

    team: str
    channel: str
    thread: str | None
    slots: Mapping[str, Any]
    until: datetime


def as_id(value: str) -> str:
    """Return ``value`` when it can be an id or key: 1 to 255 printable characters without white space.

    Raises:
        JobError: it cannot.
    """
    if not 0 < len(value) <= LONGEST_ID or not value.isprintable() or " " in value:
        message = f"{value[:40]!r} is no id: 1 to {LONGEST_ID} printable characters without white space are"
        raise JobError(message)
    return value


def as_json(slots: Mapping[str, Any]) -> str:
    """Return slots as JSON text.

    Raises:
        SlotsError: they hold something that is no JSON, a string of more than 200 characters, a name under which Slack
            sends what people typed, or more than 16,000 characters altogether.
    """
    _look_for_words(slots, "slots")
    try:
        found = json.dumps(slots, separators=(",", ":"), allow_nan=False)
    except (TypeError, ValueError) as error:
        message = f"slots are JSON: {error}"
        raise SlotsError(message) from error
    if len(found) > LONGEST_SLOTS:
        message = f"slots of {len(found)} characters: at most {LONGEST_SLOTS} are kept"
        raise SlotsError(message)
    return found


def _look_for_words(value: object, where: str) -> None:
    if isinstance(value, str):
        if len(value) > LONGEST_SLOT:
            message = (
                f"{where} holds {len(value)} characters: a slot has at most {LONGEST_SLOT}, and words are not kept"
            )
            raise SlotsError(message)
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            if name in _WORDS:
                message = f"{where} has {name!r}: what people type is not kept; pass the reading's slots instead"
                raise SlotsError(message)
            _look_for_words(name, where)
            _look_for_words(inner, f"{where}.{name}")
    elif isinstance(value, list | tuple):
        for inner in value:
            _look_for_words(inner, where)
