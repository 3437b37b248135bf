"""Score the bot against labelled questions, and show what went wrong readably."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.answering.service import Answerer, UnknownTrialError
from bot.cli.batch import BadLineError, BatchQuestion, ask_in_thread, parse_line
from bot.cli.scoring import Grade, Labelled, Verdict, judge

# The share of right answers below which a change of words or rules is refused.
ENOUGH_RIGHT = 0.97
_KINDS = frozenset({"answer", "clarify", "not_covered", "not_advice", "help"})
_COLOURS = {Grade.UNSAFE: "bold red", Grade.WRONG: "red", Grade.UNHELPFUL: "yellow", Grade.RIGHT: "green"}


class BadQuestions(Exception):  # noqa: N818 - says what happened
    """A file of labelled questions that cannot be used; the message says where and why."""


@dataclass(frozen=True, slots=True)
class Score:
    """The verdicts on a set of questions."""

    verdicts: tuple[tuple[Labelled, Verdict], ...]

    def count(self, grade: Grade) -> int:
        """Return how many answers got ``grade``."""
        return sum(verdict.grade is grade for _, verdict in self.verdicts)

    def rate(self, grade: Grade) -> float:
        """Return the share of answers that got ``grade``."""
        return self.count(grade) / len(self.verdicts)

    @property
    def wrong_figures(self) -> int:
        """How many answers show a forbidden figure in the headline or lack a wanted one."""
        return sum(verdict.figures for _, verdict in self.verdicts)

    @property
    def good_enough(self) -> bool:
        """Enough right, nothing unsafe, no wrong figures?"""
        return self.rate(Grade.RIGHT) >= ENOUGH_RIGHT and not self.count(Grade.UNSAFE) and not self.wrong_figures

    @property
    def failures(self) -> tuple[tuple[Labelled, Verdict], ...]:
        """The answers that are not right, in the order of the questions."""
        return tuple(pair for pair in self.verdicts if pair[1].grade is not Grade.RIGHT)

    def by_tag(self) -> dict[str, tuple[int, int]]:
        """Return how many answers are right, of how many, for each tag, sorted by name."""
        asked = Counter(tag for wanted, _ in self.verdicts for tag in wanted.tags)
        right = Counter(tag for wanted, verdict in self.verdicts if verdict.grade is Grade.RIGHT for tag in wanted.tags)
        return {tag: (right[tag], count) for tag, count in sorted(asked.items())}


def read_questions(path: Path) -> tuple[Labelled, ...]:
    """Return the labelled questions of a JSON Lines file.

    Raises:
        BadQuestions: the file cannot be read, holds no question, or a line is not one; says which and why.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise BadQuestions(f"Cannot read {path}: {getattr(error, 'strerror', None) or 'not UTF-8 text'}") from None
    questions: list[Labelled] = []
    seen: dict[str, int] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            wanted = _labelled(line)
        except BadLineError as error:
            raise BadQuestions(f"{path}, line {number}: {error}") from None
        if wanted.id in seen:
            raise BadQuestions(f"{path}, line {number}: the id '{wanted.id}' is that of line {seen[wanted.id]} too")
        seen[wanted.id] = number
        questions.append(wanted)
    if not questions:
        raise BadQuestions(f"{path}: no questions in it")
    return tuple(questions)


def _labelled(line: str) -> Labelled:
    item = parse_line(line)
    data: dict[str, Any] = json.loads(line)
    if not item.id:
        raise BadLineError("'id' must be a text")
    accept = _texts(data, "accept")
    if not accept or not _KINDS.issuperset(accept):
        raise BadLineError(f"'accept' must list one or more of {', '.join(sorted(_KINDS))}")
    groups = data.get("figures") or []
    if not isinstance(groups, list) or not all(_is_texts(group) and group for group in groups):
        raise BadLineError("'figures' must be a list of lists of texts")
    return Labelled(
        item.id,
        item.question,
        item.thread,
        item.trial,
        accept,
        tuple(tuple(group) for group in groups),
        _texts(data, "facts_any"),
        _texts(data, "caveats"),
        _texts(data, "forbid"),
        _texts(data, "tags"),
    )


def _texts(data: dict[str, Any], name: str) -> tuple[str, ...]:
    value = data.get(name) or []
    if not _is_texts(value):
        raise BadLineError(f"'{name}' must be a list of texts")
    return tuple(value)


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def score(answerer: Answerer, questions: Iterable[Labelled]) -> Score:
    """Ask every question, each in its own thread, and judge the answers.

    Raises:
        BadQuestions: a question names a trial that the fact base lacks.
    """
    return Score(tuple((wanted, judge(wanted, _answer(answerer, wanted))) for wanted in questions))


def _answer(answerer: Answerer, wanted: Labelled) -> dict[str, Any]:
    try:
        return ask_in_thread(answerer, BatchQuestion(wanted.id, wanted.question, wanted.thread, wanted.trial))
    except UnknownTrialError as error:
        raise BadQuestions(f"{wanted.id}: no trial '{error}' in the fact base") from None


def evaluate_file(answerer: Answerer, path: Path, show: int, console: Console) -> int:
    """Score the questions of a file and print failures (at most ``show``), accuracy by tag and the rates.

    Returns 0 when at least 97% are right, none is unsafe and none has wrong figures; else 1.

    Raises:
        BadQuestions: the file cannot be used.
    """
    found = score(answerer, read_questions(path))
    _print_failures(found.failures, show, console)
    _print_tags(found, console)
    rates = ", ".join(f"{grade} {found.rate(grade):.1%} ({found.count(grade)})" for grade in Grade)
    console.print(Text(f"{len(found.verdicts)} questions: {rates}; wrong figures {found.wrong_figures}"))
    verdict = "Good enough" if found.good_enough else "Not good enough"
    needed = f"at least {ENOUGH_RIGHT:.0%} right, none unsafe, no wrong figures"
    console.print(Text(f"{verdict}: {needed}.", style="green" if found.good_enough else "red"))
    return 0 if found.good_enough else 1


def _print_failures(failures: Sequence[tuple[Labelled, Verdict]], show: int, console: Console) -> None:
    # The worst first; within a grade, the order of the file.
    order = [Grade.UNSAFE, Grade.WRONG, Grade.UNHELPFUL]
    for wanted, verdict in sorted(failures, key=lambda pair: order.index(pair[1].grade))[: max(show, 0)]:
        line = Text.assemble(
            (f"{verdict.grade:9}", _COLOURS[verdict.grade]), f" {wanted.id}  ", (wanted.question, "bold")
        )
        if wanted.thread:
            line.append(f"  (after: {' | '.join(wanted.thread)})", style="dim")
        console.print(line)
        console.print(Text(f"{'':10}{verdict.why}"))
    left = len(failures) - max(show, 0)
    if left > 0:
        console.print(Text(f"… and {left} more", style="dim"))


def _print_tags(found: Score, console: Console) -> None:
    table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0))
    table.add_column("tag")
    table.add_column("right", justify="right")
    table.add_column("of", justify="right")
    table.add_column("share", justify="right")
    for tag, (right, count) in found.by_tag().items():
        style = "" if right == count else "yellow"
        table.add_row(Text(tag), str(right), str(count), f"{right / count:.0%}", style=style)
    console.print(table)
