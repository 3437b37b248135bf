"""What the page shows at one place, taken from the workspace under its lock."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from bot.workspace.hub import Hub
from bot.workspace.model import Channel, Message, View
from bot.workspace.page import inspecting
from bot.workspace.page.emoji import emoji
from bot.workspace.page.mrkdwn import Directory
from bot.workspace.page.place import Place, address_of, channels_of, people_of
from bot.workspace.page.settings import PageSettings
from bot.workspace.workspace import Workspace


def directory_of(hub: Hub) -> Directory:
    """What everybody and every channel is called."""
    people = {person.id: person.name for person in hub.state.people.values()}
    return Directory(people, {each.id: each.name for each in hub.state.channels.values() if each.name})


def screen(workspace: Workspace, settings: PageSettings, place: Place) -> dict[str, Any]:
    """Everything the page's template asks for. Call it holding the hub's lock."""
    hub, person, channel = workspace.hub, place.person, place.channel
    shown = [] if place.tab else _top_level(channel, person.id)
    welcome = channel is next(iter(channels_of(hub, person)), None)
    return {
        "url": place.url,
        "team": hub.team.name,
        "domain": hub.team.domain,
        "bot": hub.bot,
        "person": person,
        "persons": [
            {"id": each.id, "name": each.name, "url": _as_other(hub, place, each.id)} for each in people_of(hub)
        ],
        "channel": channel,
        "channels": [
            {
                "id": each.id,
                "name": each.name,
                "kind": each.kind,
                "url": place.url(c=each.id, t=None, tab=None),
                "newest": _newest(each, person.id),
            }
            for each in channels_of(hub, person)
        ],
        "direct": {
            "id": (direct := workspace.direct_channel(person)).id,
            "newest": _newest(direct, person.id),
        },
        "direct_url": place.url(
            c=workspace.direct_channel(person).id, t=None, tab="home" if hub.app.home_tab else None
        ),
        "title": hub.bot.name if channel.kind == "im" else f"#{channel.name}",
        "members": ", ".join(sorted(hub.state.people[each].name for each in channel.members)),
        "tab": place.tab,
        "has_home": hub.app.home_tab,
        "home": _view(hub.state.homes.get(person.id)) if place.tab else None,
        "nav": place.nav,
        "messages": [_message(hub, each, person.id) for each in shown[-settings.shown :]],
        "older": max(0, len(shown) - settings.shown),
        "thread": _thread(hub, place),
        "prompts": None if place.tab else hub.state.prompts.get(channel.id),
        "modal": _modal(hub, person.id),
        "welcome": welcome,
        "about": settings.about,
        "suggestions": settings.suggestions,
        "connect": settings.connect,
        "connected": hub.gateway.connections > 0,
        "message_shortcuts": [each for each in settings.shortcuts if each.kind == "message"],
        "global_shortcuts": [each for each in settings.shortcuts if each.kind == "global"],
        "completions": _completions(hub, settings),
        "inspector": _inspector(hub, place),
    }


def _as_other(hub: Hub, place: Place, person_id: str) -> str:
    """The same place as somebody else; a direct message becomes that person's own."""
    if place.channel.kind != "im":
        return place.url(**{"as": person_id})
    direct = hub.state.direct_message(person_id)
    return place.url(**{"as": person_id}, c=direct.id if direct else None, t=None)


def _newest(channel: Channel, person_id: str) -> str:
    """The time stamp of the newest message that somebody else wrote and this person sees; empty when there is none."""
    return max((each.ts for each in channel.visible_to(person_id) if each.user != person_id), default="")


def _top_level(channel: Channel, person_id: str) -> list[Message]:
    return [each for each in channel.visible_to(person_id) if each.thread_ts in (None, each.ts)]


def _thread(hub: Hub, place: Place) -> dict[str, Any] | None:
    if place.thread is None:
        return None
    visible = place.channel.visible_to(place.person.id)
    return {
        "ts": place.thread,
        "messages": [_message(hub, each, place.person.id) for each in visible if each.root_ts == place.thread],
        "status": hub.state.statuses.get((place.channel.id, place.thread)),
    }


