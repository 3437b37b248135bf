"""Arithmetic closes, and known exceptions are declared and needed."""

from __future__ import annotations

import pytest

from knowledge.checks.arithmetic import check_arithmetic
from tests.knowledge.checks.build import value, view

ARMS = (value("enrolment.abatacept", "count", "75"), value("enrolment.placebo", "count", "73"))
SIZES = {"sizes": {"overall": {"abatacept": "enrolment.abatacept", "placebo": "enrolment.placebo"}}}
WEEK_52 = (
    value("week52.continued", "proportion", "69.8", "69.8%"),
    value("week52.switched", "proportion", "69.0", "69.0%"),
    value("open-label.treated", "count", "133"),
)
DENOMINATORS = {"denominators": ["week52.continued", "week52.switched"], "total": "open-label.treated"}


def found(*values, **declared):
    """Return the rule and message of every problem."""
    return [(problem.rule, problem.message) for problem in check_arithmetic(view(*values, **declared))]


def test_figures_of_the_trial_close():
    """Rates, sizes, sums, shares of an arm and an interval with its P value fit each other."""
    values = (
        *ARMS,
        value("enrolment.treated", "count", "148"),
        value("result.abatacept", "proportion", "56.0", n=75, events=42, population="overall", arm="abatacept"),
        value("base.dm", "proportion", "53.3", n=75, population="overall", arm="abatacept"),
        value("base.pm", "proportion", "25.3", n=75, population="overall", arm="abatacept"),
        value("base.imnm", "proportion", "21.3", n=75, population="overall", arm="abatacept"),
        value(
            "or.or", "estimate", "1.8", "1.8 (0.9-3.5) P 0.083", low="0.9", high="3.5", p="0.083", scale="odds-ratio"
        ),
        value("dm.a", "proportion", "55.0", n=40, events=22),
        value("nondm.a", "proportion", "57.1", n=35, events=20),
    )
    sums = (
        {"sum": ["enrolment.abatacept", "enrolment.placebo"], "equals": "enrolment.treated"},
        {"sum": ["dm.a:events", "nondm.a:events"], "equals": "result.abatacept:events"},
        {"percentages": ["base.dm", "base.pm", "base.imnm"]},
        SIZES,
    )
    assert [] == found(*values, arithmetic=sums)


@pytest.mark.parametrize(
    ("changed", "rule", "message"),
    [
        (value("a.b", "proportion", "56.1", n=75, events=42), "percent-of-count", "42 of 75 is 56.0%, but 56.1%"),
        (value("a.b", "proportion", "53.4", n=75), "denominator", "no whole number of 75 patients rounds to 53.4%"),
        (value("a.b", "count", "23", events=22), "count-and-events", "the count is 23, but events is 22"),
        (value("a.b", "count", "12", n=11), "count-and-events", "12 of 11 patients"),
        (value("a.b", "count", "9", "n = 8"), "printed", "value is 9, but as_printed is 'n = 8'"),
        (value("a.b", "name", "BMS", "Bristol"), "printed", "value is BMS"),
        (value("a.b", "estimate", "4.8", "4.8 (0.9 to 3.5)", low="0.9", high="3.5"), "interval", "does not contain"),
        (
            value(
                "a.b", "estimate", "1.8", "1.8 (0.9 to 3.5) 0.043", low="0.9", high="3.5", p="0.043", scale="odds-ratio"
            ),
            "p-and-interval",
            "includes 1, but P = 0.043",
        ),
        (
            value("a.b", "estimate", "3", "3 (1 to 5) 0.2", low="1", high="5", p="0.2", scale="mean-difference"),
            "p-and-interval",
            "excludes 0, but P = 0.2",
        ),
        (
            value("a.b", "proportion", "56.0", n=74, population="overall", arm="abatacept"),
            "arm-size",
            "n is 74, but enrolment.abatacept (facts.yaml:7) is 75",
        ),
    ],
)
def test_finds_figures_that_do_not_fit(changed, rule, message):
    """Each kind of disagreement inside or between values is found and explained."""
    assert any(rule == name and message in text for name, text in found(*ARMS, changed, arithmetic=(SIZES,)))


def test_a_limit_rounded_onto_the_border_may_go_with_either_p():
    """An interval from 0 to 5.8 neither clearly includes nor clearly excludes zero."""
    borderline = {"low": "0", "high": "5.8", "scale": "mean-difference"}
    for p in ("0.05", "0.04", "0.06"):
        assert [] == found(value("fi2.difference", "estimate", "2.9", f"2.9, 0 to 5.8, {p}", p=p, **borderline))


def test_sums_and_shares_that_do_not_close():
    """A sum names each part with its place; percentages must make a hundred within rounding."""
    parts = (*ARMS, value("enrolment.treated", "count", "149"))
    (problem,) = found(
        *parts, arithmetic=({"sum": ["enrolment.abatacept", "enrolment.placebo"], "equals": "enrolment.treated"},)
    )
    assert "= 148, but enrolment.treated (facts.yaml:7) is 149" in problem[1]
    shares = (value("s.a", "proportion", "53.3"), value("s.b", "proportion", "45.3"))
    assert [("percentages-sum", "s.a 53.3 + s.b 45.3 = 98.6%, not 100%")] == found(
        *shares, arithmetic=({"percentages": ["s.a", "s.b"]},)
    )


def test_week_52_needs_its_declared_exception():
    """The week-52 rates fit no groups that make the open-label patients; the declared exception lets them stand."""
    assert ["denominators"] == [rule for rule, _ in found(*WEEK_52, arithmetic=(DENOMINATORS,))]
    both = view(*WEEK_52, arithmetic=(DENOMINATORS,), exceptions=(("denominators", "week52.continued"),))
    assert 1 == len(list(check_arithmetic(both))) - 1, "an exception covers only the figures it names"


def test_an_exception_that_no_longer_applies_is_a_problem():
    """Exceptions cannot outlive their cause, nor name figures that do not exist."""
    agreeing = value("sex.women", "proportion", "71.6", n=148, events=106)
    assert [("exceptions", "the exception from percent-of-count for sex.women is not needed: it agrees")] == found(
        agreeing, exceptions=(("percent-of-count", "sex.women"),)
    )
    assert "which does not exist" in found(agreeing, exceptions=(("percent-of-count", "sex.gone"),))[0][1]
    odd = value("sex.women", "proportion", "72.0", n=148, events=106)
    assert [] == found(odd, exceptions=(("percent-of-count", "sex.women"),))


def test_an_unknown_reference_in_the_arithmetic_is_reported():
    """A sum over a figure that does not exist is a problem of the declaration, not a traceback."""
    assert [("arithmetic", "`percentages`: there is no figure gone.a")] == found(
        arithmetic=({"percentages": ["gone.a"]},)
    )
