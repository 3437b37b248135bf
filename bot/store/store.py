"""The store: claims, outbox and thread memory behind one door. Each method is one transaction."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Self

from bot.store import claims, doubts, outbox, shown, sweeping, tallies, threads
from bot.store.engine import Database
from bot.store.inbox import Inbox
from bot.store.learning import Learning
from bot.store.limits import LONG_SECONDS
from bot.store.migrating import migrate
from bot.store.people import People
from bot.store.records import Job, Leased, Memo, Outcome, as_id, as_json
from bot.store.seats import Seats
from bot.store.shown import Record, ShownAnswers

_log = logging.getLogger(__name__)


class Store:
    """State that survives restarts. Any thread may call any method; several processes may share one database.

    Every method raises ``StoreError`` when the database cannot be reached or written; nothing is half done then. The
    caller tells the time: moments are aware.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._seats = Seats(database)
        self.people = People(database)
        self.inbox = Inbox(database)
        self.learning = Learning(database)
        self.shown = ShownAnswers(database)

    @classmethod
    def open(cls, address: str) -> Self:
        """Open the database at ``sqlite:////path/bot.db`` or ``postgresql://…``, making or migrating what is missing.

        Raises:
            StoreError: the address is wrong, the database out of reach, or made by a newer version of the bot.
        """
        database = Database(address)
        try:
            migrate(database)
        except BaseException:
            database.close()
            raise
        return cls(database)

    def close(self) -> None:
        """Leave the seat and close every connection; what was written is kept."""
        self._seats.close()
        self._database.close()

    # --- Claims

    def accept(
        self,
        key: str,
        job: Job,
        now: datetime,
        *,
        delivery: str | None = None,
        memos: Sequence[Memo] = (),
        copy: bool = False,
    ) -> bool:
        """Claim an event, owe its reply and remember it, all or nothing; False when the event was claimed before.

        ``delivery`` is claimed with it: whoever finds the event claimed can then tell another delivery of the same
        from a new one. ``memos`` are what places remember of it from now on. ``copy`` says that the reply may be there
        already; it is counted for good, whatever is found out later.

        Raises:
            JobError: the key or an id of the job is no id.
            SlotsError: the payload or a memo holds words, or no JSON.
        """
        as_id(key)
        for name in (job.kind, job.team, job.channel, job.thread, job.user):
            if name is not None:
                as_id(name)
        payload, remembered = as_json(job.payload), [threads.row_of(memo) for memo in memos]
        with self._database.write() as connection:
            if not claims.claim(connection, key, job.team, now):
                return False
            if delivery is not None:
                claims.claim(connection, as_id(delivery), job.team, now)
            outbox.add(connection, key, job, payload, now)
            threads.remember(connection, remembered)
            if copy:
                tallies.keep(connection, Counter(copies=1))
            return True

    def claim(self, key: str, now: datetime, team: str | None = None) -> bool:
        """Claim an event that owes no later reply (its answer travels in the ack); False when claimed before.

        With ``team``, the claim goes when the team is deleted; without, when it is old.
        """
        with self._database.write() as connection:
            return claims.claim(connection, as_id(key), team, now)

    # --- Outbox

    def lease(
        self, now: datetime, seconds: float, worker: str, limit: int = 1, only: str | None = None
    ) -> list[Leased]:
        """Lease due jobs that nobody else holds, oldest first, and settle what others left in ``sending``.

        ``only`` is the key of the one job wanted. ``worker`` is the seat of the process: see ``seat``.
        """
        with self._database.write() as connection:
            # Whoever wants one job waits for it; those that look for any job settle what was lost, again and again.
            lost = outbox.settle(connection, now) if only is None else []
            found = outbox.lease(connection, now, now + timedelta(seconds=seconds), worker, limit=limit, only=only)
        for leased in lost:
            _log.warning("job %s: outcome unknown, %s", leased.id, outbox.RAN_OUT)
        return found

    def sending(self, id: str, now: datetime, seconds: float = 60.0) -> bool:  # noqa: A002 - the lease's own name
        """Say that the post leaves now, and has ``seconds`` until its outcome counts as unknown.

        Returns False when the lease is no longer held (it ran out and another worker has the job, or the team was
        deleted): then nothing may be posted.
        """
        with self._database.write() as connection:
            return outbox.sending(connection, id, now + timedelta(seconds=seconds))

    def posted(self, id: str, reference: str | None, now: datetime, record: Record | None = None) -> bool:  # noqa: A002
        """Settle a job as posted; ``reference`` names the message. False when the lease is no longer the newest.

        ``record`` is what is kept of the answer: both are written or neither.
        """
        return self._finish(id, Outcome.POSTED, now, reference=reference, record=record)

    def retry(self, id: str, at: datetime, reason: str) -> bool:  # noqa: A002
        """Let a job wait until ``at`` after a definite failure. False when the lease is no longer the newest."""
        with self._database.write() as connection:
            return outbox.retry(connection, id, at, reason)

    def unknown(self, id: str, reason: str, now: datetime) -> bool:  # noqa: A002
        """Settle a job whose post may or may not have arrived: never posted again. False as above."""
        return self._finish(id, Outcome.UNKNOWN, now, reason=reason)

    def gave_up(self, id: str, reason: str, now: datetime) -> bool:  # noqa: A002
        """Settle a job that certainly was not posted and never will be. False as above."""
        return self._finish(id, Outcome.GAVE_UP, now, reason=reason)

    def seat(self, name: str) -> str:
        """Return under which name this process leases: ``name``, or ``name-2``… while others of that name live.

        It has the seat until ``close`` or its death. Asking again says whether it still has it, and takes another if
        not.
        """
        return self._seats.take(name)

    def recover(self, seat: str, now: datetime) -> int:
        """End at once the leases that an earlier process left behind on this process's own seat; return how many.

        For start-up: what was not sent is posted without waiting for the lease to run out, and what was in ``sending``
        is settled by the next ``lease``. What was left on another seat waits for its lease to run out.
        """
        with self._database.write() as connection:
            return outbox.recover(connection, seat, now)

    def doubtful(self, since: datetime, until: datetime) -> list[Leased]:
        """Return the jobs settled as unknown in (since, until], oldest first, for whoever can look what became of them.

        Their ids open ``posted`` and ``retry``: what is certain corrects what was unknown.
        """
        with self._database.read() as connection:
            return doubts.doubtful(connection, since, until)

    def next_due(self) -> datetime | None:
        """Return when the next open job is due or its lease ends; None when nothing is open."""
        with self._database.read() as connection:
            return outbox.next_due(connection)

    def outcome(self, key: str) -> Outcome | None:
        """Return how the job of a key ended; None while it is open, or when it is not (or no longer) known."""
        with self._database.read() as connection:
            return outbox.outcome(connection, key)

    def counts(self) -> dict[str, int]:
        """Return accepted, duplicates, posted, retried, unknown, gave_up, waiting and copies, ever since."""
        with self._database.read() as connection:
            return tallies.counts(connection)

    # --- Memory

    def recall(self, team: str, channel: str, thread: str | None, now: datetime) -> dict[str, Any] | None:
        """Return what a thread remembers; None when that is nothing, or has expired."""
        with self._database.read() as connection:
            return threads.recall(connection, (team, channel, thread), now)

    # --- Deleting

    def sweep(self, now: datetime, claims_after: timedelta = timedelta(hours=24)) -> None:
        """Delete claims and settled jobs that are older, and memory that has expired. Counts stay."""
        with self._database.write(LONG_SECONDS) as connection:
            sweeping.sweep(connection, now, now - claims_after)

    def delete_team(self, team: str) -> None:
        """Delete everything about a team; replies still owed to it are given up."""
        with self._database.write(LONG_SECONDS) as connection:
            sweeping.delete_team(connection, team)

    def _finish(
        self,
        lease_id: str,
        outcome: Outcome,
        now: datetime,
        *,
        reference: str | None = None,
        reason: str | None = None,
        record: Record | None = None,
    ) -> bool:
        with self._database.write() as connection:
            done = outbox.finish(connection, lease_id, outcome, now, reference=reference, reason=reason)
            if done and record is not None:
                shown.keep(connection, outbox.place_of(connection, lease_id), reference, record, now)
            return done
