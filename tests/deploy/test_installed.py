"""The installed bot, as a container or a unit runs it: another user, a tree that may not be written, one state folder."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import sysconfig
import tempfile
import zipfile
from contextlib import contextmanager
from pathlib import Path

import pytest

from knowledge.compiler import compile_knowledge
from tests.kit.fixtures import app_settings, times, workspace
from tests.listeners.processes import environment

__all__ = ["app_settings", "times", "workspace"]

NOBODY = 65534
# What the unit and the compose file ask for and any process can ask of the kernel itself: no new privileges (38), no memory
# that is both written and run (65; kernels before 6.3 do not know it, and refuse).
SHUT_OFF = """
import ctypes, os, sys
kernel = ctypes.CDLL(None)
assert kernel.prctl(38, 1, 0, 0, 0) == 0
kernel.prctl(65, 1, 0, 0, 0)
os.execv(sys.argv[1], sys.argv[1:])
"""
REQUIRED = "REQUIRE_OTHER_USER"


@pytest.fixture(scope="module")
def installed(project):
    """Everything the wheel holds, compiled facts included, where nobody may write."""
    folder = Path(tempfile.mkdtemp(prefix="myositis-bot-"))  # not pytest's own folder: that one is its owner's alone
    source, site = folder / "source", folder / "site"
    for name in ("bot", "knowledge"):
        shutil.copytree(project / name, source / name, ignore=shutil.ignore_patterns("__pycache__", "*.db*"))
    for name in ("README.md", "pyproject.toml"):
        shutil.copy(project / name, source)
    compile_knowledge(source / "knowledge", source / "knowledge/facts.db")
    wheel = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-index", "--no-deps", "--no-build-isolation", "."]
    subprocess.run(wheel, cwd=source, capture_output=True, check=True)
    zipfile.ZipFile(next(source.glob("*.whl"))).extractall(site)
    shutil.rmtree(source)
    for path in [folder, *site.rglob("*"), site]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    yield site
    for path in [folder, *(path for path in folder.rglob("*") if path.is_dir())]:
        path.chmod(0o755)
    shutil.rmtree(folder)


@pytest.fixture
def state():
    """The one folder that the bot may write, its user's own."""
    folder = Path(tempfile.mkdtemp(prefix="myositis-bot-state-"))
    if os.geteuid() == 0:
        os.chown(folder, NOBODY, NOBODY)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def started(installed, state, workspace):
    """A way to start the installed bot's commands as the other user."""
    other = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
    paths = os.pathsep.join([str(installed), sysconfig.get_path("platlib")])
    told = environment(workspace, state) | {"PYTHONPATH": paths, "HOME": "/nonexistent"}
    for name in ("XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR"):
        told.pop(name, None)
    python = runnable(told, state, other)

    @contextmanager
    def start(*arguments):
        command = [python, "-c", SHUT_OFF, python, "-m", "bot", *arguments]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        process = subprocess.Popen(command, cwd=state, env=told, **pipes, **other)
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()
            process.communicate()

    return start


def runnable(told, state, other) -> str:
    """A Python that the other user may run, with the packages that are installed for this one."""
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    for python in (sys.executable, shutil.which(version, path="/usr/local/bin:/usr/bin")):
        try:
            if python:
                asked = [python, "-c", "import slack_bolt, sqlalchemy, pydantic, bot"]
                subprocess.run(asked, cwd=state, env=told, check=True, capture_output=True, **other)
                return python
        except (OSError, subprocess.CalledProcessError):
            continue
    message = f"there is no {version} on this machine that another user may run"
    if os.environ.get(REQUIRED):
        pytest.fail(message)
    pytest.skip(f"{message} (set {REQUIRED}=1 to make this a failure)")


def output(started, *arguments):
    with started(*arguments) as process:
        out, errors = process.communicate(timeout=60)
        return process.returncode, out + errors


def listing(folder: Path) -> dict[str, tuple[int, int]]:
    return {str(path.relative_to(folder)): (path.stat().st_size, path.stat().st_mtime_ns) for path in folder.rglob("*")}


def test_it_runs(installed, state, started, workspace):
    """It answers, is well, finds nothing to mend, is backed up, and has written nothing but its state."""
    before = listing(installed)
    with started("run") as process:
        workspace.wait_for_app(timeout=30)
        if os.geteuid() == 0:
            status = Path(f"/proc/{process.pid}/status").read_text()
            assert (True, True) == (f"Uid:\t{NOBODY}\t{NOBODY}" in status, "NoNewPrivs:\t1" in status)
        workspace.post("Ada Fellow", "general", "@myositis did DM patients respond?")
        assert workspace.feed.wait_until(lambda: any(one.bot_id for one in workspace.messages("general")), 10)
        assert workspace.feed.wait_until((state / "test.alive").exists, 10)
        status, says = output(started, "health")
        assert (0, True) == (status, says.startswith("working")), says
        status, says = output(started, "doctor")
        assert (0, True) == (status, "0 to mend" in says), says
        assert "as root" not in says
        status, says = output(started, "backup", "--into", str(state / "backups"))
        assert 0 == status, says
        process.send_signal(signal.SIGTERM)
        _, log = process.communicate(timeout=30)
        assert 0 == process.returncode, log
    assert before == listing(installed)
    assert {"bot.db", "bot.db.seat-test", "backups"} == {path.name for path in state.iterdir()}
    assert {0o600, 0o700} >= {path.stat().st_mode & 0o777 for path in state.rglob("*")}


def test_questions_from_the_command_line(installed, state, started):
    """``ask`` finds the compiled facts where it may not write, and has no home folder."""
    before = listing(installed)
    status, says = output(started, "ask", "did DM patients respond?")
    assert (0, True) == (status, "[1]" in says), says
    assert (before, []) == (listing(installed), list(state.iterdir()))
