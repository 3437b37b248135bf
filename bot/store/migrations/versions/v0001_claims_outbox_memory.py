"""Claims, the outbox, what threads remember, and the totals of what was swept."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the first tables. Moments are microseconds since 1970."""
    op.create_table(
        "claims",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("team", sa.Text),
        sa.Column("claimed_at", sa.BigInteger, nullable=False),
        sa.Column("repeats", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("claims_by_age", "claims", ["claimed_at"])
    op.create_table(
        "outbox",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=True),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("team", sa.Text, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("thread", sa.Text),
        sa.Column("user", sa.Text),
        sa.Column("payload", sa.Text, nullable=False),
        sa.Column("accepted_at", sa.BigInteger, nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("due_at", sa.BigInteger),
        sa.Column("leased_by", sa.Text),
        sa.Column("attempt", sa.Integer, nullable=False),
        sa.Column("retries", sa.Integer, nullable=False),
        sa.Column("settled_at", sa.BigInteger),
        sa.Column("reference", sa.Text),
        sa.Column("reason", sa.Text),
        sqlite_autoincrement=True,
    )
    op.create_index("outbox_by_key", "outbox", ["key"], unique=True)
    op.create_index("outbox_by_due", "outbox", ["due_at"])
    op.create_index("outbox_by_age", "outbox", ["settled_at"])
    op.create_table(
        "memories",
        sa.Column("team", sa.Text, primary_key=True),
        sa.Column("channel", sa.Text, primary_key=True),
        sa.Column("thread", sa.Text, primary_key=True),
        sa.Column("slots", sa.Text, nullable=False),
        sa.Column("expires_at", sa.BigInteger, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("memories_by_expiry", "memories", ["expires_at"])
    op.create_table(
        "tallies",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("total", sa.BigInteger, nullable=False),
    )


def downgrade() -> None:
    """Remove them all."""
    for name in ("tallies", "memories", "outbox", "claims"):
        op.drop_table(name)
