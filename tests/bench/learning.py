"""A year of two hundred fellows, three cards a week, through the real scheduler and store. Seeded: always the same year.

The fellows' memory is simulated: of a card they remember as FSRS's forgetting curve says, but each person and card has a
memory that is better or worse than FSRS believes (its stability times a factor). Of a card they meet for the first
time they know about half. They skip one week in seven, and take the quiz on another day each time.

Retention counts cards met before. Once a week is too rare for a young card (the first interval is two days), so it is
told apart: of cards that came within a quarter of their interval, where nine in ten is the target, and of all. Twenty
keen fellows who come three times a week show what the same schedule does when it is kept.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from bot.quiz import Card, deck
from bot.quiz.practice import Person, Practice
from bot.quiz.scheduling import RETENTION, SCHEDULER
from bot.quiz.sessions import Turn
from bot.store import Store
from bot.store.learning import Learnt, Quiz
from knowledge.reader import open_or_compile
from tests.bench.figures import Figure
from tests.bench.timing import percentile

TRIAL = "abatacept-iim"
SEED, FELLOWS, KEEN, WEEKS = 20261123, 200, 20, 52
SKIPPED, KNOWN_BEFORE, SPREAD = 1 / 7, 0.5, 0.3
START = datetime(2026, 1, 5, 8, tzinfo=UTC)
DAY = timedelta(days=1)
ON_TIME = 1.25
"""How many intervals after the last answer a card still came on time."""


@dataclass
class Year:
    """What was measured."""

    answers: int = 0
    on_time: list[bool] = field(default_factory=list)
    again: list[bool] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    choosing: list[float] = field(default_factory=list)
    met: list[int] = field(default_factory=list)
    bytes: int = 0


def measure() -> Iterator[Figure]:
    """Measure it."""
    with TemporaryDirectory() as folder:
        year = simulate(Path(folder) / "bot.db")
        keen = simulate(Path(folder) / "keen.db", KEEN, times=3)
    weekly = year.answers / FELLOWS / WEEKS
    yield Figure("learning: answers a week and fellow, three cards asked", weekly, "", most=3, least=2)
    note = f"target {RETENTION:g}; {len(year.on_time)} answers"
    on_time = _share(year.on_time)
    yield Figure("learning: retention of cards that came on time", on_time, "", most=0.95, least=0.85, note=note)
    all_of = "learning: retention of all cards met before"
    yield Figure(all_of, _share(year.again), "", least=0.7, note="once a week is late for young cards")
    yield Figure("learning: cards met in the year, median fellow", _median(year.met), "cards", least=13)
    yield Figure(f"{all_of}, three quizzes a week", _share(keen.again), "", most=0.95, least=0.78)
    yield Figure("learning: cards met, three quizzes a week", _median(keen.met), "cards", least=30)
    yield Figure("learning: answer graded, scheduled, stored, median", percentile(year.seconds, 0.5) * 1e3, "ms", 10)
    yield Figure("learning: the same, p99", percentile(year.seconds, 0.99) * 1e3, "ms", 100)
    yield Figure("learning: a quiz chosen and begun, median", percentile(year.choosing, 0.5) * 1e3, "ms", 15)
    yield Figure("learning: store after the year", year.bytes / 1e6, "MB", 25, note=f"{year.answers} answers")


def _share(answers: Sequence[bool]) -> float:
    return sum(answers) / len(answers)


def _median(numbers: Sequence[int]) -> int:
    return sorted(numbers)[len(numbers) // 2]


def simulate(file: Path, fellows: int = FELLOWS, *, times: int = 1) -> Year:
    """Return what a year was like for fellows who take a quiz so many ``times`` a week."""
    year, base = Year(), open_or_compile()
    cards = deck(base, TRIAL)
    store = Store.open(f"sqlite:///{file}")
    practice: Practice[Quiz] = Practice(store.learning, cards)
    people = [Person("T1", f"U{number}") for number in range(fellows)]
    chance = random.Random(SEED)
    for week in range(WEEKS):
        for part in range(times):
            for person in people:
                if chance.random() >= SKIPPED:
                    day = 2 * part + chance.randrange(5 if times == 1 else 2)
                    now = START + timedelta(weeks=week, days=day, minutes=chance.randrange(600))
                    _take_quiz(practice, store, person, now, year, chance, name=f"{week}-{part}-{person.user}")
    year.met = [len(store.learning.learnt(person.team, person.user, TRIAL)) for person in people]
    store.close()
    year.bytes = file.stat().st_size
    return year


def _take_quiz(  # noqa: PLR0917
    practice: Practice[Quiz], store: Store, person: Person, now: datetime, year: Year, chance: random.Random, name: str
) -> None:
    began = perf_counter()
    picks = practice.choose(person, now)
    if not picks:
        return
    asked = tuple((pick.card.id, pick.card.version, pick.why) for pick in picks)
    turn = practice.begin(Quiz(name, person.team, person.user, TRIAL, asked, now), now)
    year.choosing.append(perf_counter() - began)
    cards = {pick.card.id: pick.card for pick in picks}
    learnt = store.learning.learnt(person.team, person.user, TRIAL)
    while turn is not None and turn.asked:
        known = learnt.get(turn.asked)
        right = chance.random() < _recall(known, person, turn.asked, now)
        if known is not None and known.reviewed is not None:
            year.again.append(right)
            if now - known.reviewed <= max(ON_TIME * (known.due - known.reviewed), DAY):
                year.on_time.append(right)
        now += timedelta(seconds=25)
        began = perf_counter()
        turn = _answer(practice, person, cards[turn.asked], turn, right=right, now=now)
        year.seconds.append(perf_counter() - began)
        year.answers += 1


def _recall(known: Learnt | None, person: Person, card: str, now: datetime) -> float:
    """Return the chance that a person remembers a card; the curve is FSRS's, the memory the person's own."""
    if known is None or known.stability is None or known.reviewed is None:
        return KNOWN_BEFORE
    own = random.Random(f"{SEED} {person.user} {card}").lognormvariate(0, SPREAD)
    decay = -SCHEDULER.parameters[20]
    factor = 0.9 ** (1 / decay) - 1
    return float((1 + factor * ((now - known.reviewed) / DAY) / (known.stability * own)) ** decay)


def _answer(practice: Practice[Quiz], person: Person, card: Card, turn: Turn, *, right: bool, now: datetime) -> Turn:
    if card.kind == "number" and card.number is not None:
        typed = f"{card.number.value if right else card.number.value * 7 + 1}"
        return practice.typed(person, turn.quiz, card.id, turn.version, typed, now)
    option = next(option.id for option in card.options if option.right == right)
    return practice.tap(person, turn.quiz, card.id, turn.version, option, now)
