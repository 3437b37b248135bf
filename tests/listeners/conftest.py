"""The real bot on a real local workspace, with waiting times compressed."""

from __future__ import annotations

import pytest

from bot.answering.service import Answerer
from bot.app import create_app
from bot.dispatch import Pace
from bot.middleware.arrival import Handler
from bot.services import Services
from bot.settings import Settings
from bot.workspace import Workspace
from knowledge.reader import open_or_compile
from tests.kit.fixtures import app_settings, running, slack, times, workspace
from tests.kit.running import Bot, Factory

__all__ = ["app_settings", "running", "slack", "times", "workspace"]

FAST = Pace(workers=8, poll=0.1, look_after=0.05, first_pause=0.02, longest_pause=0.1, mend=30.0)


@pytest.fixture(scope="session")
def answerer() -> Answerer:
    """The bot's brain, which keeps nothing of what it is asked, made once."""
    return Answerer(open_or_compile())


@pytest.fixture
def pace() -> Pace:
    """The dispatcher's times, compressed."""
    return FAST


@pytest.fixture
def settings(workspace: Workspace, tmp_path) -> Settings:
    """What the bot is told."""
    return Settings(
        workspace.bot_token, workspace.app_token, api_url=workspace.api_url, store=f"sqlite:///{tmp_path}/bot.db"
    )


@pytest.fixture
def services(settings: Settings, answerer: Answerer, pace: Pace) -> Services:
    """The bot's services; the bot closes them."""
    return Services.of(settings, answerer, pace=pace)


@pytest.fixture
def make_bot(settings: Settings, services: Services) -> Factory:
    """The bot."""

    def factory(_workspace: Workspace) -> Bot:
        app = create_app(settings, services)
        services.dispatcher.start()

        def close() -> None:
            services.stop(5)

        return Bot(app, services.idle, close, Handler)

    return factory
