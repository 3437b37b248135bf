"""Tests that the page for the IT reviewer says what is so."""

from __future__ import annotations

import ast
import re
import socket
from urllib.parse import urlsplit

import pytest
import yaml

from bot.store.schema import metadata
from bot.store.shown import KEPT_FOR
from bot.store.tables_inbox import RESOLVED_FOR
from bot.store.tables_learning import QUIZ_KEPT

NUMBER = re.compile(r"\d+")
CLAIM = re.compile(r"`(tests/[\w/]+\.py(?:::\w+)+)`")


@pytest.fixture(scope="module")
def page(project):
    return (project / "deploy/SECURITY-REVIEW.md").read_text("utf-8")


def rows(page: str, heading: str) -> list[list[str]]:
    """The rows of the table below a heading, without its head."""
    section = page.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def names_in(source: str) -> set[str]:
    """The tests that pytest collects from a file, as written behind its path."""
    found = set()
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test"):
            found.add(node.name)
        if isinstance(node, ast.ClassDef) and node.name.startswith("Test"):
            found |= {
                f"{node.name}::{each.name}"
                for each in node.body
                if isinstance(each, ast.FunctionDef) and each.name.startswith("test")
            }
    return found


def test_each_threat_names_a_test_that_exists(page, project):
    """Every row ends in a test; it stands in that file under that name and is no skipped one."""
    threats = rows(page, "Threats, and what meets them")
    assert len(threats) > 20
    for threat, _, proof in threats:
        named = CLAIM.fullmatch(proof)
        assert named, threat
        path, _, name = named[1].partition("::")
        assert name in names_in((project / path).read_text("utf-8")), proof


def test_the_named_tests_are_collected(page, project, collected):
    """Pytest itself finds them, and runs them by default."""
    assert set() == {claim for claim in CLAIM.findall(page) if claim not in collected}


@pytest.fixture(scope="module")
def collected(page, project) -> set[str]:
    """What pytest collects from the files that the page names, without the cases in brackets."""
    import subprocess
    import sys

    files = sorted({claim.partition("::")[0] for claim in CLAIM.findall(page)})
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider", "-p", "no:randomly", *files],
        cwd=project,
        capture_output=True,
        text=True,
        check=True,
    )
    return {line.partition("[")[0] for line in done.stdout.splitlines() if "::" in line}


def test_the_scopes_are_those_of_the_manifest(page, project):
    """No more and no fewer, optional ones marked."""
    manifest = yaml.safe_load((project / "deploy/slack-manifest.yaml").read_text("utf-8"))
    asked = manifest["oauth_config"]["scopes"]
    listed = [row[0] for row in rows(page, "Scopes, and why each")]
    assert {f"`{scope}`" for scope in asked["bot"]} == {row for row in listed if "optional" not in row}
    assert {f"`{scope}` (optional)" for scope in asked["bot_optional"]} == {row for row in listed if "optional" in row}
    assert all(row[1] for row in rows(page, "Scopes, and why each"))


def test_the_tables_are_those_of_the_store(page, services):
    """Each is named once, with how long it is kept where that is a number of days."""
    listed = {row[0].strip("`"): row[3] for row in rows(page, "What is stored, and how long")}
    assert set(metadata.tables) == set(listed)
    days = {
        "memories": services.memory.days,
        "shown": KEPT_FOR.days,
        "inbox": RESOLVED_FOR.days,
        "learning_quizzes": QUIZ_KEPT.days,
    }
    assert days == {name: int(NUMBER.findall(listed[name])[0]) for name in days}


def test_it_fits_one_page(page):
    """An hour's reading is not read."""
    assert len(page.split()) < 1_800


def test_it_connects_to_slack_alone(slack, workspace, monkeypatch):
    """In a conversation over every kind of call no other address is connected to or looked up."""
    seen = set()
    connect = socket.socket.connect

    def noted(self, address):
        seen.add(address[:2] if isinstance(address, tuple) else str(address))
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", noted)
    slack.mention("did DM patients respond?")
    slack.click(slack.last.buttons[0])
    slack.command("/myositis", "did DM patients respond?")
    slack.choose("more", "share")
    slack.choose("more", "details", on=slack.command("/myositis", "was it safe?").message)
    slack.open_home()
    slacks = urlsplit(workspace.api_url)
    assert {(slacks.hostname, slacks.port)} == seen
