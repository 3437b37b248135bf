"""The same questions with 1, 10, 100 and 1,000 trials, each size in a process of its own: time, memory, start."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TypedDict

from tests.bench import synthetic
from tests.bench.figures import Figure
from tests.bench.timing import best_of, median, percentile, resident_megabytes

SIZES = (1, 10, 100, 1_000)
TIME_BUDGET = 2.0
"""Times the one-trial time."""
MEMORY_BUDGET = 200.0
"""Megabytes resident."""
RECOGNISED = 0.95
"""Share of questions that must reach the trial they mean: a slip may make a word that nobody can mend."""
_QUESTIONS = 2_000
_ROUNDS = 5


class Measured(TypedDict):
    """What one process measured; times in seconds, medians and p99."""

    start: float
    resident: float
    loading: float
    named: tuple[float, float]
    unnamed: tuple[float, float]
    reached: float


def measure_here(path: Path, count: int) -> Measured:
    """Measure in this process, which should have done nothing before, with the ``count`` trials compiled at ``path``."""
    start = perf_counter()
    from bot.answering.service import Answerer
    from knowledge.reader import FactBase

    answerer = Answerer(FactBase.open(path))
    opened = perf_counter() - start
    trials = [synthetic.trial(number) for number in range(count)]
    asked: dict[bool, list[tuple[str, str]]] = {
        named: [(question, one.id) for one in trials for question in synthetic.questions(one, named=named)]
        for named in (True, False)
    }
    for questions in asked.values():
        Random(count).shuffle(questions)
    loading = []
    for one in trials:
        begun = perf_counter()
        answerer.understanding.language(one.id)
        loading.append(perf_counter() - begun)
    reached = [answerer.ask(question).answer.trial == trial for question, trial in asked[True]]
    times = {}
    for named, questions in asked.items():
        calls = [
            partial(answerer.ask, question, trial=None if named else trial)
            for question, trial in questions[:_QUESTIONS]
        ]
        best = best_of(calls, _ROUNDS)
        times[named] = median(best), percentile(best, 0.99)
    return Measured(
        start=opened,
        resident=resident_megabytes(),
        loading=max(loading),
        named=times[True],
        unnamed=times[False],
        reached=sum(reached) / len(reached),
    )


def measured(path: Path, count: int) -> Measured:
    """Measure in a fresh process."""
    command = [sys.executable, "-m", "tests.bench.scale", str(path), str(count)]
    done = subprocess.run(command, cwd=Path(__file__).parents[2], check=True, capture_output=True, text=True)
    result: Measured = json.loads(done.stdout)
    return result


def measure(sizes: tuple[int, ...] = SIZES) -> Iterator[Figure]:
    """Yield time, memory and start for each number of trials; budgets bound all against the smallest number."""
    base: Measured | None = None
    with TemporaryDirectory() as folder:
        for count in sizes:
            begun = perf_counter()
            path = synthetic.compiled(Path(folder) / str(count), count).path
            compiling = perf_counter() - begun
            found = measured(path, count)
            base = base or found
            name = f"{count:,} trials"
            for how, own, one in (
                ("named", found["named"], base["named"]),
                ("by place", found["unnamed"], base["unnamed"]),
            ):
                for label, time, reference in (("median", own[0], one[0]), ("p99", own[1], one[1])):
                    note = f"{time * 1e6:.0f} us"
                    yield Figure(
                        f"{name}, a typo in each question, {how}, {label}",
                        time / reference,
                        "x",
                        TIME_BUDGET,
                        note=note,
                    )
            yield Figure(f"{name}, questions that reach the trial they mean", found["reached"], "", least=RECOGNISED)
            yield Figure(f"{name}, memory resident", found["resident"], "MB", MEMORY_BUDGET)
            yield Figure(f"{name}, import and open", found["start"], "s")
            yield Figure(f"{name}, first question about a trial, slowest", found["loading"] * 1e3, "ms")
            yield Figure(f"{name}, write and compile", compiling, "s")


if __name__ == "__main__":
    print(json.dumps(measure_here(Path(sys.argv[1]), int(sys.argv[2]))))
