"""A workspace with the showcase app and the page, and a browser to look at it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright
from playwright.sync_api import Page as Tab

from bot.workspace import AppSettings, Times, Workspace
from bot.workspace.page import Page, PageSettings, Shortcut
from tests.kit.fixtures import app_settings, slack
from tests.kit.running import Factory, Running
from tests.page.showcase import make_app

__all__ = ["app_settings", "slack"]

SETTINGS = PageSettings(
    about="Answers questions about one trial, *with sources*.",
    suggestions=("did DM patients respond?", "did it work?", "is it safe?"),
    connect=("Create the app from `deploy/manifest.yaml`.", "Put its tokens into `.env`."),
    hints={"/myositis": "[topic]"},
    shortcuts=(Shortcut("ask_about", "Ask about this"), Shortcut("ask_about", "Ask anything", "global")),
)
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
    return Page(SETTINGS)


@pytest.fixture
def workspace(app_settings: AppSettings, page: Page) -> Iterator[Workspace]:
    """A workspace that serves the page."""
    with Workspace(app_settings, times=Times(ack_deadline=1.0), routes=page.routes()) as started:
        page.attach(started)
        yield started


@pytest.fixture
def make_bot() -> Factory:
    """The showcase app."""
    return make_app


@pytest.fixture
def running(workspace: Workspace, make_bot: Factory) -> Iterator[Running]:
    """The showcase app, connected; what a page asked it for last is finished before it goes."""
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
