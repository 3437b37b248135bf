"""A person's quiz, from the first card to the summary: the same for Slack and for the terminal.

Every step reads where the quiz is, grades or moves on, and writes that together with the reply that is owed, in one
transaction. A tap on what is not there (any more) raises ``NotNowError``, and changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Generic, Protocol, TypeVar

from bot.quiz.cards import CONFIDENCE, Card, Deck
from bot.quiz.grading import Grade, grade_choice, grade_number
from bot.quiz.scheduling import AGAIN, GOOD, Remembered, is_due, review
from bot.quiz.sessions import USUAL, Known, Note, Pick, Told, Turn, choose, next_due, waiting

_DAY = timedelta(days=1)
_LONGEST_KEPT = 5

Owe = Callable[[Turn, int], Any]
"""Makes the reply that is owed for a turn, in the terms of the store; ``None`` where nothing is owed."""


class Learnt(Remembered, Known, Protocol):
    """A card answered before, as the store keeps it."""


class Answered(Protocol):
    """One answer of the log."""

    @property
    def card(self) -> str:
        """The card."""

    @property
    def rating(self) -> int:
        """How it was rated."""


class Quiz(Protocol):
    """A quiz as the store keeps it (a frozen dataclass)."""

    @property
    def trial(self) -> str:
        """The trial."""

    @property
    def id(self) -> str:
        """The quiz's id."""

    @property
    def team(self) -> str:
        """The workspace."""

    @property
    def user(self) -> str:
        """The person."""

    @property
    def cards(self) -> tuple[tuple[str, str, str], ...]:
        """(id, version, why) of each card."""

    @property
    def place(self) -> int:
        """Of the card to answer."""

    @property
    def turn(self) -> int:
        """Counts the changes."""

    @property
    def given(self) -> str | None:
        """How sure somebody said to be of a guess."""


Q = TypeVar("Q", bound=Quiz)


class Learning(Protocol[Q]):
    """The store's part, ``bot.store.learning.Learning``."""

    def learnt(self, team: str, user: str, trial: str) -> Mapping[str, Learnt]: ...  # noqa: D102
    def start(self, quiz: Q, now: datetime, owed: Any = None) -> bool: ...  # noqa: D102, ANN401
    def quiz(self, team: str, user: str, quiz_id: str) -> Q | None: ...  # noqa: D102
    def move(self, quiz: Q, to: Q, now: datetime, owed: Any = None) -> bool: ...  # noqa: D102, ANN401
    def answer(  # noqa: D102, PLR0917
        self,
        quiz: Q,
        card: str,
        version: str,
        after: Remembered,
        rating: int,
        given: str | None,
        now: datetime,
        owed: Any = None,  # noqa: ANN401
    ) -> bool: ...
    def undo(self, quiz: Q, now: datetime, owed: Any = None) -> bool: ...  # noqa: D102, ANN401
    def reviews(self, team: str, user: str, *, quiz: str | None = None) -> list[Any]: ...  # noqa: D102


class NotNowError(Exception):
    """A tap that cannot count. ``why`` is ``answered``, ``over`` or ``unfit``; ``problem`` is what to tell, if more."""

    def __init__(self, why: str, problem: str = "") -> None:
        super().__init__(why)
        self.why, self.problem = why, problem


@dataclass(frozen=True, slots=True)
class Person:
    """Who is quizzed."""

    team: str
    user: str


def nothing_owed(_turn: Turn, _number: int) -> None:
    """Owe nothing: whoever calls shows the turn itself."""


