"""What the workspace remembers, bounded, and how to look it up."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from typing import Any

from bot.workspace.errors import NotPossibleError, SlackError
from bot.workspace.model import Channel, Message, Person, ResponseUrl, Trigger, View
from bot.workspace.settings import Bounds


class State:
    """People, channels, messages, views, triggers and response URLs. Guarded by the hub's lock."""

    def __init__(self, team_id: str, bounds: Bounds) -> None:
        self.team_id = team_id
        self.bounds = bounds
        self.people: dict[str, Person] = {}
        self.channels: dict[str, Channel] = {}
        self.views: OrderedDict[str, View] = OrderedDict()
        self.homes: dict[str, View] = {}
        self.prompts: dict[str, dict[str, object]] = {}
        self.statuses: dict[tuple[str, str], str] = {}
        self.triggers: OrderedDict[str, Trigger] = OrderedDict()
        self.response_urls: OrderedDict[str, ResponseUrl] = OrderedDict()
        self._direct: dict[str, str] = {}

    # Looking up, for callers of the Web API: refusals are Slack's.

    def channel(self, channel_id: str) -> Channel:
        """The channel of that id or ``#name``; raises ``channel_not_found``."""
        found = self.channels.get(channel_id)
        if found is None and channel_id:
            name = channel_id.removeprefix("#")
            found = next((c for c in self.channels.values() if c.name == name), None)
        if found is None:
            raise SlackError("channel_not_found")
        return found

    def person(self, person_id: str) -> Person:
        """The person of that id; raises ``user_not_found``."""
        found = self.people.get(person_id)
        if found is None or found.deleted:
            raise SlackError("user_not_found")
        return found

    def message(self, channel: Channel, ts: str) -> Message:
        """The lasting message of that time stamp; raises ``message_not_found``."""
        found = channel.messages.get(ts)
        if found is None or found.ephemeral:
            raise SlackError("message_not_found")
        return found

    # Looking up by what a person calls things.

    def person_named(self, name: str) -> Person:
        """The person of that id, handle or display name; raises NotPossibleError naming those known."""
        if name in self.people:
            return self.people[name]
        wanted = name.removeprefix("@").casefold()
        for person in self.people.values():
            if wanted in (person.handle.casefold(), person.name.casefold()):
                return person
        known = ", ".join(person.name for person in self.people.values())
        raise NotPossibleError(f"nobody here is called {name!r}; there are: {known}")

    def channel_named(self, name: str) -> Channel:
        """The channel of that id or name; raises NotPossibleError naming those known."""
        try:
            return self.channel(name)
        except SlackError:
            known = ", ".join(c.name for c in self.channels.values() if c.kind != "im")
            raise NotPossibleError(f"there is no channel {name!r}; there are: {known}") from None

    # Changing.

    def add_channel(self, channel: Channel) -> None:
        """Take in a channel; a direct message is found again by its person."""
        self.channels[channel.id] = channel

    def direct_message(self, person_id: str) -> Channel | None:
        """The person's conversation with the app, when there is one."""
        channel_id = self._direct.get(person_id)
        return self.channels.get(channel_id) if channel_id else None

    def remember_direct(self, person_id: str, channel: Channel) -> None:
        """Take in a person's conversation with the app."""
        self._direct[person_id] = channel.id
        self.add_channel(channel)

    def add_message(self, message: Message) -> None:
        """Store a message and count it in its thread; the oldest go when the channel is full."""
        channel = self.channels[message.channel]
        channel.messages[message.ts] = message
        if message.thread_ts and not message.ephemeral:
            root = channel.messages.get(message.thread_ts)
            if root is not None:
                root.replies.append(message.ts)
                if message.user and message.user not in root.reply_users:
                    root.reply_users.append(message.user)
        if len(channel.messages) > self.bounds.messages_per_channel:
            del channel.messages[next(iter(channel.messages))]

    def remove_message(self, message: Message) -> None:
        """Forget a message and uncount it in its thread."""
        channel = self.channels[message.channel]
        channel.messages.pop(message.ts, None)
        root = channel.messages.get(message.thread_ts) if message.thread_ts else None
        if root is not None and message.ts in root.replies:
            root.replies.remove(message.ts)

    def thread(self, channel: Channel, root_ts: str) -> list[Message]:
        """The lasting messages of a thread, root first."""
        return [
            message for message in channel.messages.values() if message.root_ts == root_ts and not message.ephemeral
        ]

    def add_view(self, view: View) -> None:
        """Take in a modal; the oldest are forgotten beyond the bound."""
        self.views[view.id] = view
        _trim(self.views, self.bounds.views)

    def add_trigger(self, trigger: Trigger) -> None:
        """Take in a trigger."""
        self.triggers[trigger.id] = trigger
        _trim(self.triggers, self.bounds.tickets)

    def add_response_url(self, url: ResponseUrl) -> None:
        """Take in a response URL."""
        self.response_urls[url.secret] = url
        _trim(self.response_urls, self.bounds.tickets)

    def open_views(self, person_id: str) -> list[View]:
        """The person's stack of open modals, the one on top last."""
        return [view for view in self.views.values() if view.user == person_id and view.is_open]

    def names(self) -> Iterable[tuple[str, str]]:
        """Every way to name somebody after an ``@``, with the id, longest first."""
        pairs = [(name, person.id) for person in self.people.values() for name in (person.name, person.handle)]
        return sorted(pairs, key=lambda pair: -len(pair[0]))


def _trim(entries: OrderedDict[str, Any], limit: int) -> None:
    while len(entries) > limit:
        entries.popitem(last=False)
