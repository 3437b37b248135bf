"""The curators' inbox: what people agreed to have stored, what is voted up or down, and what stays unanswered.

The words in it are the only ones of a person that the store holds: those that the person sent knowing so.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, Row, Table, delete, insert, select, update

from bot.store import claims, outbox
from bot.store.dialects import INSERTS
from bot.store.engine import Database
from bot.store.errors import JobError, SlotsError
from bot.store.records import Job, as_id, as_json
from bot.store.tables_inbox import RESOLVED_FOR, inbox, unanswered, votes

Kind = Literal["question", "answer", "card"]
"""A question that was not answered, an answer thought wrong, a quiz card thought wrong."""
KINDS: tuple[Kind, ...] = ("question", "answer", "card")
LONGEST_WORDS = 2_000


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the inbox. ``about`` holds ids of ours, ``words`` what the person wrote, if anything."""

    id: int
    kind: Kind
    team: str
    user: str | None
    about: Mapping[str, Any]
    words: str | None
    added_at: datetime
    resolved_at: datetime | None
    resolution: str | None


@dataclass(frozen=True, slots=True)
class Topic:
    """How often something was asked that had no answer; ``topic`` is an id of the vocabulary."""

    trial: str
    topic: str
    total: int
    last_at: datetime


@dataclass(frozen=True, slots=True)
class Votes:
    """How often an answer was found helpful and not."""

    trial: str
    answer: str
    up: int
    down: int


class Inbox:
    """The inbox and its counts. Every method is one transaction and raises ``StoreError`` when the store fails."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(  # noqa: PLR0917 - who sent what, as Slack's payloads say it
        self,
        kind: Kind,
        team: str,
        user: str | None,
        about: Mapping[str, Any],
        words: str | None,
        now: datetime,
        *,
        key: str | None = None,
        note: Callable[[int], Job] | None = None,
    ) -> int | None:
        """Put something into the inbox; return its number, None when ``key`` was claimed before.

        Store ``words`` only when the person agreed to that. ``note`` makes the job that tells the curators; both are
        written or neither.

        Raises:
            JobError: ``kind``, ``team``, ``user`` or ``key`` cannot be used.
            SlotsError: ``about`` holds words, or there are more than 2,000 characters of ``words``.
        """
        if kind not in KINDS:
            message = f"{kind!r} is no kind of inbox item: {', '.join(KINDS)} are"
            raise JobError(message)
        if words is not None and len(words) > LONGEST_WORDS:
            message = f"{len(words)} characters: the inbox takes at most {LONGEST_WORDS}"
            raise SlotsError(message)
        row = {
            "kind": kind,
            "team": as_id(team),
            "user": None if user is None else as_id(user),
            "about": as_json(about),
            "words": words,
            "added_at": now,
        }
        with self._database.write() as connection:
            if key is not None and not claims.claim(connection, as_id(key), team, now):
                return None
            number = int(connection.execute(insert(inbox).values(row).returning(inbox.c.id)).scalar_one())
            if note is not None:
                job, told = note(number), f"n:{team}:{number}"
                if claims.claim(connection, told, job.team, now):
                    outbox.add(connection, told, job, as_json(job.payload), now)
            return number

    def items(self, *, resolved: bool | None = False, limit: int = 200) -> list[Item]:
        """Return items, the oldest first: the open ones, the resolved ones, or with None all."""
        found = select(inbox).order_by(inbox.c.id).limit(limit)
        if resolved is not None:
            found = found.where(inbox.c.resolved_at.is_not(None) if resolved else inbox.c.resolved_at.is_(None))
        with self._database.read() as connection:
            return [_item(row) for row in connection.execute(found)]

    def item(self, number: int) -> Item | None:
        """Return the item of that number; None when there is none."""
        with self._database.read() as connection:
            row = connection.execute(select(inbox).where(inbox.c.id == number)).one_or_none()
        return None if row is None else _item(row)

    def resolve(self, number: int, resolution: str, now: datetime) -> bool:
        """Note that an item was dealt with; False when there is none of that number, or it was resolved before."""
        done = update(inbox).where(inbox.c.id == number, inbox.c.resolved_at.is_(None))
        with self._database.write() as connection:
            return connection.execute(done.values(resolved_at=now, resolution=resolution or None)).rowcount == 1

    def vote(self, team: str, trial: str, answers: Iterable[str], *, up: bool, key: str, now: datetime) -> bool:
        """Count a vote on answers, without the person; False when ``key`` was claimed before."""
        with self._database.write() as connection:
            if not claims.claim(connection, as_id(key), team, now):
                return False
            for answer in dict.fromkeys(answers):
                place = {"team": team, "trial": trial, "answer": answer}
                _count(connection, votes, place, {"up": int(up), "down": int(not up)}, {})
            return True

    def votes(self, limit: int = 50) -> list[Votes]:
        """Return what was voted on, what most people found not helpful first."""
        with self._database.read() as connection:
            rows = connection.execute(select(votes)).all()
        found: dict[tuple[str, str], tuple[int, int]] = {}
        for row in rows:
            up, down = found.get((row.trial, row.answer), (0, 0))
            found[row.trial, row.answer] = (up + row.up, down + row.down)
        ordered = sorted(found.items(), key=lambda item: (-item[1][1], -item[1][0], item[0]))
        return [Votes(trial, answer, up, down) for (trial, answer), (up, down) in ordered[:limit]]

    def count_unanswered(self, team: str, trial: str, topics: Iterable[str], now: datetime) -> None:
        """Count what was asked and had no answer, by ids of the vocabulary."""
        names = tuple(topics)
        if names:
            with self._database.write() as connection:
                count_unanswered(connection, team, trial, names, now)

    def topics(self, limit: int = 50) -> list[Topic]:
        """Return what was asked most often and had no answer."""
        with self._database.read() as connection:
            rows = connection.execute(select(unanswered)).all()
        found: dict[tuple[str, str], Topic] = {}
        for row in rows:
            known = found.get((row.trial, row.topic))
            total, last = (row.total, row.last_at) if known is None else (known.total + row.total, known.last_at)
            found[row.trial, row.topic] = Topic(row.trial, row.topic, total, max(last, row.last_at))
        return sorted(found.values(), key=lambda topic: (-topic.total, topic.trial, topic.topic))[:limit]


def count_unanswered(connection: Connection, team: str, trial: str, topics: Iterable[str], now: datetime) -> None:
    """Count topics inside a transaction of the caller's."""
    for topic in dict.fromkeys(map(as_id, topics)):
        _count(connection, unanswered, {"team": team, "trial": trial, "topic": topic}, {"total": 1}, {"last_at": now})


def sweep(connection: Connection, now: datetime) -> None:
    """Delete items that were dealt with long ago."""
    connection.execute(delete(inbox).where(inbox.c.resolved_at < now - RESOLVED_FOR))


def _count(
    connection: Connection, table: Table, place: Mapping[str, str], add: Mapping[str, int], put: Mapping[str, datetime]
) -> None:
    statement = INSERTS[connection.dialect.name](table).values({**place, **add, **put})
    changed = {name: table.c[name] + number for name, number in add.items()}
    connection.execute(statement.on_conflict_do_update(index_elements=list(place), set_={**changed, **put}))


def _item(row: Row[Any]) -> Item:
    return Item(
        row.id, row.kind, row.team, row.user, json.loads(row.about), row.words, row.added_at, row.resolved_at,
        row.resolution,
    )  # fmt: skip
