"""Tests of the commands that a person or a build machine starts with."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest


def executable(path, *lines):
    """Write a shell script that stands in for a program the machine has or lacks."""
    path.write_text("\n".join(["#!/bin/sh", *lines, ""]), "utf-8")
    path.chmod(0o755)
    return path


def make(folder, *arguments):
    """Run make quietly, without what an outer make hands down."""
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    return subprocess.run(
        ["make", "--no-print-directory", *arguments],
        cwd=folder,
        env=surroundings,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def bare(project, tmp_path):
    """Return a folder as a fresh clone has it, with nothing set up."""
    shutil.copy(project / "Makefile", tmp_path)
    shutil.copy(project / "pyproject.toml", tmp_path)
    shutil.copytree(project / "requirements", tmp_path / "requirements")
    return tmp_path


def test_make_alone_explains_itself(bare):
    """Typing only `make` lists the commands and starts nothing."""
    shown = make(bare)
    assert 0 == shown.returncode, shown.stderr
    listed = {line.split()[0] for line in shown.stdout.splitlines()}
    assert {"bench", "check", "clean", "knowledge", "lock", "mutate-facts", "run", "setup", "test"} <= listed
    assert not (bare / ".venv").exists()


def test_an_old_python_is_named_with_what_to_do(bare):
    """A machine without Python 3.11 gets one clear sentence and no half-made environment."""
    old = executable(bare / "python3.9", "exit 1")
    refused = make(bare, "test", f"PYTHON={old}")
    assert 2 == refused.returncode
    assert f"setup: Python 3.11 or newer is needed, and {old} is not that." in refused.stderr
    assert "make setup PYTHON=" in refused.stderr
    assert not (bare / ".venv").exists()


def test_a_python_without_venv_is_named_with_what_to_do(bare):
    """Debian ships Python without its venv module; the message names the package that brings it."""
    crippled = executable(bare / "python3.11", 'case "$2" in *ensurepip*) exit 1;; esac')
    refused = make(bare, "setup", f"PYTHON={crippled}")
    assert 2 == refused.returncode
    assert "apt-get install python3-venv" in refused.stderr


@pytest.fixture
def ci(project, tmp_path):
    """Return a way to run .ci/run with a `make` that only notes what it was asked, and fails where told."""
    (tmp_path / ".ci").mkdir()
    shutil.copy(project / ".ci" / "run", tmp_path / ".ci")
    (tmp_path / "bin").mkdir()

    def run(failing="nothing"):
        executable(
            tmp_path / "bin" / "make",
            'echo "$1 browser=$REQUIRE_BROWSER" >> noted',
            'echo "= closing line of $1 ="',
            f'test "$1" != {failing}',
        )
        done = subprocess.run(
            [tmp_path / ".ci" / "run"],
            env={**os.environ, "PATH": f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        return done, (tmp_path / "noted").read_text("utf-8").splitlines()

    return run


def test_ci_runs_the_tests_and_then_the_checks(ci):
    """The build machine runs what a person runs, insists on a browser, and ends on the tests' closing line."""
    done, noted = ci()
    assert 0 == done.returncode, done.stderr
    assert ["test browser=1", "soak browser=1", "check browser=1"] == noted
    assert "= closing line of test =" == done.stdout.splitlines()[-1]


@pytest.mark.parametrize(("failing", "reached"), [("test", 1), ("soak", 2), ("check", 3)])
def test_ci_fails_with_its_first_failure(ci, failing, reached):
    """A failure is never hidden behind the output's pipe."""
    done, noted = ci(failing)
    assert 0 != done.returncode
    assert reached == len(noted)


@pytest.fixture
def installing(bare, project, tmp_path):
    """Return a way to run make install with stand-ins for Python and pip; what fails is named in a file ``failing``."""
    (bare / "deploy").mkdir()
    shutil.copy(project / "deploy/swap", bare / "deploy")
    ready = bare / ".venv/bin"
    ready.mkdir(parents=True)
    fails = f'test ! -e "{bare}/failing" || case "$*" in *"$(cat "{bare}/failing")"*) exit 3;; esac'
    executable(ready / "python", fails, 'case "$*" in *wheel*) mkdir -p build/wheel; touch build/wheel/bot.whl;; esac')
    (bare / ".venv/.ready").touch()
    inner = bare / "inner"
    executable(inner, fails)
    executable(
        bare / "python3",
        fails,
        f'case "$*" in *swap*) exec "{sys.executable}" "$@";; esac',
        'mkdir -p "$4/bin"',
        f'cp "{inner}" "$4/bin/python"',
        'printf "#!%s/bin/python\\n# %s\\n" "$4" "$(cat version)" > "$4/bin/myositis-bot"; chmod +x "$4/bin/myositis-bot"',
    )

    def run(version, *, failing="", target="install"):
        (bare / "version").write_text(version)
        (bare / "failing").unlink(missing_ok=True)
        if failing:
            (bare / "failing").write_text(failing)
        return make(bare, target, f"TO={bare}/place", f"PYTHON={bare}/python3")

    return run


def installed_in(folder):
    return (folder / "place/bin/myositis-bot").read_text()


STEPS = ["pip --disable-pip-version-check wheel", "venv", "--require-hashes", "--no-index", "compileall", "bot ask"]


@pytest.mark.parametrize("step", STEPS)
def test_whatever_fails_leaves_the_running_installation_as_it_was(installing, bare, step):
    """And it can be repeated: the same command then succeeds."""
    assert 0 == installing("one").returncode
    before = installed_in(bare)
    assert 0 != installing("two", failing=step).returncode
    assert before == installed_in(bare)
    assert 0 == installing("two").returncode
    assert "# two" in installed_in(bare)


def test_the_installation_before_is_kept_and_is_the_way_back(installing, bare):
    """One command each way; what stands in a script is the place, not where it was built."""
    installing("one")
    installing("two")
    assert f"#!{bare}/place/bin/python" == installed_in(bare).splitlines()[0]
    assert 0 == installing("two", target="back").returncode
    assert "# one" in installed_in(bare)
    assert 0 == installing("two", target="back").returncode
    assert "# two" in installed_in(bare)
    assert not (bare / "place.new").exists()


def test_something_else_in_the_place_is_not_touched(installing, bare):
    """Nor is anything built."""
    (bare / "place").mkdir()
    (bare / "place/diary").write_text("mine")
    assert 0 != installing("one").returncode
    assert "mine" == (bare / "place/diary").read_text()
