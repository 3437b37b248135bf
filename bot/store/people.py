"""What is stored about one person, over all tables: shown, and deleted.

Tables whose rows belong to persons say so themselves (``personal``). Four are special: the outbox keeps its counts
when rows go; a claim names a person only inside its key; of memory, which is a thread's and not a person's, only that
of somebody's direct conversation with the bot is theirs (it is kept under the person's own id); and so are the places
of answers in that conversation. Its channel is known from where the person asks (``direct``), or from what is in the
outbox.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Table, and_, delete, func, or_, select

from bot.store import sweeping
from bot.store.engine import Database
from bot.store.limits import LONG_SECONDS
from bot.store.personal import Personal, personal_of
from bot.store.schema import claims, memories, metadata, outbox
from bot.store.shown import KEPT_FOR
from bot.store.tables_shown import shown

_DAY = "about a day after the answer"
_SPECIAL: Mapping[Table, Personal] = {
    outbox: Personal(
        "Answers given or owed to you: where, when and from which facts",
        _DAY,
        shown=("kind", "channel", "thread", "payload", "accepted_at", "state", "settled_at", "reference", "reason"),
    ),
    claims: Personal("Which of your messages and presses were taken up, so that none is answered twice", "about a day"),
    memories: Personal(
        "What our direct conversation was last about, as topics",
        "until it expires",
        shown=("thread", "slots", "expires_at"),
    ),
    shown: Personal(
        "Where answers in our direct conversation stand and which facts they show, so that they can be corrected",
        f"for {KEPT_FOR.days} days",
        shown=("channel", "ts", "trial", "version", "figures", "posted_at", "noted"),
    ),
}


@dataclass(frozen=True, slots=True)
class Held:
    """What one table holds about a person: what it is, how long it stays, and the rows, ready for JSON."""

    table: str
    what: str
    how_long: str
    rows: tuple[Mapping[str, Any], ...]


def holdings() -> dict[Table, Personal]:
    """Return every table that holds something about persons."""
    own = {table: found for table in metadata.sorted_tables if (found := personal_of(table.info)) is not None}
    return {**_SPECIAL, **own}


class People:
    """One person's share of the store. Every method is one transaction; they raise ``StoreError``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def export(self, team: str, user: str, direct: str = "") -> list[Held]:
        """Return everything stored about a person, tables that hold nothing included."""
        found = []
        with self._database.read() as connection:
            for table, about in holdings().items():
                columns = [table.c[name] for name in about.shown] or [
                    column for column in table.c if column.name not in (about.team, about.person)
                ]
                rows = connection.execute(select(*columns).where(_theirs(table, about, team, user, direct))).mappings()
                found.append(Held(table.name, about.what, about.how_long, tuple(map(_plain, rows))))
        return found

    def counts(self, team: str, user: str, direct: str = "") -> dict[str, int]:
        """Return how many rows each table holds about a person, by the table's name."""
        with self._database.read() as connection:
            return {
                table.name: connection.execute(
                    select(func.count()).select_from(table).where(_theirs(table, about, team, user, direct))
                ).scalar_one()
                for table, about in holdings().items()
            }

    def delete(self, team: str, user: str, direct: str = "") -> int:
        """Delete everything about a person; return how many rows went. Answers still owed to them are given up."""
        deleted = 0
        with self._database.write(LONG_SECONDS) as connection:
            for table, about in reversed(holdings().items()):  # what refers to another table goes before it
                if table not in (claims, outbox):
                    deleted += connection.execute(
                        delete(table).where(_theirs(table, about, team, user, direct))
                    ).rowcount
            deleted += _owed(connection, team, user)
        return deleted


def _owed(connection: Connection, team: str, user: str) -> int:
    which = _theirs(claims, _SPECIAL[claims], team, user), _theirs(outbox, _SPECIAL[outbox], team, user)
    found = sum(
        connection.execute(select(func.count()).select_from(table).where(rows)).scalar_one()
        for table, rows in zip((claims, outbox), which, strict=True)
    )
    sweeping.delete_some(connection, *which)
    return found


def _theirs(table: Table, about: Personal, team: str, user: str, direct: str = "") -> ColumnElement[bool]:
    if table is claims:
        own = select(outbox.c.key).where(outbox.c.team == team, outbox.c.user == user)
        named = or_(
            claims.c.key.contains(f":{user}:", autoescape=True), claims.c.key.endswith(f":{user}", autoescape=True)
        )
        return and_(claims.c.team == team, or_(named, claims.c.key.in_(own)))
    if table is shown:
        places = select(outbox.c.channel).where(
            outbox.c.team == team, outbox.c.user == user, outbox.c.channel.startswith("D")
        )
        return and_(shown.c.team == team, or_(shown.c.channel == direct, shown.c.channel.in_(places)))
    if table is memories:
        return and_(memories.c.team == team, memories.c.channel == user)
    return and_(table.c[about.team] == team, table.c[about.person] == user)


def _plain(row: RowMapping) -> dict[str, Any]:
    return {name: _shown(name, value) for name, value in row.items() if value is not None}


def _shown(name: str, value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if name in ("payload", "slots") and isinstance(value, str):
        # A response URL is a key: whoever has it can post where it leads, for half an hour.
        return {key: part for key, part in json.loads(value).items() if key != "url"}
    return value
