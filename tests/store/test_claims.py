"""Tests that an event is taken up by one, whoever and however many try."""

from __future__ import annotations

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

THREADS = 8


def together(act):
    """Return what 8 threads got that did the same thing at the same moment."""
    ready = threading.Barrier(THREADS)

    def run(number):
        ready.wait()
        return act(number)

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(run, range(THREADS)))


def test_of_eight_that_accept_one_event_one_wins(store, at, job):
    """However often Slack delivers a message, its reply is owed once, and the rest is counted."""
    for event in range(20):
        won = together(lambda _, event=event: store.accept(f"T1:C1:{event}", job(), at()))
        assert 1 == sum(won)
    assert 20 == len(store.lease(at(), 30, "w1", limit=100))
    counts = store.counts()
    assert (20, 20 * (THREADS - 1)) == (counts["accepted"], counts["duplicates"])


def test_different_events_are_all_accepted(store, at, job):
    """Threads that accept at the same moment do not get in each other's way."""
    won = together(lambda number: [store.accept(f"T1:C1:{number}.{n}", job(), at()) for n in range(10)])
    assert [[True] * 10] * THREADS == won
    assert THREADS * 10 == store.counts()["waiting"]


def test_a_claim_owes_nothing(store, at):
    """A slash command is claimed once and puts nothing into the outbox."""
    assert 1 == sum(together(lambda _: store.claim("trigger.1", at())))
    assert [] == store.lease(at(60), 30, "w1")
    assert 0 == store.counts()["accepted"]
    assert THREADS - 1 == store.counts()["duplicates"]


def test_claims_and_jobs_share_their_keys(store, at, job):
    """What was claimed without a reply cannot be accepted later."""
    assert store.claim("T1:C1:1", at())
    assert not store.accept("T1:C1:1", job(), at())
    assert [] == store.lease(at(), 30, "w1")


def test_a_job_comes_out_as_it_went_in(store, at, job):
    """Address and slots survive, with empty places empty and letters of any script."""
    given = job(
        thread=None, user=None, payload={"reading": {"concepts": ["population/dm"], "n": 1.5, "none": None, "ß日": "≥"}}
    )
    store.accept("T1:D1:1", given, at(7))
    (found,) = store.lease(at(8), 30, "w1")
    assert given == found.job
    assert ("T1:D1:1", 1, at(7)) == (found.key, found.attempt, found.accepted_at)


@pytest.mark.parametrize("key", ["", " ", "two words", "line\n", "nul\0", "x" * 256, "no\N{NO-BREAK SPACE}break"])
def test_what_is_no_key_is_refused(store, at, job, key):
    """A whole message given as a key is not kept by accident."""
    with pytest.raises(ValueError, match="is no id"):
        store.accept(key, job(), at())
    with pytest.raises(ValueError, match="is no id"):
        store.claim(key, at())


def test_a_moment_without_a_time_zone_is_refused(store, at, job):
    """Nobody could say when it is, and nothing is kept."""
    with pytest.raises(Exception, match="no time zone"):
        store.accept("T1:C1:1", job(), at().replace(tzinfo=None))
    assert 0 == store.counts()["accepted"]


def test_a_delivery_is_known_as_soon_as_its_event(store, at, job):
    """Of a press delivered twice at once, whoever comes second finds that delivery claimed, and tells nobody."""
    for event in range(20):

        def deliver(_, event=event):
            if store.accept(f"a:{event}", job(), at(), delivery=f"a:{event}:1"):
                return "accepted"
            return "new press" if store.claim(f"a:{event}:1", at()) else "again"

        assert {"accepted": 1, "again": THREADS - 1} == Counter(together(deliver))
