"""Ids and time stamps of the kinds Slack gives out."""

from __future__ import annotations

import random
import threading
import uuid
from collections.abc import Callable

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_MIXED = _ALPHABET + "abcdefghijklmnopqrstuvwxyz"


class Ids:
    """Gives out ids and strictly increasing message time stamps. Safe to use from any thread.

    ``clock`` gives seconds since 1970; ``seed`` makes the ids (not the times) repeatable.
    """

    def __init__(self, clock: Callable[[], float], seed: int | None = None) -> None:
        self._clock = clock
        self._random = random.Random(seed)  # noqa: S311 - ids, not secrets
        self._lock = threading.Lock()
        self._last = 0

    def _letters(self, alphabet: str, length: int) -> str:
        with self._lock:
            return "".join(self._random.choices(alphabet, k=length))

    def new(self, prefix: str) -> str:
        """An id such as ``C0K3J5P2QRT``."""
        return prefix + "0" + self._letters(_ALPHABET, 9)

    def block(self) -> str:
        """A generated block or action id, five characters as Slack makes them."""
        return self._letters(_MIXED, 5)

    def secret(self) -> str:
        """The random tail of a token, ticket or response URL."""
        return self._letters(_MIXED, 24)

    def uuid(self) -> str:
        """A version 4 UUID: envelope ids and client message ids."""
        with self._lock:
            return str(uuid.UUID(int=self._random.getrandbits(128), version=4))

    def ts(self) -> str:
        """A message time stamp: seconds and microseconds, never the same twice."""
        with self._lock:
            self._last = max(self._last + 1, int(self._clock() * 1_000_000))
            return f"{self._last // 1_000_000}.{self._last % 1_000_000:06d}"

    def view_hash(self) -> str:
        """A view's hash, new with each change of the view."""
        return f"{int(self._clock())}.{self._letters(_MIXED, 8)}"

    def trigger(self) -> str:
        """A trigger id in Slack's three dotted parts."""
        with self._lock:
            parts = self._random.getrandbits(40), self._random.getrandbits(40)
            tail = f"{self._random.getrandbits(128):032x}"
        return f"{parts[0]}.{parts[1]}.{tail}"
