"""Tests that what is owed is posted in order, by one worker, until it is settled."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.store import Outcome


def keys(found):
    return [leased.key for leased in found]


def test_the_oldest_comes_first(store, at, job):
    """Questions are answered in the order in which they were asked."""
    for number in range(5):
        store.accept(f"k{number}", job(), at(number))
    assert ["k0", "k1"] == keys(store.lease(at(10), 30, "w1", limit=2))
    assert ["k2", "k3", "k4"] == keys(store.lease(at(10), 30, "w1", limit=9))


def test_nothing_is_leased_before_it_is_accepted_or_due(store, at, job):
    """A back-off is waited for to the moment."""
    store.accept("k", job(), at())
    (first,) = store.lease(at(), 30, "w1")
    assert store.retry(first.id, at(5), "ratelimited")
    assert [] == store.lease(at(4.999999), 30, "w1")
    assert at(5) == store.next_due()
    (second,) = store.lease(at(5), 30, "w1")
    assert 2 == second.attempt
    assert 1 == store.counts()["retried"]


def test_one_job_can_be_asked_for(store, at, job):
    """Whoever accepted a job may post it at once, past those that wait."""
    for number in range(3):
        store.accept(f"k{number}", job(), at())
    assert ["k2"] == keys(store.lease(at(), 30, "w1", only="k2"))
    assert [] == store.lease(at(), 30, "w1", only="k2")
    assert [] == store.lease(at(), 30, "w1", only="another")


def test_a_job_is_leased_to_one_worker(store, at, job):
    """Many workers that ask at the same moment share the jobs out among them."""
    for number in range(40):
        store.accept(f"k{number}", job(), at())
    ready = threading.Barrier(8)

    def work(worker):
        ready.wait()
        found = []
        while batch := store.lease(at(), 30, f"w{worker}", limit=2):
            found += keys(batch)
        return found

    with ThreadPoolExecutor(8) as pool:
        shares = list(pool.map(work, range(8)))
    assert sorted(f"k{number}" for number in range(40)) == sorted(key for share in shares for key in share)


def test_a_posted_job_is_done(store, leased, at):
    """It is never leased again, and later reports about it change nothing."""
    assert store.sending(leased.id, at(1))
    assert store.posted(leased.id, "200.2", at(2))
    assert Outcome.POSTED is store.outcome(leased.key)
    assert [] == store.lease(at(9999), 30, "w2")
    assert not store.retry(leased.id, at(3), "late")
    assert not store.gave_up(leased.id, "late", at(3))
    assert not store.sending(leased.id, at(3))
    assert None is store.next_due()
    assert {"posted": 1, "waiting": 0} == {name: store.counts()[name] for name in ("posted", "waiting")}


def test_a_lease_that_ran_out_is_taken_over(store, leased, at):
    """A worker that stopped before sending leaves the job to the next, to the moment."""
    assert [] == store.lease(at(29.999999), 30, "w2")
    (second,) = store.lease(at(30), 30, "w2")
    assert (leased.key, 2) == (second.key, second.attempt)


def test_a_worker_that_was_overtaken_may_not_send(store, leased, at):
    """However slow the first worker was, the job is posted by the second alone."""
    (second,) = store.lease(at(30), 30, "w2")
    assert not store.sending(leased.id, at(31))
    assert not store.posted(leased.id, "1.1", at(31))
    assert not store.retry(leased.id, at(31), "late")
    assert not store.gave_up(leased.id, "late", at(31))
    assert store.sending(second.id, at(32))
    assert store.posted(second.id, "2.2", at(33))
    assert 1 == store.counts()["posted"]


def test_sending_cannot_be_said_twice(store, leased, at):
    """Two threads with the same lease do not both post."""
    assert [True, False] == [store.sending(leased.id, at(1)), store.sending(leased.id, at(1))]


def test_what_ran_out_while_sending_is_unknown_and_never_sent_again(store, leased, at, caplog):
    """The rule: a message that may be there is not posted a second time; it is counted and logged."""
    assert store.sending(leased.id, at(1), seconds=60)
    assert [] == store.lease(at(60), 30, "w2")
    assert None is store.outcome(leased.key)
    assert [] == store.lease(at(61), 30, "w2")
    assert Outcome.UNKNOWN is store.outcome(leased.key)
    assert 1 == store.counts()["unknown"]
    assert leased.id in caplog.text
    assert [] == store.lease(at(9999), 30, "w2")


def test_an_unknown_outcome_can_be_reported(store, leased, at):
    """A connection that broke after the request had left settles the job at once."""
    store.sending(leased.id, at(1))
    assert store.unknown(leased.id, "connection lost", at(2))
    assert not store.unknown(leased.id, "connection lost", at(2))
    assert [] == store.lease(at(9999), 30, "w2")
    assert 1 == store.counts()["unknown"]


@pytest.mark.parametrize(
    ("report", "counted"),
    [
        (lambda store, lease, now: store.posted(lease, "9.9", now), "posted"),
        (lambda store, lease, now: store.gave_up(lease, "is_archived", now), "gave_up"),
        (lambda store, lease, now: store.retry(lease, now, "ratelimited"), "waiting"),
    ],
    ids=["it had arrived", "it was refused for good", "it was refused for now"],
)
def test_what_is_certain_corrects_what_was_unknown(store, leased, at, report, counted):
    """A post that took longer than its lease still gets its true outcome, counted once."""
    store.sending(leased.id, at(1), seconds=60)
    store.lease(at(61), 30, "w2")
    assert report(store, leased.id, at(62))
    counts = store.counts()
    assert (0, 1) == (counts["unknown"], counts[counted])


def test_a_job_given_up_is_done(store, leased, at):
    """What can never be posted does not come again."""
    assert store.gave_up(leased.id, "not_in_channel", at(1))
    assert Outcome.GAVE_UP is store.outcome(leased.key)
    assert [] == store.lease(at(9999), 30, "w1")
    assert 1 == store.counts()["gave_up"]


def test_a_restarted_worker_need_not_wait_for_its_old_leases(store, at, job):
    """At start-up, what was not sent is due at once, what may have been sent is settled; other workers are left alone."""
    for number in range(3):
        store.accept(f"k{number}", job(), at())
    mine, maybe = store.lease(at(), 600, "w1", limit=2)
    (other,) = store.lease(at(), 600, "w2")
    store.sending(maybe.id, at(1))
    assert 2 == store.recover("w1", at(2))
    assert [mine.key] == keys(store.lease(at(2), 30, "w1", limit=9))
    assert Outcome.UNKNOWN is store.outcome(maybe.key)
    assert store.sending(other.id, at(3))
    assert not store.sending(mine.id, at(3))


def test_a_long_reason_is_cut(store, leased, at):
    """A failure that talks a lot does not become a failure of the store."""
    assert store.retry(leased.id, at(1), "x" * 100_000)
    assert 1 == store.counts()["retried"]
