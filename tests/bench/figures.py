"""A measured figure beside its budget, and the table of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured, in ``unit``; ``most`` and ``least`` bound it, and without a bound it is only told."""

    name: str
    value: float
    unit: str
    most: float | None = None
    least: float | None = None
    note: str = ""

    @property
    def kept(self) -> bool:
        """Is the figure within its budget?"""
        return (self.most is None or self.value <= self.most) and (self.least is None or self.value >= self.least)

    @property
    def budget(self) -> str:
        """The budget as it is printed; empty where there is none."""
        bounds = [
            f"{sign} {_number(bound)}" for sign, bound in (("<=", self.most), (">=", self.least)) if bound is not None
        ]
        return " ".join([*bounds, self.unit]) if bounds else ""

    def line(self) -> str:
        """Return the figure as one line of the table."""
        verdict = "" if not self.budget else "ok" if self.kept else "OVER"
        measured = f"{_number(self.value)} {self.unit}"
        return f"{self.name:<66} {measured:>12}  {self.budget:<14} {verdict:<4} {self.note}".rstrip()


def _number(value: float) -> str:
    if value == int(value) and abs(value) < 1e6:
        return str(int(value))
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}"


def broken(figures: Iterable[Figure]) -> list[Figure]:
    """Return the figures that are past their budgets."""
    return [figure for figure in figures if not figure.kept]
