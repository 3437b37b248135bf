"""The README shows what the bot says, and leads to what is there."""

from __future__ import annotations

import re
from pathlib import Path

from bot.rendering.plain import plain_text
from tests.questions.asking import ask

PROJECT = Path(__file__).parents[2]
README = (PROJECT / "README.md").read_text(encoding="utf-8")


def test_the_answer_shown_is_the_answer_given():
    """A reader who asks the same gets the same, but for the closing line with the version."""
    shown = re.search(r'\$ myositis-bot ask "([^"]+)"\n\n(.+?)\n```', README, re.DOTALL)
    assert shown is not None
    said = plain_text(ask(shown[1]).answer).splitlines()
    assert shown[2].splitlines() == said[: len(shown[2].splitlines())]


def test_every_link_leads_somewhere():
    """Pictures and documents that the README names are in the repository."""
    links = re.findall(r"\]\(([^)#:]+)\)", README)
    assert links
    assert [] == [link for link in links if not (PROJECT / link).is_file()]


def test_every_command_and_target_named_exists():
    """What the README tells to type can be typed."""
    from typer.main import get_command

    from bot.cli.commands import app

    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    commands = set(get_command(app).commands)  # type: ignore[attr-defined]
    assert set() == set(re.findall(r"\bmake ([a-z-]+)", README)) - targets - {"it", "and", "a"}
    assert set() == set(re.findall(r"\bmyositis-bot ([a-z]+)", README)) - commands
