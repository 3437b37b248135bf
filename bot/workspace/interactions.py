"""Payloads of slash commands, shortcuts, block actions and views, as Slack sends them."""

from __future__ import annotations

from bot.workspace import events
from bot.workspace.hub import Hub
from bot.workspace.model import Channel, Json, Message, Person, View
from bot.workspace.tickets import new_response_url, new_trigger
from bot.workspace.typed import escape


def slash_command(hub: Hub, person: Person, channel: Channel, command: str, text: str) -> Json:
    """A slash command; its text is escaped as Slack escapes it, names stay as typed."""
    payload: Json = {
        "token": hub.verification_token,
        "team_id": hub.team_id,
        "team_domain": hub.team.domain,
        "channel_id": channel.id,
        "channel_name": _name(channel),
        "user_id": person.id,
        "user_name": person.handle,
        "command": command,
        "text": escape(text),
        "api_app_id": hub.app_id,
        "is_enterprise_install": "false",
        "response_url": new_response_url(hub, "commands", channel, person, command=f"{command} {text}".strip()),
        "trigger_id": new_trigger(hub, person),
    }
    if hub.team.enterprise_id:
        payload |= {"enterprise_id": hub.team.enterprise_id, "enterprise_name": hub.team.name}
    return payload


def _name(channel: Channel) -> str:
    return {"im": "directmessage", "group": "privategroup"}.get(channel.kind, channel.name)


def _common(hub: Hub, person: Person) -> Json:
    team: Json = {"id": hub.team_id, "domain": hub.team.domain}
    enterprise: Json | None = None
    if hub.team.enterprise_id:
        enterprise = {"id": hub.team.enterprise_id, "name": hub.team.name}
        team |= {"enterprise_id": hub.team.enterprise_id, "enterprise_name": hub.team.name}
    return {
        "user": {
            "id": person.id,
            "username": person.handle,
            "name": person.handle,
            "team_id": hub.team_id,
        },
        "api_app_id": hub.app_id,
        "token": hub.verification_token,
        "team": team,
        "enterprise": enterprise,
        "is_enterprise_install": False,
    }


def message_actions(hub: Hub, person: Person, message: Message, action: Json) -> Json:
    """Block actions on a message; an ephemeral one is not repeated in the payload."""
    channel = hub.state.channels[message.channel]
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": message.ephemeral,
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    payload = {
        "type": "block_actions",
        **_common(hub, person),
        "container": container,
        "trigger_id": new_trigger(hub, person),
        "channel": {"id": channel.id, "name": _name(channel)},
        "state": {"values": {}},
        "response_url": new_response_url(hub, "actions", channel, person, message=message),
        "actions": [action],
    }
    if not message.ephemeral:
        payload["message"] = events.stored(message, hub.team_id)
    return payload


def view_actions(hub: Hub, person: Person, view: View, action: Json) -> Json:
    """Block actions in a modal or the Home tab: no message, no response URL."""
    return {
        "type": "block_actions",
        **_common(hub, person),
        "container": {"type": "view", "view_id": view.id},
        "trigger_id": new_trigger(hub, person),
        "view": view_payload(hub, view),
        "actions": [action],
    }


def view_submission(hub: Hub, person: Person, view: View) -> Json:
    """A modal submitted; its state holds what was filled in."""
    return {
        "type": "view_submission",
        **_common(hub, person),
        "trigger_id": new_trigger(hub, person),
        "view": view_payload(hub, view),
        "response_urls": [],
    }


def view_closed(hub: Hub, person: Person, view: View, is_cleared: bool) -> Json:
    """A modal closed whose view asked to be told."""
    return {
        "type": "view_closed",
        **_common(hub, person),
        "view": view_payload(hub, view),
        "response_urls": [],
        "is_cleared": is_cleared,
    }


def global_shortcut(hub: Hub, person: Person, callback_id: str) -> Json:
    """A global shortcut."""
    payload = {
        "type": "shortcut",
        **_common(hub, person),
        "action_ts": hub.ids.ts(),
        "callback_id": callback_id,
        "trigger_id": new_trigger(hub, person),
    }
    # Unlike the other interactions, shortcuts do not name the app.
    del payload["api_app_id"], payload["user"]["name"]
    return payload


def message_shortcut(hub: Hub, person: Person, message: Message, callback_id: str) -> Json:
    """A shortcut from a message's menu."""
    channel = hub.state.channels[message.channel]
    payload = {
        "type": "message_action",
        **_common(hub, person),
        "action_ts": hub.ids.ts(),
        "channel": {"id": channel.id, "name": _name(channel)},
        "callback_id": callback_id,
        "trigger_id": new_trigger(hub, person),
        "message_ts": message.ts,
        "message": events.stored(message, hub.team_id),
        "response_url": new_response_url(hub, "app", channel, person, message=message),
    }
    del payload["api_app_id"]
    return payload


def view_payload(hub: Hub, view: View) -> Json:
    """A view as payloads and the Web API carry it."""
    body = view.body
    payload: Json = {
        "id": view.id,
        "team_id": hub.team_id,
        "type": body["type"],
        "blocks": body["blocks"],
        "private_metadata": body.get("private_metadata", ""),
        "callback_id": body.get("callback_id", ""),
        "state": {"values": view.values},
        "hash": view.hash,
        "title": body.get("title", _EMPTY_TITLE),
        "clear_on_close": body.get("clear_on_close", False),
        "notify_on_close": body.get("notify_on_close", False),
        "close": body.get("close"),
        "submit": body.get("submit"),
        "previous_view_id": view.previous_id,
        "root_view_id": view.root_id,
        "app_id": hub.app_id,
        "external_id": body.get("external_id", ""),
        "app_installed_team_id": hub.team_id,
        "bot_id": hub.bot.bot_id,
    }
    return payload


_EMPTY_TITLE: Json = {"type": "plain_text", "text": "View Title", "emoji": True}
