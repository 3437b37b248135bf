"""Digits and words of number or size are noticed, names and idioms are not."""

from __future__ import annotations

import pytest

from knowledge.checks.words import loose_digits, loose_words, without

NAMES = ("MMT-8", "CD80", "week 24", "95% CI", "HAQ-DI")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("at week 24 MMT-8 and CD80", []),
        ("at week 25", ["25"]),
        ("at week 245", ["245"]),
        ("at week 24.5", ["24.5"]),
        ("56.0% against 42.5 %", ["56.0%", "42.5 %"]),
        ("CD86", ["86"]),
        ("95% CI of 149", ["149"]),
    ],
)
def test_digits_outside_declared_names(text, expected):
    """A digit is loose unless it belongs to a declared name or time point, exactly."""
    assert expected == list(loose_digits(without(text, NAMES)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("any three of six measures", ["three", "six"]),
        ("Half improved; most did not", ["Half", "most"]),
        ("a similar rate, the same in both", ["similar", "same"]),
        ("twice the rate, more than two thirds", ["Twice".lower(), "more than", "two", "thirds"]),
        ("a twofold rise, a third of patients", ["twofold", "a third"]),
        ("higher on abatacept, fewer events", ["higher", "fewer"]),
        ("too few patients, how many, both arms", []),
        ("lower is better", []),
        ("someone, often, weight, attention", []),
        ("double-blind", []),
    ],
)
def test_words_of_number_and_size(text, expected):
    """Cardinal numbers, fractions, multiples and comparisons are loose; idioms and look-alikes are not."""
    assert expected == list(loose_words(without(text, ("lower is better", "double-blind"))))
