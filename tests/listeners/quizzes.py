"""What the tests of the quiz share: a clock they set, and a person who answers cards on purpose."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.listeners.quizzing import Seat, practice_of
from bot.quiz import Card, Deck, deck
from bot.quiz.scheduling import GOOD, review
from bot.rendering.quiz_handles import Pressed, read_pressed
from bot.services import Services
from bot.store.learning import Quiz
from bot.store.schema import metadata
from bot.workspace import Message
from tests.kit.conversation import Reply, Slack

TRIAL = "abatacept-iim"


class Clock:
    """A clock that a test sets; it begins before the machine's, so that what is due now is due to both."""

    def __init__(self) -> None:
        self.now = datetime.now(UTC).replace(hour=9, minute=0, second=0, microsecond=0) - timedelta(days=800)

    def __call__(self) -> datetime:
        return self.now

    def later(self, **time: float) -> None:
        """Let time pass."""
        self.now += timedelta(**time)


class Fellow:
    """A person in a quiz."""

    def __init__(self, slack: Slack, services: Services, clock: Clock) -> None:
        self.slack, self.services, self.clock = slack, services, clock
        self.card: Message | None = None

    @property
    def ids(self) -> tuple[str, str]:
        """The person's workspace and id, as the bot's store has them."""
        (row,) = rows(self.services, "learning_quizzes")
        return row.team, row.user

    @property
    def deck(self) -> Deck:
        return deck(self.services.answerer.base, TRIAL)

    def know(self, *cards: str) -> None:
        """Let the person have answered cards just now, as if in quizzes before."""
        team, user = self.ids
        for number, card_id in enumerate(cards):
            card = self.deck.card(card_id)
            quiz = Quiz(f"known-{number}", team, user, TRIAL, ((card_id, card.version, "new"),), self.clock())
            self.services.store.learning.start(quiz, self.clock())
            after = review(None, GOOD, self.clock())
            self.services.store.learning.answer(quiz, card_id, card.version, after, GOOD, None, self.clock())

    def meet(self, card_id: str) -> Message:
        """Let the person be asked a certain card, in a quiz of two."""
        team, user = self.slack.workspace.hub.team_id, self.slack.workspace.person(self.slack.person).id
        seat = Seat(team, user, start=f"q:{team}:{user}:met:{card_id}:{self.clock().timestamp()}")
        cards = tuple((name, self.deck.card(name).version, "new") for name in (card_id, "change-your-mind"))
        quiz = Quiz(f"met-{card_id}", team, user, TRIAL, cards, self.clock())
        practice_of(self.services, TRIAL, seat).begin(quiz, self.clock())
        self.services.dispatcher.wake(seat.key)
        self.slack.running.settle()
        self.card = self.slack.workspace.messages(self.slack.direct, self.slack.person)[-1]
        return self.card

    def begin(self, words: str = "quiz", **where: Any) -> Reply:
        """Type the command; the first card is in the direct message."""
        return self._take(self.slack.command("/myositis", words, **where))

    def _take(self, reply: Reply) -> Reply:
        if reply.posted:
            self.card = reply.posted[-1]
        return reply

    def click(self, action: str, on: Message | None = None) -> Reply:
        """Press a button of the newest card, unless told."""
        return self._take(self.slack.click(action, on or self.card))

    def asked(self) -> Card:
        """Return the card that the newest message asks."""
        found = self.deck.card(self.handles()[-1][1].c)
        assert found is not None
        return found

    def handles(self, on: Message | None = None) -> list[tuple[str, Pressed]]:
        """Return the buttons of the newest message, each with what it refers to."""
        return list(_handles(on or self.card))

    def tap(self, *, right: bool = True, on: Message | None = None) -> Reply:
        """Answer the card that is asked, on purpose right or wrong."""
        card = self.asked()
        if card.kind == "number":
            self.click("quiz-number", on)
            value = card.number.value if right else card.number.value * 7 + 1
            return self.typed(f"{value}")
        fits = [
            action
            for action, handle in self.handles(on)
            if action.startswith("quiz-answer") and (option := card.option(handle.o)) and option.right == right
        ]
        return self.click(fits[0], on)

    def typed(self, words: str) -> Reply:
        """Fill in and send the modal."""
        return self._take(self.slack.submit({"quiz-number-input": words}))

    def learnt(self) -> dict[str, Any]:
        """Return what the store holds about the person's cards."""
        return self.services.store.learning.learnt(*self.ids, TRIAL)

    def reviews(self) -> list[Any]:
        """Return the person's answers."""
        return self.services.store.learning.reviews(*self.ids)


def rows(services: Services, table: str) -> list[Any]:
    """Return the rows of a table, read past the store."""
    with services.store._database.read() as connection:
        return list(connection.execute(metadata.tables[table].select()))


def _handles(message: Message | None) -> Iterator[tuple[str, Pressed]]:
    assert message is not None
    for block in message.blocks:
        for element in block.get("elements", []):
            handle = read_pressed(element.get("value"))
            if handle is not None:
                yield element["action_id"], handle


@pytest.fixture
def clock() -> Clock:
    """The bot's clock."""
    return Clock()


@pytest.fixture
def services(settings, answerer, pace, clock) -> Services:
    """The bot's services, with a clock that the test sets."""
    return replace(Services.of(settings, answerer, pace=pace), clock=clock)


@pytest.fixture
def fellow(slack, services, clock) -> Fellow:
    """Ada, in a quiz."""
    return Fellow(slack, services, clock)
