"""Find the thresholds of understanding on labelled questions, and write them where ``Weights`` declares them.

One threshold at a time over its grid, round after round, until a round changes nothing: coordinate descent, with no
chance in it. Unsafe answers count before wrong ones, and those before unhelpful ones. A threshold moves only where that
makes the answers better, and then to the middle of the longest run of values that are equally good.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.answering.service import Answerer
from bot.cli.base import open_answerer
from bot.cli.evaluation import Score, read_questions, score
from bot.cli.scoring import Grade, Labelled
from bot.understanding import weights as weights_module
from bot.understanding.scope import Understanding
from bot.understanding.weights import Weights
from knowledge.reader import FactBase

GRIDS: Mapping[str, tuple[float, ...]] = {
    "answer_from": (-0.4, -0.2, 0.0, 0.1, 0.2, 0.35, 0.5, 0.7, 1.0, 1.4),
    "second_from": (0.0, 0.2, 0.4, 0.6, 0.8, 1.0, 1.3, 1.6),
    "beside_margin": (0.0, 0.06, 0.12, 0.2, 0.3),
    "carry_share": (0.0, 0.15, 0.25, 0.35, 0.5, 0.7, 1.0),
    "unknown_word": (0.0, 0.1, 0.2, 0.3, 0.45, 0.6, 0.8),
    "thin": (0.0, 0.5, 1.0, 1.4, 1.8, 2.4),
}
_MOST_ROUNDS = 5

Loss = tuple[int, int, int]
"""How many answers are unsafe, wrong and unhelpful; the smaller the better, in this order."""


class CannotWriteError(Exception):
    """The thresholds cannot be written to the source; the message says why."""


@dataclass(frozen=True, slots=True)
class Point:
    """The loss at one value of one threshold."""

    value: float
    loss: Loss


@dataclass(frozen=True, slots=True)
class Curve:
    """The loss along the grid of one threshold, the others held where they are, and the value chosen."""

    name: str
    points: tuple[Point, ...]
    before: float
    chosen: float

    @property
    def flat(self) -> bool:
        """Does the threshold make no difference to these questions?"""
        return len({point.loss for point in self.points}) == 1


def loss_of(found: Score) -> Loss:
    """Return the loss of a score."""
    return (found.count(Grade.UNSAFE), found.count(Grade.WRONG), found.count(Grade.UNHELPFUL))


def calibrate(
    start: Mapping[str, float],
    measure: Callable[[Mapping[str, float]], Loss],
    grids: Mapping[str, Sequence[float]] = GRIDS,
) -> tuple[dict[str, float], tuple[Curve, ...]]:
    """Return the thresholds found from ``start`` and the curves of the last round.

    ``measure`` returns the loss at given thresholds. The same input gives the same result, and to begin at what was
    found changes nothing.
    """
    chosen = dict(start)
    curves: tuple[Curve, ...] = ()
    for _ in range(_MOST_ROUNDS):
        round_start = dict(chosen)
        found = []
        for name, grid in grids.items():
            curve = _along(name, grid, chosen, measure)
            chosen[name] = curve.chosen
            found.append(curve)
        curves = tuple(found)
        if chosen == round_start:
            break
    return chosen, curves


def _along(
    name: str, grid: Sequence[float], at: Mapping[str, float], measure: Callable[[Mapping[str, float]], Loss]
) -> Curve:
    values = sorted({*grid, at[name]})
    points = tuple(Point(value, measure({**at, name: value})) for value in values)
    return Curve(name, points, at[name], _best(points, at[name]))


def _best(points: Sequence[Point], current: float) -> float:
    """Return the current value if none is better, else the middle of the first longest run of best values."""
    least = min(point.loss for point in points)
    if any(point.value == current and point.loss == least for point in points):
        return current
    runs = [[point.value for point in run] for best, run in groupby(points, lambda p: p.loss == least) if best]
    longest = max(runs, key=len)
    return longest[(len(longest) - 1) // 2]


class Measure:
    """The loss on labelled questions as a function of the thresholds; what was measured once is not asked again."""

    def __init__(self, base: FactBase, questions: Iterable[Labelled]) -> None:
        """Measure on ``questions``, answered from ``base``."""
        self._base = base
        self._questions = tuple(questions)
        self._answerer = Answerer(base)
        self._known: dict[tuple[tuple[str, float], ...], Loss] = {}
        # The composer names concepts by the understanding it was made with, so that one must have read the trials.
        for trial in base.trial_ids():
            self._answerer.understanding.language(trial)

    def __call__(self, thresholds: Mapping[str, float]) -> Loss:
        """Return the loss at ``thresholds``."""
        key = tuple(sorted(thresholds.items()))
        if key not in self._known:
            changes: dict[str, Any] = dict(thresholds)
            self._answerer.understanding = Understanding(self._base, replace(Weights(), **changes))
            self._known[key] = loss_of(score(self._answerer, self._questions))
        return self._known[key]


def rewritten(source: str, thresholds: Mapping[str, float]) -> str:
    """Return the source of ``Weights`` with new defaults; nothing else is touched.

    Raises:
        CannotWriteError: a threshold is not declared exactly once, as ``name: float = number`` on a line of its own.
    """
    for name, value in thresholds.items():
        declared = re.compile(rf"^(    {re.escape(name)}: float = )-?\d+(?:\.\d+)?$", re.MULTILINE)
        source, count = declared.subn(rf"\g<1>{value!r}", source)
        if count != 1:
            raise CannotWriteError(f"'{name}: float = …' stands {count} times where it must stand once")
    return source


def calibrate_file(path: Path, console: Console, *, write: bool, grids: Mapping[str, Sequence[float]] = GRIDS) -> int:
    """Calibrate on the questions of a file, print curves and choice, and with ``write`` keep the choice.

    ``grids`` holds the values to try of each threshold. Returns 0, or 1 when the choice cannot be written.

    Raises:
        BadQuestions: the file cannot be used.
    """
    questions = read_questions(path)
    now = Weights()
    start: dict[str, float] = {name: getattr(now, name) for name in grids}
    measure = Measure(open_answerer().base, questions)
    chosen, curves = calibrate(start, measure, grids)
    _print(curves, console)
    _print_choice(start, chosen, measure, console)
    changed = {name: value for name, value in chosen.items() if value != start[name]}
    if not write or not changed:
        console.print(Text("Nothing to change." if not changed else "Keep them with --write."))
        return 0
    place = Path(weights_module.__file__)
    try:
        place.write_text(rewritten(place.read_text(encoding="utf-8"), changed), encoding="utf-8")
    except (OSError, CannotWriteError) as error:
        console.print(Text(f"Cannot write {place}: {error}", style="red"))
        return 1
    console.print(Text(f"Written to {place}."))
    return 0


def _print(curves: Iterable[Curve], console: Console) -> None:
    for curve in curves:
        console.print(Text(f"{curve.name}{' (makes no difference here)' if curve.flat else ''}", style="bold"))
        if curve.flat:
            continue
        table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0))
        for column in ("value", *(grade.value for grade in (Grade.UNSAFE, Grade.WRONG, Grade.UNHELPFUL))):
            table.add_column(column, justify="right")
        for point in curve.points:
            style = "green" if point.value == curve.chosen else ""
            table.add_row(f"{point.value:g}", *(str(count) for count in point.loss), style=style)
        console.print(table)


def _print_choice(start: Mapping[str, float], chosen: Mapping[str, float], measure: Measure, console: Console) -> None:
    for name, value in chosen.items():
        moved = f"{start[name]:g} → {value:g}" if value != start[name] else f"{value:g}"
        console.print(Text(f"{name}: {moved}"))
    for when, thresholds in (("before", start), ("after", chosen)):
        unsafe, wrong, unhelpful = measure(thresholds)
        console.print(Text(f"{when}: unsafe {unsafe}, wrong {wrong}, unhelpful {unhelpful}"))
