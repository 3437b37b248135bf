"""Tests that data flows one way, and that breaking this is noticed."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ONE_WAY = "Data flows one way"
KNOWLEDGE = "The fact base knows neither the bot nor Slack"
LIGHT = "Answering a question loads neither Slack nor a database server nor statistics"
QUIZ = "The quiz knows neither Slack nor the store"
WORKSPACE = "The local workspace imports nothing of the bot"

PLANTED = [
    pytest.param("knowledge/planted.py", "import bot", KNOWLEDGE, id="fact base imports the bot itself"),
    pytest.param("knowledge/planted.py", "import bot.understanding", KNOWLEDGE, id="fact base imports a layer"),
    pytest.param("knowledge/planted.py", "import slack_sdk", KNOWLEDGE, id="fact base knows Slack"),
    pytest.param("bot/understanding/planted.py", "import bot.answering", ONE_WAY, id="understanding looks at answers"),
    pytest.param("bot/answering/planted.py", "import bot.rendering", ONE_WAY, id="answering looks at rendering"),
    pytest.param("bot/answering/planted.py", "import bot.workspace", ONE_WAY, id="answering starts the workspace"),
    pytest.param("bot/planted.py", "", ONE_WAY, id="a module that stands nowhere"),
    pytest.param("bot/answering/planted.py", "import sqlalchemy", LIGHT, id="answering reaches for a database"),
    pytest.param("bot/rendering/planted.py", "import scipy.stats", LIGHT, id="rendering calculates"),
    pytest.param("bot/rendering/planted.py", "import fsrs", LIGHT, id="rendering schedules cards"),
    pytest.param("bot/quiz/planted.py", "import slack_sdk", QUIZ, id="the quiz knows Slack"),
    pytest.param("bot/workspace/planted.py", "import bot.rendering", WORKSPACE, id="workspace borrows rendering"),
    pytest.param("bot/workspace/planted.py", "import knowledge", WORKSPACE, id="workspace reads facts"),
]


def broken(folder: Path) -> dict[str, str]:
    """Return the contracts that the tree in ``folder`` breaks, each with the report, as `make check` would find them."""
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    found = [line.removesuffix(" BROKEN") for line in done.stdout.splitlines() if line.endswith(" BROKEN")]
    assert bool(found) == bool(done.returncode), done.stdout + done.stderr
    return dict.fromkeys(found, done.stdout)


@pytest.fixture
def tree(project, tmp_path):
    """Return a copy of the code that a test may spoil."""
    for folder in ("bot", "knowledge"):
        shutil.copytree(
            project / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__", "*.yaml", "*.db*")
        )
    shutil.copy(project / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_layers_hold(tree):
    """No module knows a layer it must not know."""
    assert {} == broken(tree)


@pytest.mark.parametrize(("file", "line", "contract"), PLANTED)
def test_a_planted_violation_is_found(tree, file, line, contract):
    """Each arrow that must not be drawn breaks the contract that forbids it, and the report names the module."""
    (tree / file).write_text(f'"""Planted."""\n\n{line}\n', "utf-8")
    reports = broken(tree)
    assert contract in reports
    assert "planted" in reports[contract]
