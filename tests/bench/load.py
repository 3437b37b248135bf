"""Asks at a steady rate on a local workspace, whoever answers, and says how long each answer took.

Questions leave on a fixed timetable, whether those before were answered or not (an open loop): who falls behind shows
it in the times instead of being asked less.

The workspace keeps every message, and Python's garbage collector would walk through them all, 50 to 200 ms each time,
while the questions of that moment wait: it is off in the process that measures, as ``timeit`` has it. The app has its
own process and collects as it always does.
"""

from __future__ import annotations

import gc
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from bot.workspace import Act, TeamSettings, Workspace
from bot.workspace.feed import Entry
from bot.workspace.settings import Bounds
from tests.bench.timing import percentile
from tests.listeners.processes import PROJECT, environment

CHANNELS = 200
QUESTIONS = (
    "did DM patients respond?",
    "was it safe?",
    "does rituximab work better?",
    "compare DM and PM at week 24",
    "what is the IMACS DOI?",
    "should I give it to my patient?",
    "why two different site counts?",
    "how many were randomized?",
)
BOT = ("-m", "bot", "run")
EMPTY = ("-m", "tests.bench.empty")
WARM_UP = 300
"""Questions asked before anything is measured."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What came of one run: seconds from each question to its answer, of those that were answered."""

    asked: int
    answered: Sequence[float]
    acknowledged: Sequence[float]

    def answer(self, share: float) -> float:
        """Return the seconds within which this share of all questions was answered; infinite when too few were."""
        return _within(self.answered, self.asked, share)

    def acknowledgement(self, share: float) -> float:
        """Return the same for the acknowledgement."""
        return _within(self.acknowledged, self.asked, share)


@contextmanager
def _collected_later() -> Iterator[None]:
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _within(times: Sequence[float], asked: int, share: float) -> float:
    return percentile([*times, *[float("inf")] * (asked - len(times))], share)


class Crowd:
    """A workspace of 200 channels with an app that runs as a process of its own."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._replied: dict[tuple[str, str], float] = {}
        self._dice = random.Random(1)
        workspace.feed.subscribe(self._watch)

    @classmethod
    @contextmanager
    def with_app(cls, command: Sequence[str]) -> Iterator[Self]:
        """Start a workspace and the app on it; stop both at the end."""
        people = tuple(f"Reader {number}" for number in range(20))
        with (
            tempfile.TemporaryDirectory(prefix="bench-") as folder,
            Workspace(team=TeamSettings(people=people), bounds=Bounds(feed=500)) as workspace,
        ):
            for number in range(CHANNELS):
                workspace.add_channel(f"channel-{number}", list(people))
            told = environment(workspace, Path(folder), MYOSITIS_CONNECTIONS="2", MYOSITIS_PER_MINUTE="0")
            with (Path(folder) / "log.txt").open("wb") as log:
                app = subprocess.Popen([sys.executable, *command], env=told, cwd=PROJECT, stderr=log)
            try:
                workspace.wait_for_app(timeout=60)
                crowd = cls(workspace)
                crowd.ask(100.0, WARM_UP)
                with _collected_later():
                    yield crowd
            finally:
                app.terminate()
                app.wait(60)

    def ask(self, rate: float, count: int, *, patience: float = 3.0) -> Measured:
        """Ask ``count`` questions, ``rate`` a second, and wait at most ``patience`` seconds for the last answers."""
        self._replied.clear()
        asked: list[tuple[float, Act]] = []
        began = time.monotonic()
        shift = time.time() - began
        for number in range(count):
            due = began + number / rate
            while (left := due - time.monotonic()) > 0:
                time.sleep(left)
            question = self._dice.choice(QUESTIONS)
            text = f"@{self.workspace.bot.handle} {question}"
            where = f"channel-{self._dice.randrange(CHANNELS)}"
            asked.append((due + shift, self.workspace.post(f"Reader {number % 20}", where, text, wait=False)))
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline and not self._all_done(asked):
            time.sleep(0.02)
        answered, acknowledged = [], []
        for due, act in asked:
            assert act.message is not None
            at = self._replied.get((act.message.channel, act.message.ts))
            if at is not None:
                answered.append(at - due)
            acked = act.deliveries[0].attempts[-1].acked_at if act.deliveries[0].attempts else None
            if acked is not None:
                acknowledged.append(acked - due)
        return Measured(count, answered, acknowledged)

    def _all_done(self, asked: Sequence[tuple[float, Act]]) -> bool:
        done = all(act.acked for _, act in asked)
        # An app that answers nobody has nothing more to come.
        return done and len(self._replied) in (0, len(asked))

    def _watch(self, entry: Entry) -> None:
        if entry.kind == "message" and (message := entry.data["message"]).thread_ts and message.bot_id:
            self._replied.setdefault((message.channel, message.thread_ts), time.time())
