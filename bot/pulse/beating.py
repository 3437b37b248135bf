"""The pulse: every few seconds it asks whether the bot works, and lets others know.

Only a bot that works has a pulse: when its threads have ended, its store cannot be read or Slack has been out of reach
for ``LOST`` seconds, the watchdog hears nothing more and systemd starts the bot anew. Nothing is lost by that: what is
owed is in the store.
"""

from __future__ import annotations

import json
import logging
import os
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from bot.pulse.notifying import Notifier

_log = logging.getLogger(__name__)

LOST = 120.0
"""Seconds without any connection to Slack after which the bot counts as ill: a half-open connection may never heal."""
EVERY = 10.0
"""Seconds between two beats, unless the watchdog wants more."""
STARTING, WORKING, STOPPING = "starting", "working", "stopping"


@dataclass(frozen=True, slots=True)
class Beat:
    """What stands in the file: when, who, how often the next is due, and what is wrong (empty when nothing)."""

    at: str
    pid: int
    every: float
    state: str
    problem: str = ""


class Pulse:
    """Beats from ``with`` to its end in a thread of its own; ``ready`` says that the bot has connected.

    ``file`` is where the sign of life goes, if anywhere. ``problem`` says what is wrong with the bot itself, empty when
    nothing; ``connected`` whether it hears Slack.
    """

    def __init__(
        self,
        file: Path | None,
        problem: Callable[[], str],
        connected: Callable[[], bool],
        clock: Callable[[], datetime],
        *,
        notifier: Notifier | None = None,
        every: float = EVERY,
        lost: float = LOST,
    ) -> None:
        self._file = file
        self._problem = problem
        self._connected = connected
        self._clock = clock
        self._notifier = notifier or Notifier()
        # systemd advises half the time it waits; a third leaves room for a slow disk.
        self._every = min(every, (self._notifier.watchdog or every * 3) / 3)
        self._lost = lost
        self._heard = time.monotonic()
        self._state = STARTING
        self._said = ""
        self._unwritten = False
        self._ended = threading.Event()
        self._one_at_a_time = threading.Lock()
        self._thread = threading.Thread(target=self._run, name="pulse", daemon=True)

    def __enter__(self) -> Self:
        """Begin; until ``ready`` the state is ``starting``."""
        self._notifier.status("connecting to Slack")
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop beating and take the file away: who looks then finds that nothing runs."""
        self._ended.set()
        self._thread.join(self._every)
        if self._file is not None:
            with suppress(OSError):
                self._file.unlink()

    def ready(self, says: str) -> None:
        """Say that the bot has connected."""
        self._state, self._heard = WORKING, time.monotonic()
        self._notifier.ready()
        self._notifier.status(says)
        self.beat()

    def stopping(self) -> None:
        """Say that the bot is stopping; it beats on, since finishing may take a while."""
        self._state = STOPPING
        self._notifier.stopping()
        self.beat()

    def beat(self) -> None:
        """Look once, and let others know."""
        with self._one_at_a_time:
            problem = self._look()
            if problem != self._said:
                (_log.error if problem else _log.info)("health: %s", problem or "well again")
                self._notifier.status(problem or "well again")
                self._said = problem
            if not problem:
                self._notifier.alive()
            self._write(Beat(self._clock().isoformat(), os.getpid(), self._every, self._state, problem))

    def _look(self) -> str:
        if wrong := self._problem():
            return wrong
        if self._connected() or self._state != WORKING:
            self._heard = time.monotonic()
        gone = time.monotonic() - self._heard
        return f"no connection to Slack for {gone:.0f} seconds" if gone > self._lost else ""

    def _write(self, beat: Beat) -> None:
        if self._file is None:
            return
        fresh = self._file.with_name(f"{self._file.name}.new")
        try:
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            fresh.write_text(json.dumps(asdict(beat)), encoding="utf-8")
            fresh.replace(self._file)
        except OSError as error:
            if not self._unwritten:
                _log.warning("the sign of life cannot be written to %s: %s", self._file, error.strerror)
            self._unwritten = True

    def _run(self) -> None:
        while not self._ended.is_set():
            try:
                self.beat()
            except Exception:  # noqa: BLE001 - a pulse that stops for a reason of its own would kill a bot that is well
                _log.exception("the pulse missed a beat")
            self._ended.wait(self._every)
