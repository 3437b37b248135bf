"""The table of answers shown: where which figures stood, so that a correction finds them."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, Table, Text

from bot.store.schema import Moment, metadata

shown = Table(
    "shown",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("team", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("ts", Text),  # null where Slack does not say: an answer shared by response URL
    Column("thread", Text),
    Column("trial", Text, nullable=False),
    Column("version", Text, nullable=False),  # of the fact base it was made from
    Column("figures", Text, nullable=False),  # JSON: the ids of its facts, each with the keys of the figures shown
    Column("posted_at", Moment, nullable=False),
    Column("noted", Text),  # the version whose changes were noted below it
    Index("shown_by_place", "team", "channel", "ts", unique=True),
    Index("shown_by_version", "version"),
    Index("shown_by_age", "posted_at"),
)
