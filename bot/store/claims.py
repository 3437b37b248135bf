"""Claims: who was first to take up an event. The database decides, in one statement."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, bindparam

from bot.store.dialects import INSERTS
from bot.store.schema import claims

# The insert either succeeds or counts one repeat: a row with no repeats is the winner's.
_CLAIM = {
    dialect: insert(claims)
    .values(key=bindparam("key"), team=bindparam("team"), claimed_at=bindparam("now"), repeats=0)
    .on_conflict_do_update(index_elements=["key"], set_={"repeats": claims.c.repeats + 1})
    .returning(claims.c.repeats)
    for dialect, insert in INSERTS.items()
}


def claim(connection: Connection, key: str, team: str | None, now: datetime) -> bool:
    """Return whether this is the first claim of ``key``; a later one is counted and changes nothing else."""
    found = connection.execute(_CLAIM[connection.dialect.name], {"key": key, "team": team, "now": now})
    return bool(found.scalar_one() == 0)
