"""What the quiz's command, buttons and modal share: whose practice it is, and where its replies go.

A quiz lives in the person's direct message with the bot. Each step is written together with the reply that it owes.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.dispatch import Owed, Way
from bot.messages import learning as messages
from bot.quiz import Deck, deck
from bot.quiz.practice import NotNowError, Person, Practice
from bot.quiz.sessions import USUAL, Turn
from bot.rendering import quiz as quiz_rendering
from bot.rendering.kit import Block
from bot.services import Services
from bot.store import Job, StoreError
from bot.store.learning import Quiz

_log = logging.getLogger(__name__)

_WHY = {"answered": messages.ALREADY, "over": messages.OVER, "unfit": messages.UNFIT, "not-last": messages.NOT_LAST}


@dataclass(slots=True)
class Seat:
    """Where a person is quizzed: in the direct message, in a thread of it or not. ``key`` is of the reply last owed."""

    team: str
    user: str
    channel: str = ""
    thread: str | None = None
    start: str = ""
    key: str | None = None

    @property
    def person(self) -> Person:
        """Who is quizzed."""
        return Person(self.team, self.user)

    def owe(self, turn: Turn, number: int) -> tuple[str, Job]:
        """Return the key and the job of a turn's reply."""
        self.key = self.start if number == 0 else f"{keys_of(self.team, self.user)}{turn.quiz}:{number}"
        # A direct conversation is opened by posting to the person.
        to = self.channel if self.channel.startswith("D") else self.user
        owed = Owed("dm", quiz=turn.slots())
        return self.key, Job(
            Way.POST, self.team, to, self.thread if to == self.channel else None, self.user, owed.payload()
        )


def keys_of(team: str, user: str) -> str:
    """Return how all keys of a person's quizzes begin: by it they are found when the person wants to be forgotten."""
    return f"q:{team}:{user}:"


def practice_of(services: Services, trial: str, seat: Seat) -> Practice[Quiz]:
    """Return the practice of a trial's cards, whose replies go to ``seat``."""
    return Practice(services.store.learning, deck(services.answerer.base, trial), seat.owe)


def begin(  # noqa: PLR0917 - what a quiz is of
    services: Services,
    trial: str,
    seat: Seat,
    count: int = USUAL,
    deep: bool = False,
    about: Iterable[str] | None = None,
) -> Turn | None:
    """Begin a quiz and owe its first card; return the turn, None for a second delivery.

    ``about`` are facts: cards about these, or the next ones where there are none. Where there is nothing to ask at all,
    the turn says so, and nothing is owed.

    Raises:
        StoreError: it could not be written.
    """
    now = services.clock()
    practice = practice_of(services, trial, seat)
    facts = tuple(about or ())
    picks = practice.choose(seat.person, now, count, deep=deep, about=facts) if facts or about is None else ()
    elsewhere = about is not None and not picks
    if elsewhere:
        picks = practice.choose(seat.person, now, count)
    if not picks:
        return practice.nothing(seat.person, now)
    cards = tuple((pick.card.id, pick.card.version, pick.why) for pick in picks)
    quiz = Quiz(secrets.token_hex(6), seat.team, seat.user, trial, cards, now)
    return practice.begin(quiz, now, "elsewhere" if elsewhere else "")


def about_answers(services: Services, trial: str, answers: Iterable[str]) -> tuple[str, ...]:
    """Return the facts that answers lead with; an answer that is none is a fact itself."""
    base = services.answerer.base
    found: list[str] = []
    for name in answers:
        answer = base.answer(trial, name)
        found += answer.facts if answer is not None else (name,)
    return tuple(dict.fromkeys(found))


def quizzed(services: Services) -> tuple[str, ...]:
    """Return the trials that have quiz cards."""
    base = services.answerer.base
    return tuple(trial for trial in base.trial_ids() if deck(base, trial).cards)


def due(services: Services, team: str, user: str) -> dict[str, int]:
    """Return how many cards are due to a person, by trial.

    Raises:
        StoreError: the store cannot be read.
    """
    seat, now = Seat(team, user), services.clock()
    return {trial: practice_of(services, trial, seat).waiting(seat.person, now) for trial in quizzed(services)}


def due_blocks(services: Services, team: str, user: str) -> list[Block]:
    """Return what App Home shows of a person's quiz: how many cards are due, and a button to begin.

    Of several trials that with the most cards due is shown; nothing where there are no cards or the store fails.
    """
    try:
        found = due(services, team, user)
    except StoreError as error:
        _log.warning("which cards are due could not be read: %s", error)
        return []
    trial = max(found, key=lambda each: found[each], default=None)
    return [] if trial is None else quiz_rendering.due(trial, found[trial])


def whole_deck(services: Services, trial: str) -> Deck:
    """Return a trial's deck, which is empty where there is no such trial (any more)."""
    base = services.answerer.base
    return deck(base, trial) if trial in base.trial_ids() else Deck(trial, ())


def step(services: Services, seat: Seat, take: Callable[[], Turn]) -> str | None:
    """Take a step of a quiz; return what to tell the person where it cannot count, None where the quiz goes on.

    Raises:
        StoreError: it could not be written.
    """
    try:
        take()
    except NotNowError as refusal:
        return refusal.problem or _WHY[refusal.why]
    services.dispatcher.wake(seat.key)
    return None
