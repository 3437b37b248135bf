"""Deleting: what is old, and what belongs to a team that left."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, delete, or_, select

from bot.store import inbox, shown, tallies
from bot.store.schema import SETTLED, State, claims, memories, metadata, outbox
from bot.store.tables_learning import QUIZ_KEPT, learning_quizzes


def sweep(connection: Connection, now: datetime, before: datetime) -> None:
    """Delete what was settled and claimed before a moment, and memory that has expired.

    The claim of a job that still waits stays, however old, so that a late delivery cannot bring in a second one.
    """
    rows = outbox.c.settled_at < before
    waits = select(outbox.c.key).where(outbox.c.key == claims.c.key, or_(outbox.c.settled_at.is_(None), ~rows))
    delete_some(connection, and_(claims.c.claimed_at < before, ~waits.exists()), rows)
    connection.execute(delete(memories).where(memories.c.expires_at <= now))
    inbox.sweep(connection, now)
    shown.sweep(connection, now)
    # A quiz that nobody went on with; what was answered in it stays.
    connection.execute(delete(learning_quizzes).where(learning_quizzes.c.changed_at < now - QUIZ_KEPT))


def delete_team(connection: Connection, team: str) -> None:
    """Delete everything that names a team, in every table; replies still owed to it count as given up."""
    delete_some(connection, claims.c.team == team, outbox.c.team == team)
    # What refers to another table goes before it.
    for table in reversed(metadata.sorted_tables):
        if "team" in table.c and table not in (claims, outbox):
            connection.execute(delete(table).where(table.c.team == team))


def delete_some(connection: Connection, which_claims: ColumnElement[bool], which_rows: ColumnElement[bool]) -> None:
    """Delete claims and outbox rows, and keep what they counted; an open row will never be posted: given up."""
    found: Counter[str] = Counter()
    # The claims first: the rows say which of them may go.
    for repeats in connection.execute(delete(claims).where(which_claims).returning(claims.c.repeats)).scalars():
        found["duplicates"] += repeats
    deleted = delete(outbox).where(which_rows).returning(outbox.c.state, outbox.c.retries)
    for state, retries in connection.execute(deleted):
        found[state if State(state) in SETTLED else State.GAVE_UP] += 1
        found["accepted"] += 1
        found["retried"] += retries
    tallies.keep(connection, found)
