"""Figures without an interval: shares, counts, P values, quantities, dates, identifiers and names.

Numbers are decimal strings as printed, so that "55.0" stays "55.0".
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, StrictBool, StrictInt, model_validator

from knowledge.models.base import Digits, LedgerRef, PartialDate, Text
from knowledge.models.figure_base import FigureBase, Forms, counted, word_forms
from knowledge.models.printed import long_date, signed, typographic


class Proportion(FigureBase):
    """A share in percent (0 to 100), with the events and the number of patients where they are known.

    ``reconstructed``: events and n were worked back from the percentage by us, not printed.
    ``approximate``: the source itself says "about".
    """

    kind: Literal["proportion"]
    percent: Digits
    n: Annotated[StrictInt, Field(ge=1)] | None = None
    events: Annotated[StrictInt, Field(ge=0)] | None = None
    n_ledger: LedgerRef | None = None
    events_ledger: LedgerRef | None = None
    reconstructed: StrictBool = False
    approximate: StrictBool = False

    @model_validator(mode="after")
    def _a_share(self) -> Proportion:
        if self.percent.startswith("-") or Decimal(self.percent) > 100:
            raise ValueError(f"a percentage lies between 0 and 100, not at {self.percent}")
        if self.contrast:
            raise ValueError("a share is of one group and contrasts nothing; write 'arm: …', or record a difference")
        _check_counts(self.events, self.n, self.reconstructed)
        return self

    def number(self) -> Decimal:
        """Return the percentage."""
        return Decimal(self.percent)

    def forms(self, _derived: bool) -> Forms:
        """Return the forms of a proportion: 55.0%, 22/40, 22, 40, 55.0."""
        return {
            "": lambda: f"{self.percent}%",
            "count": lambda: f"{counted('events', self.events)}/{counted('n', self.n)}",
            "n": lambda: counted("n", self.n),
            "events": lambda: counted("events", self.events),
            "value": lambda: self.percent,
        }


def _check_counts(events: int | None, n: int | None, reconstructed: bool) -> None:
    if events is not None and n is not None and events > n:
        raise ValueError(f"{events} events among {n} patients cannot be; events must not exceed n")
    if reconstructed and (events is None or n is None):
        raise ValueError("a reconstructed proportion needs the events and n that were worked back")


class Count(FigureBase):
    """A whole number of something (patients, sites), perhaps out of ``n``."""

    kind: Literal["count"]
    count: Annotated[StrictInt, Field(ge=0)]
    unit: Text
    n: Annotated[StrictInt, Field(ge=1)] | None = None
    events: Annotated[StrictInt, Field(ge=0)] | None = None
    n_ledger: LedgerRef | None = None
    events_ledger: LedgerRef | None = None
    reconstructed: StrictBool = False

    @model_validator(mode="after")
    def _countable(self) -> Count:
        events = self.count if self.events is None else self.events
        _check_counts(events, self.n, False)
        if events != self.count:
            raise ValueError(f"count {self.count} and events {events} are the same patients; make them equal")
        return self

    def number(self) -> Decimal:
        """Return the count."""
        return Decimal(self.count)

    def forms(self, _derived: bool) -> Forms:
        """Return the forms of a count: 148, 37/53, three, and the unit."""
        return {
            "": lambda: str(self.count),
            "value": lambda: str(self.count),
            "count": lambda: f"{self.count}/{counted('n', self.n)}",
            "events": lambda: str(self.count),
            "n": lambda: counted("n", self.n),
            "unit": lambda: self.unit,
            **word_forms(str(self.count)),
        }


def check_p(p: str) -> None:
    """Raise ValueError unless ``p`` is a probability above 0."""
    if not 0 < Decimal(p) <= 1:
        raise ValueError(f"a P value lies above 0 and at most at 1, not at {p}")


class PValue(FigureBase):
    """A P value: above 0, at most 1. ``nominal``: not adjusted for multiple testing, and to be read so."""

    kind: Literal["p-value"]
    p: Digits
    relation: Literal["=", "<"] = "="
    nominal: StrictBool = False

    @model_validator(mode="after")
    def _a_probability(self) -> PValue:
        check_p(self.p)
        self.check_comparison()
        return self

    def compares(self) -> bool:
        """A P value is of a comparison."""
        return True

    def number(self) -> Decimal:
        """Return the P value."""
        return Decimal(self.p)

    def forms(self, _derived: bool) -> Forms:
        """Return the forms of a P value: P = 0.679, 0.679, nominal P = 0.040."""
        printed = f"P {self.relation} {self.p}"
        return {
            "": lambda: printed,
            "p": lambda: printed,
            "value": lambda: self.p,
            "nominal": lambda: f"nominal {printed}",
        }


class Quantity(FigureBase):
    """A measured amount with its unit: a dose, a time, a score."""

    kind: Literal["quantity"]
    quantity: Digits
    unit: Text | None = None

    def number(self) -> Decimal:
        """Return the amount."""
        return Decimal(self.quantity)

    def forms(self, _derived: bool) -> Forms:
        """Return the forms of a quantity: 125 mg weekly, 125, the unit, two."""
        printed = typographic(self.quantity)
        return {
            "": lambda: f"{printed}%" if self.unit == "%" else f"{printed} {self.unit}" if self.unit else printed,
            "value": lambda: printed,
            "unit": lambda: self.unit or "",
            "signed": lambda: signed(self.quantity),
            **word_forms(self.quantity),
        }


class CalendarDate(FigureBase):
    """A date as far as it was printed."""

    kind: Literal["date"]
    date: PartialDate

    def forms(self, _derived: bool) -> Forms:
        """Return the forms of a date: March 13, 2017; March 2017; 2017; 2017-03-13."""
        return {
            "": lambda: long_date(self.date),
            "month": lambda: long_date(self.date[:7]),
            "year": lambda: self.date[:4],
            "value": lambda: self.date,
        }


class Identifier(FigureBase):
    """A registry number, a DOI, an abstract number."""

    kind: Literal["identifier"]
    identifier: Text

    def forms(self, _derived: bool) -> Forms:
        """Return the identifier itself."""
        return {"": lambda: self.identifier, "value": lambda: self.identifier}


class Name(FigureBase):
    """A name that holds or stands for a figure: a sponsor, a session time."""

    kind: Literal["name"]
    name_value: Text

    def forms(self, _derived: bool) -> Forms:
        """Return the name itself."""
        return {"": lambda: self.name_value, "value": lambda: self.name_value}
