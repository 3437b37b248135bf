"""Feed entries as plain JSON, for a page in the browser or a log."""

from __future__ import annotations

from bot.workspace import events
from bot.workspace.delivery import Delivery
from bot.workspace.feed import Entry
from bot.workspace.hub import Hub
from bot.workspace.interactions import view_payload
from bot.workspace.model import Channel, Json, Message, Person, Raw, View


def as_json(hub: Hub, entry: Entry) -> Json:
    """An entry with everything in it as JSON; times are seconds since 1970.

    It tells what is so now: a message edited since its entry was made is shown as edited.
    """
    with hub.lock:
        data = {name: _plain(hub, value) for name, value in entry.data.items()}
    return {"seq": entry.seq, "at": entry.at, "kind": entry.kind, **data}


def message_json(hub: Hub, message: Message) -> Json:
    """A message with what only the workspace knows: its channel, who sees it, its command."""
    return events.stored(message, hub.team_id) | {
        "channel": message.channel,
        "visible_to": message.visible_to,
        "command": message.command,
    }


def channel_json(channel: Channel) -> Json:
    """A channel without its messages."""
    return {
        "id": channel.id,
        "name": channel.name,
        "kind": channel.kind,
        "members": sorted(channel.members),
        "archived": channel.archived,
        "restricted": channel.restricted,
    }


def person_json(person: Person) -> Json:
    """A person or bot user."""
    return {"id": person.id, "name": person.name, "handle": person.handle, "is_bot": person.is_bot}


def _plain(hub: Hub, value: Raw) -> Raw:
    if isinstance(value, Message):
        return message_json(hub, value)
    if isinstance(value, Delivery):
        return value.report()
    if isinstance(value, View):
        return view_payload(hub, value) | {"user": value.user, "is_open": value.is_open}
    if isinstance(value, Channel):
        return channel_json(value)
    if isinstance(value, Person):
        return person_json(value)
    return value
