"""Triggers and response URLs: leave to open a modal, leave to answer an interaction."""

from __future__ import annotations

from bot.workspace.hub import Hub
from bot.workspace.model import Channel, Message, Person, ResponseUrl, Trigger


def new_trigger(hub: Hub, person: Person) -> str:
    """A trigger id for this person, good for one modal and a few seconds."""
    expired = hub.faults.take_expired_trigger()
    life = -1.0 if expired else hub.times.trigger_life
    with hub.lock:
        trigger = Trigger(hub.ids.trigger(), person.id, hub.now() + life)
        hub.state.add_trigger(trigger)
    return trigger.id


def new_response_url(
    hub: Hub,
    kind: str,
    channel: Channel,
    person: Person,
    *,
    message: Message | None = None,
    command: str | None = None,
) -> str:
    """An address good for five answers in half an hour; ``kind``: ``commands``, ``actions``, ``app``."""
    with hub.lock:
        url = ResponseUrl(
            hub.ids.secret(),
            channel.id,
            person.id,
            hub.now() + hub.times.response_url_life,
            target=message.ts if message else None,
            thread_ts=message.thread_ts if message else None,
            command=command,
        )
        hub.state.add_response_url(url)
    return f"{hub.base_url}/{kind}/{hub.team_id}/{url.expires:.0f}/{url.secret}"
