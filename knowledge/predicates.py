"""What words of number and size mean: each predicate is a rule over the figures its words are bound to.

``{About half|about-half: subgroup-dm.abatacept, subgroup-dm.placebo}`` shows "About half" and holds only while both
rates lie from 45% to 55%. Rules compare like with like: percentages with percentages, counts with counts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from knowledge.models.estimates import Estimate
from knowledge.models.figure_base import FigureBase, numbers_of
from knowledge.models.figures import Proportion, PValue

ALPHA = Decimal("0.05")
"""Two-sided significance level."""


@dataclass(frozen=True, slots=True)
class Operand:
    """A figure a predicate speaks of; ``part`` picks n, events, low, high or p instead of its own number."""

    ref: str
    figure: FigureBase
    part: str = ""

    def number(self) -> Decimal:
        """Return the number meant; ValueError when the figure has none."""
        numbers = numbers_of(self.figure)
        name = self.part or "value"
        if name not in numbers:
            raise ValueError(f"{self.ref} states no {'number' if name == 'value' else name}")
        return numbers[name]

    @property
    def percent(self) -> bool:
        """Is the number a percentage, or a difference of percentages?"""
        if isinstance(self.figure, Estimate):
            return self.figure.scale in ("risk-difference", "difference-of-risk-differences")
        return isinstance(self.figure, Proportion) and self.part in ("", "value")


@dataclass(frozen=True, slots=True)
class Predicate:
    """A named rule: in words, how many figures it needs, and the test."""

    name: str
    rule: str
    at_least: int
    holds: Callable[[Sequence[Operand]], bool]


def _share_between(low: str, high: str) -> Callable[[Sequence[Operand]], bool]:
    def test(operands: Sequence[Operand]) -> bool:
        for operand in operands:
            if not isinstance(operand.figure, Proportion):
                raise ValueError(f"{operand.ref} is no percentage")
        return all(Decimal(low) <= operand.number() <= Decimal(high) for operand in operands)

    return test


def _share(test: Callable[[Decimal], bool]) -> Callable[[Sequence[Operand]], bool]:
    def tested(operands: Sequence[Operand]) -> bool:
        for operand in operands:
            if not isinstance(operand.figure, Proportion):
                raise ValueError(f"{operand.ref} is no percentage")
        return all(test(operand.number()) for operand in operands)

    return tested


def _alike(points: str, share: str) -> Callable[[Sequence[Operand]], bool]:
    """Percentages within ``points`` of each other; other numbers within ``share`` of the largest."""

    def test(operands: Sequence[Operand]) -> bool:
        numbers = [operand.number() for operand in operands]
        spread = max(numbers) - min(numbers)
        if all(operand.percent for operand in operands):
            return spread <= Decimal(points)
        return spread <= Decimal(share) * max(abs(number) for number in numbers)

    return test


def _first_against_rest(test: Callable[[Decimal, Decimal], bool]) -> Callable[[Sequence[Operand]], bool]:
    def tested(operands: Sequence[Operand]) -> bool:
        first, *rest = (operand.number() for operand in operands)
        return all(test(first, other) for other in rest)

    return tested


def _ratio(low: str, high: str) -> Callable[[Sequence[Operand]], bool]:
    def test(operands: Sequence[Operand]) -> bool:
        first, second = operands[0].number(), operands[1].number()
        return second != 0 and Decimal(low) <= first / second <= Decimal(high)

    return test


def _interval(value: Decimal | None, *, inside: bool) -> Callable[[Sequence[Operand]], bool]:
    """Do the intervals include (or exclude) ``value``, None being no effect on the estimate's own scale?"""

    def test(operands: Sequence[Operand]) -> bool:
        for operand in operands:
            figure = operand.figure
            if not isinstance(figure, Estimate) or figure.interval is None:
                raise ValueError(f"{operand.ref} has no interval")
            null = figure.no_effect() if value is None else value
            if null is None:
                raise ValueError(f"{operand.ref} is on a scale without a value of no effect")
            if (Decimal(figure.interval.low) <= null <= Decimal(figure.interval.high)) != inside:
                return False
        return True

    return test


