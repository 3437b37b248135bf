"""What persons learn: cards, answers, quizzes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables of the quiz."""
    op.create_table(
        "learning_cards",
        sa.Column("team", sa.Text, primary_key=True),
        sa.Column("user", sa.Text, primary_key=True),
        sa.Column("trial", sa.Text, primary_key=True),
        sa.Column("card", sa.Text, primary_key=True),
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("state", sa.Integer, nullable=False),
        sa.Column("step", sa.Integer),
        sa.Column("stability", sa.Double),
        sa.Column("difficulty", sa.Double),
        sa.Column("due_at", sa.BigInteger, nullable=False),
        sa.Column("reviewed_at", sa.BigInteger),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "learning_reviews",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=True),
        sa.Column("team", sa.Text, nullable=False),
        sa.Column("user", sa.Text, nullable=False),
        sa.Column("trial", sa.Text, nullable=False),
        sa.Column("card", sa.Text, nullable=False),
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("quiz", sa.Text, nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("rating", sa.Integer, nullable=False),
        sa.Column("given", sa.Text),
        sa.Column("reviewed_at", sa.BigInteger, nullable=False),
        sa.Column("due_at", sa.BigInteger, nullable=False),
        sa.Column("before", sa.Text),
    )
    op.create_index("learning_reviews_by_person", "learning_reviews", ["team", "user", "id"])
    op.create_index("learning_reviews_by_quiz", "learning_reviews", ["quiz"])
    op.create_table(
        "learning_quizzes",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("team", sa.Text, nullable=False),
        sa.Column("user", sa.Text, nullable=False),
        sa.Column("trial", sa.Text, nullable=False),
        sa.Column("cards", sa.Text, nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("turn", sa.Integer, nullable=False),
        sa.Column("given", sa.Text),
        sa.Column("started_at", sa.BigInteger, nullable=False),
        sa.Column("changed_at", sa.BigInteger, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("learning_quizzes_by_person", "learning_quizzes", ["team", "user"])
    op.create_index("learning_quizzes_by_age", "learning_quizzes", ["changed_at"])


def downgrade() -> None:
    """Remove them."""
    for name in ("learning_quizzes", "learning_reviews", "learning_cards"):
        op.drop_table(name)
