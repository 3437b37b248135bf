"""Estimates with their intervals, and the union of all kinds of figure."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, StrictInt, model_validator

from knowledge.models.base import Digits, LedgerRef, Model, Text
from knowledge.models.figure_base import FigureBase, Forms
from knowledge.models.figures import CalendarDate, Count, Identifier, Name, Proportion, PValue, Quantity, check_p
from knowledge.models.printed import between, signed, typographic


class Interval(Model):
    """A confidence interval; ``outside`` declares why the estimate does not lie in it."""

    low: Digits
    high: Digits
    level: Annotated[StrictInt, Field(ge=50, lt=100)] = 95
    ledger: LedgerRef | None = None
    low_ledger: LedgerRef | None = None
    high_ledger: LedgerRef | None = None
    outside: Text | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Interval:
        if Decimal(self.low) > Decimal(self.high):
            raise ValueError(f"the lower limit {self.low} is above the upper limit {self.high}")
        if self.ledger and (self.low_ledger or self.high_ledger):
            raise ValueError("name one ledger figure for both limits, or one for each, not both")
        return self


Scale = Literal[
    "odds-ratio", "risk-ratio", "hazard-ratio", "ratio-of-odds-ratios", "risk-difference",
    "difference-of-risk-differences", "mean-difference", "mean", "median", "nnt", "statistic",
]  # fmt: skip
RATIOS = frozenset({"odds-ratio", "risk-ratio", "hazard-ratio", "ratio-of-odds-ratios"})
"""Scales on which no effect is 1."""
DIFFERENCES = frozenset({"risk-difference", "difference-of-risk-differences", "mean-difference"})
"""Scales on which no effect is 0."""
FURTHEST = {"risk-difference": 100, "difference-of-risk-differences": 200}
"""How many points apart shares can lie, and differences of shares."""


class Estimate(FigureBase):
    """A point estimate on a scale, with its interval and P value where there are any."""

    kind: Literal["estimate"]
    estimate: Digits
    scale: Scale
    unit: Text | None = None
    interval: Interval | None = None
    p: Digits | None = None
    p_ledger: LedgerRef | None = None

    @model_validator(mode="after")
    def _in_its_interval(self) -> Estimate:
        point = Decimal(self.estimate)
        if self.p is not None:
            check_p(self.p)
        if self.scale in RATIOS and (point <= 0 or (self.interval and Decimal(self.interval.low) <= 0)):
            raise ValueError(f"a ratio ({self.scale}) and its limits lie above 0")
        self._check_scale(point)
        self.check_comparison()
        limits = self.interval
        if limits and not limits.outside and not Decimal(limits.low) <= point <= Decimal(limits.high):
            raise ValueError(
                f"the estimate {self.estimate} lies outside its interval {limits.low} to {limits.high}; correct it, or "
                "give the reason in interval.outside"
            )
        return self

    def _check_scale(self, point: Decimal) -> None:
        furthest = FURTHEST.get(self.scale)
        stated = [self.estimate, *([self.interval.low, self.interval.high] if self.interval else [])]
        for number in stated:
            if furthest is not None and abs(Decimal(number)) > furthest:
                raise ValueError(f"a {self.scale} lies within {furthest} points either way, not at {number}")
        if self.scale == "nnt" and abs(point) < 1:
            raise ValueError(f"to help one patient more at least one must be treated, not {self.estimate}")

    def compares(self) -> bool:
        """Ratios, differences and numbers needed to treat are of two arms; a mean is of one."""
        return self.scale in RATIOS or self.scale in DIFFERENCES or self.scale == "nnt"

    def number(self) -> Decimal:
        """Return the point estimate."""
        return Decimal(self.estimate)

    def no_effect(self) -> Decimal | None:
        """Return the value of no effect on this scale: 1 for ratios, 0 for differences, None otherwise."""
        if self.scale in RATIOS:
            return Decimal(1)
        return Decimal(0) if self.scale in DIFFERENCES else None

    def _limits(self) -> Interval:
        if self.interval is None:
            raise ValueError("the estimate has no interval")
        return self.interval

    def _ci(self, to: bool) -> str:
        limits = self._limits()
        return f"{limits.level}% CI {between(limits.low, limits.high, to=to)}"

    def _p(self) -> str:
        if self.p is None:
            raise ValueError("the estimate has no P value")
        return f"P = {self.p}"

    def _points(self) -> str:
        if self.scale not in DIFFERENCES:
            raise ValueError(f"only a difference prints as points, not a {self.scale}")
        text = f"{signed(self.estimate)} points"
        return f"{text} ({self._ci(True)})" if self.interval else text

    def _full(self, derived: bool) -> str:
        text = typographic(self.estimate)
        if self.interval:
            text += f" ({self._ci(derived)})"
        return f"{text}, {self._p()}" if self.p else text

    def forms(self, derived: bool) -> Forms:
        """Return the forms of an estimate: point, interval, limits, signed, points, P value, all of it."""
        return {
            "": lambda: typographic(self.estimate),
            "value": lambda: typographic(self.estimate),
            "unit": lambda: self.unit or "",
            "signed": lambda: signed(self.estimate),
            "ci": lambda: self._ci(derived),
            "low": lambda: typographic(self._limits().low),
            "high": lambda: typographic(self._limits().high),
            "points": self._points,
            "p": self._p,
            "nominal": lambda: f"nominal {self._p()}",
            "full": lambda: self._full(derived),
        }


Figure = Annotated[
    Proportion | Count | PValue | Estimate | Quantity | CalendarDate | Identifier | Name, Field(discriminator="kind")
]
"""Any figure, told apart by ``kind``."""