def _message(hub: Hub, message: Message, person_id: str) -> dict[str, Any]:
    author = hub.state.people.get(message.user or "")
    name = author.name if author else "Slackbot"
    at = datetime.fromtimestamp(float(message.ts)).astimezone()
    return {
        "ts": message.ts,
        "channel": message.channel,
        "address": address_of(message),
        "name": name,
        "initial": name[:1],
        "is_bot": author is None or author.is_bot,
        "own": message.user == person_id,
        "clock": at.strftime("%H:%M"),
        "iso": at.isoformat(timespec="seconds"),
        "day": _day(at),
        "edited": message.edited is not None,
        "ephemeral": message.ephemeral,
        "command": f"Answer to {message.command}" if message.command else "",
        "text": message.text,
        "blocks": message.blocks,
        "files": message.files,
        "reactions": [
            {"name": kind, "sign": emoji(kind) or f":{kind}:", "count": len(users)}
            for kind, users in message.reactions.items()
        ],
        "replies": _replies(hub.state.channels[message.channel], message, person_id),
    }


def _day(at: datetime) -> str:
    """The words of the line between two days."""
    today = datetime.now(at.tzinfo).date()
    return "Today" if at.date() == today else f"{at:%A}, {at:%B} {at.day}"


def _replies(channel: Channel, root: Message, person_id: str) -> str:
    """The words of the link to a message's thread; replies that one person sees count for that person."""
    count = len(root.replies)
    own = sum(each.thread_ts == root.ts for each in channel.messages.values() if each.visible_to == person_id)
    words = [f"{count} {'reply' if count == 1 else 'replies'}"] if count else []
    return " and ".join([*words, f"{own} only visible to you"] if own else words)


def _view(view: View | None) -> dict[str, Any] | None:
    if view is None:
        return None
    return {
        "id": view.id,
        "hash": view.hash,
        "address": address_of(view),
        "blocks": view.blocks,
        "state": view.values,
        "errors": {},
    }


def _modal(hub: Hub, person_id: str) -> dict[str, Any] | None:
    stack = hub.state.open_views(person_id)
    if not stack:
        return None
    view = stack[-1]
    told = [entry for entry in hub.feed.since(0, {"view"}) if entry.data["view"] is view]
    errors = told[-1].data["errors"] if told and told[-1].data["state"] == "errors" else {}
    body = view.body
    return (_view(view) or {}) | {
        "title": body["title"]["text"],
        "submit": body["submit"]["text"] if body.get("submit") else "",
        "close": body["close"]["text"] if body.get("close") else "Close",
        "errors": errors,
        "version": f"{view.hash}-{told[-1].seq if errors else 0}",
    }


def _completions(hub: Hub, settings: PageSettings) -> list[dict[str, str]]:
    """What ``@`` and ``/`` can be completed to: the app first, then people, then commands."""
    people = sorted(hub.state.people.values(), key=lambda person: (person.id != hub.bot.id, person.name))
    commands: Iterable[str] = hub.app.commands
    return [{"insert": f"@{each.handle}", "name": each.name} for each in people if not each.deleted] + [
        {"insert": command, "name": settings.hints.get(command, "")} for command in commands
    ]


def _inspector(hub: Hub, place: Place) -> dict[str, Any] | None:
    if place.inspected is None:
        return None
    channel = hub.state.channels.get(place.inspected_channel or "")
    message = channel.messages.get(place.inspected) if channel else None
    if message is not None and message.visible_to not in (None, place.person.id):
        message = None
    looked_at = message and {
        "ts": message.ts,
        "text": message.text,
        "blocks": json.dumps(message.blocks, indent=2, ensure_ascii=False),
    }
    return {"message": looked_at, "rows": inspecting.rows(hub)}
