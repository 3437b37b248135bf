"""Double data entry: every published number stands once with its fact and once in the ledger, one to one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.checks.printed import numbers, same_number
from knowledge.checks.view import FigureView, LedgerFigure, Stated, Value, problem_at
from knowledge.problems import Problem

RULE = "double-entry"
PRINTED = "printed"


def split(reference: str) -> tuple[str, int]:
    """Split `<figure>#<k>` into the figure's id and the position of the number in it, counted from one."""
    figure, _, position = reference.partition("#")
    return figure, int(position) if position.isdigit() else 1


def check_double_entry(view: FigureView) -> Iterator[Problem]:
    """Yield a problem for every number without a ledger figure, unlike it, or sharing it, and for unused figures."""
    owners: dict[tuple[str, int], str] = {}
    for value in view.values.values():
        for stated in value.stated():
            if stated.ledger is None:
                yield from _without_ledger(value, stated)
                continue
            figure_id, position = split(stated.ledger)
            if figure_id not in view.ledger:
                yield value.problem(
                    RULE,
                    f"the ledger has no figure {figure_id}",
                    "add the figure to ledger.yaml, or correct the id",
                )
                continue
            yield from _compare(value, stated, view.ledger[figure_id], position)
            yield from _uncited(view, value, view.ledger[figure_id])
            owner = f"{value.ref} ({stated.part})"
            if other := owners.get((figure_id, position)):
                yield value.problem(
                    RULE,
                    f"{stated.part} rests on number {position} of ledger figure {figure_id}, which {other} uses too",
                    "give each published number a ledger figure of its own",
                )
            owners[figure_id, position] = owner
    used = {figure_id for figure_id, _ in owners}
    for figure in view.ledger.values():
        if figure.id not in used:
            yield problem_at(
                figure.place,
                RULE,
                f"ledger figure {figure.id} ({figure.as_printed}) is used by no value",
                "let the value that prints it name it, or remove the figure",
            )


def stands_whole(name: str, text: str) -> bool:
    """Is an identifier or name printed in a text as it is, and not only a piece of a longer one?"""
    before = r"(?<!\d)(?<!\d[-./])" if name[:1].isdigit() else r"(?<![^\W\d_])"
    after = r"(?!\d)(?![-./]\d)" if name[-1:].isdigit() else r"(?![^\W\d_])"
    return re.search(f"{before}{re.escape(name)}{after}", text, re.IGNORECASE) is not None


def _without_ledger(value: Value, stated: Stated) -> Iterator[Problem]:
    # Counts beside a percentage are ours (worked back) or an arm's size; arithmetic and recomputation guard them.
    if stated.part in ("n", "events") or value.compute is not None or value.single_entry is not None:
        return
    yield value.problem(
        RULE,
        f"{stated.part} {stated.digits} names no ledger figure",
        "name it with `ledger:`, or say with `single_entry:` why there is one transcription only",
    )


def _uncited(view: FigureView, value: Value, figure: LedgerFigure) -> Iterator[Problem]:
    if value.fact in view.cited and figure.source not in view.cited[value.fact]:
        yield value.problem(
            RULE,
            f"rests on the ledger figure {figure.id} at {figure.place}, but its fact does not cite {figure.source}",
            "cite the source, or name the ledger figure of a source that is cited",
        )


def _compare(value: Value, stated: Stated, figure: LedgerFigure, position: int) -> Iterator[Problem]:
    if value.kind in ("identifier", "name") and stated.part == "value":
        agrees = stands_whole(stated.digits, figure.as_printed)
    else:
        found = numbers(figure.as_printed)
        agrees = 1 <= position <= len(found) and same_number(found[position - 1], stated.digits)
    if not agrees:
        yield value.problem(
            RULE,
            f"{stated.part} is {stated.digits} at {value.place}, but number {position} of the ledger figure "
            f"{figure.id} at {figure.place} is printed {figure.as_printed!r}",
            f"look both up in {figure.source} and correct the one that is wrong",
        )


def check_printed(view: FigureView) -> Iterator[tuple[tuple[str, ...], Problem]]:
    """Yield (references, problem) where a value and its own printed form disagree.

    This also guards the figures that only one transcription saw.
    """
    for value in view.values.values():
        if value.kind in ("identifier", "name"):
            if not stands_whole(value.number, value.as_printed):
                yield (value.ref,), _not_printed(value, "value", value.number)
            continue
        found = numbers(value.as_printed)
        as_fraction = value.n is not None and (str(value.events), str(value.n)) == found[:2]
        for stated in value.stated():
            if stated.part in ("n", "events") or (stated.part == "value" and as_fraction):
                continue
            if not any(same_number(number, stated.digits) for number in found):
                yield (value.ref,), _not_printed(value, stated.part, stated.digits)


def _not_printed(value: Value, part: str, digits: str) -> Problem:
    return value.problem(
        PRINTED,
        f"{part} is {digits}, but as_printed is {value.as_printed!r}",
        "correct the value or as_printed from the source",
    )


def single_entry_count(view: FigureView) -> int:
    """Return how many values rest on one transcription only."""
    return sum(value.single_entry is not None for value in view.values.values())
