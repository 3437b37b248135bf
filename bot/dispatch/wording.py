"""The words of questions, in memory only, between taking a question in and posting its reply.

"Tell the curators" carries the question in its button. The outbox holds no words, so they wait here. A restart forgets
them, and so does time; the button is then made without them, and its form asks the person to write.
"""

from __future__ import annotations

import re
import threading
import time
from collections import OrderedDict

LIFE = 600.0
"""Seconds that words are kept at most, should the reply not be posted before."""
MOST = 1_000
"""Questions whose words are kept at once; the oldest give way."""
LONGEST = 2_000
_AFTERS = re.compile(r"[@#].*$")


class Wording:
    """Words by the key of their job. Any thread may call any method."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, tuple[float, str]] = OrderedDict()
        self._lock = threading.Lock()

    def keep(self, key: str, words: str) -> None:
        """Keep the words of a question until its reply is posted."""
        now = time.monotonic()
        with self._lock:
            self._kept[key] = (now + LIFE, words[:LONGEST])
            while len(self._kept) > MOST or next(iter(self._kept.values()))[0] < now:
                self._kept.popitem(last=False)

    def of(self, key: str) -> str:
        """Return the words of the question that a job answers, also where it answers it elsewhere or again."""
        with self._lock:
            until, words = self._kept.get(_root(key), (0.0, ""))
        return words if time.monotonic() < until else ""

    def forget(self, key: str) -> None:
        """Forget the words of a question whose reply is posted."""
        with self._lock:
            self._kept.pop(_root(key), None)


def _root(key: str) -> str:
    return _AFTERS.sub("", key)
