"""``myositis-bot chat``: a conversation that remembers what it is about."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from bot.cli.commands import app


def chat(*lines, options=()):
    """Return exit status and what a conversation of typed lines shows."""
    result = CliRunner().invoke(app, ["chat", *options], input="".join(line + "\n" for line in lines))
    return result.exit_code, " ".join(result.stdout.split())


def test_a_follow_up_is_about_what_was_asked_before():
    """As in a thread."""
    status, shown = chat("did DM patients respond?", "was that significant?")
    assert 0 == status
    assert "About half improved on either arm" in shown
    assert "Not significant in DM: P = 0.679." in shown


def test_a_new_start_forgets():
    """After /new a follow-up has nothing to follow."""
    _, shown = chat("did DM patients respond?", "/new", "was that significant?")
    assert "Not significant in DM" not in shown
    assert "I can read that in more than one way." in shown


@pytest.mark.parametrize("leave", ["exit", "QUIT", ":q"])
def test_leaving_ends_the_conversation(leave):
    """What is typed after it is not answered."""
    status, shown = chat("", "   ", leave, "did it work?")
    assert 0 == status
    assert "Not shown" not in shown


def test_the_greeting_names_the_trial_and_how_to_leave():
    """Whoever starts it knows what to type."""
    _, shown = chat()
    assert shown.startswith("Abatacept in IIM (phase 3). Ask me about the trial")
    assert "Ctrl-D leaves" in shown


def test_a_trial_that_is_not_there_is_said_with_those_that_are():
    """Status 1 and one sentence."""
    status, shown = chat("hi", options=["--trial", "no-such"])
    assert 1 == status
    assert "It holds: abatacept-iim" in shown
