"""The recomputations that a derived value may name in `compute:`.

Each function takes the figures its arguments refer to and returns a `Recomputed`: the number and whatever
belongs to it (limits, P, events, n). The formulas themselves, with their sources, are in `formulas`, `strata`
and `counts`. All functions raise ValueError, in words for a reviewer, when their figures do not suffice.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from itertools import product
from math import log

from knowledge.checks import formulas, strata
from knowledge.checks.counts import denominator_pairs, fitting_fractions, half_unit, unique_count, whole_months
from knowledge.checks.formulas import ArmCount, Estimate
from knowledge.checks.registry import REGISTRY, Argument, Figure, Number, Recomputed, recompute, register

__all__ = ["REGISTRY", "Argument", "Figure", "Number", "Recomputed", "recompute"]


def _from(estimate: Estimate, factor: int = 1) -> Recomputed:
    def scaled(number: float | None) -> float | None:
        return None if number is None else number * factor

    return Recomputed(estimate.point * factor, scaled(estimate.low), scaled(estimate.high), estimate.p)


def _p(value: Number) -> Recomputed:
    return Recomputed(value, p=value)


def _count(number: int, of: Figure | None) -> Recomputed:
    return Recomputed(Fraction(number), events=number, n=None if of is None else of.whole())


@register("counts-from-percent")
def _counts_from_percent(percent: Figure, of: Figure) -> Recomputed:
    return _count(unique_count(percent.percentage(), of.whole()), of)


@register("full-denominator")
def _full_denominator(percent: Figure, of: Figure) -> Recomputed:
    unique_count(percent.percentage(), of.whole())
    return Recomputed(of.exact())


@register("sum")
def _sum(terms: Sequence[Figure], of: Figure | None = None) -> Recomputed:
    total = sum((term.exact() for term in terms), Fraction(0))
    return Recomputed(total) if total.denominator != 1 else _count(int(total), of)


@register("subtract")
def _subtract(from_: Figure, take: Figure, of: Figure | None = None) -> Recomputed:
    rest = from_.exact() - take.exact()
    return Recomputed(rest) if rest.denominator != 1 else _count(int(rest), of)


@register("share")
def _share(part: Figure, of: Figure) -> Recomputed:
    arm = ArmCount(part.whole(), of.whole())
    return Recomputed(Fraction(100 * arm.events, arm.n), events=arm.events, n=arm.n)


@register("same-as")
def _same_as(of: Figure) -> Recomputed:
    return Recomputed(of.exact())


@register("ratio")
def _ratio(of: Figure, by: Figure) -> Recomputed:
    if by.exact() == 0:
        raise ValueError(f"{by.where} is zero")
    return Recomputed(of.exact() / by.exact())


@register("months-between")
def _months_between(start: Figure, end: Figure) -> Recomputed:
    days = []
    for figure in (start, end):
        if figure.day is None or len(figure.day) != 10:
            raise ValueError(f"{figure.where} is no full date")
        days.append(date.fromisoformat(figure.day))
    return Recomputed(Fraction(whole_months(*days)))


@register("denominator-fit")
def _denominator_fit(percent: Figure, max_: Figure, rank: Figure) -> Recomputed:
    fits = fitting_fractions(percent.percentage(), max_.whole())
    if not 1 <= rank.whole() <= len(fits):
        raise ValueError(f"only {len(fits)} denominators fit {percent.percentage()}%")
    events, n = fits[rank.whole() - 1]
    return Recomputed(Fraction(100 * events, n), events=events, n=n)


@register("denominator-pair")
def _denominator_pair(
    *, first: Figure, first_max: Figure, second: Figure, second_max: Figure, total: Figure, rank: Figure
) -> Recomputed:
    pairs = denominator_pairs(
        first.percentage(), first_max.whole(), second.percentage(), second_max.whole(), total.whole()
    )
    if pairs.equal:
        raise ValueError(f"two denominators that fit do add up to {total.number}")
    ranked = pairs.above[:1] if rank.number == "above" else pairs.below[rank.whole() - 1 :]
    if not ranked or rank.number == "0":
        raise ValueError("no such pair of denominators")
    return Recomputed(Fraction(ranked[0]))


@register("risk-difference")
def _risk_difference(a: Figure, b: Figure) -> Recomputed:
    return _from(formulas.newcombe(a.arm_count(), b.arm_count()), 100)


@register("risk-ratio")
def _risk_ratio(a: Figure, b: Figure) -> Recomputed:
    return _from(formulas.katz(a.arm_count(), b.arm_count()))


@register("odds-ratio")
def _odds_ratio(a: Figure, b: Figure) -> Recomputed:
    return _from(formulas.woolf(a.arm_count(), b.arm_count()))


@register("wald-p")
def _wald_p(a: Figure, b: Figure) -> Recomputed:
    log_ratio, error = formulas.log_odds_ratio(a.arm_count(), b.arm_count())
    return _p(formulas.two_sided_p(log_ratio / error))


@register("pearson-p")
def _pearson_p(a: Figure, b: Figure) -> Recomputed:
    return _p(formulas.pearson_p(a.arm_count(), b.arm_count()))


@register("fisher-p")
def _fisher_p(a: Figure, b: Figure) -> Recomputed:
    return _p(formulas.fisher_p(a.arm_count(), b.arm_count()))


@register("pearson-p-flipped")
def _pearson_p_flipped(
    a: Figure, b: Figure, change_a: Figure | None = None, change_b: Figure | None = None
) -> Recomputed:
    arms = []
    for figure, change in ((a, change_a), (b, change_b)):
        arm = figure.arm_count()
        arms.append(ArmCount(arm.events + (change.whole() if change else 0), arm.n))
    return _p(formulas.pearson_p(*arms))


@register("nnt")
def _nnt(a: Figure, b: Figure) -> Recomputed:
    return _from(formulas.number_needed_to_treat(a.arm_count(), b.arm_count()))


@register("nnt-point")
def _nnt_point(a: Figure, b: Figure) -> Recomputed:
    return Recomputed(formulas.nnt_through_infinity(a.arm_count(), b.arm_count())[0])


@register("nnt-to-benefit")
def _nnt_to_benefit(a: Figure, b: Figure) -> Recomputed:
    return Recomputed(formulas.nnt_through_infinity(a.arm_count(), b.arm_count())[1])


@register("nnt-to-harm")
def _nnt_to_harm(a: Figure, b: Figure) -> Recomputed:
    return Recomputed(formulas.nnt_through_infinity(a.arm_count(), b.arm_count())[2])


@register("power")
def _power(a: Figure, b: Figure, alpha: Figure) -> Recomputed:
    return Recomputed(100 * formulas.power(a.arm_count(), b.arm_count(), float(alpha.exact())))


def _rate(of: Figure) -> float:
    """Return a rate as a fraction of one: exact where its counts are known, else as printed."""
    if of.events is not None and of.n is not None:
        return of.arm_count().risk
    return float(Fraction(of.percent if of.percent is not None else of.exact()) / 100)


@register("patients-an-arm")
def _patients_an_arm(a: Figure, b: Figure, power: Figure, alpha: Figure) -> Recomputed:
    needed = formulas.patients_an_arm(_rate(a), _rate(b), float(power.exact()) / 100, float(alpha.exact()))
    return Recomputed(Fraction(needed))


@register("patients-an-arm-for")
def _patients_an_arm_for(difference: Figure, b: Figure, power: Figure, alpha: Figure) -> Recomputed:
    """``difference`` in percentage points above the rate of ``b``."""
    risk = _rate(b) + float(difference.exact()) / 100
    needed = formulas.patients_an_arm(risk, _rate(b), float(power.exact()) / 100, float(alpha.exact()))
    return Recomputed(Fraction(needed))


@register("probability-higher")
def _probability_higher(a: Figure, b: Figure) -> Recomputed:
    return Recomputed(100 * formulas.probability_higher(a.arm_count(), b.arm_count()))


@register("fragility-chi-square")
def _fragility_chi_square(a: Figure, b: Figure, alpha: Figure) -> Recomputed:
    index = formulas.fragility_index(a.arm_count(), b.arm_count(), formulas.pearson_p, float(alpha.exact()))
    return Recomputed(Fraction(index))


@register("fragility-fisher")
def _fragility_fisher(a: Figure, b: Figure, alpha: Figure) -> Recomputed:
    index = formulas.fragility_index(a.arm_count(), b.arm_count(), formulas.fisher_p, float(alpha.exact()))
    return Recomputed(Fraction(index))


@register("fewest-of-part")
def _fewest_of_part(events: Figure, rest: Figure) -> Recomputed:
    """How many of a part must have had the event, if all of the ``rest`` had it too."""
    return Recomputed(Fraction(max(0, events.whole() - rest.whole())))


@register("most-of-part")
def _most_of_part(events: Figure, part: Figure) -> Recomputed:
    """How many of a ``part`` can have had the event."""
    return Recomputed(Fraction(min(events.whole(), part.whole())))


@register("detectable-difference")
def _detectable_difference(a: Figure, b: Figure, power: Figure, alpha: Figure) -> Recomputed:
    arm_a, arm_b = a.arm_count(), b.arm_count()
    risk_b = float(Fraction(b.percentage()) / 100)
    found = formulas.detectable_difference(arm_a.n, arm_b.n, risk_b, float(power.exact()), float(alpha.exact()))
    return Recomputed(100 * found)


def _paired(a: Sequence[Figure], b: Sequence[Figure]) -> list[strata.Stratum]:
    if len(a) != len(b):
        raise ValueError("a and b name different numbers of strata")
    return [(one.arm_count(), other.arm_count()) for one, other in zip(a, b, strict=True)]


@register("logistic-adjusted-or")
def _logistic_adjusted_or(a: Sequence[Figure], b: Sequence[Figure]) -> Recomputed:
    return _from(strata.logistic_adjusted_odds_ratio(_paired(a, b)))


@register("mantel-haenszel")
def _mantel_haenszel(a: Sequence[Figure], b: Sequence[Figure]) -> Recomputed:
    return _from(strata.mantel_haenszel(_paired(a, b)))


@register("interaction-wald")
def _interaction_wald(a: Sequence[Figure], b: Sequence[Figure]) -> Recomputed:
    return _from(strata.interaction_wald(_paired(a, b)))


@register("breslow-day")
def _breslow_day(a: Sequence[Figure], b: Sequence[Figure]) -> Recomputed:
    return _from(strata.homogeneity(_paired(a, b)))


@register("tarone")
def _tarone(a: Sequence[Figure], b: Sequence[Figure]) -> Recomputed:
    return _from(strata.homogeneity(_paired(a, b), tarone=True))


@register("lr-interaction")
def _lr_interaction(a: Sequence[Figure], b: Sequence[Figure]) -> Recomputed:
    return _p(strata.likelihood_ratio_interaction_p(_paired(a, b)))


@register("difference-of-risk-differences")
def _difference_of_risk_differences(a: Sequence[Figure], b: Sequence[Figure]) -> Recomputed:
    return _from(strata.difference_of_risk_differences(_paired(a, b)), 100)


@register("bonferroni")
def _bonferroni(p: Figure, tests: Figure) -> Recomputed:
    """Dunn 1961, J Am Stat Assoc 56:52: the P value times the number of tests, at most one."""
    return _p(min(Fraction(1), Fraction(p.p or p.exact()) * tests.whole()))


def _rounding_grid(of: Figure) -> list[float]:
    """Return the P values that the printed odds ratio and limits allow, at the corners of their rounding."""
    ends = [
        (float(Fraction(printed) - half_unit(printed)), float(Fraction(printed) + half_unit(printed)))
        for printed in of.interval()
    ]
    if min(low for low, _ in ends) <= 0:
        raise ValueError(f"{of.where}: a ratio and its limits must be above zero")
    # P rises as the ratio nears one and as the interval widens, so its extremes lie at corners.
    return [formulas.wald_p_from_interval(log(x), log(lo), log(hi)) for x, lo, hi in product(*ends)]


@register("or-implied-p")
def _or_implied_p(of: Figure) -> Recomputed:
    point, low, high = (log(float(text)) for text in of.interval())
    return _p(formulas.wald_p_from_interval(point, low, high))


@register("or-implied-p-low")
def _or_implied_p_low(of: Figure) -> Recomputed:
    return _p(min(_rounding_grid(of)))


@register("or-implied-p-high")
def _or_implied_p_high(of: Figure) -> Recomputed:
    return _p(max(_rounding_grid(of)))


@register("mean-difference-p")
def _mean_difference_p(of: Figure) -> Recomputed:
    point, low, high = (float(text) for text in of.interval())
    return _p(formulas.wald_p_from_interval(point, low, high))
