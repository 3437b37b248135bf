"""Numbers are read out of printed figures as a curator would read them."""

from __future__ import annotations

import pytest

from knowledge.checks.printed import numbers, same_number


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("56.0%", ("56.0",)),
        ("P = 0.040", ("0.040",)),
        ("53.3% vs 57.5%", ("53.3", "57.5")),
        ("adjusted odds ratio, 1.8 [95% CI, 0.9–3.5]; P = 0.083", ("1.8", "0.9", "3.5", "0.083")),
        ("MD 3.6, 95% CI -2.9 to 10.1", ("3.6", "-2.9", "10.1")),
        ("-0.35, 95%CI −6.91 to 6.21, P = 0.914", ("-0.35", "-6.91", "6.21", "0.914")),
        ("13.5 (95% CI -2.5 to 28.6)", ("13.5", "-2.5", "28.6")),
        ("0-100", ("0", "100")),
        ("24-week", ("24",)),
        ("phase 3 / phase III", ("3", "3")),
        ("8/19", ("8", "19")),
        ("five (50%)", ("5", "50")),
        ("Twenty patients", ("20",)),
        ("any 3 of the following", ("3",)),
        ("past year", ("1",)),
        ("³ 1.3 times", ("1.3",)),
        ("n=2688", ("2688",)),
        ("1,234 patients", ("1234",)),
        ("IgG1, CD80 and CTLA-4, PHASE3", ()),
        ("March 13, 2017", ("2017-03-13",)),
        ("Monday, November 14, 2022", ("2022-11-14",)),
        ("Jul 5, 2022", ("2022-07-05",)),
        ("28 March, 2022", ("2022-03-28",)),
        ("12 Aug 2020", ("2020-08-12",)),
        ("2018 Jan 3", ("2018-01-03",)),
        ("until February 2023", ("2023-02",)),
        ("2013-11-28", ("2013-11-28",)),
        ("21/11/2016", ("2016-11-21",)),
        ("1 2 3 4", ("1", "2", "3", "4")),
        ("2, 4, 8, 12, 16 and 20 weeks", ("2", "4", "8", "12", "16", "20")),
        ("0–60 (higher = worse)", ("0", "60")),
        ("(-8.6 to 8.1)", ("-8.6", "8.1")),
    ],
)
def test_reads_numbers_in_order(text, expected):
    """Dates are one number, ranges are two, interval levels and names are none."""
    assert expected == numbers(text)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("0.040", "0.040", True),
        ("0.040", "0.04", False),
        ("6", "06", True),
        ("−2.9", "-2.9", True),
        ("0", "0", True),
        (".5", "0.5", True),
        ("56.0", "56.1", False),
        ("-0.1", "0.1", False),
    ],
)
def test_compares_numbers_to_the_digits_shown(one, other, expected):
    """A digit more or less is another printed form, a leading zero is not."""
    assert expected is same_number(one, other)
