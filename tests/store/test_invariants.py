"""A random life of the store, compared after every step with what must hold whatever happens."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from bot.store import Job, Store

KEYS = st.integers(0, 5).map("T1:C1:{}".format)
JOB = Job("message", "T1", "C1", None, "U1", {"reading": {}})
LEASE = 30


class Life(RuleBasedStateMachine):
    """Workers lease, send, crash, report late and restart, while time passes and old things are swept."""

    leases = Bundle("leases")
    sent = Bundle("sent")

    @initialize()
    def begin(self):
        self.folder = tempfile.TemporaryDirectory()
        self.store = Store.open(f"sqlite:///{self.folder.name}/bot.db")
        self.now = datetime(2026, 11, 23, tzinfo=UTC)
        self.accepted = 0
        self.left: dict[str, int] = {}  # how often each job left for Slack, definite failures taken off

    def teardown(self):
        self.store.close()
        self.folder.cleanup()

    @rule(key=KEYS)
    def accept(self, key):
        won = self.store.accept(key, JOB, self.now)
        assert won == (key not in self.left)
        self.left.setdefault(key, 0)
        self.accepted += won

    @rule(target=leases, limit=st.integers(1, 3))
    def lease(self, limit):
        return self.store.lease(self.now, LEASE, "w1", limit=limit)

    @rule(target=sent, leased=leases)
    def send(self, leased):
        sent = [one for one in leased if self.store.sending(one.id, self.now, LEASE)]
        for one in sent:
            self.left[one.key] += 1
        return sent

    @rule(leased=consumes(sent), outcome=st.sampled_from(["posted", "unknown", "gave_up", "retry", "crash"]))
    def report(self, leased, outcome):
        for one in leased:
            if outcome == "retry" and self.store.retry(one.id, self.now + timedelta(seconds=5), "ratelimited"):
                self.left[one.key] -= 1
            elif outcome == "posted":
                self.store.posted(one.id, "1.1", self.now)
            elif outcome in ("unknown", "gave_up"):
                getattr(self.store, outcome)(one.id, "why", self.now)

    @rule(seconds=st.sampled_from([1, 10, LEASE]))
    def wait(self, seconds):
        self.now += timedelta(seconds=seconds)

    @rule()
    def restart(self):
        self.store.recover("w1", self.now)

    @rule()
    def sweep(self):
        self.store.sweep(self.now)

    @invariant()
    def nothing_is_lost_or_doubled(self):
        """Every accepted job is counted in one place, and none was on its way twice."""
        counts = self.store.counts()
        assert self.accepted == counts["accepted"]
        assert self.accepted == sum(counts[name] for name in ("posted", "unknown", "gave_up", "waiting"))
        assert all(times <= 1 for times in self.left.values())


def test_no_reply_is_lost_or_sent_twice():
    """Whatever workers do, in whatever order, every job is accounted for and none leaves twice."""
    run_state_machine_as_test(Life, settings=settings(max_examples=25, stateful_step_count=30, deadline=None))
