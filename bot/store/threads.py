"""What a thread remembers of its last reading: slots, until they expire."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, select

from bot.store.dialects import INSERTS
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


def remember(connection: Connection, place: tuple[str, str, str | None], slots: str, expires_at: datetime) -> None:
    """Keep slots (JSON text) for a place, which is (team, channel, thread), instead of what was kept before."""
    connection.execute(_REMEMBER[connection.dialect.name], _named(place) | {"slots": slots, "expires_at": expires_at})


def recall(connection: Connection, place: tuple[str, str, str | None], now: datetime) -> dict[str, Any] | None:
    """Return what a place remembers; None when there is nothing or it has expired."""
    slots = connection.execute(_RECALL, _named(place) | {"now": now}).scalar_one_or_none()
    return None if slots is None else json.loads(slots)


def _named(place: tuple[str, str, str | None]) -> dict[str, Any]:
    team, channel, thread = place
    return {"team": team, "channel": channel, "thread": thread or ""}
