"""Double entry: a number that differs between fact and ledger is found, and both places are named."""

from __future__ import annotations

import pytest

from knowledge.checks.arithmetic import check_arithmetic
from knowledge.checks.double_entry import check_double_entry, single_entry_count
from tests.knowledge.checks.build import figure, value, view


def messages(checked):
    """Return what the double-entry rule says."""
    return [problem.message for problem in check_double_entry(checked)]


def test_agreeing_transcriptions_are_silent():
    """A published rate, an odds ratio with limits and P, a date and a name agree with their ledger figures."""
    checked = view(
        value("primary-result.abatacept", "proportion", "56.0", "56.0%", ledger="rate", n=75, events=42),
        value(
            "primary-result-or.or",
            "estimate",
            "1.8",
            low="0.9",
            high="3.5",
            p="0.083",
            ledger="or",
            low_ledger="limits",
            high_ledger="limits#2",
            p_ledger="p",
        ),
        value("registry-dates.start", "date", "2017-05-04", "May 4, 2017", ledger="start"),
        value("trial-identity.nct", "identifier", "NCT02971683", ledger="nct"),
        figure("rate", "56.0%"),
        figure("or", "OR 1.8"),
        figure("limits", "95% CI 0.9 to 3.5"),
        figure("p", "P = 0.083"),
        figure("start", "May 4, 2017"),
        figure("nct", "NCT02971683"),
    )
    assert [] == messages(checked)


def test_a_wrong_digit_names_both_places():
    """The message says where the fact and where the ledger has the number."""
    checked = view(value("a.b", "proportion", "55.0", ledger="rate"), figure("rate", "56.0%"))
    (found,) = messages(checked)
    assert "a.b: value is 55.0 at facts.yaml:7" in found
    assert "ledger figure rate at ledger.yaml:11 is printed '56.0%'" in found


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([value("a.b", "count", "58")], "names no ledger figure"),
        ([value("a.b", "count", "58", ledger="gone")], "the ledger has no figure gone"),
        ([figure("spare", "58")], "used by no value"),
        (
            [value("a.b", "count", "8", ledger="x"), value("a.c", "count", "8", ledger="x#1"), figure("x", "8/19")],
            "which a.b (value) uses too",
        ),
        ([value("a.b", "count", "8", ledger="x#3"), figure("x", "8/19")], "number 3 of the ledger figure x"),
        (
            [value("a.b", "estimate", "1.8", low="0.9", high="3.5", ledger="x"), figure("x", "1.8")],
            "low 0.9 names no ledger figure",
        ),
        ([value("a.b", "p-value", "0.04", ledger="x"), figure("x", "P = 0.040")], "is printed 'P = 0.040'"),
        (
            [value("a.b", "identifier", "NCT02971684", ledger="x"), figure("x", "NCT02971683")],
            "is printed 'NCT02971683'",
        ),
        ([value("a.b", "count", "20", n=20, n_ledger="x", single_entry="why"), figure("x", "n = 21")], "n is 20 at"),
    ],
)
def test_finds_what_is_not_one_to_one(parts, expected):
    """Missing, unknown, shared, unused and unequal ledger figures are all problems."""
    assert any(expected in message for message in messages(view(*parts)))


def test_single_entry_figures_are_counted_and_keep_a_second_guard():
    """A figure of one transcription needs no ledger, is counted, and must still equal its printed form."""
    good = value("a.b", "count", "3", "three serious AEs", single_entry="only one reading")
    bad = value("a.c", "count", "4", "three serious AEs", single_entry="only one reading")
    assert 2 == single_entry_count(view(good, bad))
    assert [] == messages(view(good, bad))
    assert ["a.c: value is 4, but as_printed is 'three serious AEs'"] == [
        problem.message for problem in check_arithmetic(view(good, bad))
    ]


def test_a_computed_figure_needs_no_ledger():
    """What we calculated ourselves is guarded by recomputation, not by a second transcription."""
    assert [] == messages(view(value("a.b", "count", "1", compute={"function": "subtract"})))
