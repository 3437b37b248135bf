"""The manifest asks for what the bot uses, and no more."""

from __future__ import annotations

import pytest
import yaml

from bot.workspace.settings import HISTORY_SCOPES, MINIMUM_EVENTS, MINIMUM_SCOPES


@pytest.fixture(scope="module")
def manifest(project):
    return yaml.safe_load((project / "deploy/slack-manifest.yaml").read_text())


def test_the_fewest_scopes(manifest):
    """What every conversation of these tests is held with, and the history scopes apart."""
    scopes = manifest["oauth_config"]["scopes"]
    assert MINIMUM_SCOPES == set(scopes["bot"])
    assert HISTORY_SCOPES == set(scopes["bot_optional"])


def test_the_events(manifest):
    """Those that these tests send; the history events only with the optional scopes."""
    assert MINIMUM_EVENTS == set(manifest["settings"]["event_subscriptions"]["bot_events"])


def test_the_agent_view(manifest):
    """The new messaging experience, within its limits; each prompt is a question that has an answer."""
    view = manifest["features"]["agent_view"]
    assert "assistant_view" not in manifest["features"]
    assert (len(view["agent_description"]) <= 300, len(view["suggested_prompts"]) <= 4) == (True, True)


def test_every_prompt_is_answered(manifest, slack):
    """A first question that leads nowhere would be the last."""
    for prompt in manifest["features"]["agent_view"]["suggested_prompts"]:
        assert "[1]" in slack.dm(prompt["message"]).text


def test_lengths(manifest):
    """What Slack's form would refuse."""
    shown, (command,) = manifest["display_information"], manifest["features"]["slash_commands"]
    assert len(shown["name"]) <= 35
    assert len(shown["description"]) <= 140
    assert 175 <= len(shown["long_description"]) <= 4000
    assert ("/myositis", True) == (command["command"], len(command["usage_hint"]) <= 1000)
