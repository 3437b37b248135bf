"""When a card comes back: FSRS by the fsrs package, with this quiz's settings.

No learning steps (three cards a week leave no room for repetitions within minutes), at most a year, and no fuzz: the
interval that is shown is the one scheduled. Answers are rated Good or Again only.

Days are 24 hours in UTC, so neither daylight saving nor the length of a month changes an interval.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

from fsrs import Card as FsrsCard
from fsrs import Rating, Scheduler, State

from bot.quiz.sessions import AGAIN, GOOD

__all__ = ["AGAIN", "GOOD", "SCHEDULER", "Schedule", "chance", "is_due", "review"]

RETENTION = 0.9
"""The share of cards that should be remembered when they come back."""
LONGEST_DAYS = 365
EARLY = timedelta(hours=12)
"""How long before its time a card counts as due: a weekly habit at about the same hour meets what is a week old."""
AHEAD = timedelta(days=1)
"""A last answer further in the future than this says that the clock was wrong then."""

SCHEDULER = Scheduler(
    desired_retention=RETENTION,
    learning_steps=(),
    relearning_steps=(),
    maximum_interval=LONGEST_DAYS,
    enable_fuzzing=False,
)


class Remembered(Protocol):
    """What is known of a card that was answered before."""

    @property
    def state(self) -> int:
        """FSRS's state: 1 learning, 2 review, 3 relearning."""

    @property
    def step(self) -> int | None:
        """The learning step; None in review."""

    @property
    def stability(self) -> float | None:
        """Days until the chance of remembering falls to nine in ten."""

    @property
    def difficulty(self) -> float | None:
        """From 1 to 10."""

    @property
    def due(self) -> datetime:
        """When it comes back."""

    @property
    def reviewed(self) -> datetime | None:
        """When it was last answered."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """What FSRS knows of a card after an answer; the fields are those of ``Remembered``."""

    state: int
    step: int | None
    stability: float | None
    difficulty: float | None
    due: datetime
    reviewed: datetime | None

    @property
    def days(self) -> int:
        """Whole days from the answer until the card comes back."""
        return 0 if self.reviewed is None else (self.due - self.reviewed).days


def review(before: Remembered | None, rating: int, now: datetime, scheduler: Scheduler = SCHEDULER) -> Schedule:
    """Return when a card comes back after an answer at ``now``; ``before`` is None for a card never answered.

    Where the clock was set back, the last answer counts as given just now: no time has passed, and the next interval is
    never counted from the future.

    Raises:
        ValueError: ``now`` has no time zone, or ``rating`` is none of FSRS's.
    """
    if now.tzinfo is None:
        message = f"{now} has no time zone: schedules need aware moments"
        raise ValueError(message)
    moment = now.astimezone(UTC)
    after, _ = scheduler.review_card(_card(before, moment), Rating(rating), moment)
    return Schedule(int(after.state), after.step, after.stability, after.difficulty, after.due, after.last_review)


def is_due(remembered: Remembered, now: datetime) -> bool:
    """Tell whether a card should be asked: its time has come, or the clock was set back past its last answer."""
    if remembered.reviewed is not None and remembered.reviewed > now + AHEAD:
        return True
    return remembered.due <= now + EARLY


def chance(remembered: Remembered, now: datetime) -> float:
    """Return the chance, as FSRS estimates it, that a card is remembered at ``now``."""
    return float(SCHEDULER.get_card_retrievability(_card(remembered, now.astimezone(UTC)), now.astimezone(UTC)))


def _card(before: Remembered | None, now: datetime) -> FsrsCard:
    # Without an id of ours FSRS would wait a millisecond to make one from the clock.
    if before is None:
        return FsrsCard(card_id=1, due=now)
    reviewed = None if before.reviewed is None else min(before.reviewed.astimezone(UTC), now)
    return FsrsCard(
        1, State(before.state), before.step, before.stability, before.difficulty, before.due.astimezone(UTC), reviewed
    )
