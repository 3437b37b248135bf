"""What a thread remembers of its last reading: slots, until they expire."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, select

from bot.store.dialects import INSERTS
from bot.store.records import Memo, as_json
from bot.store.schema import memories

_PLACE = ("team", "channel", "thread")
_VALUES: dict[str, BindParameter[Any]] = {name: bindparam(name) for name in (*_PLACE, "slots", "expires_at")}
_REMEMBER = {
    dialect: insert(memories)
    .values(_VALUES)
    .on_conflict_do_update(index_elements=list(_PLACE), set_={name: _VALUES[name] for name in ("slots", "expires_at")})
    for dialect, insert in INSERTS.items()
}
_RECALL = select(memories.c.slots).where(
    *(memories.c[name] == bindparam(name) for name in _PLACE), memories.c.expires_at > bindparam("now")
)


def row_of(memo: Memo) -> dict[str, Any]:
    """Return a memo as ``remember`` writes it.

    Raises:
        SlotsError: it holds words, or no JSON.
    """
    place = _named((memo.team, memo.channel, memo.thread))
    return place | {"slots": as_json(memo.slots), "expires_at": memo.until}


def remember(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Keep what places remember (``row_of``) instead of what they remembered before."""
    for row in rows:
        connection.execute(_REMEMBER[connection.dialect.name], row)


def recall(connection: Connection, place: tuple[str, str, str | None], now: datetime) -> dict[str, Any] | None:
    """Return what a place remembers; None when there is nothing or it has expired."""
    slots = connection.execute(_RECALL, _named(place) | {"now": now}).scalar_one_or_none()
    return None if slots is None else json.loads(slots)


def _named(place: tuple[str, str, str | None]) -> dict[str, Any]:
    team, channel, thread = place
    return {"team": team, "channel": channel, "thread": thread or ""}
