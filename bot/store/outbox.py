"""The outbox: what is owed, who has it, and how it ended.

A row goes ``waiting`` -> ``leased`` -> ``sending`` -> ``posted``; a definite failure makes it wait again or give up.

The rule for unknown outcomes: a lease that runs out before ``sending`` sent nothing, so the next worker takes the row
over; one that runs out in ``sending`` may have posted, so the row is never posted again, only counted.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Row, Select, Update, bindparam, func, insert, select, update

from bot.store.records import Job, Leased, Outcome
from bot.store.schema import State, outbox

RAN_OUT = "lease ran out while sending"
LONGEST_REASON = 200


class Place(NamedTuple):
    """Where a reply goes."""

    team: str
    channel: str
    thread: str | None


def _overdue(*states: State) -> Select[Any]:
    return (
        select(outbox)
        .where(outbox.c.due_at <= bindparam("now"), outbox.c.state.in_(states))
        .order_by(outbox.c.id)
        .with_for_update(skip_locked=True)  # SQLite leaves this out: there, nobody else writes meanwhile
    )


def _report(states: Sequence[State], *columns: str, **more: ColumnElement[Any]) -> Update:
    """Change columns of a row if a lease is still its newest and it is in one of ``states``."""
    return (
        update(outbox)
        .where(outbox.c.id == bindparam("row"), outbox.c.attempt == bindparam("lease"), outbox.c.state.in_(states))
        .values({name: bindparam(f"new_{name}", type_=outbox.c[name].type) for name in columns} | more)
    )


# Written once: building a statement takes longer than SQLite takes to run it.
_ADD = insert(outbox)
_PLACE = select(outbox.c.team, outbox.c.channel, outbox.c.thread).where(outbox.c.id == bindparam("row"))
_LOST = _overdue(State.SENDING)
_FREE = _overdue(State.WAITING, State.LEASED).limit(bindparam("limit"))
_THIS = update(outbox).where(outbox.c.id == bindparam("row"))
_LEASE = _THIS.values(
    state=State.LEASED, due_at=bindparam("until"), leased_by=bindparam("worker"), attempt=outbox.c.attempt + 1
)
_LEASE_OF_KEY = (
    update(outbox)
    .where(
        outbox.c.key == bindparam("of"),
        outbox.c.due_at <= bindparam("now"),
        outbox.c.state.in_((State.WAITING, State.LEASED)),
    )
    .values(state=State.LEASED, due_at=bindparam("until"), leased_by=bindparam("worker"), attempt=outbox.c.attempt + 1)
    .returning(outbox)
)
_LOSE = _THIS.values(state=State.UNKNOWN, due_at=None, settled_at=bindparam("now"), reason=RAN_OUT)
_HELD = (State.LEASED, State.SENDING)
_REPORTABLE = (*_HELD, State.UNKNOWN)  # a lease that ran out may still report what is certain, if nobody took it over
_SENDING = _report((State.LEASED,), "state", "due_at")
_RETRY = _report(_REPORTABLE, "state", "due_at", "settled_at", "leased_by", "reason", retries=outbox.c.retries + 1)
_SETTLED = ("state", "due_at", "settled_at", "reference", "reason")
_CERTAIN = _report(_REPORTABLE, *_SETTLED)
_UNCERTAIN = _report(_HELD, *_SETTLED)
_RECOVER = (
    update(outbox)
    .where(outbox.c.leased_by == bindparam("worker"), outbox.c.state.in_(_HELD), outbox.c.due_at > bindparam("now"))
    .values(due_at=bindparam("now"))
)


def add(connection: Connection, key: str, job: Job, payload: str, now: datetime) -> None:
    """Put a job, with its payload as JSON text, into the outbox, due at once."""
    connection.execute(
        _ADD,
        {
            "key": key,
            "kind": job.kind,
            "team": job.team,
            "channel": job.channel,
            "thread": job.thread,
            "user": job.user,
            "payload": payload,
            "accepted_at": now,
            "state": State.WAITING,
            "due_at": now,
            "attempt": 0,
            "retries": 0,
        },
    )


def settle(connection: Connection, now: datetime) -> list[Leased]:
    """Give every row whose lease ran out in ``sending`` its outcome, unknown, and return them."""
    found = connection.execute(_LOST, {"now": now}).all()
    if found:
        connection.execute(_LOSE, [{"row": row.id, "now": now} for row in found])
    return [leased_from(row, row.attempt) for row in found]


def lease(
    connection: Connection, now: datetime, until: datetime, worker: str, *, limit: int, only: str | None
) -> list[Leased]:
    """Lease at most ``limit`` due rows to a worker, oldest first, leaving alone what another transaction holds."""
    if only is not None:
        times = {"now": now, "until": until}
        taken = connection.execute(_LEASE_OF_KEY, {"of": only, "worker": worker} | times).all()
        return [leased_from(row, row.attempt) for row in taken]
    found = connection.execute(_FREE, {"now": now, "limit": limit}).all()
    if found:
        connection.execute(_LEASE, [{"row": row.id, "until": until, "worker": worker} for row in found])
    return [leased_from(row, row.attempt + 1) for row in found]


def sending(connection: Connection, lease_id: str, until: datetime) -> bool:
    """Note that the post is about to leave; False when the lease is no longer the caller's."""
    return _reported(connection, _SENDING, lease_id, state=State.SENDING, due_at=until)


