"""The measurement of load finds what it is there to find."""

from __future__ import annotations

import math

import pytest

from tests.bench.load import Measured
from tests.bench.slack import GROWTH, LIMIT, sustained


@pytest.mark.parametrize("capacity", [99.0, 100.0, 140.0, 1_000.0])
def test_the_highest_rate_kept_is_found(capacity):
    """In steps of a quarter, never above what is kept; none when even the first is too much."""
    found = sustained(lambda rate: LIMIT if rate <= capacity else LIMIT * 2)
    assert found <= capacity
    assert capacity < 100 or capacity < found * GROWTH


def test_a_busy_moment_does_not_end_the_search():
    """A step is measured once more before it counts as lost."""
    times = iter([0.1, 9.0, 0.1, 9.0, 9.0])
    assert 125.0 == sustained(lambda _: next(times))


def test_unanswered_questions_count_as_late():
    """Who drops questions does not look fast."""
    found = Measured(100, [0.001] * 98, [0.001] * 100)
    assert (0.001, math.inf) == (found.answer(0.5), found.answer(0.99))
    assert 0.001 == found.acknowledgement(0.99)
