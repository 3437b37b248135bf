"""The event feed: everything that changed in the workspace, in order, for whoever watches."""

from __future__ import annotations

import itertools
import threading
import time
from collections import deque
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from bot.workspace.model import Raw


@dataclass(frozen=True, slots=True)
class Entry:
    """One change: ``seq`` rises by one, ``at`` is seconds since 1970, ``kind`` names the change.

    Kinds: ``message``, ``message_changed``, ``message_deleted``, ``ephemeral``, ``view``, ``home``,
    ``prompts``, ``status``, ``reaction``, ``channel``, ``person``, ``delivery`` (sent, acked,
    failed, with payload, ack and timings), ``api`` (method, arguments, answer, milliseconds),
    ``response_url``, ``connection``, ``fault`` and ``notice`` (what a person's client shows).
    """

    seq: int
    at: float
    kind: str
    data: dict[str, Any]


class Feed:
    """A bounded log of entries with subscribers. Safe to use from any thread."""

    def __init__(self, clock: Callable[[], float], limit: int) -> None:
        self._clock = clock
        self._entries: deque[Entry] = deque(maxlen=limit)
        self._numbers = itertools.count(1)
        self._changed = threading.Condition()
        self._changes = 0
        self._subscribers: list[Callable[[Entry], None]] = []

    def add(self, kind: str, **data: Raw) -> Entry:
        """Record a change and tell every subscriber, in the caller's thread."""
        with self._changed:
            entry = Entry(next(self._numbers), self._clock(), kind, data)
            self._entries.append(entry)
            self._changes += 1
            subscribers = tuple(self._subscribers)
            self._changed.notify_all()
        for subscriber in subscribers:
            subscriber(entry)
        return entry

    @property
    def last(self) -> int:
        """The number of the newest entry, 0 when there is none."""
        with self._changed:
            return self._entries[-1].seq if self._entries else 0

    def since(self, seq: int = 0, kinds: Collection[str] | None = None) -> list[Entry]:
        """The remembered entries after number ``seq``, oldest first, of the kinds named."""
        found: list[Entry] = []
        with self._changed:
            for entry in reversed(self._entries):
                if entry.seq <= seq:
                    break
                if kinds is None or entry.kind in kinds:
                    found.append(entry)
        found.reverse()
        return found

    def subscribe(self, callback: Callable[[Entry], None]) -> Callable[[], None]:
        """Call ``callback`` with each new entry, from the thread that made it; it must not block.

        Returns a function that ends the subscription.
        """
        with self._changed:
            self._subscribers.append(callback)

        def end() -> None:
            with self._changed:
                if callback in self._subscribers:
                    self._subscribers.remove(callback)

        return end

    def touch(self) -> None:
        """Wake whoever waits, without an entry: something that is not recorded came to an end."""
        with self._changed:
            self._changes += 1
            self._changed.notify_all()

    def wait_until(self, condition: Callable[[], bool], timeout: float) -> bool:
        """Wait until ``condition()`` holds, looked at after each change; False at the time-out."""
        deadline = time.monotonic() + timeout
        while True:
            with self._changed:
                seen = self._changes
            if condition():
                return True
            # The condition runs outside the lock, so that it may look at the workspace itself.
            with self._changed:
                while self._changes == seen:
                    left = deadline - time.monotonic()
                    if left <= 0 or not self._changed.wait(left):
                        break
            if time.monotonic() >= deadline:
                return condition()