def finish(
    connection: Connection, lease_id: str, outcome: Outcome, now: datetime, *, reference: str | None, reason: str | None
) -> bool:
    """Settle a row; what is known for certain corrects an outcome that was thought unknown."""
    return _reported(
        connection,
        _UNCERTAIN if outcome is Outcome.UNKNOWN else _CERTAIN,
        lease_id,
        state=State(outcome),
        due_at=None,
        settled_at=now,
        reference=reference,
        reason=reason,
    )


def retry(connection: Connection, lease_id: str, at: datetime, reason: str) -> bool:
    """Let a row wait again after a definite failure."""
    return _reported(
        connection, _RETRY, lease_id, state=State.WAITING, due_at=at, settled_at=None, leased_by=None, reason=reason
    )


def recover(connection: Connection, worker: str, now: datetime) -> int:
    """End the leases of a worker that is no more; return how many."""
    return connection.execute(_RECOVER, {"worker": worker, "now": now}).rowcount


def next_due(connection: Connection) -> datetime | None:
    """Return when the next open row wants attention."""
    due: datetime | None = connection.execute(select(func.min(outbox.c.due_at))).scalar_one()
    return due


def outcome(connection: Connection, key: str) -> Outcome | None:
    """Return how the job of this key ended; None while it is open or when nothing is known of it."""
    state = connection.execute(select(outbox.c.state).where(outbox.c.key == key)).scalar_one_or_none()
    return Outcome(state) if state in list(Outcome) else None


def _reported(connection: Connection, statement: Update, lease_id: str, **changes: object) -> bool:
    row, _, attempt = lease_id.partition("-")
    if isinstance(reason := changes.get("reason"), str):
        changes["reason"] = reason[:LONGEST_REASON]
    values = {f"new_{name}": value for name, value in changes.items()}
    return connection.execute(statement, {"row": int(row), "lease": int(attempt)} | values).rowcount == 1


def place_of(connection: Connection, lease_id: str) -> Place:
    """Return where the job of a lease goes."""
    return Place(*connection.execute(_PLACE, {"row": int(lease_id.partition("-")[0])}).one())


def leased_from(row: Row[Any], attempt: int) -> Leased:
    """Return a row as the lease of that number."""
    job = Job(row.kind, row.team, row.channel, row.thread, row.user, json.loads(row.payload))
    return Leased(f"{row.id}-{attempt}", row.key, job, attempt, row.accepted_at)
