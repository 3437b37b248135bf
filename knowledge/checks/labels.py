"""What the second transcriber called a figure, against what the fact says it is a figure of.

A figure copied without a wrong digit may still stand under the wrong group, arm or week. The ledger's labels were
written without sight of the facts: where one names a group, an arm or a week, the fact must name the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.checks.double_entry import RULE, split
from knowledge.checks.view import FigureView, LedgerFigure, Value
from knowledge.problems import Problem

_WEEKS = re.compile(r"\bweeks? (\d+)\b|\b(\d+)[ -]weeks?\b", re.IGNORECASE)
_WEEK = re.compile(r"week-(\d+)")
_RESULTS = ("proportion", "p-value", "estimate")
_BASELINE = "baseline"
"""There a group is what is counted ("40 had DM"), not whom the figure is about."""


def check_labels(view: FigureView) -> Iterator[Problem]:
    """Yield a problem where a ledger label names another group, arm or week than the value it belongs to."""
    arms = {value.arm for value in view.values.values() if value.arm is not None}
    groups = {value.population for value in view.values.values() if value.population is not None}
    for value in view.values.values():
        figures = {split(stated.ledger)[0] for stated in value.stated() if stated.ledger is not None}
        for figure in (view.ledger[name] for name in sorted(figures) if name in view.ledger):
            yield from _compare(value, figure, arms, groups)


def _compare(value: Value, figure: LedgerFigure, arms: set[str], groups: set[str]) -> Iterator[Problem]:
    words = re.findall(r"[a-z]+", figure.label.casefold().replace("-", ""))
    # "continued abatacept" names that arm, and not also the one it continues.
    named = sorted((arm for arm in arms if set(arm.split("-")) <= set(words)), key=lambda arm: arm.count("-"))
    if named and value.kind != "quantity" and value.arm is not None and value.arm not in (named[-1], *_beside(named)):
        yield _problem(value, figure, f"a figure of the {value.arm} arm", named[-1])
    if value.timepoint is None or value.timepoint == _BASELINE:
        return
    # What is counted or measured in "the open-label period" need not be a result of that group.
    whom = {group for group in groups if group.replace("-", "") in words} if value.kind in _RESULTS else set()
    if whom and value.population not in whom:
        yield _problem(value, figure, f"a figure of {value.population}", " and ".join(sorted(whom)))
    stated = _WEEK.fullmatch(value.timepoint)
    weeks = {before or after for before, after in _WEEKS.findall(figure.label)}
    if stated and weeks and stated[1] not in weeks:
        yield _problem(value, figure, f"a figure at {value.timepoint}", f"week {' and '.join(sorted(weeks))}")


def _beside(named: list[str]) -> list[str]:
    """Return the other arms that a label names in as many words: it prints both ("first arm and second")."""
    return [arm for arm in named if arm.count("-") == named[-1].count("-")]


def _problem(value: Value, figure: LedgerFigure, ours: str, theirs: str) -> Problem:
    return value.problem(
        RULE,
        f"it is {ours}, but the second transcriber labelled {figure.id} at {figure.place} {figure.label!r} ({theirs})",
        "look the figure up in the source and correct the one that is wrong",
    )
