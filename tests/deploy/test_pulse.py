"""Signs of life: what systemd hears on its socket, and what ``myositis-bot health`` says, of a bot as a process."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.pulse import Notifier, Pulse, health
from knowledge.reader import open_or_compile
from tests.kit.fixtures import app_settings, times, workspace
from tests.listeners.processes import bot_process, environment

__all__ = ["app_settings", "times", "workspace"]


def now() -> datetime:
    return datetime.now(UTC)


class Manager:
    """The end of the notification socket that systemd would hold."""

    def __init__(self, address: str) -> None:
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(f"\0{address[1:]}" if address.startswith("@") else address)
        self._socket.settimeout(30)

    def until(self, wanted: str) -> list[str]:
        """What was said up to the first line that is ``wanted``."""
        lines: list[str] = []
        while wanted not in lines:
            lines += self._socket.recv(4096).decode().split("\n")
        return lines

    def close(self) -> None:
        self._socket.close()


@pytest.fixture
def address(tmp_path) -> str:
    """Where systemd listens."""
    return str(tmp_path / "notify")


@pytest.fixture
def manager(address):
    """Systemd, listening."""
    listening = Manager(address)
    yield listening
    listening.close()


@pytest.fixture
def pulse(tmp_path):
    """A way to make a pulse of a bot whose state a test sets."""

    def make(state, **changes) -> Pulse:
        told = {"every": 0.02, "lost": 0.1, "notifier": Notifier({})} | changes
        return Pulse(tmp_path / "alive", lambda: state["problem"], lambda: state["connected"], now, **told)

    return make


def wait_for(condition, seconds: float = 10.0) -> bool:
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.01)
    return condition()


class TestProcess:
    """The bot itself."""

    @pytest.fixture(autouse=True)
    def compiled(self):
        """Production runs on a compiled fact base."""
        return open_or_compile()

    def test_it_tells_systemd(self, workspace, tmp_path, manager, address):
        """READY only when connected, WATCHDOG while well, STOPPING when asked to stop; then the sign of life is gone."""
        told = environment(workspace, tmp_path, NOTIFY_SOCKET=address, WATCHDOG_USEC="600000")
        with bot_process(told, tmp_path) as process:
            before = manager.until("READY=1")
            assert 1 == workspace.hub.gateway.connections
            assert "STATUS=connecting to Slack" in before
            assert "WATCHDOG=1" in manager.until("WATCHDOG=1")
            process.send_signal(signal.SIGTERM)
            manager.until("STOPPING=1")
            process.communicate(timeout=20)
            assert 0 == process.returncode
        assert [] == list(tmp_path.glob("*.alive"))

    def test_health_of_a_process(self, workspace, tmp_path):
        """Well while it works; killed, it is not: the file alone convinces nobody."""
        told = environment(workspace, tmp_path)
        assert (1, True) == (asked(told, tmp_path)[0], "not running" in asked(told, tmp_path)[1])
        with bot_process(told, tmp_path) as process:
            workspace.wait_for_app(timeout=30)
            assert wait_for(lambda: "working" in asked(told, tmp_path)[1])
            assert 0 == asked(told, tmp_path)[0]
            process.send_signal(signal.SIGKILL)
            process.wait(10)
            status, says = asked(told, tmp_path)
            assert (1, f"not running: process {process.pid} has ended") == (status, says.strip())


def asked(told, folder):
    """Ask as a container's health check does."""
    done = subprocess.run(
        [sys.executable, "-m", "bot", "health"], cwd=folder, env=told, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout


class TestPulse:
    """What counts as well."""

    def test_a_bot_that_works(self, pulse, tmp_path):
        """It is well from its first beat on, and gone at the end."""
        with pulse({"problem": "", "connected": True}) as beating:
            beating.ready("connected")
            assert health(tmp_path / "alive", now()).well
        assert "not running" in health(tmp_path / "alive", now()).says

    def test_a_problem(self, pulse, tmp_path, manager, address):
        """It is told, and the watchdog hears nothing until it is mended."""
        state = {"problem": "the store cannot be read", "connected": True}
        with pulse(state, notifier=Notifier({"NOTIFY_SOCKET": address})):
            said = manager.until("STATUS=the store cannot be read")
            assert "WATCHDOG=1" not in said
            assert wait_for((tmp_path / "alive").exists)
            found = health(tmp_path / "alive", now())
            assert (False, "the store cannot be read") == (found.well, found.says)
            state["problem"] = ""
            assert "WATCHDOG=1" not in manager.until("STATUS=well again")[:-1]
            manager.until("WATCHDOG=1")

    def test_no_connection(self, pulse, tmp_path):
        """A connection that stays away is a problem after a while; one that comes back is none."""
        state = {"problem": "", "connected": False}
        with pulse(state) as beating:
            beating.ready("connected")
            assert health(tmp_path / "alive", now()).well
            assert wait_for(lambda: "no connection to Slack for" in health(tmp_path / "alive", now()).says)
            state["connected"] = True
            assert wait_for(lambda: health(tmp_path / "alive", now()).well)

    def test_before_the_first_connection(self, pulse, tmp_path):
        """A bot that waits for the network at the start is not killed for it."""
        with pulse({"problem": "", "connected": False}):
            assert wait_for((tmp_path / "alive").exists)
            time.sleep(0.3)
            found = health(tmp_path / "alive", now())
            assert (True, True) == (found.well, found.says.startswith("starting"))

    def test_a_bot_that_is_stuck(self, pulse, tmp_path):
        """A process that is there and does nothing is not well."""
        with pulse({"problem": "", "connected": True}) as beating:
            beating.ready("connected")
            found = health(tmp_path / "alive", now() + timedelta(minutes=1))
            assert (False, True) == (found.well, found.says.startswith("stuck: the last sign of life is"))

    def test_an_error_while_looking(self, tmp_path, pulse, caplog):
        """A beat that fails is logged and the next one comes."""
        state: dict = {"connected": True}
        with pulse(state):
            assert wait_for(lambda: "missed a beat" in caplog.text)
            state["problem"] = ""
            assert wait_for((tmp_path / "alive").exists)

    def test_a_place_that_cannot_be_written(self, tmp_path, caplog):
        """The bot runs on; the log names the place once."""
        (tmp_path / "file").write_text("")
        with Pulse(tmp_path / "file/alive", lambda: "", lambda: True, now, notifier=Notifier({}), every=0.01):
            assert wait_for(lambda: "cannot be written" in caplog.text)
            time.sleep(0.1)
        assert 1 == caplog.text.count("cannot be written")

    @pytest.mark.parametrize("text", ["", "{}", "[]", '{"at": "soon", "pid": 1, "every": 1, "state": "x"}', "\udcff"])
    def test_a_file_that_is_none(self, tmp_path, text):
        """Whatever is in it, the answer is one sentence."""
        (tmp_path / "alive").write_bytes(text.encode(errors="surrogateescape"))
        assert "cannot be read" in health(tmp_path / "alive", now()).says


class TestNotifier:
    """The socket of systemd."""

    def test_the_abstract_namespace(self):
        """An address that begins with @ is no file."""
        listening = Manager(f"@myositis-{os.getpid()}")
        Notifier({"NOTIFY_SOCKET": f"@myositis-{os.getpid()}"}).ready()
        assert ["READY=1"] == listening.until("READY=1")
        listening.close()

    def test_nobody_listens(self, address):
        """Neither without an address nor with a dead one does anything fail."""
        for around in ({}, {"NOTIFY_SOCKET": address}):
            Notifier(around).status("well")
        assert not Path(address).exists()

    def test_one_line(self, manager, address):
        """A status of several lines cannot pass for another message."""
        Notifier({"NOTIFY_SOCKET": address}).status("lost\nREADY=1")
        Notifier({"NOTIFY_SOCKET": address}).alive()
        assert ["STATUS=lost READY=1", "WATCHDOG=1"] == manager.until("WATCHDOG=1")

    @pytest.mark.parametrize(
        ("around", "seconds"),
        [
            ({}, None),
            ({"WATCHDOG_USEC": "60000000"}, 60.0),
            ({"WATCHDOG_USEC": "0"}, None),
            ({"WATCHDOG_USEC": "soon"}, None),
            ({"WATCHDOG_USEC": "60000000", "WATCHDOG_PID": "1"}, None),
        ],
    )
    def test_the_watchdog(self, around, seconds):
        """How soon systemd wants to hear, if from this process at all."""
        assert seconds == Notifier(around).watchdog
