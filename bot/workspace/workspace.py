"""The local workspace: start it, point a Slack app at it, and act in it as people do."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Self

from starlette.routing import BaseRoute

from bot.workspace import acks
from bot.workspace.acting import Where, Who
from bot.workspace.delivery import Delivery
from bot.workspace.faults import Faults
from bot.workspace.feed import Feed
from bot.workspace.furnishing import Furnishing
from bot.workspace.hub import Hub
from bot.workspace.model import Json, Message, Person, View
from bot.workspace.people import People
from bot.workspace.server import Server
from bot.workspace.settings import AppSettings, Bounds, TeamSettings, Times


class Workspace(People, Furnishing):
    """A Slack workspace on loopback with one app installed.

        with Workspace() as workspace:
            app = App(client=WebClient(token=workspace.bot_token, base_url=workspace.api_url))
            SocketModeHandler(app, workspace.app_token).connect()
            workspace.wait_for_app()
            workspace.post("Ada Fellow", "general", "@myositis did DM patients respond?")

    It has a channel ``general`` with everybody and the app in it. All methods may be called from
    any thread. ``clock`` gives seconds since 1970; ``seed`` makes ids repeatable.
    """

    def __init__(
        self,
        app: AppSettings | None = None,
        *,
        team: TeamSettings | None = None,
        times: Times | None = None,
        bounds: Bounds | None = None,
        port: int = 0,
        routes: Sequence[BaseRoute] = (),
        clock: Callable[[], float] = time.time,
        seed: int | None = None,
    ) -> None:
        self.hub = Hub(
            team or TeamSettings(),
            app or AppSettings(),
            times or Times(),
            bounds or Bounds(),
            clock=clock,
            seed=seed,
        )
        self.hub.on_ack = self._on_ack
        self.hub.add_channel("general", set(self.hub.state.people))
        self._server = Server(self.hub, port, routes)

    # Starting and stopping.

    def start(self) -> Self:
        """Start serving. Raises OSError when the port is taken."""
        self._server.start()
        return self

    def stop(self) -> None:
        """Close all connections and stop serving."""
        self._server.stop()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    # Where it is and what opens it.

    @property
    def url(self) -> str:
        """The address of the server, without a slash at the end."""
        return self.hub.base_url

    @property
    def api_url(self) -> str:
        """What a WebClient takes as ``base_url``."""
        return f"{self.hub.base_url}/api/"

    @property
    def bot_token(self) -> str:
        """The app's bot token."""
        return self.hub.bot_token

    @property
    def app_token(self) -> str:
        """The app-level token for Socket Mode."""
        return self.hub.app_token

    @property
    def bot(self) -> Person:
        """The app's bot user."""
        return self.hub.bot

    @property
    def feed(self) -> Feed:
        """Everything that happens, in order."""
        return self.hub.feed

    @property
    def faults(self) -> Faults:
        """Misbehaviour on demand."""
        return self.hub.faults

    def wait_for_app(self, timeout: float = 10.0, connections: int = 1) -> None:
        """Wait until the app has connected; raises TimeoutError when it has not."""
        gateway = self.hub.gateway
        if not self.feed.wait_until(lambda: gateway.connections >= connections, timeout):
            raise TimeoutError(f"the app did not connect within {timeout:g} seconds")

    @property
    def calls_under_way(self) -> int:
        """Web API calls and response URL answers being carried out at this moment."""
        return self._server.api.under_way

    @property
    def deliveries_under_way(self) -> int:
        """Deliveries not yet acknowledged or given up, late ones and retries included."""
        return self.hub.gateway.outstanding

    # Looking at it.

    def messages(self, where: Where, who: Who | None = None) -> list[Message]:
        """A channel's messages as one person sees them, or only the lasting ones, oldest first."""
        with self.hub.lock:
            channel = self.channel(where)
            return list(channel.visible_to(self.person(who).id if who else ""))

    def open_view(self, who: Who) -> View | None:
        """The modal a person has on top, if any."""
        with self.hub.lock:
            stack = self.hub.state.open_views(self.person(who).id)
            return stack[-1] if stack else None

    def home(self, who: Who) -> View | None:
        """What the app published to a person's Home tab."""
        return self.hub.state.homes.get(self.person(who).id)

    def prompts(self, who: Who) -> Json:
        """The prompts the app suggests to a person, empty when none."""
        channel = self.direct_channel(who)
        return dict(self.hub.state.prompts.get(channel.id, {}))

    # The passing of time, and the network.

    def advance(self, seconds: float) -> None:
        """Put the workspace's clock forward: triggers and response URLs expire, retries do not."""
        self.hub.ahead += seconds

    def disconnect(self, reason: str = "refresh_requested", grace: float | None = None) -> None:
        """Send ``disconnect`` on every connection and close it after ``grace`` seconds."""
        self.hub.gateway.disconnect(reason, grace)

    def cut_connections(self) -> None:
        """Close every WebSocket without a word."""
        self.hub.gateway.cut()

    def _on_ack(self, delivery: Delivery) -> None:
        acks.apply(self.hub, delivery)
