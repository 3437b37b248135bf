"""The recomputations give the figures of the evidence record, and agree with scipy and statsmodels."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.genmod.families import Binomial
from statsmodels.genmod.generalized_linear_model import GLM
from statsmodels.stats.contingency_tables import StratifiedTable, Table2x2
from statsmodels.stats.proportion import (
    confint_proportions_2indep,
    power_proportions_2indep,
    proportion_confint,
    samplesize_proportions_2indep_onetail,
)

from knowledge.checks import formulas, strata
from knowledge.checks.counts import rounds_to, unique_count
from knowledge.checks.formulas import ArmCount
from knowledge.checks.statistics import REGISTRY, Figure, Recomputed, recompute


def number(text: str) -> Figure:
    """Return a plain number as a recomputation sees it."""
    return Figure("literal", number=text)


def arm(events: int, n: int, percent: str = "0") -> Figure:
    """Return a proportion as a recomputation sees it."""
    return Figure("arm", number=percent, percent=percent, events=events, n=n)


def printed(value: str, low: str, high: str) -> Figure:
    """Return an estimate with its printed interval."""
    return Figure("estimate", number=value, low=low, high=high)


OVERALL = {"a": arm(42, 75, "56.0"), "b": arm(31, 73, "42.5")}
DM = {"a": arm(22, 40, "55.0"), "b": arm(21, 42, "50.0")}
NON_DM = {"a": arm(20, 35, "57.1"), "b": arm(10, 31, "32.3")}
BOTH = {"a": [DM["a"], NON_DM["a"]], "b": [DM["b"], NON_DM["b"]]}
WEEK_52 = {"first": arm(0, 1, "69.8"), "first_max": number("75"), "second": arm(0, 1, "69.0")}
WEEK_52 |= {"second_max": number("73"), "total": number("133")}
ODDS_RATIO = {"of": printed("1.8", "0.9", "3.5")}
FIFTEEN = {"difference": number("15"), "b": NON_DM["b"], "alpha": number("0.05")}
POWER = {"power": number("0.80"), "alpha": number("0.05")}

# function, arguments, and what the record states: number, low, high, p (None: not stated).
RECORD = [
    ("counts-from-percent", {"percent": arm(0, 1, "53.3"), "of": number("75")}, "40", None, None, None),
    ("counts-from-percent", {"percent": arm(0, 1, "25.3"), "of": number("75")}, "19", None, None, None),
    ("counts-from-percent", {"percent": arm(0, 1, "21.3"), "of": number("75")}, "16", None, None, None),
    ("counts-from-percent", {"percent": arm(0, 1, "57.5"), "of": number("73")}, "42", None, None, None),
    ("counts-from-percent", {"percent": arm(0, 1, "34.2"), "of": number("73")}, "25", None, None, None),
    ("counts-from-percent", {"percent": arm(0, 1, "8.2"), "of": number("73")}, "6", None, None, None),
    ("sum", {"terms": [number("19"), number("16")], "of": number("75")}, "35", None, None, None),
    ("sum", {"terms": [number("25"), number("6")]}, "31", None, None, None),
    ("counts-from-percent", {"percent": OVERALL["a"], "of": number("75")}, "42", None, None, None),
    ("counts-from-percent", {"percent": OVERALL["b"], "of": number("73")}, "31", None, None, None),
    ("counts-from-percent", {"percent": DM["a"], "of": number("40")}, "22", None, None, None),
    ("counts-from-percent", {"percent": DM["b"], "of": number("42")}, "21", None, None, None),
    ("counts-from-percent", {"percent": NON_DM["a"], "of": number("35")}, "20", None, None, None),
    ("counts-from-percent", {"percent": NON_DM["b"], "of": number("31")}, "10", None, None, None),
    ("subtract", {"from": number("75"), "take": number("42")}, "33", None, None, None),
    ("subtract", {"from": number("73"), "take": number("31")}, "42", None, None, None),
    ("share", {"part": number("33"), "of": number("75")}, "44.0", None, None, None),
    ("share", {"part": number("42"), "of": number("73")}, "57.5", None, None, None),
    ("full-denominator", {"percent": OVERALL["a"], "of": number("75")}, "75", None, None, None),
    ("full-denominator", {"percent": OVERALL["b"], "of": number("73")}, "73", None, None, None),
    ("counts-from-percent", {"percent": arm(0, 1, "69.3"), "of": number("75")}, "52", None, None, None),
    ("counts-from-percent", {"percent": arm(0, 1, "75.3"), "of": number("73")}, "55", None, None, None),
    ("counts-from-percent", {"percent": arm(0, 1, "5.3"), "of": number("75")}, "4", None, None, None),
    ("counts-from-percent", {"percent": arm(0, 1, "5.5"), "of": number("73")}, "4", None, None, None),
    ("subtract", {"from": number("149"), "take": number("148")}, "1", None, None, None),
    ("share", {"part": number("133"), "of": number("148")}, "89.9", None, None, None),
    ("subtract", {"from": number("148"), "take": number("133")}, "15", None, None, None),
    ("same-as", {"of": number("133")}, "133", None, None, None),
    ("denominator-pair", WEEK_52 | {"rank": number("1")}, "124", None, None, None),
    ("denominator-pair", WEEK_52 | {"rank": number("2")}, "121", None, None, None),
    ("denominator-pair", WEEK_52 | {"rank": number("above")}, "134", None, None, None),
    ("share", {"part": number("106"), "of": number("148")}, "71.6", None, None, None),
    ("share", {"part": number("42"), "of": number("148")}, "28.4", None, None, None),
    ("ratio", {"of": number("149"), "by": number("76")}, "1.96", None, None, None),
    ("ratio", {"of": number("149"), "by": number("58")}, "2.57", None, None, None),
    ("ratio", {"of": number("994"), "by": number("201")}, "4.9", None, None, None),
    (
        "months-between",
        {"start": Figure("d", day="2017-05-04"), "end": Figure("d", day="2022-07-05")},
        "62",
        None,
        None,
        None,
    ),
    ("risk-difference", OVERALL, "13.5", "-2.5", "28.6", None),
    ("risk-ratio", OVERALL, "1.32", "0.94", "1.84", None),
    ("odds-ratio", OVERALL, "1.72", "0.90", "3.30", "0.101"),
    ("pearson-p", OVERALL, "0.100", None, None, "0.100"),
    ("fisher-p", OVERALL, "0.104", None, None, "0.104"),
    ("wald-p", OVERALL, "0.101", None, None, "0.101"),
    ("risk-difference", DM, "5.0", "-16.0", "25.3", None),
    ("risk-ratio", DM, "1.10", "0.73", "1.66", None),
    ("odds-ratio", DM, "1.22", "0.51", "2.91", "0.651"),
    ("pearson-p", DM, "0.650", None, None, None),
    ("fisher-p", DM, "0.665", None, None, None),
    ("wald-p", DM, "0.651", None, None, None),
    ("risk-difference", NON_DM, "24.9", "0.9", "45.1", None),
    ("risk-ratio", NON_DM, "1.77", "0.99", "3.18", None),
    ("odds-ratio", NON_DM, "2.80", "1.02", "7.67", "0.045"),
    ("pearson-p", NON_DM, "0.043", None, None, None),
    ("fisher-p", NON_DM, "0.051", None, None, None),
    ("wald-p", NON_DM, "0.045", None, None, None),
    ("nnt", NON_DM, "4.0", "2.2", "110", None),
    ("logistic-adjusted-or", BOTH, "1.75", "0.91", "3.37", "0.093"),
    ("mantel-haenszel", BOTH, "1.74", "0.91", "3.34", "0.094"),
    ("or-implied-p", ODDS_RATIO, "0.090", None, None, None),
    ("or-implied-p-low", ODDS_RATIO, "0.06", None, None, None),
    ("or-implied-p-high", ODDS_RATIO, "0.12", None, None, None),
    ("mean-difference-p", {"of": printed("2.9", "0", "5.8")}, "0.05", None, None, None),
    ("mean-difference-p", {"of": printed("3.6", "-2.9", "10.1")}, "0.28", None, None, None),
    ("mean-difference-p", {"of": printed("0.2", "-0.3", "0.6")}, "0.4", None, None, None),
    ("interaction-wald", BOTH, "2.29", "0.61", "8.66", "0.222"),
    ("breslow-day", BOTH, "1.50", None, None, "0.221"),
    ("tarone", BOTH, "1.50", None, None, "0.221"),
    ("lr-interaction", BOTH, "0.220", None, None, "0.220"),
    ("difference-of-risk-differences", BOTH, "19.9", "-11.8", "51.6", "0.219"),
    ("subtract", {"from": number("57.1"), "take": number("55.0")}, "2.1", None, None, None),
    ("subtract", {"from": number("50.0"), "take": number("32.3")}, "17.7", None, None, None),
    ("share", {"part": number("16"), "of": number("35")}, "45.7", None, None, None),
    ("share", {"part": number("6"), "of": number("31")}, "19.4", None, None, None),
    ("fisher-p", {"a": arm(16, 35), "b": arm(6, 31)}, "0.036", None, None, None),
    ("fisher-p", {"a": arm(16, 75), "b": arm(6, 73)}, "0.036", None, None, None),
    ("pearson-p-flipped", NON_DM | {"change_a": number("-1")}, "0.072", None, None, None),
    ("pearson-p-flipped", NON_DM | {"change_b": number("1")}, "0.078", None, None, None),
    ("bonferroni", {"p": number("0.040"), "tests": number("2")}, "0.080", None, None, "0.080"),
    ("detectable-difference", OVERALL | POWER, "22.8", None, None, None),
    ("detectable-difference", DM | POWER, "29.2", None, None, None),
    ("detectable-difference", NON_DM | POWER, "33.9", None, None, None),
    ("nnt-point", OVERALL, "7.4", None, None, None),
    ("nnt-to-benefit", OVERALL, "3.5", None, None, None),
    ("nnt-to-harm", OVERALL, "40", None, None, None),
    ("nnt-point", DM, "20", None, None, None),
    ("nnt-to-benefit", DM, "3.9", None, None, None),
    ("nnt-to-harm", DM, "6.3", None, None, None),
    ("risk-difference", {"a": NON_DM["a"], "b": DM["a"]}, "2.1", "-19.5", "23.4", None),
    ("risk-difference", {"a": DM["b"], "b": NON_DM["b"]}, "17.7", "-5.0", "37.7", None),
    ("fisher-p", {"a": DM["b"], "b": NON_DM["b"]}, "0.156", None, None, None),
    ("fragility-chi-square", NON_DM | {"alpha": number("0.05")}, "1", None, None, None),
    ("fragility-fisher", NON_DM | {"alpha": number("0.05")}, "0", None, None, None),
    ("power", OVERALL | {"alpha": number("0.05")}, "38", None, None, None),
    ("patients-an-arm", NON_DM | {"power": number("80"), "alpha": number("0.05")}, "62", None, None, None),
    ("patients-an-arm", NON_DM | {"power": number("90"), "alpha": number("0.05")}, "82", None, None, None),
    ("patients-an-arm-for", FIFTEEN | {"power": number("80")}, "166", None, None, None),
    ("patients-an-arm-for", FIFTEEN | {"power": number("90")}, "222", None, None, None),
    ("probability-higher", OVERALL, "95", None, None, None),
    ("probability-higher", NON_DM, "98", None, None, None),
    ("fewest-of-part", {"events": number("20"), "rest": number("19")}, "1", None, None, None),
    ("fewest-of-part", {"events": number("10"), "rest": number("25")}, "0", None, None, None),
    ("most-of-part", {"events": number("20"), "part": number("16")}, "16", None, None, None),
    ("most-of-part", {"events": number("10"), "part": number("6")}, "6", None, None, None),
    ("risk-difference", {"a": arm(52, 75), "b": arm(55, 73)}, "-6.0", "-20.0", "8.4", None),
    ("risk-difference", {"a": arm(4, 75), "b": arm(4, 73)}, "-0.1", "-8.6", "8.1", None),
]


@pytest.mark.parametrize(("function", "arguments", "stated"), [(row[0], row[1], row[2:]) for row in RECORD])
def test_gives_the_figures_of_the_record(function, arguments, stated):
    """Every derived figure of the evidence record comes out of its inputs, to the digits shown."""
    found = recompute(function, arguments)
    for digits, computed in zip(stated, (found.number, found.low, found.high, found.p), strict=True):
        if digits is not None:
            assert rounds_to(computed, digits), (digits, float(computed))


@pytest.mark.parametrize(
    ("percent", "largest", "rank", "expected"),
    [
        ("69.8", "75", "1", (44, 63)),
        ("69.8", "75", "2", (37, 53)),
        ("69.8", "75", "3", (30, 43)),
        ("69.0", "73", "1", (49, 71)),
        ("69.0", "73", "2", (40, 58)),
        ("69.0", "73", "4", (20, 29)),
    ],
)
def test_week_52_denominators(percent, largest, rank, expected):
    """The whole-number fits of the week-52 percentages are the ones listed in the record, largest first."""
    found = recompute("denominator-fit", {"percent": arm(0, 1, percent), "max": number(largest), "rank": number(rank)})
    assert expected == (found.events, found.n)


def test_every_function_is_exercised():
    """No recomputation is left without a figure of the record that it must reproduce."""
    assert set(REGISTRY) == {row[0] for row in RECORD} | {"denominator-fit"}


@pytest.mark.parametrize(
    ("function", "arguments", "message"),
    [
        ("guess", {}, "there is no function 'guess'"),
        ("nnt", {"a": arm(1, 2)}, "nnt takes a, b; given are a"),
        ("nnt", DM, "interval of the risk difference includes zero"),
        ("nnt-point", NON_DM, "interval of the risk difference excludes zero"),
        (
            "patients-an-arm",
            {"a": arm(1, 2), "b": arm(1, 2), "power": number("80"), "alpha": number("0.05")},
            "a difference of nothing",
        ),
        ("sum", {"terms": number("1")}, "terms of sum is a list"),
        ("share", {"part": number("6"), "of": number("5")}, "6 of 5 is not a count"),
        ("counts-from-percent", {"percent": arm(0, 1, "69.3"), "of": number("73")}, "no single whole number of 73"),
        ("counts-from-percent", {"percent": arm(0, 1, "50"), "of": number("1000")}, "no single whole number"),
        ("risk-ratio", {"a": arm(0, 5), "b": arm(1, 5)}, "needs an event in each arm"),
        ("months-between", {"start": number("1"), "end": number("2")}, "no full date"),
        ("interaction-wald", {"a": [DM["a"]], "b": [DM["b"]]}, "between two strata"),
        ("ratio", {"of": number("1"), "by": number("0")}, "is zero"),
    ],
)
def test_says_why_it_cannot_compute(function, arguments, message):
    """A wrong name, argument or figure is explained in words, not by a traceback."""
    with pytest.raises(ValueError, match=message):
        recompute(function, arguments)


def tables(fewest: int) -> st.SearchStrategy[tuple[ArmCount, ArmCount]]:
    """Draw two arms with at least so many patients with and without the outcome."""
    counts = st.integers(fewest, 60)
    arms = st.builds(lambda yes, no: ArmCount(yes, yes + no), counts, counts)
    return st.tuples(arms, arms)


TABLES = tables(1)


def cells(a: ArmCount, b: ArmCount) -> np.ndarray:
    """Return the two-by-two table as statsmodels takes it."""
    return np.array([[a.events, a.non_events], [b.events, b.non_events]])


def close(expected: float, found: float | None) -> bool:
    """Tell whether two computations agree far beyond the digits ever shown."""
    return found is not None and math.isclose(expected, found, rel_tol=1e-6, abs_tol=1e-8)


@settings(max_examples=60)
@given(TABLES)
def test_two_by_two_formulas_agree_with_scipy_and_statsmodels(table):
    """Newcombe, Wilson, Katz, Woolf, Pearson and Fisher equal the reference implementations on any table."""
    a, b = table
    reference = Table2x2(cells(a, b), shift_zeros=False)
    assert close(proportion_confint(a.events, a.n, method="wilson")[0], formulas.wilson(a)[0])
    low, high = confint_proportions_2indep(a.events, a.n, b.events, b.n, method="newcomb")
    assert close(low, formulas.newcombe(a, b).low)
    assert close(high, formulas.newcombe(a, b).high)
    assert close(reference.riskratio_confint()[0], formulas.katz(a, b).low)
    assert close(reference.oddsratio_confint()[1], formulas.woolf(a, b).high)
    assert close(reference.oddsratio_pvalue(), formulas.woolf(a, b).p)
    assert close(stats.chi2_contingency(cells(a, b), correction=False).pvalue, formulas.pearson_p(a, b))
    assert close(stats.fisher_exact(cells(a, b)).pvalue, formulas.fisher_p(a, b))


@settings(max_examples=40)
@given(TABLES)
def test_a_probability_of_being_higher_agrees_with_numerical_integration(table):
    """The finite sum equals the integral of one posterior's density times the other's distribution."""
    a, b = table
    first, second = (stats.beta(arm.events + 1, arm.non_events + 1) for arm in (a, b))
    rates = np.linspace(0, 1, 20_001)
    expected = float(np.trapezoid(first.pdf(rates) * second.cdf(rates), rates))
    assert math.isclose(expected, formulas.probability_higher(a, b), abs_tol=1e-4)


@settings(max_examples=40)
@given(TABLES)
def test_power_and_size_agree_with_statsmodels(table):
    """One tail of the two-sided test: the other is neglected in planning."""
    a, b = sorted(table, key=lambda arm: -arm.risk)
    assume(a.risk - b.risk > 0.02)
    expected = power_proportions_2indep(
        a.risk - b.risk, b.risk, a.n, ratio=b.n / a.n, alpha=0.025, alternative="larger", return_results=False
    )
    assert math.isclose(float(expected), formulas.power(a, b, 0.05), abs_tol=1e-6)
    size = samplesize_proportions_2indep_onetail(a.risk - b.risk, b.risk, 0.8, alpha=0.025, alternative="larger")
    assert math.ceil(float(size)) == formulas.patients_an_arm(a.risk, b.risk, 0.8, 0.05)


@settings(max_examples=40)
@given(TABLES)
def test_as_many_changed_outcomes_as_the_index_says_undo_significance(table):
    """With one changed outcome fewer the difference is still significant."""
    few, many = sorted(table, key=lambda arm: arm.risk)
    index = formulas.fragility_index(few, many, formulas.fisher_p, 0.05)
    assert stats.fisher_exact(cells(ArmCount(few.events + index, few.n), many)).pvalue >= 0.05 - 1e-9
    if index:
        assert stats.fisher_exact(cells(ArmCount(few.events + index - 1, few.n), many)).pvalue < 0.05


@settings(max_examples=40)
@given(tables(3), tables(3))
def test_stratified_formulas_agree_with_statsmodels(first, second):
    """Mantel-Haenszel, Breslow-Day, Tarone and logistic regression equal the reference implementations."""
    pairs = [first, second]
    reference = StratifiedTable([cells(*pair) for pair in pairs])
    assume(not math.isclose(reference.oddsratio_pooled, 1.0))  # statsmodels divides by zero there
    pooled = strata.mantel_haenszel(pairs)
    assert close(reference.oddsratio_pooled, pooled.point)
    assert close(reference.oddsratio_pooled_confint()[0], pooled.low)
    assert close(reference.test_null_odds(correction=False).pvalue, pooled.p)
    assert close(reference.test_equal_odds().pvalue, strata.homogeneity(pairs).p)
    assert close(reference.test_equal_odds(adjust=True).pvalue, strata.homogeneity(pairs, tarone=True).p)
    # One row for those with and one for those without the outcome, so that the full model has residual freedom.
    outcome = [row for pair in pairs for arm in pair for row in ([arm.events, 0], [0, arm.non_events])]
    design = np.repeat([[1, 1, 0, 0], [1, 0, 0, 0], [1, 1, 1, 1], [1, 0, 1, 0]], 2, axis=0)
    reduced = GLM(outcome, design[:, :3], family=Binomial()).fit(tol=1e-12)
    full = GLM(outcome, design, family=Binomial()).fit(tol=1e-12)
    adjusted = strata.logistic_adjusted_odds_ratio(pairs)
    assert close(math.exp(reduced.params[1]), adjusted.point)
    assert math.isclose(reduced.pvalues[1], adjusted.p, rel_tol=1e-4, abs_tol=1e-8)
    gain = max(0.0, 2 * (full.llf - reduced.llf))
    assert math.isclose(
        stats.chi2.sf(gain, 1), strata.likelihood_ratio_interaction_p(pairs), rel_tol=1e-3, abs_tol=1e-4
    )


ANY_ARM = st.integers(1, 30).flatmap(lambda n: st.builds(arm, st.integers(0, n), st.just(n), st.just("10.0")))
ANY_ESTIMATE = st.builds(printed, *[st.sampled_from(["0", "1", "-1.0", "0.5", "9"])] * 3)


@given(st.sampled_from(sorted(REGISTRY)), st.data())
def test_odd_figures_are_refused_in_words(function, data):
    """Whatever the figures (empty cells, limits at zero), a recomputation gives a number or says why it cannot."""
    example: dict[str, object] = next(
        (dict(row[1]) for row in RECORD if row[0] == function), {"percent": arm(0, 1), "max": number("9")}
    )
    odd = {
        key: data.draw(st.lists(ANY_ARM, min_size=1, max_size=3))
        if isinstance(value, list)
        else data.draw(ANY_ARM | ANY_ESTIMATE)
        for key, value in example.items()
    }
    try:
        said = str(float(recompute(function, odd).number))
    except (ValueError, ArithmeticError) as error:
        said = str(error)
    assert said not in {"", "nan", "inf", "-inf"}


@given(st.integers(1, 100), st.data())
def test_counts_come_back_from_their_percentages(n, data):
    """With up to a hundred patients one decimal of a percentage always names the count it came from."""
    k = data.draw(st.integers(0, n))
    assert k == unique_count(f"{100 * k / n:.1f}", n)


@given(TABLES)
def test_an_interval_encloses_its_estimate(table):
    """Whatever the table, a recomputed interval holds its own estimate."""
    for found in (formulas.newcombe(*table), formulas.katz(*table), formulas.woolf(*table)):
        assert found.low is not None
        assert found.high is not None
        assert found.low <= found.point <= found.high


def test_a_count_carries_its_events_and_size():
    """A count worked back from a percentage also gives the n and events that the data may state."""
    found = recompute("counts-from-percent", {"percent": arm(0, 1, "53.3"), "of": number("75")})
    assert Recomputed(40, events=40, n=75) == found
