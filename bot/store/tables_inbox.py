"""The tables of the curators' inbox, of votes and unanswered topics, and of the answers shown."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import BigInteger, Column, Index, Integer, String, Table, Text

from bot.store.personal import personal
from bot.store.schema import Moment, metadata

RESOLVED_FOR = timedelta(days=90)
"""How long an item stays after it was dealt with."""
_RowId = BigInteger().with_variant(Integer, "sqlite")

# The only table that holds words of a person: those that the person agreed to have stored, in the modal that says so.
inbox = Table(
    "inbox",
    metadata,
    Column("id", _RowId, primary_key=True, autoincrement=True),
    Column("kind", String(8), nullable=False),
    Column("team", Text, nullable=False),
    Column("user", Text),  # who wrote it, so that the person can see and delete it
    Column("about", Text, nullable=False),  # slots: the answer, card or topics it is about
    Column("words", Text),
    Column("added_at", Moment, nullable=False),
    Column("resolved_at", Moment),
    Column("resolution", Text),  # what a curator noted
    Index("inbox_by_person", "team", "user"),
    Index("inbox_by_end", "resolved_at"),
    sqlite_autoincrement=True,  # a number that was told to somebody never comes to mean another item
    info=personal(
        "What you wrote to the curators, and what it is about",
        f"until {RESOLVED_FOR.days} days after a curator dealt with it, or until you delete it",
        shown=("kind", "about", "words", "added_at", "resolved_at"),
    ),
)

votes = Table(
    "votes",
    metadata,
    Column("team", Text, primary_key=True),
    Column("trial", Text, primary_key=True),
    Column("answer", Text, primary_key=True),
    Column("up", Integer, nullable=False),
    Column("down", Integer, nullable=False),
    sqlite_with_rowid=False,
)

unanswered = Table(
    "unanswered",
    metadata,
    Column("team", Text, primary_key=True),
    Column("trial", Text, primary_key=True),
    Column("topic", Text, primary_key=True),  # an id of the vocabulary, never words
    Column("total", Integer, nullable=False),
    Column("last_at", Moment, nullable=False),
    sqlite_with_rowid=False,
)
