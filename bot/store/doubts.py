"""Jobs whose post may or may not have arrived, for whoever can look, and report what is certain after all."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from bot.store.outbox import leased_from
from bot.store.records import Leased
from bot.store.schema import State, outbox

_DOUBTFUL = (
    select(outbox)
    .where(
        outbox.c.settled_at > bindparam("since"),
        outbox.c.settled_at <= bindparam("until"),
        outbox.c.state == State.UNKNOWN,
    )
    .order_by(outbox.c.id)
)


def doubtful(connection: Connection, since: datetime, until: datetime) -> list[Leased]:
    """Return the jobs that were settled as unknown after ``since`` and no later than ``until``, oldest first."""
    found = connection.execute(_DOUBTFUL, {"since": since, "until": until})
    return [leased_from(row, row.attempt) for row in found]
