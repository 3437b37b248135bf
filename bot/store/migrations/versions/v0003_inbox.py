"""The curators' inbox, votes on answers, and counts of what had no answer."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "inbox",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=True),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("team", sa.Text, nullable=False),
        sa.Column("user", sa.Text),
        sa.Column("about", sa.Text, nullable=False),
        sa.Column("words", sa.Text),
        sa.Column("added_at", sa.BigInteger, nullable=False),
        sa.Column("resolved_at", sa.BigInteger),
        sa.Column("resolution", sa.Text),
        sqlite_autoincrement=True,
    )
    op.create_index("inbox_by_person", "inbox", ["team", "user"])
    op.create_index("inbox_by_end", "inbox", ["resolved_at"])
    op.create_table(
        "votes",
        sa.Column("team", sa.Text, primary_key=True),
        sa.Column("trial", sa.Text, primary_key=True),
        sa.Column("answer", sa.Text, primary_key=True),
        sa.Column("up", sa.Integer, nullable=False),
        sa.Column("down", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "unanswered",
        sa.Column("team", sa.Text, primary_key=True),
        sa.Column("trial", sa.Text, primary_key=True),
        sa.Column("topic", sa.Text, primary_key=True),
        sa.Column("total", sa.Integer, nullable=False),
        sa.Column("last_at", sa.BigInteger, nullable=False),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Remove them."""
    for name in ("unanswered", "votes", "inbox"):
        op.drop_table(name)
