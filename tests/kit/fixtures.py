"""Pytest fixtures of the kit. Override ``make_bot`` (and ``app_settings``, ``times``) in a test module.

A module uses them by importing them into its ``conftest.py``:

    from tests.kit.fixtures import app_settings, running, slack, times, workspace
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.workspace import AppSettings, Times, Workspace
from tests.kit.conversation import Slack
from tests.kit.running import Factory, Running

__all__ = ["app_settings", "running", "slack", "times", "workspace"]


@pytest.fixture
def app_settings() -> AppSettings:
    """The app as its manifest describes it: minimum scopes and events."""
    return AppSettings()


@pytest.fixture
def times() -> Times:
    """Waiting times compressed: retries after 20, 40 and 60 ms, a second to acknowledge."""
    return Times(ack_deadline=1.0, retry_after=(0.02, 0.04, 0.06), disconnect_grace=0.05)


@pytest.fixture
def workspace(app_settings: AppSettings, times: Times) -> Iterator[Workspace]:
    """A local workspace, serving."""
    with Workspace(app_settings, times=times) as started:
        yield started


@pytest.fixture
def running(workspace: Workspace, make_bot: Factory) -> Iterator[Running]:
    """The bot that the module's ``make_bot`` fixture makes, connected."""
    with Running(workspace, make_bot) as connected:
        yield connected


@pytest.fixture
def slack(running: Running) -> Slack:
    """Ada's side of a conversation with the bot."""
    return Slack(running)
