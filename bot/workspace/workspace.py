"""The local workspace: start it, point a Slack app at it, and act in it as people do."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from types import TracebackType
from typing import Self

from starlette.routing import BaseRoute

from bot.workspace import acks, events, posting, typed
from bot.workspace.delivery import Delivery
from bot.workspace.faults import Faults
from bot.workspace.feed import Feed
from bot.workspace.hub import Hub
from bot.workspace.model import Channel, ChannelKind, Json, Message, Person, View
from bot.workspace.people import Act, People, Where, Who
from bot.workspace.server import Server
from bot.workspace.settings import AppSettings, Bounds, TeamSettings, Times


class Workspace(People):
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

    # Furnishing it.

    def add_person(self, name: str, handle: str | None = None) -> Person:
        """A new person, in no channel yet."""
        return self.hub.add_person(name, handle)

    def add_channel(
        self,
        name: str,
        members: Iterable[Who] | None = None,
        *,
        private: bool = False,
        with_app: bool = True,
        archived: bool = False,
        restricted: bool = False,
    ) -> Channel:
        """A new channel, of everybody unless ``members`` names who is in it."""
        everybody = (p for p in self.hub.state.people.values() if not p.is_bot)
        inside = {self.person(who).id for who in (everybody if members is None else members)}
        if with_app:
            inside.add(self.bot.id)
        kind: ChannelKind = "group" if private else "channel"
        return self.hub.add_channel(name, inside, kind, archived=archived, restricted=restricted)

    def direct_channel(self, who: Who) -> Channel:
        """A person's direct message with the app."""
        return self.hub.direct(self.person(who))

    def join(self, who: Who, where: Where, inviter: Who | None = None) -> Act:
        """Somebody (the app too) comes into a channel."""
        act, person, channel = self._act(), self.person(who), self.channel(where)
        channel.members.add(person.id)
        by = self.person(inviter).id if inviter else None
        ts = self.hub.ids.ts()
        event = events.joined(person, channel, self.hub.team_id, ts, by)
        return self._announce(act, channel, event)

    def leave(self, who: Who, where: Where) -> Act:
        """Somebody (the app too) leaves a channel."""
        act, person, channel = self._act(), self.person(who), self.channel(where)
        event = events.left(person, channel, self.hub.team_id, self.hub.ids.ts())
        act = self._announce(act, channel, event)
        channel.members.discard(person.id)
        return act

    def post_as_other_bot(self, where: Where, text: str, name: str = "Other bot") -> Act:
        """Another app's bot posts a message."""
        act, channel = self._act(), self.channel(where)
        known = (p for p in self.hub.state.people.values() if p.is_bot and p.name == name)
        bot = next(known, None) or self.hub.add_bot(name, name.casefold().replace(" ", "-"))
        with self.hub.lock:
            composed = typed.encoded(self._compose(text, False).text, self.hub.ids.block())
            act.message = Message(
                channel=channel.id,
                ts=self.hub.ids.ts(),
                user=bot.id,
                text=composed.text,
                blocks=composed.blocks,
                bot_id=bot.bot_id,
                bot_profile=self.hub.bot_profile(bot),
                app_id=bot.app_id,
            )
            act.deliveries = self.hub.add(act.message, composed.mentions)
        return self._settle(act, True)

    def send_event(self, event: Json, *, wait: bool = True) -> Act:
        """Deliver an event of any shape, subscribed to or not: for mutilated and rare payloads."""
        act = self._act()
        act.deliveries = [self.hub.emit_unasked(event)]
        return self._settle(act, wait)

    def send_interaction(self, payload: Json, *, wait: bool = True) -> Act:
        """Deliver an interaction payload of any shape."""
        return self._interact(payload, wait)

    def uninstall(self) -> Act:
        """Remove the app: its token is revoked, and it hears ``app_uninstalled``."""
        act = self._act()
        self.hub.revoked.add(self.bot_token)
        revoked = {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [self.bot.id]}}
        sent = [self.hub.emit(revoked), self.hub.emit({"type": "app_uninstalled"})]
        act.deliveries = [delivery for delivery in sent if delivery]
        return self._settle(act, True)

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

    def respond(self, response_url: str, fields: Json) -> Message | None:
        """Answer by a response URL as an app would, without HTTP. Raises SlackError."""
        with self.hub.lock:
            url = posting.find_response_url(self.hub, response_url)
            return posting.by_response_url(self.hub, url, fields)

    def _announce(self, act: Act, channel: Channel, event: Json) -> Act:
        self.hub.feed.add("channel", channel=channel)
        sent = self.hub.emit(event) if self.bot.id in channel.members else None
        act.deliveries = [sent] if sent else []
        return self._settle(act, True)

    def _on_ack(self, delivery: Delivery) -> None:
        acks.apply(self.hub, delivery)
