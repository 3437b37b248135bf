"""Tests that what is old goes, that what is owed stays, and that the counts outlive both."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select

from bot.store import Memo, schema

HOUR = 3600


def rows(store):
    """Return how many rows each table holds."""
    with store._database.read() as connection:
        return {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (schema.claims, schema.outbox, schema.memories)
        }


def settle_some(store, at, job, prefix="T1:C1"):
    """Accept four events, one of them twice: one is posted, one given up, one unknown, one waits after a failure.

    Their thread remembers for a day.
    """
    for number in range(4):
        memo = Memo("T1", "C1", "1.1", {"trial": "x"}, at(24 * HOUR))
        store.accept(f"{prefix}:{number}", job(), at(number), memos=[memo])
    store.accept(f"{prefix}:0", job(), at(9))
    posted, given_up, unknown, waits = (
        store.lease(at(10), 30, "w1", only=f"{prefix}:{number}")[0] for number in range(4)
    )
    store.posted(posted.id, "1.1", at(11))
    store.gave_up(given_up.id, "is_archived", at(11))
    store.unknown(unknown.id, "connection lost", at(11))
    store.retry(waits.id, at(90 * HOUR), "ratelimited")


def test_a_sweep_deletes_what_is_old_and_keeps_the_counts(store, at, job):
    """Settled jobs and their claims go after a day; a job that waits stays with its claim."""
    settle_some(store, at, job)
    store.claim("trigger", at())
    before = store.counts()
    assert {"claims": 5, "outbox": 4, "memories": 1} == rows(store)
    store.sweep(at(25 * HOUR))
    assert {"claims": 1, "outbox": 1, "memories": 0} == rows(store)
    assert before == store.counts()
    assert not store.accept("T1:C1:3", job(), at(25 * HOUR))
    assert ["T1:C1:3"] == [leased.key for leased in store.lease(at(90 * HOUR), 30, "w1", limit=9)]


def test_a_sweep_keeps_what_is_young(store, at, job):
    """A late delivery within the day is still known."""
    settle_some(store, at, job)
    store.sweep(at(23 * HOUR))
    assert {"claims": 4, "outbox": 4, "memories": 1} == rows(store)
    assert not store.accept("T1:C1:1", job(), at(23 * HOUR))


def test_how_long_claims_stay_can_be_said(store, at, job):
    """A shorter time deletes sooner."""
    settle_some(store, at, job)
    store.sweep(at(2 * HOUR), claims_after=timedelta(hours=1))
    assert 1 == rows(store)["claims"]


def test_counts_add_up_over_many_sweeps(store, at, job):
    """Nothing is counted twice or forgotten."""
    for day in range(3):
        settle_some(store, lambda seconds, day=day: at(seconds + day * 48 * HOUR), job, f"T1:C{day}")
        store.sweep(at((day + 1) * 48 * HOUR))
        store.sweep(at((day + 1) * 48 * HOUR))
    assert {
        "accepted": 12,
        "duplicates": 3,
        "posted": 3,
        "retried": 3,
        "unknown": 3,
        "gave_up": 3,
        "waiting": 3,
        "copies": 0,
    } == store.counts()


def test_a_team_that_left_is_forgotten(store, at, job):
    """Nothing that names it stays, what was owed to it is given up, and other teams notice nothing."""
    settle_some(store, at, job)
    remembered = Memo("T2", "C1", "1.1", {"trial": "y"}, at(HOUR))
    store.accept("T2:C1:1", job(team="T2"), at(), memos=[remembered])
    store.claim("T1:trigger", at(), team="T1")
    store.delete_team("T1")
    assert {"claims": 1, "outbox": 1, "memories": 1} == rows(store)
    assert {
        "accepted": 5,
        "duplicates": 1,
        "posted": 1,
        "retried": 1,
        "unknown": 1,
        "gave_up": 2,
        "waiting": 1,
        "copies": 0,
    } == store.counts()
    assert {"trial": "y"} == store.recall("T2", "C1", "1.1", at(1))


def test_a_lease_of_a_team_that_left_opens_nothing(store, leased, at):
    """A reply that was about to leave is not sent."""
    store.delete_team("T1")
    assert not store.sending(leased.id, at(1))
