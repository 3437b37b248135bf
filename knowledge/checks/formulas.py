"""Formulas for two arms with a yes/no outcome, from the standard library alone.

Everything here is written out so that the knowledge check needs no numerical package;
the tests confirm each formula against scipy and statsmodels. Risks are fractions of one,
intervals are two-sided 95% and P values are two-sided.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from statistics import NormalDist

NORMAL = NormalDist()
Z95 = NORMAL.inv_cdf(0.975)


@dataclass(frozen=True, slots=True)
class ArmCount:
    """Patients with the outcome (`events`) among all patients of one arm (`n`)."""

    events: int
    n: int

    def __post_init__(self) -> None:
        """Raise ValueError unless 0 <= events <= n and n > 0."""
        if not 0 <= self.events <= self.n or self.n == 0:
            raise ValueError(f"{self.events} of {self.n} is not a count of patients in an arm")

    @property
    def risk(self) -> float:
        """Share with the outcome, as a fraction of one."""
        return self.events / self.n

    @property
    def non_events(self) -> int:
        """Patients without the outcome."""
        return self.n - self.events


@dataclass(frozen=True, slots=True)
class Estimate:
    """A point estimate, with its limits and P value where the method gives them."""

    point: float
    low: float | None = None
    high: float | None = None
    p: float | None = None

    def limits(self) -> tuple[float, float]:
        """Return both limits; ValueError when the method gives none."""
        if self.low is None or self.high is None:
            raise ValueError("the method gives no interval")
        return self.low, self.high


def two_sided_p(z: float) -> float:
    """Return the two-sided P value of a standard normal statistic."""
    return math.erfc(abs(z) / math.sqrt(2))


def chi_square_p(statistic: float) -> float:
    """Return the upper tail of chi-square with one degree of freedom (the square of a standard normal)."""
    return math.erfc(math.sqrt(max(statistic, 0.0) / 2))


def wilson(arm: ArmCount) -> tuple[float, float]:
    """Return the score limits of one proportion (Wilson 1927, J Am Stat Assoc 22:209)."""
    z2 = Z95 * Z95
    centre = arm.events + z2 / 2
    half = Z95 * math.sqrt(arm.events * arm.non_events / arm.n + z2 / 4)
    return (centre - half) / (arm.n + z2), (centre + half) / (arm.n + z2)


def newcombe(a: ArmCount, b: ArmCount) -> Estimate:
    """Return the risk difference a - b with the hybrid score interval, no continuity correction.

    Newcombe 1998, Stat Med 17:873, method 10.
    """
    difference = a.risk - b.risk
    (low_a, high_a), (low_b, high_b) = wilson(a), wilson(b)
    down = math.hypot(a.risk - low_a, high_b - b.risk)
    up = math.hypot(high_a - a.risk, b.risk - low_b)
    return Estimate(difference, difference - down, difference + up)


def _log_scale(log_point: float, standard_error: float) -> Estimate:
    half = Z95 * standard_error
    return Estimate(
        math.exp(log_point),
        math.exp(log_point - half),
        math.exp(log_point + half),
        two_sided_p(log_point / standard_error),
    )


def katz(a: ArmCount, b: ArmCount) -> Estimate:
    """Return the risk ratio a / b with its log-normal interval (Katz 1978, Biometrics 34:469)."""
    if not a.events or not b.events:
        raise ValueError("the risk ratio needs an event in each arm")
    error = math.sqrt(1 / a.events - 1 / a.n + 1 / b.events - 1 / b.n)
    return _log_scale(math.log(a.risk / b.risk), error)


def log_odds_ratio(a: ArmCount, b: ArmCount) -> tuple[float, float]:
    """Return the log odds ratio and its standard error (Woolf 1955, Ann Hum Genet 19:251)."""
    cells = (a.events, a.non_events, b.events, b.non_events)
    if 0 in cells:
        raise ValueError("the log odds ratio needs every cell of the table to be above zero")
    return (
        math.log(a.events * b.non_events / (b.events * a.non_events)),
        math.sqrt(sum(1 / cell for cell in cells)),
    )


def woolf(a: ArmCount, b: ArmCount) -> Estimate:
    """Return the odds ratio with its log-odds interval and Wald P (Woolf 1955, Ann Hum Genet 19:251)."""
    return _log_scale(*log_odds_ratio(a, b))


def pearson_p(a: ArmCount, b: ArmCount) -> float:
    """Return the chi-square P without continuity correction (Pearson 1900, Philos Mag 50:157)."""
    determinant = a.events * b.non_events - b.events * a.non_events
    events, non_events = a.events + b.events, a.non_events + b.non_events
    if not events or not non_events:
        raise ValueError("the chi-square test needs both outcomes to occur")
    return chi_square_p(determinant**2 * (a.n + b.n) / (a.n * b.n * events * non_events))


def fisher_p(a: ArmCount, b: ArmCount) -> float:
    """Return the two-sided exact P: all tables at most as likely as the one seen.

    Fisher 1935, J R Stat Soc 98:39. Whole-number weights, so that equally likely tables compare exactly.
    """
    events = a.events + b.events
    weights = [
        math.comb(a.n, k) * math.comb(b.n, events - k) for k in range(max(0, events - b.n), min(a.n, events) + 1)
    ]
    seen = math.comb(a.n, a.events) * math.comb(b.n, b.events)
    return sum(weight for weight in weights if weight <= seen) / sum(weights)


def nnt_through_infinity(a: ArmCount, b: ArmCount) -> tuple[float, float, float]:
    """Return 1 / risk difference, and how far its interval reaches to benefit and to harm, both above zero.

    Where the Newcombe interval of the difference includes zero the interval of the number needed to treat goes from
    1 / upper limit (to benefit) through infinity to -1 / lower limit (to harm); Altman 1998, BMJ 317:1309.
    Raises ValueError when the interval does not include zero: there is no infinity in it.
    """
    difference = newcombe(a, b)
    low, high = difference.limits()
    if not low < 0 < high or not difference.point:
        raise ValueError("the interval of the risk difference excludes zero: give the interval of the NNT itself")
    return 1 / difference.point, 1 / high, -1 / low


def power(a: ArmCount, b: ArmCount, alpha: float) -> float:
    """Return the power of the two-sided test if the rates of the two arms were the true ones, as a fraction of one.

    Normal approximation with the pooled standard error under no difference
    (Fleiss, Statistical Methods for Rates and Proportions, 3rd ed. 2003, chapter 4).
    """
    pooled = (a.events + b.events) / (a.n + b.n)
    null_error = math.sqrt(pooled * (1 - pooled) * (1 / a.n + 1 / b.n))
    error = math.sqrt(a.risk * (1 - a.risk) / a.n + b.risk * (1 - b.risk) / b.n)
    return NORMAL.cdf((abs(a.risk - b.risk) - NORMAL.inv_cdf(1 - alpha / 2) * null_error) / error)


def patients_an_arm(risk_a: float, risk_b: float, power: float, alpha: float) -> int:
    """Return how many patients each of two equal arms needs to show a difference of two rates.

    Normal approximation, two-sided, without continuity correction and without drop-out
    (Fleiss, Statistical Methods for Rates and Proportions, 3rd ed. 2003, formula 4.14).
    """
    if risk_a == risk_b:
        raise ValueError("no number of patients shows a difference of nothing")
    mean = (risk_a + risk_b) / 2
    under_null = NORMAL.inv_cdf(1 - alpha / 2) * math.sqrt(2 * mean * (1 - mean))
    under_effect = NORMAL.inv_cdf(power) * math.sqrt(risk_a * (1 - risk_a) + risk_b * (1 - risk_b))
    return math.ceil(((under_null + under_effect) / (risk_a - risk_b)) ** 2)


def probability_higher(a: ArmCount, b: ArmCount) -> float:
    """Return the probability that the true rate is higher in ``a``, with beta(1, 1) priors, as a fraction of one.

    The posterior of each rate is beta(events + 1, non-events + 1). For whole parameters the probability that one beta
    variable exceeds another is a finite sum (Cook 2005, Exact calculation of beta inequalities, UT MD Anderson).
    """

    def log_beta(x: float, y: float) -> float:
        return math.lgamma(x) + math.lgamma(y) - math.lgamma(x + y)

    up, down = a.events + 1, a.non_events + 1
    other_up, other_down = b.events + 1, b.non_events + 1
    return math.fsum(
        math.exp(
            log_beta(other_up + i, down + other_down)
            - math.log(down + i)
            - log_beta(1 + i, down)
            - log_beta(other_up, other_down)
        )
        for i in range(up)
    )


def fragility_index(a: ArmCount, b: ArmCount, test: Callable[[ArmCount, ArmCount], float], alpha: float) -> int:
    """Return how many more patients of the arm with the lower rate must have had the event for P to reach ``alpha``.

    0 where P is above it as it stands. Walsh 2014, J Clin Epidemiol 67:622, who takes the arm with fewer events: in
    arms of like size that is the same one.
    """
    few, many = sorted((a, b), key=lambda arm: arm.risk)
    for changed in range(few.non_events + 1):
        if test(ArmCount(few.events + changed, few.n), many) >= alpha:
            return changed
    raise ValueError("no change of outcomes makes the difference non-significant")


def number_needed_to_treat(a: ArmCount, b: ArmCount) -> Estimate:
    """Return 1 / risk difference with the reciprocals of its Newcombe limits (Altman 1998, BMJ 317:1309).

    Raises ValueError when the interval of the difference includes zero: the limits would not enclose the point.
    """
    difference = newcombe(a, b)
    low, high = difference.limits()
    if low <= 0 <= high:
        raise ValueError("no number needed to treat: the interval of the risk difference includes zero")
    return Estimate(1 / difference.point, 1 / high, 1 / low)


def detectable_difference(n_a: int, n_b: int, risk_b: float, power: float, alpha: float) -> float:
    """Return the smallest risk difference above `risk_b` that the given power detects at two-sided `alpha`.

    Normal approximation with the pooled standard error under no difference
    (Fleiss, Statistical Methods for Rates and Proportions, 3rd ed. 2003, chapter 4). A planning figure.
    """
    critical = NORMAL.inv_cdf(1 - alpha / 2)

    def power_at(risk_a: float) -> float:
        pooled = (n_a * risk_a + n_b * risk_b) / (n_a + n_b)
        null_error = math.sqrt(pooled * (1 - pooled) * (1 / n_a + 1 / n_b))
        error = math.sqrt(risk_a * (1 - risk_a) / n_a + risk_b * (1 - risk_b) / n_b)
        return NORMAL.cdf((risk_a - risk_b - critical * null_error) / error)

    return solve(lambda risk_a: power_at(risk_a) - power, risk_b + 1e-9, 1 - 1e-9) - risk_b


def solve(function: Callable[[float], float], low: float, high: float) -> float:
    """Return the root of an increasing function between two points, by bisection; ValueError if none."""
    if function(low) > 0 or function(high) < 0:
        raise ValueError("no solution in the range")
    for _ in range(100):
        middle = (low + high) / 2
        if function(middle) < 0:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def wald_p_from_interval(point: float, low: float, high: float) -> float:
    """Return the P value implied by an estimate and its 95% interval on a symmetric scale.

    Altman and Bland 2011, BMJ 343:d2304: standard error = width / (2 * 1.96).
    """
    return two_sided_p(point / ((high - low) / (2 * Z95)))
