"""What a waiting job holds: what to show and how, as slots. No words of the asker, no rendered text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any, Literal, get_args

from bot.rendering.blocks import Surface
from bot.understanding.reading import Reading
from bot.understanding.stored import NotAReadingError, reading_from_json, reading_to_json


class Way(StrEnum):
    """How a reply travels (the ``kind`` of a job)."""

    POST = "post"
    """A message in a channel, thread or direct conversation."""
    EPHEMERAL = "ephemeral"
    """A message that only the asker sees, in a channel the bot is in."""
    RESPOND = "respond"
    """By response URL, seen by the one who pressed."""
    SHARE = "share"
    """By response URL, seen by everybody in the channel."""


Notice = Literal[
    "",
    "help",
    "identifiers",
    "names-a-patient",
    "no-words",
    "old-button",
    "only-files",
    "other-channel",
    "other-workspace",
    "too-late",
    "too-often",
]


class NotOwedError(ValueError):
    """A payload that is none of this version's."""


@dataclass(frozen=True, slots=True)
class Owed:
    """One reply: ``reading``, ``answers``, ``overview``, ``notice``, ``reference``, ``item``, ``changes`` or ``quiz``.

    ``answers`` are shown anew from today's facts; ``version`` is that of the message they were pressed on.
    ``reference`` names the log line of a failure. ``url`` is a response URL, ``sharer`` who shares.
    ``because`` is why it was sent here instead of where it was asked, ``place`` the channel where it was asked.
    ``copy`` counts earlier posts of the same reply whose outcome is unknown. ``thread`` is where a private answer to a
    chosen message would be shared. ``item`` and ``sort`` tell curators of an item of their inbox, ``changes`` (figure,
    as shown, as it is now) corrects an answer that was shown from facts of ``version``; ``since`` are the newer ones.
    ``quiz`` is a turn of a quiz (``bot.quiz.sessions.Turn``).
    """

    surface: Surface
    reading: Reading | None = None
    trial: str | None = None
    answers: tuple[str, ...] = ()
    version: str = ""
    overview: str = ""
    notice: Notice = ""
    reference: str = ""
    files: bool = False
    url: str = ""
    sharer: str = ""
    because: str = ""
    place: str = ""
    copy: int = 0
    thread: str = ""
    item: int = 0
    sort: str = ""
    changes: tuple[tuple[str, str, str], ...] = ()
    since: str = ""
    quiz: Mapping[str, Any] | None = None

    def payload(self) -> dict[str, Any]:
        """Return it as JSON; what is empty is left out."""
        found = {
            name: value
            for name in _NAMES
            if (value := getattr(self, name)) not in (None, "", (), 0)  # 0 is False as well
        }
        if self.reading is not None:
            found["reading"] = reading_to_json(self.reading)
        if self.answers:
            found["answers"] = list(self.answers)
        if self.changes:
            found["changes"] = [list(change) for change in self.changes]
        return found

    @classmethod
    def read(cls, payload: Mapping[str, Any]) -> Owed:
        """Return what a payload holds.

        Raises:
            NotOwedError: it was written by another version.
        """
        if payload.keys() - _NAMES or payload.get("surface") not in get_args(Surface):
            message = f"not a reply of this version: {sorted(payload)}"
            raise NotOwedError(message)
        given = dict(payload)
        try:
            if "reading" in given:
                given["reading"] = reading_from_json(given["reading"])
            given["answers"] = tuple(given.get("answers", ()))
            given["changes"] = tuple((str(name), str(old), str(new)) for name, old, new in given.get("changes", ()))
            return cls(**given)
        except (NotAReadingError, TypeError, ValueError) as error:
            raise NotOwedError(str(error)) from error


_NAMES = frozenset(field.name for field in fields(Owed))
