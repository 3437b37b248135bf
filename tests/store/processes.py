"""Other processes that use a store, to be killed at a chosen point.

Run as a program, it takes an address, a point and a key, says ``ready`` when it got to the point and waits there.
"""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

PROJECT = Path(__file__).parents[2]
LEASE = 30.0
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


class Process:
    """A Python process that runs this file."""

    def __init__(self, address: str, point: str, key: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.store.processes", address, point, key],
            cwd=PROJECT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def say(self, line: str) -> None:
        """Write a line to it."""
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()

    def wait_for(self, line: str) -> None:
        """Wait until it says a line."""
        assert line + "\n" == self._process.stdout.readline()

    def kill(self) -> None:
        """Kill it with SIGKILL."""
        self._process.kill()
        self._close()

    def end(self) -> None:
        """Wait for its end; it must be a good one."""
        assert 0 == self._process.wait(60)
        self._close()

    def _close(self) -> None:
        self._process.wait(60)
        self._process.stdin.close()
        self._process.stdout.close()


def hang() -> None:
    """Say that the point is reached, and stay there."""
    print("ready", flush=True)
    time.sleep(600)


def main(address: str, point: str, key: str) -> None:
    """Use the store up to a point."""
    from bot.store import Job, Store, outbox

    job = Job("message", "T1", "C1", "1.1", "U1", {"reading": {"answer": "subgroup-dm"}})
    if point == "open":
        print("ready", flush=True)
        sys.stdin.readline()
        store = Store.open(address)
        print("accepted", store.accept(key, job, NOW), flush=True)
        store.close()
        return
    store = Store.open(address)
    if point == "seated":
        print(store.seat(key), flush=True)
        time.sleep(600)
    if point == "while accepting":
        outbox.add = lambda *_: hang()  # the claim is written, the job is not
    store.accept(key, job, NOW)
    if point == "accepted":
        hang()
    (leased,) = store.lease(NOW, LEASE, "bot", only=key)
    if point == "leased":
        hang()
    store.sending(leased.id, NOW, LEASE)
    if point == "sending":
        hang()
    store.posted(leased.id, "2.2", NOW)
    hang()


if __name__ == "__main__":
    main(*sys.argv[1:])
