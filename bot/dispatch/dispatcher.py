"""The dispatcher: leases what is owed, renders it from today's facts, posts it, and settles what became of it.

Bolt's own pool has five threads and would fall behind as soon as Slack answers slowly, so posts have threads of their
own. A job announced by ``wake`` is taken up at once; one thread looks for those that wait for a retry, that a killed
process left, or whose outcome is unknown.
"""

from __future__ import annotations

import heapq
import logging
import secrets
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from queue import SimpleQueue

from slack_sdk import WebClient

from bot.answering.service import Answerer
from bot.dispatch import doubts, replies
from bot.dispatch.owed import Owed
from bot.dispatch.pace import Pace
from bot.dispatch.posting import Poster
from bot.dispatch.recording import record_of
from bot.dispatch.wording import Wording
from bot.store import Leased, Record, Store, StoreError

_log = logging.getLogger(__name__)

_SOON = 5.0
_LOOK_BACK = timedelta(hours=24)
_OVERLAP = timedelta(minutes=10)


class Dispatcher:
    """Posts what is owed from threads of its own, from ``start`` to ``stop``."""

    def __init__(
        self,
        store: Store,
        answerer: Answerer,
        client: WebClient,
        clock: Callable[[], datetime],
        *,
        worker: str = "bot",
        pace: Pace | None = None,
    ) -> None:
        self._store = store
        self._answerer = answerer
        self._client = client
        self._clock = clock
        self._worker = self._seat = worker
        self.pace = pace or Pace()
        self._poster = Poster(store, client, clock, self.pace, self._later)
        self.wording = Wording()
        self._queue: SimpleQueue[str | Leased | None] = SimpleQueue()
        self._due: list[float] = []
        self._doubts: list[Leased] = []
        self._seen: frozenset[str] = frozenset()
        self._looked_until = clock() - _LOOK_BACK
        self._changed = threading.Condition()
        self._open = 0
        self._stopping = False
        self._threads: list[threading.Thread] = []

    # --- Running

    def start(self) -> None:
        """Take up what an earlier process left, and begin."""
        self._seat = self._store.seat(self._worker)
        if self._seat != self._worker:
            _log.info("another process is %s at this store; this one is %s", self._worker, self._seat)
        freed = self._store.recover(self._seat, self._clock())
        if freed:
            _log.info("%d replies were under way when the bot last stopped; taking them up", freed)
        work = [threading.Thread(target=self._work, name=f"post-{n}", daemon=True) for n in range(self.pace.workers)]
        self._threads = [threading.Thread(target=self._watch, name="post-watch", daemon=True), *work]
        for thread in self._threads:
            thread.start()

    def stop(self, patience: float = 20.0) -> bool:
        """Post what was taken up, then end; return False when that took longer than ``patience`` seconds.

        What waits for a retry stays in the store for the next start.
        """
        deadline = time.monotonic() + patience
        with self._changed:
            while self._open and (left := deadline - time.monotonic()) > 0:
                self._changed.wait(left)
            done = not self._open
            self._stopping = True
            self._changed.notify_all()
        for _ in self._threads:
            self._queue.put(None)
        for thread in self._threads:
            thread.join(max(0.1, deadline - time.monotonic()))
        return done

    def wake(self, key: str | None) -> None:
        """Say that the job of this key was accepted."""
        if key is not None:
            self._put(key)

    def idle(self) -> bool:
        """Tell whether nothing is under way or about to be."""
        soon = time.monotonic() + _SOON
        with self._changed:
            return not self._open and not self._doubts and not any(at < soon for at in self._due)

    def alive(self) -> bool:
        """Tell whether every thread that was started still runs."""
        return all(thread.is_alive() for thread in self._threads)

    # --- Posting

    def _put(self, item: str | Leased) -> None:
        with self._changed:
            self._open += 1
        self._queue.put(item)

    def _work(self) -> None:
        while (item := self._queue.get()) is not None:
            try:
                self._take(item)
            except StoreError:
                _log.exception("the store failed while a reply was under way; it is taken up again when the lease ends")
            except Exception:  # noqa: BLE001 - one reply's fault must not end the thread that posts the others
                _log.exception("a reply could not be handled; it is taken up again when the lease ends")
            finally:
                with self._changed:
                    self._open -= 1
                    self._changed.notify_all()

    def _take(self, item: str | Leased) -> None:
        if isinstance(item, Leased):
            self._reply(item)
            return
        for leased in self._store.lease(self._clock(), self.pace.lease, self._seat, only=item):
            self._reply(leased)

    def _reply(self, leased: Leased) -> None:
        url, record = "", None
        try:
            owed = Owed.read(leased.job.payload)
            url = owed.url
            asker, words = leased.job.user or "", self.wording.of(leased.key)
            shown = replies.rendered(owed, self._answerer, user=asker, words=words)
            record = record_of(owed, self._answerer)
        except Exception:  # noqa: BLE001 - whatever went wrong, the asker hears of it
            reference = secrets.token_hex(4)
            _log.exception("reference %s: reply %s could not be made", reference, leased.key)
            shown = replies.apology(reference)
        if self._poster.post(leased, shown, url, record):
            self.wording.forget(leased.key)

    def _record(self, leased: Leased) -> Record | None:
        """Return what is kept of a reply that turns out to be there after all."""
        try:
            return record_of(Owed.read(leased.job.payload), self._answerer)
        except Exception:  # noqa: BLE001 - the reply is there; that is what has to be settled
            _log.exception("reply %s: what it showed could not be kept", leased.key)
            return None

    def _later(self, seconds: float) -> None:
        """Be reminded that something is due in so many seconds."""
        with self._changed:
            heapq.heappush(self._due, time.monotonic() + seconds)
            self._changed.notify_all()

    # --- Watching

    def _watch(self) -> None:
        swept = time.monotonic() - self.pace.sweep + 60
        while not self._stopping:
            try:
                self._seat = self._store.seat(self._worker)  # the server may have lost it
                self._take_waiting()
                self._settle_doubts()
                if time.monotonic() - swept > self.pace.sweep:
                    swept = time.monotonic()
                    self._store.sweep(self._clock())
            except StoreError as error:
                _log.warning("the store cannot be read now: %s", error)
            except Exception:  # noqa: BLE001 - whoever watches must go on watching
                _log.exception("looking for waiting replies failed; trying again")
            self._pause()

    def _pause(self) -> None:
        """Wait until the next reminder, at most ``poll`` seconds."""
        with self._changed:
            if self._stopping:
                return
            next_due = self._due[0] if self._due else float("inf")
            self._changed.wait_for(
                lambda: self._stopping or bool(self._due and self._due[0] <= time.monotonic()),
                max(0.0, min(self.pace.poll, next_due - time.monotonic())),
            )

    def _take_waiting(self) -> None:
        with self._changed:
            while self._due and self._due[0] <= time.monotonic():
                heapq.heappop(self._due)
            # Whoever asks whether the dispatcher is idle must not slip in between reminder and lease.
            self._open += 1
        try:
            while not self._stopping:
                found = self._store.lease(self._clock(), self.pace.lease, self._seat, limit=self.pace.workers)
                for leased in found:
                    self._put(leased)
                if len(found) < self.pace.workers:
                    return
        finally:
            with self._changed:
                self._open -= 1
                self._changed.notify_all()

    def _settle_doubts(self) -> None:
        until = self._clock() - timedelta(seconds=self.pace.look_after)
        if until > self._looked_until:
            # The moment of settling is taken before the row is written; a busy disk or a machine that was asleep may
            # lie between. So what was looked through already is looked through again.
            found = self._store.doubtful(self._looked_until - _OVERLAP, until)
            self._looked_until = until
            with self._changed:
                self._doubts += [doubt for doubt in found if doubt.id not in self._seen]
            self._seen = frozenset(doubt.id for doubt in found)
        for doubt in list(self._doubts):
            try:
                done = doubts.settle(
                    self._store, self._client, doubt, self._clock(), self.pace.most_copies, self._record
                )
            except doubts.Later:
                continue
            if done != "left":
                _log.warning("reply %s: its outcome was unknown; by the rule: %s", doubt.key, done)
            self._later(0.0)
            with self._changed:
                self._doubts.remove(doubt)
