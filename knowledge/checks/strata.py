"""Formulas for a two-arm comparison in several strata: pooled odds ratios and tests of interaction.

A stratum is a pair (arm a, arm b). Odds ratios are of a against b, P values are two-sided.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from knowledge.checks.formulas import (
    Z95,
    ArmCount,
    Estimate,
    chi_square_p,
    log_odds_ratio,
    two_sided_p,
)

Stratum = tuple[ArmCount, ArmCount]


def _two(strata: Sequence[Stratum]) -> tuple[Stratum, Stratum]:
    if len(strata) != 2:
        raise ValueError(f"this comparison is between two strata, {len(strata)} are given")
    return strata[0], strata[1]


def interaction_wald(strata: Sequence[Stratum]) -> Estimate:
    """Return the ratio of odds ratios, second stratum over first, with a Wald interval and P.

    Altman and Bland 2003, BMJ 326:219.
    """
    first, second = _two(strata)
    (log_first, error_first), (log_second, error_second) = log_odds_ratio(*first), log_odds_ratio(*second)
    difference, error = log_second - log_first, math.hypot(error_first, error_second)
    return Estimate(
        math.exp(difference),
        math.exp(difference - Z95 * error),
        math.exp(difference + Z95 * error),
        two_sided_p(difference / error),
    )


def difference_of_risk_differences(strata: Sequence[Stratum]) -> Estimate:
    """Return second risk difference minus first, as a fraction, with a Wald interval and P.

    Altman and Bland 2003, BMJ 326:219, on the absolute scale; unpooled binomial variances.
    """
    first, second = _two(strata)
    point = (second[0].risk - second[1].risk) - (first[0].risk - first[1].risk)
    error = math.sqrt(sum(arm.risk * (1 - arm.risk) / arm.n for arm in (*first, *second)))
    return Estimate(point, point - Z95 * error, point + Z95 * error, two_sided_p(point / error))


def _common_odds_ratio(strata: Sequence[Stratum]) -> float:
    top = sum(a.events * b.non_events / (a.n + b.n) for a, b in strata)
    bottom = sum(b.events * a.non_events / (a.n + b.n) for a, b in strata)
    return top / bottom


def mantel_haenszel(strata: Sequence[Stratum]) -> Estimate:
    """Return the pooled odds ratio, its interval and the Cochran-Mantel-Haenszel P without continuity correction.

    Mantel and Haenszel 1959, J Natl Cancer Inst 22:719; variance of Robins, Breslow and Greenland 1986,
    Biometrics 42:311.
    """
    rows = []
    for a, b in strata:
        total = a.n + b.n
        rows.append(
            (
                (a.events + b.non_events) / total,
                (b.events + a.non_events) / total,
                a.events * b.non_events / total,
                b.events * a.non_events / total,
            )
        )
    sum_r, sum_s = sum(row[2] for row in rows), sum(row[3] for row in rows)
    variance = (
        sum(p * r for p, _, r, _ in rows) / (2 * sum_r**2)
        + sum(p * s + q * r for p, q, r, s in rows) / (2 * sum_r * sum_s)
        + sum(q * s for _, q, _, s in rows) / (2 * sum_s**2)
    )
    log_ratio, half = math.log(sum_r / sum_s), Z95 * math.sqrt(variance)
    excess = spread = 0.0
    for a, b in strata:
        total, events = a.n + b.n, a.events + b.events
        excess += a.events - a.n * events / total
        spread += a.n * b.n * events * (total - events) / (total**2 * (total - 1))
    return Estimate(
        math.exp(log_ratio),
        math.exp(log_ratio - half),
        math.exp(log_ratio + half),
        chi_square_p(excess**2 / spread),
    )


def _expected_events(a: ArmCount, b: ArmCount, odds_ratio: float) -> float:
    """Return the events expected in arm a when the margins stand and the odds ratio is the common one."""
    events = a.events + b.events
    if math.isclose(odds_ratio, 1.0):
        return a.n * events / (a.n + b.n)
    square = 1 - odds_ratio
    linear = (b.n - events) + odds_ratio * (a.n + events)
    constant = -odds_ratio * a.n * events
    root = math.sqrt(linear**2 - 4 * square * constant)
    roots = ((-linear + root) / (2 * square), (-linear - root) / (2 * square))
    low, high = max(0, events - b.n), min(a.n, events)
    expected = [value for value in roots if low <= value <= high]
    if not expected:
        raise ValueError("no table with these margins has the common odds ratio")
    return expected[0]


def homogeneity(strata: Sequence[Stratum], *, tarone: bool = False) -> Estimate:
    """Return the Breslow-Day chi-square (as `point`) and P of equal odds ratios in two strata.

    Breslow and Day 1980, Statistical Methods in Cancer Research I, p. 142;
    with `tarone` the correction of Tarone 1985, Biometrika 72:91.
    """
    _two(strata)
    common = _common_odds_ratio(strata)
    statistic = excess = spread = 0.0
    for a, b in strata:
        expected = _expected_events(a, b, common)
        events = a.events + b.events
        cells = (expected, a.n - expected, events - expected, b.n - events + expected)
        variance = 1 / sum(1 / cell for cell in cells)
        statistic += (a.events - expected) ** 2 / variance
        excess += a.events - expected
        spread += variance
    if tarone:
        statistic -= excess**2 / spread
    return Estimate(statistic, p=chi_square_p(statistic))


def _solve_linear(matrix: list[list[float]], vector: list[float]) -> list[float]:
    """Return the solution of a small linear system, by Gauss-Jordan elimination with pivoting."""
    size = len(vector)
    rows = [[*row, value] for row, value in zip(matrix, vector, strict=True)]
    for column in range(size):
        pivot = max(range(column, size), key=lambda row: abs(rows[row][column]))
        rows[column], rows[pivot] = rows[pivot], rows[column]
        for row in range(size):
            if row != column:
                factor = rows[row][column] / rows[column][column]
                rows[row] = [x - factor * y for x, y in zip(rows[row], rows[column], strict=True)]
    return [rows[index][size] / rows[index][index] for index in range(size)]


def _fit_logistic(strata: Sequence[Stratum]) -> tuple[list[float], list[list[float]], float]:
    """Fit logit(response) = arm + stratum by Newton-Raphson; return coefficients, information, log likelihood.

    The first coefficient is that of arm a; then one intercept per stratum.
    """
    groups: list[tuple[list[float], ArmCount]] = []
    for index, (a, b) in enumerate(strata):
        own = [1.0 if index == other else 0.0 for other in range(len(strata))]
        groups += [([1.0, *own], a), ([0.0, *own], b)]
    size = len(strata) + 1
    coefficients = [0.0] * size
    for _ in range(50):
        gradient, information = [0.0] * size, [[0.0] * size for _ in range(size)]
        likelihood = 0.0
        for design, arm in groups:
            fitted = 1 / (1 + math.exp(-sum(x * c for x, c in zip(design, coefficients, strict=True))))
            likelihood += arm.events * math.log(fitted) + arm.non_events * math.log(1 - fitted)
            for row in range(size):
                gradient[row] += design[row] * (arm.events - arm.n * fitted)
                for column in range(size):
                    information[row][column] += design[row] * design[column] * arm.n * fitted * (1 - fitted)
        step = _solve_linear(information, gradient)
        coefficients = [c + s for c, s in zip(coefficients, step, strict=True)]
        if max(abs(s) for s in step) < 1e-12:
            return coefficients, information, likelihood
    raise ValueError("the logistic regression did not converge")


def logistic_adjusted_odds_ratio(strata: Sequence[Stratum]) -> Estimate:
    """Return the odds ratio of arm a adjusted for stratum by logistic regression, Wald interval and P.

    Maximum likelihood (Cox 1958, J R Stat Soc B 20:215).
    """
    coefficients, information, _ = _fit_logistic(strata)
    unit = [1.0] + [0.0] * (len(coefficients) - 1)
    error = math.sqrt(_solve_linear(information, unit)[0])
    effect = coefficients[0]
    return Estimate(
        math.exp(effect),
        math.exp(effect - Z95 * error),
        math.exp(effect + Z95 * error),
        two_sided_p(effect / error),
    )


def likelihood_ratio_interaction_p(strata: Sequence[Stratum]) -> float:
    """Return the P value of the arm-by-stratum term in logistic regression, two strata.

    Likelihood-ratio test (Wilks 1938, Ann Math Stat 9:60); the larger model fits each arm of each stratum exactly.
    """
    _two(strata)
    *_, reduced = _fit_logistic(strata)
    full = sum(
        count * math.log(count / arm.n)
        for pair in strata
        for arm in pair
        for count in (arm.events, arm.non_events)
        if count
    )
    return chi_square_p(2 * (full - reduced))
