"""From question to Answer with the trial of the repository, against Bolt's dispatch of an event."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from bot.answering.service import Answerer
from bot.understanding.reading import Memory
from knowledge.reader import FactBase, open_or_compile
from tests.bench.dispatch import dispatches
from tests.bench.figures import Figure
from tests.bench.timing import Call, forget_words, median, percentile, round_of

QUESTIONS = Path(__file__).parents[1] / "questions" / "development.jsonl"
MEDIAN_BUDGET = 1.0
"""Times Bolt's dispatch."""
TAIL_BUDGET = 4.0
"""Times Bolt's dispatch, for the slowest question in a hundred."""
ROUNDS = 9

Asked = tuple[str, Memory | None]


def development_questions(answerer: Answerer) -> list[Asked]:
    """Return the development questions, each with what its thread remembers."""
    asked: list[Asked] = []
    for line in QUESTIONS.read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        memory: Memory | None = None
        for earlier in item.get("thread", ()):
            memory = answerer.read(earlier, memory).remembered
        asked.append((item["question"], memory))
    return asked


def _examples(base: FactBase) -> Iterator[str]:
    for trial in base.trial_ids():
        for answer_id in base.answers(trial):
            text = base.answer(trial, answer_id)
            yield from text.examples if text is not None else ()


def experienced(base: FactBase) -> Answerer:
    """Return an Answerer that was asked the fact base's own example questions and has read no other word."""
    forget_words()
    answerer = Answerer(base)
    for question in _examples(base):
        answerer.ask(question)
    return answerer


def calls_for(ask: Callable[[str, Memory | None], object], asked: list[Asked]) -> list[Call]:
    """Return a call for each question."""
    return [partial(ask, question, memory) for question, memory in asked]


def measure(rounds: int = ROUNDS) -> Iterator[Figure]:
    """Yield median and p99 as multiples of Bolt's dispatch, measured in turns with it.

    Asked before: as Bolt dispatches the same event again and again, and what the budget compares. New to all caches: the
    bot has answered others, but never read this question; shown without a budget, since the yardstick is warm.
    """
    base = open_or_compile()
    warm = Answerer(base)
    asked = development_questions(warm)
    again = calls_for(warm.ask, asked)
    for call in again:
        call()
    bolt, known, new = ([float("inf")] * len(asked) for _ in range(3))
    with dispatches(len(asked)) as events:
        for _ in range(rounds):
            round_of(events, bolt)
            round_of(again, known)
            round_of(calls_for(experienced(base).ask, asked), new)
            for call in again:  # what was forgotten is read again
                call()
    unit = median(bolt)
    yield Figure("Bolt's dispatch of an event to an empty listener, median", unit * 1e6, "us")
    for name, times, budgets in (
        ("asked before", known, (MEDIAN_BUDGET, TAIL_BUDGET)),
        ("new to all caches", new, (None, None)),
    ):
        for share, most, label in ((0.5, budgets[0], "median"), (0.99, budgets[1], "p99")):
            time = percentile(times, share)
            note = f"{time * 1e6:.0f} us, {len(times)} questions"
            yield Figure(f"question -> Answer, one trial, {name}, {label}", time / unit, "x", most, note=note)
