"""Where and how often the bot answers: lists of workspaces and channels, and how much one person may ask.

Whoever is refused hears why, alone, and once in a while rather than each time. Who did not address the bot hears
nothing. A slash command is refused in its acknowledgement, each time: there silence would look like a failure.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.dispatch.owed import Notice
from bot.middleware.throttling import MOST_PERSONS, Buckets, Verdict
from bot.settings import Settings

TELL_AGAIN = timedelta(minutes=10)
"""How long a refusal by a list holds before it is said again."""
PRESSES = 4
"""How many presses count as much as one question: they are quick, and cost little."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something is not answered, and whether to say so now."""

    notice: Notice
    tell: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks what, where. ``key`` is the same for every delivery of the same thing."""

    team: str
    channel: str
    user: str
    key: str


class Gate:
    """Decides what is let in. Any thread may ask; the caller tells the time."""

    def __init__(self, settings: Settings) -> None:
        self._workspaces = settings.workspaces
        self._channels = settings.channels
        self._questions = Buckets(settings.per_minute)
        self._presses = Buckets(settings.per_minute * PRESSES)
        self._told: OrderedDict[tuple[str, str, str], tuple[str, datetime]] = OrderedDict()
        self._lock = threading.Lock()

    def refuse(self, asked: Asked, now: datetime, *, press: bool = False) -> Refusal | None:
        """Return why what ``asked`` asks is not let in; None when it is."""
        notice = self._unlisted(asked)
        if notice is not None:
            return Refusal(notice, self._first(asked, notice, now))
        buckets = self._presses if press else self._questions
        verdict = buckets.take(f"{asked.team}:{asked.user}", asked.key, now)
        return None if verdict is Verdict.ANSWER else Refusal("too-often", verdict is Verdict.TELL)

    def may_overhear(self, asked: Asked, now: datetime) -> bool:
        """Return whether what did not address the bot may be read at all; costs nothing."""
        return self._unlisted(asked) is None and self._questions.has_one(f"{asked.team}:{asked.user}", now)

    def answered(self, asked: Asked, now: datetime) -> None:
        """Charge what was overheard and answered."""
        self._questions.take(f"{asked.team}:{asked.user}", asked.key, now)

    def _unlisted(self, asked: Asked) -> Notice | None:
        if self._workspaces and asked.team not in self._workspaces:
            return "other-workspace"
        # A list of channels says nothing about what is written to the bot directly.
        if self._channels and asked.channel.startswith(("C", "G")) and asked.channel not in self._channels:
            return "other-channel"
        return None

    def _first(self, asked: Asked, notice: Notice, now: datetime) -> bool:
        """Return whether it is time to say it; another delivery of what was told is told again, and then claimed."""
        place = (notice, asked.team if notice == "other-workspace" else asked.channel, asked.user)
        with self._lock:
            found = self._told.get(place)
            if found is not None and now - found[1] < TELL_AGAIN:
                return found[0] == asked.key
            self._told[place] = (asked.key, now)
            self._told.move_to_end(place)
            if len(self._told) > MOST_PERSONS:
                self._told.popitem(last=False)
            return True
