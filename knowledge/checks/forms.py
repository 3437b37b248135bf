"""What surrounds a number as it is printed: the level of an interval, the sign of a P value, the unit.

Two transcriptions may agree in every digit and still say something else: 125 g for 125 mg, P < 0.679 for P = 0.679, a
90% interval for a 95% one. Where a source prints these, fact and ledger must have them as they are printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.checks.double_entry import split
from knowledge.checks.view import FigureView, LedgerFigure, Value
from knowledge.problems import Problem

RULE = "printed"
_LEVEL = re.compile(r"(\d{2}(?:\.\d+)?)\s?%\s?(?:CI|C\.I\.|confidence)", re.IGNORECASE)
_RELATION = re.compile(r"\bP\s*(?:value\s*)?([=<>≤≥])", re.IGNORECASE)
_TWICE = re.compile(r"[=<>≤≥]\s*P\b.*[=<>≤≥]", re.IGNORECASE)
_UNITS = {
    **dict.fromkeys(("mg", "milligram", "milligrams"), "mg"),
    **dict.fromkeys(("g", "gram", "grams"), "g"),
    **dict.fromkeys(("kg", "kilogram", "kilograms"), "kg"),
    **dict.fromkeys(("ml", "millilitre", "milliliter", "millilitres", "milliliters"), "ml"),
    **dict.fromkeys(("cm",), "cm"),
    **dict.fromkeys(("mm",), "mm"),
    **dict.fromkeys(("day", "days"), "day"),
    **dict.fromkeys(("week", "weeks", "wk", "wks"), "week"),
    **dict.fromkeys(("month", "months"), "month"),
    **dict.fromkeys(("year", "years"), "year"),
}
_UNIT = re.compile(rf"[\s-]?({'|'.join(_UNITS)})\b", re.IGNORECASE)
_LEVEL_UNLESS_PRINTED = 95


def check_forms(view: FigureView) -> Iterator[Problem]:
    """Yield a problem where level, sign or unit of a figure is not the one printed on either side."""
    for value in view.values.values():
        sides = [(value.as_printed, f"as_printed is {value.as_printed!r}"), *_ledger_sides(view, value)]
        yield from _level(value, sides)
        yield from _relation(value, sides)
        yield from _unit(value, sides)


def _ledger_sides(view: FigureView, value: Value) -> Iterator[tuple[str, str]]:
    figures: dict[str, LedgerFigure] = {}
    for stated in value.stated():
        if stated.ledger is not None and (figure := view.ledger.get(split(stated.ledger)[0])) is not None:
            figures[figure.id] = figure
    for figure in figures.values():
        yield figure.as_printed, f"the ledger figure {figure.id} at {figure.place} is printed {figure.as_printed!r}"


def _level(value: Value, sides: list[tuple[str, str]]) -> Iterator[Problem]:
    if value.low is None:
        return
    printed = [(level, side) for text, side in sides for level in _LEVEL.findall(text)]
    for level, side in printed:
        if level != str(value.level):
            yield _problem(value, f"the interval's level is {value.level}%, but {side}")
    if not printed and value.level != _LEVEL_UNLESS_PRINTED:
        yield _problem(value, f"the interval's level is {value.level}%, which nothing that is printed says")


def _relation(value: Value, sides: list[tuple[str, str]]) -> Iterator[Problem]:
    relation = value.relation if value.kind == "p-value" else "=" if value.p is not None else None
    if relation is None:
        return
    for text, side in sides:
        if _TWICE.search(text):
            yield _problem(value, f"{side}: that has two signs")
        for found in _RELATION.findall(text):
            if found != relation:
                yield _problem(value, f"it is stated as P {relation} {value.p or value.number}, but {side}")


def _unit(value: Value, sides: list[tuple[str, str]]) -> Iterator[Problem]:
    if value.kind not in ("quantity", "estimate", "count"):
        return
    words = re.findall(r"[a-z]+", (value.unit or "").casefold())
    ours = {_UNITS[word] for word in words if word in _UNITS}
    for text, side in sides:
        for match in re.finditer(rf"(?<![\d.,]){re.escape(value.number)}(?![\d]|[.,]\d)", text):
            unit = _UNIT.match(text, match.end())
            if unit is not None and _UNITS[unit[1].casefold()] not in ours:
                yield _problem(value, f"its unit is {value.unit!r}, but {side}")


def _problem(value: Value, message: str) -> Problem:
    return value.problem(RULE, message, "look it up in the source and correct the side that is wrong")
