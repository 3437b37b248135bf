"""What persons learn: when each card comes back, every answer, the quiz under way. Each method is one transaction.

A quiz has a ``turn`` that every change counts up, and every change names the turn it found: of two taps on one card,
one finds that the quiz has moved on, and changes nothing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Protocol

from sqlalchemy import ColumnElement, Connection, Row, Table, and_, delete, insert, select, update

from bot.store import claims, outbox, sweeping
from bot.store.dialects import INSERTS
from bot.store.engine import Database
from bot.store.records import Job, as_id, as_json
from bot.store.schema import claims as claim_table
from bot.store.schema import outbox as outbox_table
from bot.store.tables_learning import learning_cards, learning_quizzes, learning_reviews

_TABLES = (learning_cards, learning_reviews, learning_quizzes)

Owing = tuple[str, Job]
"""The key and the job of a reply that is owed for a change: both are written or neither."""


class Scheduled(Protocol):
    """When a card comes back, in the scheduler's own terms."""

    @property
    def state(self) -> int: ...  # noqa: D102
    @property
    def step(self) -> int | None: ...  # noqa: D102
    @property
    def stability(self) -> float | None: ...  # noqa: D102
    @property
    def difficulty(self) -> float | None: ...  # noqa: D102
    @property
    def due(self) -> datetime: ...  # noqa: D102
    @property
    def reviewed(self) -> datetime | None: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Learnt:
    """A card that a person has answered before: its version then, and when it comes back."""

    card: str
    version: str
    state: int
    step: int | None
    stability: float | None
    difficulty: float | None
    due: datetime
    reviewed: datetime | None


@dataclass(frozen=True, slots=True)
class Quiz:
    """A person's quiz. ``cards`` are (id, version, why it is asked); ``place`` is the one to answer."""

    id: str
    team: str
    user: str
    trial: str
    cards: tuple[tuple[str, str, str], ...]
    started: datetime
    place: int = 0
    turn: int = 0
    given: str | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """One answer: how it was rated, what was given, and when the card was to come back."""

    trial: str
    card: str
    version: str
    quiz: str
    place: int
    rating: int
    given: str | None
    reviewed: datetime
    due: datetime


class Learning:
    """Cards, answers and quizzes of persons. Every method raises ``StoreError`` when the store fails."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def learnt(self, team: str, user: str, trial: str) -> dict[str, Learnt]:
        """Return the cards of a trial that a person has answered, by their ids."""
        with self._database.read() as connection:
            rows = connection.execute(select(learning_cards).where(_of(learning_cards, team, user, trial)))
            return {row.card: _learnt(row) for row in rows}

    # --- Quizzes

    def start(self, quiz: Quiz, now: datetime, owed: Owing | None = None) -> bool:
        """Begin a quiz in place of any other of that person and trial; False when its reply was owed before."""
        row = {
            "id": as_id(quiz.id), "team": as_id(quiz.team), "user": as_id(quiz.user), "trial": as_id(quiz.trial),
            "cards": json.dumps(quiz.cards), "place": quiz.place, "turn": quiz.turn, "given": quiz.given,
            "started_at": quiz.started, "changed_at": now,
        }  # fmt: skip
        with self._database.write() as connection:
            if not _owe(connection, owed, now):
                return False
            connection.execute(delete(learning_quizzes).where(_of(learning_quizzes, quiz.team, quiz.user, quiz.trial)))
            connection.execute(insert(learning_quizzes).values(row))
            return True

    def quiz(self, team: str, user: str, quiz_id: str) -> Quiz | None:
        """Return a person's quiz; None when it is not theirs, was followed by another, or is long over."""
        found = select(learning_quizzes).where(
            learning_quizzes.c.id == quiz_id, learning_quizzes.c.team == team, learning_quizzes.c.user == user
        )
        with self._database.read() as connection:
            row = connection.execute(found).one_or_none()
        return None if row is None else _quiz(row)

    def move(self, quiz: Quiz, to: Quiz, now: datetime, owed: Owing | None = None) -> bool:
        """Change a quiz without an answer; False when it has moved on meanwhile."""
        with self._database.write() as connection:
            return _moved(connection, quiz, to, now) and _owe(connection, owed, now)

    def answer(  # noqa: PLR0917 - an answer has these parts
        self,
        quiz: Quiz,
        card: str,
        version: str,
        after: Scheduled,
        rating: int,
        given: str | None,
        now: datetime,
        owed: Owing | None = None,
    ) -> bool:
        """Keep an answer to the quiz's card: its log, when the card comes back, and the next place.

        Returns False, and changes nothing, when the quiz has moved on meanwhile.
        """
        place = {"team": quiz.team, "user": quiz.user, "trial": quiz.trial, "card": as_id(card)}
        with self._database.write() as connection:
            if not _moved(connection, quiz, replace(quiz, place=quiz.place + 1, given=None), now):
                return False
            _owe(connection, owed, now)
            before = _card(connection, place)
            connection.execute(
                insert(learning_reviews).values(
                    **place, version=version, quiz=quiz.id, place=quiz.place, rating=rating, given=given,
                    reviewed_at=after.reviewed, due_at=after.due,
                    before=None if before is None else json.dumps(_written(before)),
                )
            )  # fmt: skip
            _put(connection, place, version, after)
            return True

    def undo(self, quiz: Quiz, now: datetime, owed: Owing | None = None) -> bool:
        """Take back the quiz's last answer: the card is scheduled exactly as before, and is the one to answer again.

        Returns False, and changes nothing, when there is none or the quiz has moved on meanwhile.
        """
        reviews = learning_reviews
        own = select(reviews).where(reviews.c.quiz == quiz.id, _of(reviews, quiz.team, quiz.user, quiz.trial))
        with self._database.write() as connection:
            review = connection.execute(own.order_by(reviews.c.id.desc()).limit(1)).one_or_none()
            if review is None or not _moved(connection, quiz, replace(quiz, place=review.place, given=None), now):
                return False
            _owe(connection, owed, now)
            place = {"team": quiz.team, "user": quiz.user, "trial": quiz.trial, "card": review.card}
            if review.before is None:
                connection.execute(delete(learning_cards).where(_at(place)))
            else:
                before = _read(review.card, json.loads(review.before))
                _put(connection, place, before.version, before)
            connection.execute(delete(reviews).where(reviews.c.id == review.id))
            return True

    # --- A person's own

    def reviews(self, team: str, user: str, *, quiz: str | None = None) -> list[Review]:
        """Return a person's answers, the oldest first: all, or those of one quiz."""
        which = and_(learning_reviews.c.team == team, learning_reviews.c.user == user)
        if quiz is not None:
            which = and_(which, learning_reviews.c.quiz == quiz)
        with self._database.read() as connection:
            rows = connection.execute(select(learning_reviews).where(which).order_by(learning_reviews.c.id))
            return [
                Review(
                    row.trial, row.card, row.version, row.quiz, row.place, row.rating, row.given, row.reviewed_at,
                    row.due_at,
                )
                for row in rows
            ]  # fmt: skip

    def forget(self, team: str, user: str, keys: str) -> int:
        """Delete everything that a person's quizzes left; return how many cards and answers went.

        ``keys`` is how the keys of the replies of that person's quizzes begin: they go as well, owed ones unposted.
        """
        with self._database.write() as connection:
            gone = 0
            for table in _TABLES:
                found = connection.execute(delete(table).where(table.c.team == team, table.c.user == user)).rowcount
                gone += 0 if table is learning_quizzes else found
            sweeping.delete_some(
                connection,
                and_(claim_table.c.team == team, claim_table.c.key.startswith(keys, autoescape=True)),
                and_(outbox_table.c.team == team, outbox_table.c.key.startswith(keys, autoescape=True)),
            )
            return gone


