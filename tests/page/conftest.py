"""A workspace with the bot and the page, as `myositis-bot run` starts them, and a browser to look at it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from playwright.sync_api import Page as Tab

from bot.answering.service import Answerer
from bot.app import create_app
from bot.cli.local import page_settings
from bot.dispatch import Pace
from bot.services import Services
from bot.settings import Settings
from bot.workspace import AppSettings, Times, Workspace
from bot.workspace.page import Page
from knowledge.reader import open_or_compile
from tests.kit.fixtures import app_settings, slack
from tests.kit.running import Bot, Factory, Running

__all__ = ["app_settings", "slack"]

FAST = Pace(workers=4, poll=0.1, look_after=0.05, first_pause=0.02, longest_pause=0.1, mend=30.0)
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
    "--mute-audio",
]


@pytest.fixture
def page() -> Page:
    """The page under test."""
    return Page(page_settings())


@pytest.fixture
def workspace(app_settings: AppSettings, page: Page) -> Iterator[Workspace]:
    """A workspace that serves the page."""
    with Workspace(app_settings, times=Times(ack_deadline=1.0), routes=page.routes()) as started:
        page.attach(started)
        yield started


@pytest.fixture(scope="session")
def answerer() -> Answerer:
    """The bot's brain, which keeps nothing of what it is asked, made once."""
    return Answerer(open_or_compile())


@pytest.fixture
def make_bot(answerer: Answerer, tmp_path: Path) -> Factory:
    """The bot."""

    def factory(workspace: Workspace) -> Bot:
        settings = Settings(
            workspace.bot_token, workspace.app_token, api_url=workspace.api_url, store=f"sqlite:///{tmp_path}/bot.db"
        )
        services = Services.of(settings, answerer, pace=FAST)
        app = create_app(settings, services)
        services.dispatcher.start()

        def close() -> None:
            services.stop(5)

        return Bot(app, services.idle, close)

    return factory


@pytest.fixture
def running(workspace: Workspace, make_bot: Factory) -> Iterator[Running]:
    """The bot, connected; what a page asked it for last is finished before it goes."""
    with Running(workspace, make_bot) as connected:
        yield connected
        connected.settle()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium; where there is none the tests are skipped, unless REQUIRE_BROWSER says that there must be one."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        said = "no chromium on this machine: the page is not tested (on Debian: apt-get install chromium)"
        if os.environ.get("REQUIRE_BROWSER"):
            pytest.fail(said)
        pytest.skip(said)
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=found, args=QUIET)
        yield started
        started.close()


Visit = Callable[..., Tab]


@pytest.fixture
def visit(browser: Browser, running: Running) -> Iterator[Visit]:
    """Open the page, at a path or as somebody, in a window of a size and theme; ends with no error in any console."""
    contexts, problems = [], []

    def opened(path: str = "/", *, width: int = 1280, height: int = 860, scheme: str = "light") -> Tab:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            permissions=["clipboard-read", "clipboard-write"],
        )
        context.set_default_timeout(5000)
        contexts.append(context)
        tab = context.new_page()
        tab.on("pageerror", lambda error: problems.append(str(error)))
        tab.on("console", lambda said: problems.extend([said.text] if said.type == "error" else []))
        tab.goto(running.workspace.url + path)
        tab.wait_for_selector("html[data-ready]")
        return tab

    yield opened
    for context in contexts:
        context.close()
    assert [] == problems
