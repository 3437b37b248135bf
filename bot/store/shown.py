"""Which answers were shown where: places, ids and the version of the facts, no words. A correction finds them by it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select, update

from bot.store import claims, inbox, outbox
from bot.store.dialects import INSERTS
from bot.store.engine import Database
from bot.store.records import Job, as_id, as_json
from bot.store.tables_shown import shown

KEPT_FOR = timedelta(days=365)
"""How long it is kept where an answer was shown."""


@dataclass(frozen=True, slots=True)
class Record:
    """What is kept of an answer when it was posted.

    ``figures`` are the ids of its facts, each with the keys of the figures shown; ``unanswered`` the ids of the topics
    that it had no answer to.
    """

    trial: str
    version: str
    figures: Mapping[str, Sequence[str]]
    unanswered: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer that was shown. ``ts`` is None where Slack does not say where it stands."""

    id: int
    team: str
    channel: str
    ts: str | None
    thread: str | None
    trial: str
    version: str
    figures: Mapping[str, tuple[str, ...]]
    posted_at: datetime
    noted: str | None


class ShownAnswers:
    """Answers shown. Every method is one transaction and raises ``StoreError`` when the store fails."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_version(self, version: str) -> list[Shown]:
        """Return the answers made from a version of the facts, the oldest first."""
        found = select(shown).where(shown.c.version == version).order_by(shown.c.posted_at, shown.c.id)
        with self._database.read() as connection:
            return [
                Shown(
                    row.id, row.team, row.channel, row.ts, row.thread, row.trial, row.version,
                    {fact: tuple(keys) for fact, keys in json.loads(row.figures).items()}, row.posted_at, row.noted,
                )
                for row in connection.execute(found)
            ]  # fmt: skip

    def versions(self) -> list[str]:
        """Return the versions of the facts that answers were shown from."""
        with self._database.read() as connection:
            return sorted(connection.execute(select(shown.c.version).distinct()).scalars())

    def note(self, answer: Shown, version: str, job: Job, now: datetime) -> bool:
        """Owe a note below an answer about what changed up to ``version``; False when that was done before."""
        # What was noted is kept with the answer, since claims are forgotten after a day.
        once = update(shown).where(shown.c.id == answer.id, shown.c.noted.is_distinct_from(version))
        key, payload = as_id(f"k:{answer.team}:{answer.channel}:{answer.ts}:{version}"), as_json(job.payload)
        with self._database.write() as connection:
            if connection.execute(once.values(noted=version)).rowcount == 0:
                return False
            if claims.claim(connection, key, job.team, now):
                outbox.add(connection, key, job, payload, now)
            return True


# Written once: building a statement takes longer than SQLite takes to run it.
_COLUMNS = ("team", "channel", "ts", "thread", "trial", "version", "figures", "posted_at")
_KEEP = {
    dialect: insert(shown).values({name: bindparam(name) for name in _COLUMNS}).on_conflict_do_nothing()
    for dialect, insert in INSERTS.items()
}


def keep(connection: Connection, place: outbox.Place, reference: str | None, record: Record, now: datetime) -> None:
    """Keep inside a transaction of the caller's that an answer was posted, and what it had no answer to.

    ``reference`` is the channel and the time stamp that Slack gave the message, with a stroke between.
    """
    inbox.count_unanswered(connection, place.team, record.trial, record.unanswered, now)
    if not record.figures:
        return
    channel, _, ts = (reference or "").partition("/")
    values: dict[str, Any] = {
        "team": place.team,
        "channel": channel or place.channel,
        "ts": ts or None,
        "thread": place.thread,
        "trial": record.trial,
        "version": record.version,
        "figures": json.dumps({fact: list(keys) for fact, keys in record.figures.items()}, separators=(",", ":")),
        "posted_at": now,
    }
    connection.execute(_KEEP[connection.dialect.name], values)


def sweep(connection: Connection, now: datetime) -> None:
    """Forget where answers were shown long ago."""
    connection.execute(delete(shown).where(shown.c.posted_at < now - KEPT_FOR))
