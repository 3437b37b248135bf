"""The middle of the workspace: what the Web API, Socket Mode and the people in it share."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from bot.workspace import events
from bot.workspace.delivery import Delivery
from bot.workspace.faults import Faults
from bot.workspace.feed import Feed
from bot.workspace.gateway import Gateway
from bot.workspace.ids import Ids
from bot.workspace.model import Channel, ChannelKind, Json, Message, Person
from bot.workspace.settings import AppSettings, Bounds, TeamSettings, Times
from bot.workspace.state import State

_SUBSCRIPTION = {"channel": "message.channels", "group": "message.groups", "im": "message.im"}


class Hub:
    """State, feed, faults and gateway of one workspace, and the events that changes give rise to.

    Whoever reads or changes the state holds ``lock``. ``clock`` gives seconds since 1970.
    """

    def __init__(
        self,
        team: TeamSettings,
        app: AppSettings,
        times: Times,
        bounds: Bounds,
        *,
        clock: Callable[[], float] = time.time,
        seed: int | None = None,
    ) -> None:
        self.lock = threading.RLock()
        self.team, self.app, self.times = team, app, times
        self._clock = clock
        self.ahead = 0.0
        """Seconds by which the workspace's clock was put forward."""
        self.ids = Ids(self.now, seed)
        self.team_id = self.ids.new("T")
        self.app_id = self.ids.new("A")
        self.state = State(self.team_id, bounds)
        self.feed = Feed(self.now, bounds.feed)
        self.faults = Faults(self._fault)
        self.on_ack: Callable[[Delivery], None] | None = None
        self.gateway = Gateway(times, self.ids, self.now, self.feed, self._acked)
        self.gateway.app_id = self.app_id
        self.bot_token = f"xoxb-{self.team_id}-{self.ids.secret()}"
        self.app_token = f"xapp-1-{self.app_id}-{self.ids.secret()}"
        self.verification_token = self.ids.secret()
        self.revoked: set[str] = set()
        self.base_url = ""
        self.bot = self.add_bot(app.name, app.handle, self.app_id)
        for name in team.people:
            self.add_person(name)

    def now(self) -> float:
        """The workspace's time, seconds since 1970."""
        return self._clock() + self.ahead

    def _fault(self, name: str, data: Json) -> None:
        self.feed.add("fault", name=name, **data)

    def _acked(self, delivery: Delivery) -> None:
        if self.on_ack is not None:
            self.on_ack(delivery)

    # People and channels.

    def add_person(self, name: str, handle: str | None = None) -> Person:
        """A new member of the workspace; the handle is made of the name unless given."""
        with self.lock:
            handle = handle or name.casefold().replace(" ", ".")
            person = Person(self.ids.new("U"), handle, name)
            self.state.people[person.id] = person
        self.feed.add("person", person=person)
        return person

    def add_bot(self, name: str, handle: str, app_id: str | None = None) -> Person:
        """A bot's user: the installed app's own, or another app's."""
        with self.lock:
            bot = Person(
                self.ids.new("U"),
                handle,
                name,
                is_bot=True,
                bot_id=self.ids.new("B"),
                app_id=app_id or self.ids.new("A"),
            )
            self.state.people[bot.id] = bot
        return bot

    def add_channel(
        self,
        name: str,
        members: set[str],
        kind: ChannelKind = "channel",
        *,
        archived: bool = False,
        restricted: bool = False,
    ) -> Channel:
        """A new channel with these people's ids in it."""
        with self.lock:
            channel = Channel(
                self.ids.new("D" if kind == "im" else "C"),
                name,
                kind,
                set(members),
                archived=archived,
                restricted=restricted,
                creator=next(iter(sorted(members)), ""),
                created=int(self.now()),
            )
            self.state.add_channel(channel)
        self.feed.add("channel", channel=channel)
        return channel

    def direct(self, person: Person) -> Channel:
        """The person's conversation with the app, made when there is none yet."""
        with self.lock:
            channel = self.state.direct_message(person.id)
            if channel is None:
                channel = self.add_channel("", {person.id, self.bot.id}, "im")
                channel.creator = person.id
                self.state.remember_direct(person.id, channel)
            return channel

    def bot_profile(self, bot: Person) -> Json:
        """The profile that messages of a bot carry."""
        icons = {f"image_{size}": f"{self.base_url}/icon-{size}.png" for size in (36, 48, 72)}
        return {
            "id": bot.bot_id,
            "deleted": False,
            "name": bot.name,
            "updated": int(self.now()),
            "app_id": bot.app_id,
            "icons": icons,
            "team_id": self.team_id,
        }

    # Messages, and the events of them.

    def add(self, message: Message, mentions: frozenset[str] = frozenset()) -> list[Delivery]:
        """Store a message, tell the feed and send the app the events it is to have."""
        with self.lock:
            channel = self.state.channels[message.channel]
            self.state.add_message(message)
            kind = "ephemeral" if message.ephemeral else "message"
            self.feed.add(kind, message=message, channel=channel.id)
            if message.ephemeral or self.bot.id not in channel.members:
                return []
            parent = channel.messages.get(message.thread_ts) if message.thread_ts else None
            sent: list[Delivery | None] = []
            if self.bot.id in mentions and channel.kind != "im" and message.user != self.bot.id:
                mention = events.app_mention(message, channel, self.team_id, parent)
                sent.append(self.emit(mention))
            if self.subscribed(channel):
                event = events.message(message, channel, self.team_id, parent)
                sent.append(self.emit(event, _SUBSCRIPTION[channel.kind]))
            return [delivery for delivery in sent if delivery is not None]

    def change(self, message: Message, before: Json, newly_named: bool = False) -> list[Delivery]:
        """Tell of an edited message; one that names the app only now is a mention as well."""
        with self.lock:
            channel = self.state.channels[message.channel]
            self.feed.add("message_changed", message=message, channel=channel.id)
            if message.ephemeral or self.bot.id not in channel.members:
                return []
            sent: list[Delivery | None] = []
            if newly_named and channel.kind != "im":
                sent.append(self.emit(events.app_mention(message, channel, self.team_id, None)))
            if self.subscribed(channel):
                ts = self.ids.ts()
                event = events.message_changed(message, before, channel, self.team_id, ts)
                sent.append(self.emit(event, _SUBSCRIPTION[channel.kind]))
            return [delivery for delivery in sent if delivery is not None]

    def remove(self, message: Message) -> list[Delivery]:
        """Delete a message and tell of it."""
        with self.lock:
            channel = self.state.channels[message.channel]
            before = events.stored(message, self.team_id)
            if message.replies:
                return self._bury(message, before)
            self.state.remove_message(message)
            self.feed.add("message_deleted", message=message, channel=channel.id)
            if message.ephemeral or self.bot.id not in channel.members:
                return []
            if not self.subscribed(channel):
                return []
            event = events.message_deleted(before, channel, self.ids.ts())
            sent = self.emit(event, _SUBSCRIPTION[channel.kind])
            return [sent] if sent is not None else []

    def _bury(self, message: Message, before: Json) -> list[Delivery]:
        """A deleted message that has replies stays as a tombstone, so that its thread stays."""
        message.subtype, message.text = "tombstone", "This message was deleted."
        message.user, message.blocks, message.files, message.edited = "USLACKBOT", [], [], None
        return self.change(message, before)

    def subscribed(self, channel: Channel) -> bool:
        """Whether the app gets the ordinary messages of this channel."""
        return _SUBSCRIPTION[channel.kind] in self.app.events

    # Deliveries.

    def emit(self, event: Json, subscription: str | None = None) -> Delivery | None:
        """Send an event if the app subscribed to it; None if it did not."""
        if (subscription or event["type"]) not in self.app.events:
            return None
        return self.emit_unasked(event)

    def emit_unasked(self, event: Json) -> Delivery:
        """Send an event whether the app subscribed to it or not."""
        body = self._callback(event)
        name = str(event.get("type"))
        delivery = Delivery("events_api", body, name, self.now())
        fault = self.faults.take_delivery("events_api", name)
        if fault is None:
            self.gateway.deliver(delivery)
            return delivery
        delivery.lost_acks = fault.lost_acks
        self.gateway.deliver(delivery, fault.late)
        for after in fault.copies:
            copied = body if fault.same_event_id else self._callback(event)
            copy = Delivery("events_api", copied, name, self.now())
            self.gateway.deliver(copy, after)
        return delivery

    def _callback(self, event: Json) -> Json:
        return events.callback(
            event,
            token=self.verification_token,
            team_id=self.team_id,
            enterprise_id=self.team.enterprise_id,
            app_id=self.app_id,
            bot_user=self.bot.id,
            event_id=self.ids.new("Ev"),
            event_time=int(self.now()),
        )

    def interact(self, payload: Json) -> Delivery:
        """Send an interaction payload; a view submission's answer travels in the ack."""
        kind = payload["type"]
        delivery = Delivery("interactive", payload, kind, self.now(), kind in ("view_submission", "block_suggestion"))
        return self._send(delivery)

    def command(self, payload: Json) -> Delivery:
        """Send a slash command."""
        delivery = Delivery("slash_commands", payload, payload["command"], self.now(), True)
        return self._send(delivery)

    def _send(self, delivery: Delivery) -> Delivery:
        fault = self.faults.take_delivery(delivery.type, delivery.name)
        if fault is not None:
            delivery.lost_acks = fault.lost_acks
        self.gateway.deliver(delivery, fault.late if fault else 0.0)
        for after in fault.copies if fault else ():
            copy = Delivery(delivery.type, delivery.payload, delivery.name, self.now(), delivery.accepts_response)
            self.gateway.deliver(copy, after)
        return delivery
