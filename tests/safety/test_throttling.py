"""Tests of the buckets: how much one person may ask, by the clock that the test holds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.middleware.throttling import MOST_PERSONS, Buckets, Verdict

START = datetime(2026, 11, 23, 9, tzinfo=UTC)


def after(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def asked(buckets: Buckets, times: list[float], person: str = "U1") -> list[Verdict]:
    return [buckets.take(person, f"{person} {number}", after(at)) for number, at in enumerate(times)]


def test_a_burst_is_answered_until_the_bucket_is_empty():
    """Then the person is told once, and no more until answered again."""
    assert [Verdict.ANSWER] * 3 + [Verdict.TELL, Verdict.REFUSE, Verdict.REFUSE] == asked(Buckets(3), [0] * 6)


def test_the_bucket_fills_as_time_goes_by():
    """Three a minute are one every twenty seconds; being refused again is said again."""
    verdicts = asked(Buckets(3), [0, 0, 0, 10, 21, 22, 23, 60])
    assert [Verdict.ANSWER, Verdict.TELL, Verdict.REFUSE, Verdict.ANSWER] == verdicts[4:]
    assert Verdict.TELL is verdicts[3]


def test_persons_have_their_own():
    """One person's haste costs another nothing."""
    buckets = Buckets(1)
    asked(buckets, [0, 0])
    assert [Verdict.ANSWER] == asked(buckets, [0], "U2")


def test_the_same_thing_twice_costs_nothing():
    """A second delivery has the verdict of the first, whether answered or told."""
    buckets = Buckets(1)
    assert [Verdict.ANSWER] * 2 == [buckets.take("U1", "a", after(0)) for _ in range(2)]
    assert [Verdict.TELL] * 2 == [buckets.take("U1", "b", after(1)) for _ in range(2)]


def test_looking_costs_nothing():
    """What was only overheard is not charged until it is answered."""
    buckets = Buckets(1)
    assert all(buckets.has_one("U1", after(0)) for _ in range(5))
    buckets.take("U1", "a", after(0))
    assert not buckets.has_one("U1", after(1))


def test_no_limit():
    """Zero lets everybody ask as much as they like."""
    assert {Verdict.ANSWER} == set(asked(Buckets(0), [0] * 500))


def test_memory_is_bounded():
    """However many persons ask, the bot remembers no more than so many."""
    buckets = Buckets(1)
    for number in range(MOST_PERSONS + 50):
        buckets.take(f"U{number}", "a", after(0))
    assert MOST_PERSONS == len(buckets._buckets)


@given(st.integers(1, 20), st.lists(st.floats(-5, 20), max_size=80))
def test_never_more_than_the_limit(per_minute, gaps):
    """Over any stretch of time at most one bucketful and what flowed in is answered, whatever the clock does."""
    times, now = [], 0.0
    for gap in gaps:
        now += gap
        times.append(now)
    answered = asked(Buckets(per_minute), times).count(Verdict.ANSWER)
    forward = sum(gap for gap in gaps if gap > 0)
    assert answered <= per_minute + forward / 60 * per_minute + 1e-6
