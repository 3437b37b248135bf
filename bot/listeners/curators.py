"""Telling the curators: an item in their inbox and, where they have a channel, a note that there is one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.dispatch import Owed, Way
from bot.services import Services
from bot.store import Job
from bot.store.inbox import Kind


def tell_curators(
    services: Services,
    kind: Kind,
    *,
    team: str,
    user: str,
    about: Mapping[str, Any],
    names: Sequence[str],
    words: str | None,
    key: str,
) -> int | None:
    """Put something into the inbox and owe the note; return its number, None when ``key`` was claimed before.

    ``names`` are the ids that the note says it is about. ``words`` are stored: the person must have agreed to that.

    Raises:
        StoreError: it could not be written.
        SlotsError: it is too long.
    """

    def note(number: int) -> Job:
        owed = Owed("channel", item=number, sort=kind, answers=tuple(names))
        return Job(Way.POST, team, services.curators, None, None, owed.payload())

    wanted = note if services.curators else None
    number = services.store.inbox.add(kind, team, user, about, words, services.clock(), key=key, note=wanted)
    if number is not None and wanted is not None:
        services.dispatcher.wake(f"n:{team}:{number}")
    return number
