"""Proof that the checks work: change one digit of a figure at a time and see that it is found.

`python -m knowledge.mutation` draws changes with a seed from the facts, the derived results and the ledger, makes
each in a copy of the figures in memory, and runs the rules about figures again, all of them. A change of a
double-entry figure counts as caught only when a double-entry problem names both places, a change of a derived figure
only when the recomputation reports it. Exits 1 when one of these, or a patient count, goes unnoticed.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from knowledge.checks import check_figures
from knowledge.checks.collect import figure_view
from knowledge.checks.derived import RULE as DERIVED
from knowledge.checks.double_entry import RULE as DOUBLE_ENTRY
from knowledge.checks.double_entry import single_entry_count, split
from knowledge.checks.printed import NUMBER_WORDS, number_spans, numbers
from knowledge.checks.view import FigureView, Stated, Value
from knowledge.loading import load_knowledge
from knowledge.problems import Problem

SEED = 20261123
COUNT = 1000
Check = Callable[[FigureView], Sequence[Problem]]

DOUBLE = "facts, double entry"
COUNTS = "facts, patient counts"
SINGLE = "facts, single entry"
RESULTS = "derived results"
LEDGER = "ledger"
MUST_CATCH = (DOUBLE, COUNTS, RESULTS, LEDGER)


@dataclass(frozen=True, slots=True)
class Change:
    """One changed digit: what it is, the changed view, and the places that the finding must name."""

    kind: str
    what: str
    view: FigureView
    rule: str | None
    places: tuple[str, ...]

    def caught(self, problems: Sequence[Problem]) -> bool:
        """Tell whether the problems found include one of the right rule that names the places."""
        return any(
            (self.rule is None or problem.rule == self.rule)
            and all(place in f"{problem.message} {problem.place}" for place in self.places)
            for problem in problems
        )


def _other_digit(digits: str, chance: random.Random) -> str:
    """Return the text with one of its digits changed to another."""
    position = chance.choice([index for index, char in enumerate(digits) if char.isdigit()])
    digit = chance.choice([char for char in "0123456789" if char != digits[position]])
    return digits[:position] + digit + digits[position + 1 :]


def _reprinted(printed: str, old: str, chance: random.Random) -> tuple[str, str]:
    """Change one digit of the number `old` where it is printed; return the new number and the new printed form."""
    for position, (start, end) in enumerate(number_spans(printed)):
        if numbers(printed)[position] != old:
            continue
        text = printed[start:end]
        if any(char.isdigit() for char in text):
            changed = printed[:start] + _other_digit(text, chance) + printed[end:]
            if len(numbers(changed)) > position and numbers(changed)[position] != old:
                return numbers(changed)[position], changed
        elif text.casefold() in NUMBER_WORDS:
            word = chance.choice([word for word in NUMBER_WORDS if word != text.casefold()])
            return NUMBER_WORDS[word], printed[:start] + word + printed[end:]
    changed = _other_digit(old, chance)
    return changed, printed.replace(old, changed)


def _with_part(value: Value, part: str, digits: str, printed: str) -> Value:
    """Return the value with one of its numbers changed, and its printed form with it."""
    fields: dict[str, Any] = {"number" if part == "value" else part: digits, "as_printed": printed}
    if part in ("n", "events"):
        fields = {part: int(digits)}
    return replace(value, **fields)


def _kind(value: Value, stated: Stated) -> str:
    if value.compute is not None:
        return RESULTS
    if stated.ledger is not None:
        return DOUBLE
    return COUNTS if stated.part in ("n", "events") else SINGLE


def _in_value(view: FigureView, value: Value, stated: Stated, chance: random.Random) -> Change:
    if stated.part in ("n", "events"):
        digits, printed = _other_digit(stated.digits, chance), value.as_printed
    else:
        digits, printed = _reprinted(value.as_printed, stated.digits, chance)
    kind = _kind(value, stated)
    places: tuple[str, ...] = ()
    if kind == DOUBLE and stated.ledger:
        places = (str(value.place), str(view.ledger[split(stated.ledger)[0]].place))
    elif kind == RESULTS:
        places = (value.ref,)
    changed = view.with_value(_with_part(value, stated.part, digits, printed))
    rule = {DOUBLE: DOUBLE_ENTRY, RESULTS: DERIVED}.get(kind)
    return Change(kind, f"{value.ref} {stated.part} {stated.digits} -> {digits}", changed, rule, places)


def _in_ledger(view: FigureView, value: Value, stated: Stated, chance: random.Random) -> Change:
    figure_id, position = split(stated.ledger or "")
    figure = view.ledger[figure_id]
    start = figure.as_printed.casefold().find(stated.digits.casefold())
    if value.kind in ("identifier", "name") and stated.part == "value":
        end = start + len(stated.digits)
    else:
        start, end = number_spans(figure.as_printed)[position - 1]
    text = figure.as_printed[start:end]
    if any(char.isdigit() for char in text):
        text = _other_digit(text, chance)
    else:
        text = chance.choice([word for word in NUMBER_WORDS if word != text.casefold()])
    printed = figure.as_printed[:start] + text + figure.as_printed[end:]
    changed = view.with_figure(replace(figure, as_printed=printed))
    return Change(
        LEDGER, f"{figure_id} {figure.as_printed!r} -> {printed!r}", changed, DOUBLE_ENTRY,
        (str(value.place), str(figure.place)),
    )  # fmt: skip


def changes(view: FigureView, count: int, seed: int) -> Iterator[Change]:
    """Yield at least `count` one-digit changes: every number stated, then every number of the ledger, in turn."""
    chance = random.Random(seed)  # noqa: S311 - a reproducible draw, nothing secret
    targets = [
        (make, value, stated)
        for value in view.values.values()
        for stated in value.stated()
        for make in ((_in_value, _in_ledger) if stated.ledger else (_in_value,))
        if any(char.isdigit() for char in stated.digits)
    ]
    if not targets:
        return
    drawn = 0
    while drawn < count:
        for make, value, stated in chance.sample(targets, min(len(targets), count - drawn)):
            drawn += 1
            yield make(view, value, stated, chance)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run found: changes made and caught by kind, and those that must be caught and were not."""

    made: Counter[str]
    caught: Counter[str]
    missed: tuple[str, ...]


