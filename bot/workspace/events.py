"""Events of the Events API and their envelope, field by field as Slack sends them."""

from __future__ import annotations

import base64
import json
from typing import Any

from bot.workspace.model import Channel, Json, Message, Person

_TYPES = {"channel": "channel", "group": "group", "im": "im"}


def callback(
    event: Json,
    *,
    token: str,
    team_id: str,
    enterprise_id: str | None,
    app_id: str,
    bot_user: str,
    event_id: str,
    event_time: int,
) -> Json:
    """The body around an event: ``event_callback`` with ids and authorizations."""
    body: Json = {
        "token": token,
        "team_id": team_id,
        "api_app_id": app_id,
        "event": event,
        "type": "event_callback",
        "event_id": event_id,
        "event_time": event_time,
        "authorizations": [
            {
                "enterprise_id": enterprise_id,
                "team_id": team_id,
                "user_id": bot_user,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
        "event_context": _context(event, team_id, app_id),
    }
    if enterprise_id:
        body["enterprise_id"] = enterprise_id
    return body


def _context(event: Json, team_id: str, app_id: str) -> str:
    channel = event.get("channel")
    inside = {"et": event.get("type"), "tid": team_id, "aid": app_id}
    if isinstance(channel, str):
        inside["cid"] = channel
    packed = base64.b64encode(json.dumps(inside, separators=(",", ":")).encode())
    return "4-" + packed.decode().rstrip("=")


def stored(message: Message, team_id: str) -> Json:
    """A message as the Web API returns it and as interaction payloads carry it."""
    body: Json = {}
    if message.subtype:
        body["subtype"] = message.subtype
    if message.client_msg_id:
        body["client_msg_id"] = message.client_msg_id
    body |= {"type": "message", "text": message.text, "ts": message.ts}
    if message.user:
        body["user"] = message.user
    if message.bot_id:
        body["bot_id"] = message.bot_id
    if message.app_id:
        body["app_id"] = message.app_id
    if message.bot_profile:
        body["bot_profile"] = message.bot_profile
    body["team"] = team_id
    if message.blocks:
        body["blocks"] = message.blocks
    for name, value in (
        ("files", message.files),
        ("attachments", message.attachments),
        ("edited", message.edited),
        ("metadata", message.metadata),
        ("thread_ts", message.thread_ts),
    ):
        if value:
            body[name] = value
    if message.replies:
        body |= {
            "thread_ts": message.ts,
            "reply_count": len(message.replies),
            "reply_users_count": len(message.reply_users),
            "latest_reply": message.replies[-1],
            "reply_users": list(message.reply_users),
            "is_locked": False,
        }
    if message.reactions:
        body["reactions"] = [
            {"name": name, "users": users, "count": len(users)} for name, users in message.reactions.items()
        ]
    return body


def message(message: Message, channel: Channel, team_id: str, parent: Message | None) -> Json:
    """``message``: somebody posted. ``parent`` is the root of its thread."""
    event = stored(message, team_id)
    event.pop("reactions", None)
    if message.thread_ts and parent is not None and parent.user:
        event["parent_user_id"] = parent.user
    if message.files:
        event |= {"upload": False, "display_as_bot": False}
        del event["team"]
    return event | {
        "channel": channel.id,
        "event_ts": message.ts,
        "channel_type": _TYPES[channel.kind],
    }


def app_mention(message: Message, channel: Channel, team_id: str, parent: Message | None) -> Json:
    """``app_mention``: the message named the app. It carries no ``channel_type``."""
    event = stored(message, team_id)
    event.pop("subtype", None)
    if message.thread_ts and parent is not None and parent.user:
        event["parent_user_id"] = parent.user
    return event | {"type": "app_mention", "channel": channel.id, "event_ts": message.ts}


def message_changed(message: Message, before: Json, channel: Channel, team_id: str, ts: str) -> Json:
    """``message`` with subtype ``message_changed``: hidden, with both versions."""
    now = stored(message, team_id) | {"source_team": team_id, "user_team": team_id}
    return {
        "type": "message",
        "subtype": "message_changed",
        "message": now,
        "previous_message": before,
        "channel": channel.id,
        "hidden": True,
        "ts": ts,
        "event_ts": ts,
        "channel_type": _TYPES[channel.kind],
    }


def message_deleted(before: Json, channel: Channel, ts: str) -> Json:
    """``message`` with subtype ``message_deleted``."""
    return {
        "type": "message",
        "subtype": "message_deleted",
        "previous_message": before,
        "channel": channel.id,
        "hidden": True,
        "deleted_ts": before["ts"],
        "event_ts": ts,
        "ts": ts,
        "channel_type": _TYPES[channel.kind],
    }


def joined(person: Person, channel: Channel, team_id: str, ts: str, inviter: str | None) -> Json:
    """``member_joined_channel``."""
    kind = "G" if channel.kind == "group" else "C"
    event: Json = {
        "type": "member_joined_channel",
        "user": person.id,
        "channel": channel.id,
        "channel_type": kind,
        "team": team_id,
        "event_ts": ts,
    }
    return event | ({"inviter": inviter} if inviter else {})


def left(person: Person, channel: Channel, team_id: str, ts: str) -> Json:
    """``member_left_channel``."""
    event = joined(person, channel, team_id, ts, None)
    return event | {"type": "member_left_channel"}


def app_home_opened(person: Person, channel: Channel, tab: str, ts: str, shown: Json | None) -> Json:
    """``app_home_opened`` with the tab; ``shown`` is the published Home view's payload."""
    event: Json = {
        "type": "app_home_opened",
        "user": person.id,
        "channel": channel.id,
        "tab": tab,
        "event_ts": ts,
    }
    if shown is not None and tab == "home":
        event["view"] = shown
    return event


def uploaded_file(file_id: str, name: str, person: Person, at: int, domain: str) -> Json:
    """A file as messages carry it; its content stays nowhere."""
    kind = name.rsplit(".", 1)[-1].lower() if "." in name else "binary"
    mime = {"pdf": "application/pdf", "png": "image/png", "txt": "text/plain", "csv": "text/csv"}
    base = f"https://files.slack.com/files-pri/{file_id}"
    details: dict[str, Any] = {
        "id": file_id,
        "created": at,
        "timestamp": at,
        "name": name,
        "title": name,
        "mimetype": mime.get(kind, "application/octet-stream"),
        "filetype": kind,
        "pretty_type": kind.upper(),
        "user": person.id,
        "editable": False,
        "size": 42_706,
        "mode": "hosted",
        "is_external": False,
        "external_type": "",
        "is_public": True,
        "public_url_shared": False,
        "display_as_bot": False,
        "username": "",
        "url_private": f"{base}/{name}",
        "url_private_download": f"{base}/download/{name}",
        "media_display_type": "unknown",
        "permalink": f"https://{domain}.slack.com/files/{person.id}/{file_id}/{name}",
        "permalink_public": f"https://slack-files.com/{file_id}",
        "has_rich_preview": False,
        "file_access": "visible",
    }
    return details
