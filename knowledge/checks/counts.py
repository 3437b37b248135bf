"""Whole-number arithmetic of published percentages: counts, denominators, rounding, months."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache


def decimals(printed: str) -> int:
    """Return how many decimals a printed number shows: 1 for "55.0", 0 for "148"."""
    return len(printed.partition(".")[2])


def half_unit(printed: str) -> Fraction:
    """Return half of the last digit shown: the most that rounding can have moved the number."""
    return Fraction(1, 2 * 10 ** decimals(printed))


def rounds_to(exact: Fraction | float, printed: str) -> bool:
    """Tell whether a number, rounded to the digits shown, is the printed one (a tie may go either way)."""
    return abs(Fraction(exact) - Fraction(printed)) <= half_unit(printed)


def shown(exact: Fraction | float, printed: str) -> str:
    """Return a number with as many decimals as the printed one, for messages."""
    return f"{float(exact):.{decimals(printed)}f}"


@lru_cache(maxsize=8192)
def fitting_counts(percent: str, n: int) -> tuple[int, ...]:
    """Return every whole number k for which k of n rounds to the printed percentage."""
    centre, slack = Fraction(percent) * n / 100, half_unit(percent) * n / 100
    candidates = range(max(0, math.ceil(centre - slack)), min(n, math.floor(centre + slack)) + 1)
    return tuple(k for k in candidates if rounds_to(Fraction(100 * k, n), percent))


def unique_count(percent: str, n: int) -> int:
    """Return the only k of n that rounds to the percentage; ValueError when there is none or more than one."""
    counts = fitting_counts(percent, n)
    if len(counts) != 1:
        found = " or ".join(map(str, counts)) or "none"
        raise ValueError(f"no single whole number of {n} rounds to {percent}% ({found})")
    return counts[0]


@lru_cache(maxsize=256)
def fitting_fractions(percent: str, largest: int) -> tuple[tuple[int, int], ...]:
    """Return every (k, n) with n up to `largest` that rounds to the percentage, largest n first."""
    return tuple((k, n) for n in range(largest, 0, -1) for k in fitting_counts(percent, n))


@dataclass(frozen=True, slots=True)
class DenominatorPairs:
    """Sums of two denominators that fit two printed percentages, against a total that they should make."""

    below: tuple[int, ...]
    equal: bool
    above: tuple[int, ...]


def denominator_pairs(first: str, first_max: int, second: str, second_max: int, total: int) -> DenominatorPairs:
    """Return the sums n1 + n2 of all fitting denominators: below the total (largest first), equal, above."""
    sums = {n1 + n2 for _, n1 in fitting_fractions(first, first_max) for _, n2 in fitting_fractions(second, second_max)}
    return DenominatorPairs(
        below=tuple(sorted((s for s in sums if s < total), reverse=True)),
        equal=total in sums,
        above=tuple(sorted(s for s in sums if s > total)),
    )


def whole_months(start: date, end: date) -> int:
    """Return the completed months from one day to another; ValueError when the end comes first."""
    if end < start:
        raise ValueError(f"{end} is before {start}")
    months = 12 * (end.year - start.year) + end.month - start.month
    return months - (end.day < start.day)