def run(view: FigureView, count: int = COUNT, seed: int = SEED, check: Check = check_figures) -> Outcome:
    """Make the changes one at a time and check each; ValueError when the figures do not pass unchanged."""
    if problems := list(check(view)):
        raise ValueError(f"the figures of {view.trial} have {len(problems)} problems as they are: {problems[0]}")
    made: Counter[str] = Counter()
    caught: Counter[str] = Counter()
    missed = []
    for change in changes(view, count, seed):
        made[change.kind] += 1
        if change.caught(check(change.view)):
            caught[change.kind] += 1
        elif change.kind in MUST_CATCH:
            missed.append(f"{change.kind}: {change.what}")
    return Outcome(made, caught, tuple(missed))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run over every trial, print caught/total by kind, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m knowledge.mutation", description="Change digits, see them caught.")
    parser.add_argument("--root", type=Path, default=Path(__file__).parent, help="the knowledge folder")
    parser.add_argument("--count", type=int, default=COUNT, help="changes per trial")
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args(arguments)
    knowledge = load_knowledge(options.root)
    if not knowledge.trials:
        _say(f"{options.root} holds no trial; name the knowledge folder with --root")
        return 1
    failed = False
    for trial in knowledge.trials:
        view = figure_view(knowledge, trial)
        try:
            outcome = run(view, options.count, options.seed)
        except ValueError as error:
            _say(f"{error}\nrun `myositis-bot knowledge check` first")
            return 1
        _say(f"{trial.id}: {outcome.made.total()} one-digit changes, seed {options.seed}")
        for kind in (DOUBLE, COUNTS, RESULTS, LEDGER, SINGLE):
            _say(f"  {kind}: {outcome.caught[kind]}/{outcome.made[kind]} caught")
        _say(f"  figures of a single transcription: {single_entry_count(view)} of {len(view.values)}")
        for missed in outcome.missed:
            _say(f"  MISSED {missed}")
        if not outcome.made.total():
            _say("  nothing was changed, so nothing is proven; ask for more with --count")
        failed = failed or bool(outcome.missed) or not outcome.made.total()
    return 1 if failed else 0


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    sys.exit(main())