def _owe(connection: Connection, owed: Owing | None, now: datetime) -> bool:
    if owed is None:
        return True
    key, job = owed
    if not claims.claim(connection, as_id(key), job.team, now):
        return False
    outbox.add(connection, key, job, as_json(job.payload), now)
    return True


def _moved(connection: Connection, quiz: Quiz, to: Quiz, now: datetime) -> bool:
    where = and_(learning_quizzes.c.id == quiz.id, learning_quizzes.c.turn == quiz.turn)
    values = {
        "place": to.place, "given": to.given, "turn": quiz.turn + 1, "cards": json.dumps(to.cards), "changed_at": now,
    }  # fmt: skip
    return connection.execute(update(learning_quizzes).where(where).values(values)).rowcount == 1


def _of(table: Table, team: str, user: str, trial: str) -> ColumnElement[bool]:
    return and_(table.c.team == team, table.c.user == user, table.c.trial == trial)


def _at(place: Mapping[str, str]) -> ColumnElement[bool]:
    return and_(*(learning_cards.c[name] == value for name, value in place.items()))


def _card(connection: Connection, place: Mapping[str, str]) -> Learnt | None:
    row = connection.execute(select(learning_cards).where(_at(place))).one_or_none()
    return None if row is None else _learnt(row)


def _put(connection: Connection, place: Mapping[str, str], version: str, after: Scheduled) -> None:
    values = {
        "version": version, "state": after.state, "step": after.step, "stability": after.stability,
        "difficulty": after.difficulty, "due_at": after.due, "reviewed_at": after.reviewed,
    }  # fmt: skip
    statement = INSERTS[connection.dialect.name](learning_cards).values({**place, **values})
    connection.execute(statement.on_conflict_do_update(index_elements=list(place), set_=values))


def _learnt(row: Row[Any]) -> Learnt:
    return Learnt(
        row.card, row.version, row.state, row.step, row.stability, row.difficulty, row.due_at, row.reviewed_at
    )  # fmt: skip


def _quiz(row: Row[Any]) -> Quiz:
    cards = tuple((card, version, why) for card, version, why in json.loads(row.cards))
    return Quiz(row.id, row.team, row.user, row.trial, cards, row.started_at, row.place, row.turn, row.given)


def _written(card: Learnt) -> list[Any]:
    """Return a card as JSON; floats come back exactly, since JSON has as many digits as they need."""
    reviewed = None if card.reviewed is None else card.reviewed.isoformat()
    return [card.version, card.state, card.step, card.stability, card.difficulty, card.due.isoformat(), reviewed]


def _read(card: str, written: list[Any]) -> Learnt:
    version, state, step, stability, difficulty, due, reviewed = written
    return Learnt(card, version, state, step, stability, difficulty, _moment(due), reviewed and _moment(reviewed))


def _moment(written: str) -> datetime:
    return datetime.fromisoformat(written).astimezone(UTC)
