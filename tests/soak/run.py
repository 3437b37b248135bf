"""One run: people ask, faults strike at random, the bot is killed and started again."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from bot.workspace import AppSettings, TeamSettings, Times, Workspace
from bot.workspace.settings import Bounds
from knowledge.reader import open_or_compile
from tests.listeners.processes import PROJECT, environment
from tests.soak.books import Books
from tests.soak.deeds import Doer
from tests.soak.ledger import Ledger

QUESTIONS = (
    "did DM patients respond?",
    "and IMNM?",
    "was it safe?",
    "does rituximab work better?",
    "compare DM and PM at week 24",
    "what is the IMACS DOI?",
    "should I give it to my patient?",
    "what is the weather",
    "why two different site counts?",
    "hello",
)
TIMES = Times(ack_deadline=1.0, retry_after=(0.3, 8.0, 16.0), disconnect_grace=0.5)
"""Slack's 3 s to acknowledge, and retries after about 1 s, 60 s and 300 s, compressed."""
CHANCES = {
    "duplicate": 0.20,
    "late": 0.05,
    "lose_ack": 0.05,
    "ratelimited": 0.03,
    "drop_before": 0.02,
    "drop_after": 0.02,
    "invalid_blocks": 0.02,
    "http": 0.01,
}
_CHANNELS = 25
_DEEDS = 0.5
"""What is typed, pressed and chosen, for each question that is written."""
_OPEN = ("waiting", "leased", "sending")


@dataclass
class Soak:
    """What a run is to be, and what came of it."""

    questions: int
    kills: int
    seed: int
    rate: float
    killed: int = 0
    disconnects: int = 0
    seconds: float = 0.0

    def run(self) -> tuple[Ledger, Books, dict[str, int], dict[str, int]]:
        """Return the books, the faults that struck, and the store's own counts."""
        open_or_compile()
        names = tuple(f"Reader {number}" for number in range(10))
        team = TeamSettings(people=names)
        began = time.monotonic()
        with (
            tempfile.TemporaryDirectory(prefix="soak-") as folder,
            Workspace(AppSettings(), team=team, times=TIMES, bounds=Bounds(feed=2_000, tickets=20_000)) as workspace,
        ):
            for number in range(_CHANNELS):
                workspace.add_channel(f"channel-{number}", list(names))
            ledger = Ledger(workspace.bot.bot_id or "", workspace.hub.team_id)
            books = Books(ledger)
            for watch in (ledger.watch, books.watch):
                workspace.feed.subscribe(watch)
            self._go(workspace, books, Path(folder))
            self.seconds = time.monotonic() - began
            ledger.accepted = _accepted(Path(folder))
            return ledger, books, dict(workspace.faults.counts), _counts(Path(folder))

    def _go(self, workspace: Workspace, books: Books, folder: Path) -> None:
        ledger, dice, deeds = books.ledger, random.Random(self.seed), random.Random(self.seed + 1)
        doer = Doer(workspace, deeds)
        workspace.feed.subscribe(doer.watch)
        people = [f"Reader {number}" for number in range(10)]
        channels = [f"channel-{number}" for number in range(_CHANNELS)]
        process = self._start(workspace, folder)
        workspace.wait_for_app(timeout=60)
        workspace.faults.at_random(self.seed, retry_after=1, **CHANCES)
        kills = sorted(dice.sample(range(self.questions // 20, self.questions), self.kills))
        breaks = set(dice.sample(range(self.questions), max(2, self.questions // 100)))
        for number in range(self.questions):
            self._ask(workspace, ledger, dice, number)
            if deeds.random() < _DEEDS and (deed := doer.do(people, channels)) is not None:
                books.deeds.append(deed)
            if number in breaks:
                self.disconnects += 1
                workspace.cut_connections() if dice.random() < 0.3 else workspace.disconnect()
            if kills and number >= kills[0]:
                kills.pop(0)
                process = self._kill(workspace, process, books, folder, dice)
            time.sleep(dice.expovariate(self.rate))
        while kills:
            kills.pop()
            process = self._kill(workspace, process, books, folder, dice)
        workspace.faults.clear()
        _wait_for_rest(workspace, ledger, folder)
        process.send_signal(signal.SIGTERM)
        process.wait(30)

    def _ask(self, workspace: Workspace, ledger: Ledger, dice: random.Random, number: int) -> None:
        who = f"Reader {dice.randrange(10)}"
        question = dice.choice(QUESTIONS)
        if dice.random() < 0.3:
            ledger.ask(workspace.direct(who, question, wait=False))
        else:
            where = f"channel-{number % _CHANNELS}"
            ledger.ask(workspace.post(who, where, f"@{workspace.bot.handle} {question}", wait=False))

    def _kill(
        self,
        workspace: Workspace,
        process: subprocess.Popen[bytes],
        books: Books,
        folder: Path,
        dice: random.Random,
    ) -> subprocess.Popen[bytes]:
        # Only a bot that works is worth killing.
        workspace.wait_for_app(timeout=60)
        time.sleep(dice.uniform(0.0, 0.3))
        books.kills.append(workspace.hub.now())
        process.send_signal(signal.SIGKILL)
        process.wait(10)
        self.killed += 1
        return self._start(workspace, folder)

    def _start(self, workspace: Workspace, folder: Path) -> subprocess.Popen[bytes]:
        told = environment(workspace, folder, MYOSITIS_CONNECTIONS="2", MYOSITIS_PER_MINUTE="0")
        with (folder / "log.txt").open("ab") as log:
            return subprocess.Popen([sys.executable, "-m", "tests.soak.bot"], env=told, cwd=PROJECT, stderr=log)


def _wait_for_rest(workspace: Workspace, ledger: Ledger, folder: Path, patience: float = 120.0) -> None:
    """Wait until nothing is delivered, owed or in doubt any more, for two seconds."""
    deadline = time.monotonic() + patience
    calm, seen = time.monotonic(), -1
    while time.monotonic() < deadline:
        under_way = workspace.deliveries_under_way + workspace.calls_under_way + _owed(folder)
        posts = sum(ledger.answers.values())
        if under_way or posts != seen:
            calm, seen = time.monotonic(), posts
        if time.monotonic() - calm > 2.0:
            return
        time.sleep(0.1)


def _owed(folder: Path) -> int:
    with closing(sqlite3.connect(f"file:{folder / 'bot.db'}?mode=ro", uri=True)) as connection:
        marks = ",".join("?" * len(_OPEN))
        found = connection.execute(f"select count(*) from outbox where state in ({marks})", _OPEN).fetchone()
    return int(found[0])


def _accepted(folder: Path) -> frozenset[str]:
    with closing(sqlite3.connect(f"file:{folder / 'bot.db'}?mode=ro", uri=True)) as connection:
        return frozenset(key for (key,) in connection.execute("select key from outbox"))


def _counts(folder: Path) -> dict[str, int]:
    from bot.store import Store

    store = Store.open(f"sqlite:///{folder / 'bot.db'}")
    try:
        return store.counts()
    finally:
        store.close()
