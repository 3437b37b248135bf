"""The tables of what persons learn: when each card comes back, every answer, and the quiz under way."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import BigInteger, Column, Double, Index, Integer, Table, Text

from bot.store.personal import personal
from bot.store.schema import Moment, metadata

QUIZ_KEPT = timedelta(days=30)
"""How long after its last change a quiz can still be gone on with."""
_UNTIL = "until you delete it; /myositis quiz forget does so at once"

learning_cards = Table(
    "learning_cards",
    metadata,
    Column("team", Text, primary_key=True),
    Column("user", Text, primary_key=True),
    Column("trial", Text, primary_key=True),
    Column("card", Text, primary_key=True),
    Column("version", Text, nullable=False),  # of the card when it was last answered
    Column("state", Integer, nullable=False),
    Column("step", Integer),
    Column("stability", Double),  # days until the chance of remembering has fallen to nine in ten
    Column("difficulty", Double),
    Column("due_at", Moment, nullable=False),
    Column("reviewed_at", Moment),
    sqlite_with_rowid=False,
    info=personal("Your quiz cards: when each comes back", _UNTIL),
)

learning_reviews = Table(
    "learning_reviews",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("team", Text, nullable=False),
    Column("user", Text, nullable=False),
    Column("trial", Text, nullable=False),
    Column("card", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("quiz", Text, nullable=False),
    Column("place", Integer, nullable=False),
    Column("rating", Integer, nullable=False),
    Column("given", Text),  # the option's id, or the number as it was read
    Column("reviewed_at", Moment, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("before", Text),  # JSON: the card as it was, to take the answer back; null for a new card
    Index("learning_reviews_by_person", "team", "user", "id"),
    Index("learning_reviews_by_quiz", "quiz"),
    info=personal(
        "Your answers in quizzes",
        _UNTIL,
        shown=("trial", "card", "version", "quiz", "rating", "given", "reviewed_at", "due_at"),
    ),
)

learning_quizzes = Table(
    "learning_quizzes",
    metadata,
    Column("id", Text, primary_key=True),
    Column("team", Text, nullable=False),
    Column("user", Text, nullable=False),
    Column("trial", Text, nullable=False),
    Column("cards", Text, nullable=False),  # JSON: (id, version, why it is asked) of each
    Column("place", Integer, nullable=False),  # of the card to answer; as many as there are when it is over
    Column("turn", Integer, nullable=False),  # counts every change: a tap on what was there before changes nothing
    Column("given", Text),  # how sure somebody said to be before a guess was revealed
    Column("started_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Index("learning_quizzes_by_person", "team", "user"),
    Index("learning_quizzes_by_age", "changed_at"),
    sqlite_with_rowid=False,
    info=personal("The quiz you are in", "30 days after its last card, or " + _UNTIL),
)
