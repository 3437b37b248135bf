"""Tests that cards come back when they should, whatever clocks and calendars do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.quiz.scheduling import AGAIN, GOOD, LONGEST_DAYS, is_due, review

START = datetime(2026, 11, 23, 9, tzinfo=UTC)


def at_nine(day):
    """Return nine o'clock of a day (year, month, day)."""
    year, month, number = day
    return datetime(year, month, number, 9, tzinfo=UTC)


def series(ratings, start=START):
    """Return the intervals, in days, of a card answered whenever it comes back."""
    found, known, now = [], None, start
    for rating in ratings:
        known = review(known, rating, now)
        found.append(known.days)
        now = known.due
    return found


def test_the_intervals_are_those_of_fsrs():
    """Three cards a week, no steps within the day, and never more than a year."""
    good, again = GOOD, AGAIN
    assert [2, 11, 46, 163, 365, 365, 8, 1, 2, 4, 7, 13, 21] == series([*[good] * 6, again, again, *[good] * 5])


def test_the_interval_shown_is_the_one_scheduled():
    """Nothing random moves a card: the same answers give the same days, to the microsecond."""
    first, second = review(None, GOOD, START), review(None, GOOD, START)
    assert first == second
    assert START + timedelta(days=first.days) == first.due


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe"])
@pytest.mark.parametrize("day", [datetime(2026, 3, 7, 9), datetime(2026, 10, 24, 9), datetime(2026, 10, 31, 9)])  # noqa: DTZ001
def test_daylight_saving_changes_no_interval(zone, day):
    """Whoever learns where clocks change is asked as many days of 24 hours later as anybody else."""
    local = day.replace(tzinfo=ZoneInfo(zone))
    here, utc = review(None, GOOD, local), review(None, GOOD, local.astimezone(UTC))
    assert here == utc
    assert timedelta(days=2) == here.due - local.astimezone(UTC)


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York"])
def test_a_weekly_habit_meets_its_cards_across_daylight_saving(zone):
    """A card due at nine by the clock on the wall is due at nine, also where the clock was changed meanwhile."""
    local = datetime(2026, 10, 23, 9, tzinfo=ZoneInfo(zone))
    known = review(None, GOOD, local)
    for hour in (-1, 0, 1):
        assert is_due(known, (local + timedelta(days=2)).astimezone(UTC) + timedelta(hours=hour))


@pytest.mark.parametrize(
    ("on", "due"),
    [
        ((2027, 1, 31), (2027, 2, 2)),
        ((2028, 2, 27), (2028, 2, 29)),
        ((2027, 2, 27), (2027, 3, 1)),
        ((2026, 12, 30), (2027, 1, 1)),
    ],
)
def test_month_ends_and_leap_days_are_days_like_others(on, due):
    """Two days later is two days later."""
    assert at_nine(due) == review(None, GOOD, at_nine(on)).due


def test_a_clock_that_jumps_back_a_little_loses_nothing():
    """An answer 'before' the last one counts as given at the same time, and the card comes back from now on."""
    known = review(review(None, GOOD, START), GOOD, START + timedelta(days=2))
    back = START + timedelta(days=1, hours=20)
    after = review(known, GOOD, back)
    assert back == after.reviewed
    assert 1 <= (after.due - back).days <= LONGEST_DAYS


def test_a_clock_that_was_years_ahead_does_not_hide_cards():
    """What was answered 'in the future' is asked again instead of staying away for years, and heals."""
    known = review(None, GOOD, START + timedelta(days=4 * 365))
    assert is_due(known, START)
    after = review(known, GOOD, START)
    assert START + timedelta(days=after.days) == after.due
    assert not is_due(after, START)


def test_a_server_that_was_down_for_three_days_asks_what_came_due_meanwhile():
    """Late answers are fine: the card is still due, and remembering it late earns more than remembering it on time."""
    known = review(review(None, GOOD, START), GOOD, START + timedelta(days=2))
    late = known.due + timedelta(days=3)
    assert is_due(known, late)
    assert review(known, GOOD, late).days > review(known, GOOD, known.due).days


def test_a_card_is_not_due_long_before_its_time():
    """Half a day early is early enough."""
    known = review(None, GOOD, START)
    assert not is_due(known, known.due - timedelta(hours=13))
    assert is_due(known, known.due - timedelta(hours=11))


def test_a_moment_without_a_time_zone_is_refused():
    """Nobody could say when it is."""
    with pytest.raises(ValueError, match="no time zone"):
        review(None, GOOD, datetime(2026, 11, 23))  # noqa: DTZ001


@given(st.lists(st.tuples(st.sampled_from([AGAIN, GOOD]), st.integers(-3, 400)), min_size=1, max_size=30))
def test_whatever_happens_a_card_comes_back_within_a_year(steps):
    """Late, early, right, wrong or with the clock set back: one to 365 days, and never better for a wrong answer."""
    known, now = None, START
    for rating, days in steps:
        now += timedelta(days=days)
        right, wrong = review(known, GOOD, now), review(known, AGAIN, now)
        assert 1 <= wrong.days <= right.days <= LONGEST_DAYS
        known = right if rating == GOOD else wrong
