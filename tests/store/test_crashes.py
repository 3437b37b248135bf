"""Tests that killing the process at any point neither loses a reply nor doubles one."""

from __future__ import annotations

import pytest

from bot.store import Outcome, Store
from tests.store.processes import LEASE, Process

KEY = "T1:C1:1.1"


@pytest.fixture
def after_kill(address):
    """Return the store as it is found after a process was killed with SIGKILL at a point."""
    opened = []

    def crash(point):
        process = Process(address, point, KEY)
        process.wait_for("ready")
        process.kill()
        opened.append(Store.open(address))
        return opened[-1]

    yield crash
    for store in opened:
        store.close()


def test_killed_while_accepting_leaves_the_event_to_be_delivered_again(after_kill, at, job):
    """There was no ack, so Slack sends it again; neither claim nor job is there to stop it."""
    store = after_kill("while accepting")
    assert 0 == store.counts()["accepted"]
    assert store.accept(KEY, job(), at(1))
    assert 1 == len(store.lease(at(1), LEASE, "bot"))


def test_killed_after_accepting_the_reply_is_still_owed(after_kill, at, job):
    """The ack may have left, so nobody will ask again: the job is there, and a second delivery is a duplicate."""
    store = after_kill("accepted")
    assert not store.accept(KEY, job(), at(1))
    (leased,) = store.lease(at(1), LEASE, "bot")
    assert (KEY, 1) == (leased.key, leased.attempt)


def test_killed_before_sending_the_reply_is_posted_once_the_lease_is_over(after_kill, at):
    """Nothing had left: the next worker takes over, and the first one's lease opens nothing."""
    store = after_kill("leased")
    assert [] == store.lease(at(LEASE - 1), LEASE, "other")
    (leased,) = store.lease(at(LEASE), LEASE, "other")
    assert store.sending(leased.id, at(LEASE))
    assert store.posted(leased.id, "2.2", at(LEASE))
    assert {"posted": 1, "unknown": 0} == {name: store.counts()[name] for name in ("posted", "unknown")}


def test_killed_before_sending_and_restarted_the_reply_is_posted_at_once(after_kill, at):
    """The same bot, started again, does not wait for its own lease."""
    store = after_kill("leased")
    assert 1 == store.recover("bot", at(1))
    assert [KEY] == [leased.key for leased in store.lease(at(1), LEASE, "bot")]


def test_killed_while_sending_the_reply_is_not_posted_again(after_kill, at):
    """It may be there: by the rule it is settled as unknown, and counted."""
    store = after_kill("sending")
    assert 1 == store.recover("bot", at(1))
    assert [] == store.lease(at(1), LEASE, "bot")
    assert Outcome.UNKNOWN is store.outcome(KEY)
    assert {"posted": 0, "unknown": 1} == {name: store.counts()[name] for name in ("posted", "unknown")}


def test_killed_after_posting_nothing_is_left_to_do(after_kill, at):
    """The reply is known to be there."""
    store = after_kill("posted")
    assert 0 == store.recover("bot", at(1))
    assert [] == store.lease(at(9999), LEASE, "bot")
    assert Outcome.POSTED is store.outcome(KEY)
