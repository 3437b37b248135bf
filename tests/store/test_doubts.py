"""What nobody could tell may be looked up later, and what is certain then corrects it."""

from __future__ import annotations


def test_unknown_outcomes_can_be_looked_up(store, leased, at):
    """A job settled as unknown is found by when it was settled, and by no other time."""
    store.sending(leased.id, at(1))
    store.unknown(leased.id, "connection lost", at(2))
    assert [leased.key] == [found.key for found in store.doubtful(at(0), at(5))]
    assert [] == store.doubtful(at(2), at(5))
    assert [] == store.doubtful(at(0), at(1))


def test_a_killed_post_is_doubtful(store, leased, at):
    """A lease that ran out while it was sending is found too."""
    store.sending(leased.id, at(1), seconds=10)
    assert [] == store.lease(at(20), 30, "w2")
    assert [leased.id] == [found.id for found in store.doubtful(at(0), at(20))]


def test_what_was_found_out_corrects_the_count(store, leased, at):
    """Seen in the channel: posted. A doubt that is settled is none any more."""
    store.sending(leased.id, at(1))
    store.unknown(leased.id, "connection lost", at(2))
    (doubt,) = store.doubtful(at(0), at(5))
    assert store.posted(doubt.id, "C1/2.0", at(6))
    assert (1, 0) == (store.counts()["posted"], store.counts()["unknown"])
    assert [] == store.doubtful(at(0), at(9))


def test_what_never_arrived_is_posted_again(store, leased, at):
    """Not seen: the job waits again and is leased anew, once for two who looked."""
    store.sending(leased.id, at(1))
    store.unknown(leased.id, "connection lost", at(2))
    (doubt,) = store.doubtful(at(0), at(5))
    assert store.retry(doubt.id, at(6), "not there")
    assert not store.retry(doubt.id, at(6), "not there")
    assert [2] == [found.attempt for found in store.lease(at(6), 30, "w1")]


def test_a_copy_stays_counted_when_the_first_is_found_after_all(store, leased, at, job):
    """Somebody saw two answers: that the first is known to be there now does not make the second go away."""
    store.sending(leased.id, at(1))
    store.unknown(leased.id, "connection lost", at(2))
    assert store.accept(f"{leased.key}#1", job(), at(3), copy=True)
    assert not store.accept(f"{leased.key}#1", job(), at(3), copy=True)
    assert store.posted(leased.id, "C1/2.0", at(6))
    (copy,) = store.lease(at(7), 30, "w1")
    assert store.posted(copy.id, "C1/3.0", at(8))
    store.sweep(at(3600 * 48))
    assert (2, 0, 1) == tuple(store.counts()[name] for name in ("posted", "unknown", "copies"))
