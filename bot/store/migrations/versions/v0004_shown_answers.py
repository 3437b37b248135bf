"""Where which answers were shown, so that corrections find them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "shown",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=True),
        sa.Column("team", sa.Text, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("ts", sa.Text),
        sa.Column("thread", sa.Text),
        sa.Column("trial", sa.Text, nullable=False),
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("figures", sa.Text, nullable=False),
        sa.Column("posted_at", sa.BigInteger, nullable=False),
        sa.Column("noted", sa.Text),
    )
    op.create_index("shown_by_place", "shown", ["team", "channel", "ts"], unique=True)
    op.create_index("shown_by_version", "shown", ["version"])
    op.create_index("shown_by_age", "shown", ["posted_at"])


def downgrade() -> None:
    """Remove it."""
    op.drop_table("shown")