def _significance(*, significant: bool) -> Callable[[Sequence[Operand]], bool]:
    def test(operands: Sequence[Operand]) -> bool:
        for operand in operands:
            figure = operand.figure
            p = figure.p if isinstance(figure, (PValue, Estimate)) else None
            if p is not None:
                found = Decimal(p) < ALPHA
            elif isinstance(figure, Estimate) and figure.interval is not None:
                found = _interval(None, inside=False)([operand])
            else:
                raise ValueError(f"{operand.ref} has neither a P value nor an interval")
            if found != significant:
                return False
        return True

    return test


_ALL = (
    Predicate("about-half", "every percentage lies from 45 to 55", 1, _share_between("45", "55")),
    Predicate("about-a-third", "every percentage lies from 30 to 36", 1, _share_between("30", "36")),
    Predicate("about-a-quarter", "every percentage lies from 22 to 28", 1, _share_between("22", "28")),
    Predicate("majority", "every percentage is above 50", 1, _share(lambda share: share > 50)),
    Predicate("minority", "every percentage is below 50", 1, _share(lambda share: share < 50)),
    Predicate("few", "every percentage is below 10", 1, _share(lambda share: share < 10)),
    Predicate("all", "every percentage is 100", 1, _share(lambda share: share == 100)),
    Predicate("none-of", "every percentage is 0", 1, _share(lambda share: share == 0)),
    Predicate("same", "all numbers are equal", 2, lambda ops: all(a.number() == b.number() for a, b in pairwise(ops))),
    Predicate("almost-same", "percentages within 3 points, other numbers within 5%", 2, _alike("3", "0.05")),
    Predicate("similar", "percentages within 10 points, other numbers within 20%", 2, _alike("10", "0.2")),
    Predicate("higher", "the first is above all others", 2, _first_against_rest(lambda a, b: a > b)),
    Predicate("lower", "the first is below all others", 2, _first_against_rest(lambda a, b: a < b)),
    Predicate("about-twice", "the first is 1.8 to 2.2 times the second", 2, _ratio("1.8", "2.2")),
    Predicate("significant", "every P is below 0.05 (without P: the interval excludes no effect)", 1,
              _significance(significant=True)),
    Predicate("not-significant", "every P is at least 0.05 (without P: the interval includes no effect)", 1,
              _significance(significant=False)),
    Predicate("includes-null", "every interval includes no effect on its scale", 1, _interval(None, inside=True)),
    Predicate("excludes-null", "every interval excludes no effect on its scale", 1, _interval(None, inside=False)),
    Predicate("includes-zero", "every interval includes 0", 1, _interval(Decimal(0), inside=True)),
    Predicate("excludes-zero", "every interval excludes 0", 1, _interval(Decimal(0), inside=False)),
    Predicate("includes-one", "every interval includes 1", 1, _interval(Decimal(1), inside=True)),
    Predicate("excludes-one", "every interval excludes 1", 1, _interval(Decimal(1), inside=False)),
)  # fmt: skip

PREDICATES = {predicate.name: predicate for predicate in _ALL}
"""Every predicate by name."""

SYNONYMS = {
    "most": "majority", "equal": "same", "almost-the-same": "almost-same", "larger": "higher", "greater": "higher",
    "more": "higher", "smaller": "lower", "fewer": "lower",
}  # fmt: skip


def predicate(name: str) -> Predicate | None:
    """Return the predicate of this name or synonym, None when there is none."""
    return PREDICATES.get(SYNONYMS.get(name, name))


def holds(name: str, operands: Sequence[Operand]) -> bool:
    """Do the figures bear the words out? ValueError when the predicate cannot speak of such figures."""
    found = predicate(name)
    if found is None:
        raise ValueError(f"there is no predicate '{name}'")
    if len(operands) < found.at_least:
        raise ValueError(f"'{name}' needs at least {found.at_least} figures")
    return found.holds(operands)
