"""From loaded models to the plain values that the rules about figures read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from knowledge.checks.double_entry import split
from knowledge.checks.view import ArithmeticException, FigureView, LedgerFigure, Value
from knowledge.loading import Knowledge, LoadedTrial
from knowledge.models import DerivedFact, GlossaryTerm, Interval, RelatedFact
from knowledge.models.facts import FactBase
from knowledge.models.figure_base import FigureBase
from knowledge.problems import Place

MAIN_FIELD = {
    "proportion": "percent",
    "count": "count",
    "p-value": "p",
    "estimate": "estimate",
    "quantity": "quantity",
    "date": "date",
    "identifier": "identifier",
    "name": "name_value",
}


def figure_view(knowledge: Knowledge, trial: LoadedTrial) -> FigureView:
    """Return all figures of a trial, with those of the general glossary terms that its answers may show."""
    values = {value.ref: value for value in _values(knowledge, trial)}
    ledger = {
        figure.id: LedgerFigure(figure.id, figure.as_printed, figure.label, entry.source, trial.places.where(figure))
        for entry in (*knowledge.shared.ledger, *trial.ledger)
        for figure in entry.figures
    }
    inputs = {fact.id: fact.inputs for fact in trial.derived}
    cited = {fact.id: _cited(fact) for fact in trial.all_facts()}
    cited |= {term.id: _cited(term) for term in knowledge.glossary_of(trial)}
    declared = trial.trial
    if declared is None:
        return FigureView(trial.id, values, ledger, inputs, cited)
    where = trial.places.where
    return FigureView(
        trial.id,
        values,
        ledger,
        inputs,
        cited,
        exceptions=tuple(
            ArithmeticException(item.rule, item.about, item.reason, where(item)) for item in declared.exceptions
        ),
        arithmetic=tuple(
            (entry, where(declared, "arithmetic", number)) for number, entry in enumerate(declared.arithmetic)
        ),
    )


def _cited(fact: FactBase | GlossaryTerm) -> frozenset[str]:
    """Return the sources a fact cites, those of the positions in its conflicts too."""
    positions = (position for conflict in getattr(fact, "conflicts", ()) for position in conflict.positions)
    return frozenset(quoted.source for quoted in (*getattr(fact, "citations", ()), *positions))


def _values(knowledge: Knowledge, trial: LoadedTrial) -> Iterator[Value]:
    for fact in trial.all_facts():
        section = {DerivedFact: "derived", RelatedFact: "related"}.get(type(fact), "facts")
        for figure in fact.values:
            yield value_of(section, fact, figure, trial.places.where(figure))
    for term in knowledge.glossary_of(trial):
        for figure in term.values:
            yield value_of("glossary", term, figure, trial.places.where(figure))


def value_of(section: str, fact: FactBase | GlossaryTerm, figure: FigureBase, place: Place) -> Value:
    """Return one figure of a fact as the plain value that the rules read."""
    low_ledger, high_ledger = _limits_ledger(getattr(figure, "interval", None))
    kind: str = getattr(figure, "kind")  # noqa: B009 - every kind of figure declares it, the base does not
    fields: dict[str, Any] = {
        name: getattr(figure, name)
        for name in (
            "n", "events", "unit", "scale", "relation", "approximate", "reconstructed", "n_ledger", "events_ledger",
            "p_ledger",
        )
        if getattr(figure, name, None) is not None
    }  # fmt: skip
    if interval := getattr(figure, "interval", None):
        fields |= {"low": interval.low, "high": interval.high, "level": interval.level}
    if kind == "estimate":
        fields["p"] = getattr(figure, "p", None)
    return Value(
        section=section,
        fact=fact.id,
        key=figure.key,
        kind=kind,
        number=str(getattr(figure, MAIN_FIELD[kind])),
        as_printed=figure.as_printed,
        place=place,
        arm=figure.arm,
        population=figure.population or getattr(fact, "population", None),
        timepoint=figure.timepoint or getattr(fact, "timepoint", None),
        ledger=figure.ledger,
        low_ledger=low_ledger,
        high_ledger=high_ledger,
        single_entry=figure.single_entry,
        compute=_plain(figure.compute),
        **fields,
    )


def _plain(compute: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    return None if compute is None else dict(compute)


def _limits_ledger(interval: Interval | None) -> tuple[str | None, str | None]:
    """Return the ledger figures of the limits: named each, or one figure that prints both in a row."""
    if interval is None:
        return None, None
    if interval.ledger is None:
        return interval.low_ledger, interval.high_ledger
    figure, position = split(interval.ledger)
    return interval.ledger, f"{figure}#{position + 1}"
