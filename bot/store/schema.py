"""The tables as the newest migration leaves them. Moments are whole microseconds since 1970 on every database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from enum import StrEnum

from sqlalchemy import BigInteger, Column, Dialect, Index, Integer, MetaData, String, Table, Text
from sqlalchemy.types import TypeDecorator

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class State(StrEnum):
    """Where an outbox row stands. The first three are open, the others settled."""

    WAITING = "waiting"  # to be posted when due
    LEASED = "leased"  # a worker has it but has sent nothing: posted again when the lease runs out
    SENDING = "sending"  # may be on its way: its outcome is unknown when the lease runs out
    POSTED = "posted"
    UNKNOWN = "unknown"
    GAVE_UP = "gave_up"


SETTLED = (State.POSTED, State.UNKNOWN, State.GAVE_UP)


class Moment(TypeDecorator[datetime]):
    """A moment in time; naive ones are refused, since nobody could say when they are."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002
        """Return microseconds since 1970."""
        if value is None:
            return None
        if value.tzinfo is None:
            message = f"{value} has no time zone: the store takes aware moments only"
            raise ValueError(message)
        return (value - _EPOCH) // _MICROSECOND

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Return the moment in UTC."""
        return None if value is None else _EPOCH + value * _MICROSECOND


metadata = MetaData()
# SQLite numbers rows by itself only where the key is called INTEGER.
_RowId = BigInteger().with_variant(Integer, "sqlite")

claims = Table(
    "claims",
    metadata,
    Column("key", Text, primary_key=True),
    Column("team", Text),  # null where a claim belongs to no team
    Column("claimed_at", Moment, nullable=False),
    Column("repeats", Integer, nullable=False),  # deliveries after the first
    Index("claims_by_age", "claimed_at"),
    sqlite_with_rowid=False,
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", _RowId, primary_key=True, autoincrement=True),
    Column("key", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("team", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("thread", Text),
    Column("user", Text),
    Column("payload", Text, nullable=False),
    Column("accepted_at", Moment, nullable=False),
    Column("state", String(8), nullable=False),
    # Waiting: when to post. Leased or sending: when the lease ends. Settled: null, which keeps the index small.
    Column("due_at", Moment),
    Column("leased_by", Text),
    Column("attempt", Integer, nullable=False),  # leases so far; fences off workers whose lease was taken over
    Column("retries", Integer, nullable=False),  # definite failures so far
    Column("settled_at", Moment),
    Column("reference", Text),  # of what was posted
    Column("reason", Text),  # why it was retried, is unknown or was given up
    Index("outbox_by_key", "key", unique=True),
    Index("outbox_by_due", "due_at"),
    Index("outbox_by_age", "settled_at"),
    sqlite_autoincrement=True,  # an id is never used again, so an old lease cannot name a new job
)

memories = Table(
    "memories",
    metadata,
    Column("team", Text, primary_key=True),
    Column("channel", Text, primary_key=True),
    Column("thread", Text, primary_key=True),  # empty: the channel itself, as in a direct message
    Column("slots", Text, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Index("memories_by_expiry", "expires_at"),
    sqlite_with_rowid=False,
)

# What rows that were swept away had counted.
tallies = Table(
    "tallies",
    metadata,
    Column("name", Text, primary_key=True),
    Column("total", BigInteger, nullable=False),
)
