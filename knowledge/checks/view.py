"""The fact base as the rules see it: plain values with their place, independent of how they are stored.

A `Value` holds the numbers one YAML value states, as printed digits. Rules read a `TrialView`; the mutation run
changes one value or ledger figure of a view with `dataclasses.replace` and runs the same rules again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from knowledge.checks.registry import Figure
from knowledge.problems import Place, Problem, Severity


@dataclass(frozen=True, slots=True)
class LedgerFigure:
    """One figure of the second transcription."""

    id: str
    as_printed: str
    label: str
    source: str
    place: Place


@dataclass(frozen=True, slots=True)
class Stated:
    """One number that a value states: which part of it, its digits, and the ledger figure it rests on."""

    part: str
    digits: str
    ledger: str | None


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a fact, derived result, related-trial fact or glossary term."""

    section: str
    fact: str
    key: str
    kind: str
    number: str
    as_printed: str
    place: Place
    n: int | None = None
    events: int | None = None
    low: str | None = None
    high: str | None = None
    level: int = 95
    relation: str = "="
    p: str | None = None
    unit: str | None = None
    scale: str | None = None
    arm: str | None = None
    population: str | None = None
    timepoint: str | None = None
    approximate: bool = False
    reconstructed: bool = False
    ledger: str | None = None
    n_ledger: str | None = None
    events_ledger: str | None = None
    low_ledger: str | None = None
    high_ledger: str | None = None
    p_ledger: str | None = None
    single_entry: str | None = None
    compute: Mapping[str, Any] | None = None

    @property
    def ref(self) -> str:
        """The reference that texts and computations use."""
        return f"{self.fact}.{self.key}"

    def stated(self) -> Iterator[Stated]:
        """Yield every number the value states, its own number first."""
        yield Stated("value", self.number, self.ledger)
        for part, digits, ledger in (
            ("low", self.low, self.low_ledger),
            ("high", self.high, self.high_ledger),
            ("p", self.p, self.p_ledger),
            ("events", self.events, self.events_ledger),
            ("n", self.n, self.n_ledger),
        ):
            if digits is not None:
                yield Stated(part, str(digits), ledger)

    def problem(self, rule: str, message: str, hint: str, *, severity: Severity = "error") -> Problem:
        """Return a problem at this value's place, its message opening with the value's reference."""
        return problem_at(self.place, rule, f"{self.ref}: {message}", hint, severity=severity)

    def figure(self, part: str = "") -> Figure:
        """Return what a recomputation sees; `part` picks n, events, low, high, p or percent as the number itself."""
        where = f"{self.ref}:{part}" if part else self.ref
        parts = {item.part: item.digits for item in self.stated()}
        if part:
            name = "value" if part == "percent" else part
            if name not in parts or (part == "percent" and self.kind != "proportion"):
                raise ValueError(f"{self.ref} states no {part}")
            return Figure(where, number=parts[name], percent=parts[name] if part == "percent" else None)
        if self.kind in ("identifier", "name"):
            raise ValueError(f"{self.ref} is a name, not a number")
        events = self.events
        if self.kind == "count" and events is None and self.n is not None:
            events = int(self.number)
        return Figure(
            where,
            number=None if self.kind == "date" else self.number,
            percent=self.number if self.kind == "proportion" else None,
            events=events,
            n=self.n,
            low=self.low,
            high=self.high,
            p=self.number if self.kind == "p-value" else self.p,
            day=self.number if self.kind == "date" else None,
        )


def problem_at(place: Place, rule: str, message: str, hint: str, *, severity: Severity = "error") -> Problem:
    """Return a problem at a place."""
    return Problem(place.file, place.line, rule, message, hint, severity)


@dataclass(frozen=True, slots=True)
class ArithmeticException:
    """A known disagreement, declared with its reason."""

    rule: str
    about: tuple[str, ...]
    reason: str
    place: Place


@dataclass(frozen=True, slots=True)
class FigureView:
    """All figures of one trial: values by reference, ledger figures by id, and what is declared about them.

    `inputs` and `cited` name, by fact, the facts a derived result is made from and the sources a fact quotes.
    """

    trial: str
    values: Mapping[str, Value]
    ledger: Mapping[str, LedgerFigure]
    inputs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    cited: Mapping[str, frozenset[str]] = field(default_factory=dict)
    exceptions: tuple[ArithmeticException, ...] = ()
    arithmetic: tuple[tuple[Mapping[str, Any], Place], ...] = ()

    def with_value(self, value: Value) -> FigureView:
        """Return the view with one value replaced."""
        return replace(self, values={**self.values, value.ref: value})

    def with_figure(self, figure: LedgerFigure) -> FigureView:
        """Return the view with one ledger figure replaced."""
        return replace(self, ledger={**self.ledger, figure.id: figure})

    def resolve(self, reference: str, fact: str = "") -> Figure:
        """Return the figure a reference names, or a quoted number; ValueError when there is no such figure."""
        name, _, part = reference.partition(":")
        for candidate in (name, f"{fact}.{name}"):
            if candidate in self.values:
                return self.values[candidate].figure(part)
        if name.lstrip("-+").replace(".", "", 1).isdigit() or name == "above":
            return Figure(reference, number=name)
        raise ValueError(f"there is no figure {reference}")

    def fact_of(self, reference: str, fact: str) -> str | None:
        """Return the fact a reference leads to, None for a quoted number."""
        name = reference.partition(":")[0]
        for candidate in (name, f"{fact}.{name}"):
            if candidate in self.values:
                return self.values[candidate].fact
        return None
