"""How long an operation may take, kept for the thread that runs it: whoever waits for the server looks here."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

BUSY_SECONDS = 2.0
"""How long an operation may wait for other writers, a connection or the server; less than Slack waits for an ack."""
LONG_SECONDS = 60.0
"""The same for what nobody waits for in Slack: deleting, sweeping."""
_mine = threading.local()


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Let everything inside take so many seconds altogether; inside another limit, the earlier end holds."""
    before: float | None = getattr(_mine, "until", None)
    until = time.monotonic() + seconds
    _mine.until = until if before is None else min(before, until)
    try:
        yield
    finally:
        _mine.until = before


def end() -> float:
    """Return the moment of the monotonic clock at which this thread's operation is over; soon when there is none."""
    until: float | None = getattr(_mine, "until", None)
    return time.monotonic() + BUSY_SECONDS if until is None else until
