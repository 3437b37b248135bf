"""Small figure views for the tests of the rules, built from a few values of the trial."""

from __future__ import annotations

from typing import Any

from knowledge.checks.view import ArithmeticException, FigureView, LedgerFigure, Value
from knowledge.problems import Place

NO_PLACE = Place("trial.yaml", 3)


def value(ref: str, kind: str, number: str, printed: str | None = None, **fields: Any) -> Value:
    """Return one value; its line is its position in no file, so messages can be told apart by reference."""
    fact, _, key = ref.partition(".")
    section = fields.pop("section", "derived" if "compute" in fields else "facts")
    return Value(
        section, fact, key, kind, number, number if printed is None else printed, Place("facts.yaml", 7), **fields
    )


def figure(figure_id: str, printed: str) -> LedgerFigure:
    """Return one ledger figure."""
    return LedgerFigure(figure_id, printed, "label", "ar-abstract", Place("ledger.yaml", 11))


def view(
    *parts: Value | LedgerFigure,
    inputs: dict[str, tuple[str, ...]] | None = None,
    exceptions: tuple[tuple[str, str], ...] = (),
    arithmetic: tuple[dict[str, Any], ...] = (),
) -> FigureView:
    """Return a view of values and ledger figures, with exceptions as (rule, reference)."""
    return FigureView(
        trial="test",
        values={part.ref: part for part in parts if isinstance(part, Value)},
        ledger={part.id: part for part in parts if isinstance(part, LedgerFigure)},
        inputs=inputs or {},
        exceptions=tuple(ArithmeticException(rule, (about,), "why", NO_PLACE) for rule, about in exceptions),
        arithmetic=tuple((entry, NO_PLACE) for entry in arithmetic),
    )
