"""Asking loads only what answering needs, so that the first answer comes at once."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.questions.asking import base

HEAVY = {
    "slack_bolt",
    "slack_sdk",
    "sqlalchemy",
    "alembic",
    "scipy",
    "numpy",
    "statsmodels",
    "pandas",
    "sqlite_utils",
    "yaml",
    "fsrs",
    "starlette",
    "prompt_toolkit",
    "knowledge.compiler",
    "knowledge.models",
    "knowledge.checks",
}
_PROBE = """
import json, sys
from bot.cli.commands import app
app(json.loads(sys.argv[1]), standalone_mode=False)
print(json.dumps(sorted(sys.modules)), file=sys.stderr)
"""


_WITHOUT_COMMAND_LINE = """
import json, sys
from bot.answering.service import Answerer
from bot.rendering.json_object import json_object
from knowledge.reader import open_or_compile
answer = Answerer(open_or_compile()).ask("did it work?").answer
print(json_object(answer, "")["headline"])
print(json.dumps(sorted(sys.modules)), file=sys.stderr)
"""


@pytest.fixture(autouse=True)
def compiled():
    """Have the fact base compiled beforehand; compiling is not asking."""
    assert base().version


@pytest.mark.parametrize("arguments", [["ask", "did it work?"], ["ask", "--json", "did it work?"]])
def test_asking_loads_neither_slack_nor_a_database_server_nor_statistics_nor_models(project, arguments):
    """The models and the compiler check data when it is compiled, not when it is read."""
    command = [sys.executable, "-c", _PROBE, json.dumps(arguments)]
    ended = subprocess.run(command, capture_output=True, check=True, text=True, cwd=project)
    assert ended.stdout
    assert set() == HEAVY & set(json.loads(ended.stderr.splitlines()[-1]))


def test_answering_itself_does_not_even_load_pydantic(project):
    """The library of the command line does; question, answer and rendering do without."""
    command = [sys.executable, "-c", _WITHOUT_COMMAND_LINE]
    ended = subprocess.run(command, capture_output=True, check=True, text=True, cwd=project)
    assert ended.stdout.startswith("Not shown")
    assert set() == (HEAVY | {"pydantic", "typer", "rich"}) & set(json.loads(ended.stderr.splitlines()[-1]))
