"""Serving a workspace with its page: a free port, an address to print, a browser where there is one."""

from __future__ import annotations

import os
import sys
import webbrowser
from collections.abc import Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from bot.workspace.page.page import Page
from bot.workspace.page.seeding import Line, seed
from bot.workspace.page.settings import PageSettings
from bot.workspace.settings import AppSettings, TeamSettings, Times
from bot.workspace.workspace import Workspace

PORT = 8321


@dataclass(frozen=True, slots=True)
class Served:
    """A workspace that is up with its page. As a context manager it stops at the end."""

    workspace: Workspace
    page: Page
    wanted_port: int

    @property
    def address(self) -> str:
        """What to type into a browser."""
        return f"{self.workspace.url}/"

    @property
    def moved(self) -> bool:
        """Whether the port asked for was taken, so that it is another."""
        return self.wanted_port not in (0, int(self.workspace.url.rpartition(":")[2]))

    def seed(self, lines: Sequence[Line], *, patience: float = 5.0) -> None:
        """Hold a first conversation and open its thread beside the first page. The app must be connected."""
        self.page.first_thread = seed(self.workspace, lines, patience=patience)

    def open_browser(self) -> bool:
        """Open the page in the person's browser; False where there is no screen or no browser."""
        has_screen = sys.platform in ("darwin", "win32") or bool(
            os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
        )
        try:
            return has_screen and webbrowser.open(self.address)
        except webbrowser.Error:
            return False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.workspace.stop()


def serve_page(
    settings: PageSettings | None = None,
    *,
    app: AppSettings | None = None,
    team: TeamSettings | None = None,
    times: Times | None = None,
    port: int = PORT,
) -> Served:
    """Start a workspace with its page on loopback, on ``port`` or, where that is taken, on a free one.

    with serve_page(PageSettings(suggestions=("did it work?",))) as served:
        connect_the_app(served.workspace)
        served.seed([Line("Ada Fellow", "@myositis did it work?")])
        print(served.address)
    """
    page = Page(settings)
    try:
        workspace = Workspace(app, team=team, times=times, port=port, routes=page.routes()).start()
    except OSError:
        workspace = Workspace(app, team=team, times=times, port=0, routes=page.routes()).start()
    page.attach(workspace)
    return Served(workspace, page, port)
