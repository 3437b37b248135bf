"""Counts that outlive restarts and sweeps: read off the rows that are there, plus what deleted rows had counted."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import Connection, func, select

from bot.store.dialects import INSERTS
from bot.store.schema import SETTLED, State, claims, outbox, tallies

NAMES = ("accepted", "duplicates", "posted", "retried", "unknown", "gave_up", "waiting", "copies")


def counts(connection: Connection) -> dict[str, int]:
    """Return every count by name; accepted = posted + unknown + gave_up + waiting.

    ``copies`` are replies that were owed a second time because nobody could tell whether the first was there. What is
    found out about the first later does not make the second go away, so they are counted apart from ``unknown``.
    """
    found = _present(connection)
    for name, total in connection.execute(select(tallies.c.name, tallies.c.total)):
        found[name] += total
    return {name: found[name] for name in NAMES}


def keep(connection: Connection, found: Counter[str]) -> None:
    """Add to the lasting totals what deleted rows had counted."""
    for name, number in sorted(found.items()):  # in one order everywhere, so that two sweeps cannot lock each other out
        statement = INSERTS[connection.dialect.name](tallies).values(name=name, total=number)
        connection.execute(
            statement.on_conflict_do_update(index_elements=["name"], set_={"total": tallies.c.total + number})
        )


def _present(connection: Connection) -> Counter[str]:
    repeats = connection.execute(select(func.sum(claims.c.repeats))).scalar_one()
    found = Counter({"duplicates": int(repeats or 0)})
    rows = select(outbox.c.state, func.count(), func.sum(outbox.c.retries)).group_by(outbox.c.state)
    for state, number, retries in connection.execute(rows):
        found[state if State(state) in SETTLED else "waiting"] += number
        found["accepted"] += number
        found["retried"] += int(retries)
    return found