class Practice(Generic[Q]):
    """Quizzes of one trial. ``owe`` makes the reply that each step owes."""

    def __init__(self, learning: Learning[Q], deck: Deck, owe: Owe = nothing_owed) -> None:
        self._learning = learning
        self._deck = deck
        self._owe = owe

    def choose(
        self, person: Person, now: datetime, count: int = USUAL, *, deep: bool = False, about: tuple[str, ...] = ()
    ) -> tuple[Pick, ...]:
        """Return the cards that a quiz at ``now`` would ask; none where nothing is due or new."""
        learnt = self._learning.learnt(person.team, person.user, self._deck.trial)
        return choose(self._deck, learnt, _due_at(now), count, deep=deep, about=about)

    def nothing(self, person: Person, now: datetime) -> Turn:
        """Return what is shown where there is nothing to ask."""
        return Turn(self._deck.trial, note="nothing", days=self._days(person, now))

    def waiting(self, person: Person, now: datetime) -> int:
        """Return how many cards are due."""
        learnt = self._learning.learnt(person.team, person.user, self._deck.trial)
        return waiting(self._deck, learnt, _due_at(now))

    def begin(self, quiz: Q, now: datetime, note: Note = "") -> Turn | None:
        """Begin a quiz; None when its reply was owed before: a second delivery."""
        turn = replace(self._asking(quiz, 0), note=note)
        return turn if self._learning.start(quiz, now, self._owe(turn, 0)) else None

    def shown(self, person: Person, quiz_id: str, card_id: str) -> tuple[Card | None, int, int]:
        """Return the card to answer, None where it is gone, and its number of how many.

        Raises:
            NotNowError: another card is to be answered, or the quiz is over.
        """
        quiz = self._at(person, quiz_id, card_id)
        return self._deck.card(card_id), quiz.place + 1, len(quiz.cards)

    def tap(self, person: Person, quiz_id: str, card_id: str, version: str, option: str, now: datetime) -> Turn:  # noqa: PLR0917
        """Answer a choice or true-false card, or say how sure a guess is.

        Raises:
            NotNowError: it cannot count.
        """
        quiz = self._at(person, quiz_id, card_id)
        card, turn = self._current(quiz, version, now)
        if card is None:
            return turn
        if card.kind == "guess":
            return self._reveal(quiz, option, now)
        grade = grade_choice(card, option)
        if card.kind == "number" or grade.option is None:
            raise NotNowError("unfit")
        return self._graded(quiz, card, grade, option, now)

    def typed(self, person: Person, quiz_id: str, card_id: str, version: str, words: str, now: datetime) -> Turn:  # noqa: PLR0917
        """Answer a number card in the person's words.

        Raises:
            NotNowError: it cannot count; ``problem`` says what is wrong with what was typed.
        """
        quiz = self._at(person, quiz_id, card_id)
        card, turn = self._current(quiz, version, now)
        if card is None:
            return turn
        grade = grade_number(card, words)
        if grade.problem or grade.given is None:
            raise NotNowError("unfit", grade.problem or "")
        return self._graded(quiz, card, grade, _kept(grade), now)

    def rated(self, person: Person, quiz_id: str, card_id: str, version: str, knew: bool, now: datetime) -> Turn:  # noqa: PLR0917
        """Rate a guess that was revealed, or give up on a number.

        Raises:
            NotNowError: it cannot count.
        """
        quiz = self._at(person, quiz_id, card_id)
        card, turn = self._current(quiz, version, now)
        if card is None:
            return turn
        revealed = card.kind == "guess" and quiz.given is not None
        if not revealed and (knew or card.kind != "number"):
            raise NotNowError("unfit")
        return self._graded(quiz, card, Grade(knew), quiz.given, now)

    def undo(self, person: Person, quiz_id: str, card_id: str, now: datetime) -> Turn:
        """Take back the answer to a card, when it is the last one given; the card is asked again.

        Raises:
            NotNowError: it is not, or the quiz is over.
        """
        quiz = self._quiz(person, quiz_id)
        reviews = self._learning.reviews(person.team, person.user, quiz=quiz.id)
        if not reviews or reviews[-1].card != card_id:
            raise NotNowError("not-last")
        turn = replace(self._asking(quiz, reviews[-1].place), note="undone")
        if not self._learning.undo(quiz, now, self._owe(turn, quiz.turn + 1)):
            raise NotNowError("not-last")
        return turn

    def again(self, person: Person, quiz_id: str, now: datetime) -> Turn:
        """Show where a quiz is: its next card, or its summary.

        Raises:
            NotNowError: it is over and was followed by another.
        """
        quiz = self._quiz(person, quiz_id)
        turn = self._going_on(quiz, quiz.place, now)
        if not self._learning.move(quiz, quiz, now, self._owe(turn, quiz.turn + 1)):
            raise NotNowError("answered")
        return turn

    # --- Inside

    def _quiz(self, person: Person, quiz_id: str) -> Q:
        quiz = self._learning.quiz(person.team, person.user, quiz_id)
        if quiz is None or quiz.trial != self._deck.trial:
            raise NotNowError("over")
        return quiz

    def _at(self, person: Person, quiz_id: str, card_id: str) -> Q:
        """Return the quiz when ``card_id`` is the card to answer."""
        quiz = self._quiz(person, quiz_id)
        place = self._there(quiz, quiz.place, card_id)
        if place < len(quiz.cards) and quiz.cards[place][0] == card_id:
            return replace(quiz, place=place)  # type: ignore[type-var]
        raise NotNowError("answered" if card_id in {card for card, _, _ in quiz.cards[: quiz.place]} else "over")

    def _current(self, quiz: Q, version: str, now: datetime) -> tuple[Card | None, Turn]:
        """Return the card to answer; where it is gone or has changed since it was shown, no card but the turn to show.

        Nobody is graded on words that they did not see.
        """
        card_id, _, why = quiz.cards[quiz.place]
        card = self._deck.card(card_id)
        if card is not None and card.version == version:
            return card, Turn(quiz.trial)
        place = quiz.place + 1 if card is None else quiz.place
        cards = list(quiz.cards)
        if card is not None:
            cards[quiz.place] = (card_id, card.version, "updated" if why != "new" else why)
        to = replace(quiz, place=place, cards=tuple(cards), given=None)  # type: ignore[type-var]
        turn = replace(self._going_on(to, place, now), note="gone" if card is None else "changed")
        if not self._learning.move(quiz, to, now, self._owe(turn, quiz.turn + 1)):
            raise NotNowError("answered")
        return None, turn

    def _reveal(self, quiz: Q, sure: str, now: datetime) -> Turn:
        if sure not in CONFIDENCE:
            raise NotNowError("unfit")
        if quiz.given is not None:
            raise NotNowError("answered")
        turn = replace(self._asking(quiz, quiz.place), sure=sure)
        to = replace(quiz, given=sure)  # type: ignore[type-var]
        if not self._learning.move(quiz, to, now, self._owe(turn, quiz.turn + 1)):
            raise NotNowError("answered")
        return turn

    def _graded(self, quiz: Q, card: Card, grade: Grade, given: str | None, now: datetime) -> Turn:
        rating = GOOD if grade.right else AGAIN
        before = self._learning.learnt(quiz.team, quiz.user, quiz.trial).get(card.id)
        after = review(before, rating, now)
        option = grade.option.id if grade.option else ""
        told = Told(card.id, card.version, grade.right, option, _kept(grade) or "", after.days, quiz.place + 1)
        turn = replace(self._going_on(quiz, quiz.place + 1, now, (card.id, grade.right), after.days), told=told)
        owed = self._owe(turn, quiz.turn + 1)
        if not self._learning.answer(quiz, card.id, card.version, after, rating, given, now, owed):
            raise NotNowError("answered")
        return turn

    def _going_on(
        self, quiz: Q, place: int, now: datetime, just: tuple[str, bool] | None = None, days: int = -1
    ) -> Turn:
        """Return the card at ``place``, or the next that is still in the deck; the summary where none is left."""
        place = self._there(quiz, place)
        if place < len(quiz.cards):
            return self._asking(quiz, place)
        reviews = self._learning.reviews(quiz.team, quiz.user, quiz=quiz.id)
        answered = tuple((each.card, each.rating == GOOD) for each in reviews) + ((just,) if just else ())
        known = self._days(Person(quiz.team, quiz.user), now, but=just[0] if just else "")
        found = [each for each in (known, days) if each >= 0]
        return Turn(quiz.trial, quiz.id, answered=answered, of=len(quiz.cards), days=min(found, default=-1))

    def _there(self, quiz: Q, place: int, even: str = "") -> int:
        """Return the first place from ``place`` on whose card is (still) in the deck, or is ``even``."""
        while place < len(quiz.cards) and (card := quiz.cards[place][0]) != even and self._deck.card(card) is None:
            place += 1
        return place

    def _asking(self, quiz: Q, place: int) -> Turn:
        card_id, version, why = quiz.cards[place]
        card = self._deck.card(card_id)
        return Turn(
            quiz.trial,
            quiz.id,
            asked=card_id,
            version=card.version if card else version,
            number=place + 1,
            of=len(quiz.cards),
            updated=why == "updated",
        )

    def _days(self, person: Person, now: datetime, but: str = "") -> int:
        learnt = self._learning.learnt(person.team, person.user, self._deck.trial)
        due = next_due(self._deck, {card: known for card, known in learnt.items() if card != but})
        return -1 if due is None else max(0, -(-(due - now) // _DAY))


def _kept(grade: Grade) -> str | None:
    """Return the number that is kept of an answer: no long one, which might be a patient's instead of the trial's."""
    typed = f"{grade.given}" if grade.given is not None else ""
    return typed if 0 < len(typed) <= _LONGEST_KEPT else None


def _due_at(now: datetime) -> Callable[[Any], bool]:
    return lambda known: is_due(known, now)
