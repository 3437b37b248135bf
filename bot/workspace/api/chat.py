"""``chat.*`` and ``reactions.*``: posting, changing and marking messages."""

from __future__ import annotations

import math
import re

from bot.workspace import events
from bot.workspace.api.call import Call, method
from bot.workspace.errors import RateLimitedError, SlackError
from bot.workspace.hub import Hub
from bot.workspace.model import Channel, Json, Message
from bot.workspace.posting import MAX_UPDATE_BYTES, as_bot, content, rewrite

_BURST = 5.0
_TIME_STAMP = re.compile(r"\d+\.\d+")


@method("chat.postMessage", "chat:write")
def post_message(call: Call) -> Json:
    """Post to a channel, thread or direct message."""
    hub = call.hub
    channel = call.channel()
    _may_post(hub, channel)
    text, blocks, warnings = content(hub, _content_fields(call))
    thread_ts = _thread(call, channel)
    _within_rate(hub, channel)
    message = as_bot(
        hub,
        channel,
        text,
        blocks,
        thread_ts=thread_ts,
        metadata=call.structure("metadata"),
    )
    answer: Json = {
        "ok": True,
        "channel": channel.id,
        "ts": message.ts,
        "message": events.stored(message, hub.team_id),
    }
    if warnings:
        answer["warning"] = ",".join(warnings)
        answer["response_metadata"] = {"warnings": warnings}
    return answer


@method("chat.postEphemeral", "chat:write")
def post_ephemeral(call: Call) -> Json:
    """Show a message to one person in a channel."""
    hub = call.hub
    channel = call.channel()
    _may_post(hub, channel)
    person = hub.state.people.get(call.required("user"))
    if person is None or person.id not in channel.members:
        raise SlackError("user_not_in_channel")
    text, blocks, _ = content(hub, _content_fields(call))
    message = as_bot(
        hub,
        channel,
        text,
        blocks,
        thread_ts=_thread(call, channel),
        visible_to=person,
    )
    return {"ok": True, "message_ts": message.ts}


@method("chat.update", "chat:write")
def update(call: Call) -> Json:
    """Change a message of the app's own."""
    hub = call.hub
    channel = call.channel()
    message = hub.state.message(channel, call.required("ts"))
    if message.bot_id != hub.bot.bot_id:
        raise SlackError("cant_update_message")
    if len(call.text("text").encode()) > MAX_UPDATE_BYTES:
        raise SlackError("msg_too_long")
    fields = _content_fields(call)
    text, blocks, _ = content(hub, fields)
    if fields["blocks"] is None and not call.text("text"):
        blocks = message.blocks
    rewrite(hub, message, text, blocks)
    return {
        "ok": True,
        "channel": channel.id,
        "ts": message.ts,
        "text": message.text,
        "message": events.stored(message, hub.team_id),
    }


@method("chat.delete", "chat:write")
def delete(call: Call) -> Json:
    """Delete a message of the app's own."""
    hub = call.hub
    channel = call.channel()
    message = hub.state.message(channel, call.required("ts"))
    if message.bot_id != hub.bot.bot_id:
        raise SlackError("cant_delete_message")
    hub.remove(message)
    return {"ok": True, "channel": channel.id, "ts": message.ts}


@method("chat.getPermalink")
def permalink(call: Call) -> Json:
    """The lasting address of a message."""
    hub = call.hub
    channel = call.channel()
    message = hub.state.message(channel, call.required("message_ts"))
    address = f"https://{hub.team.domain}.slack.com/archives/{channel.id}/"
    address += "p" + message.ts.replace(".", "")
    if message.thread_ts:
        address += f"?thread_ts={message.thread_ts}&cid={channel.id}"
    return {"ok": True, "channel": channel.id, "permalink": address}


@method("reactions.add", "reactions:write")
def add_reaction(call: Call) -> Json:
    """Mark a message with an emoji as the app."""
    message, name, users = _reaction(call)
    if call.hub.bot.id in users:
        raise SlackError("already_reacted")
    message.reactions[name] = [*users, call.hub.bot.id]
    call.hub.feed.add("reaction", message=message, name=name, added=True)
    return {"ok": True}


@method("reactions.remove", "reactions:write")
def remove_reaction(call: Call) -> Json:
    """Take the app's mark away again."""
    message, name, users = _reaction(call)
    if call.hub.bot.id not in users:
        raise SlackError("no_reaction")
    message.reactions[name] = [user for user in users if user != call.hub.bot.id]
    call.hub.feed.add("reaction", message=message, name=name, added=False)
    return {"ok": True}


def _reaction(call: Call) -> tuple[Message, str, list[str]]:
    message = call.hub.state.message(call.channel(), call.required("timestamp"))
    name = call.required("name").strip(":")
    if not name:
        raise SlackError("invalid_name")
    return message, name, message.reactions.get(name, [])


def _content_fields(call: Call) -> Json:
    return {
        "text": call.text("text"),
        "markdown_text": call.text("markdown_text"),
        "blocks": call.structure("blocks"),
        "attachments": call.structure("attachments"),
    }


def _may_post(hub: Hub, channel: Channel) -> None:
    if channel.archived:
        raise SlackError("is_archived")
    if hub.bot.id not in channel.members and "chat:write.public" not in hub.app.scopes:
        raise SlackError("not_in_channel")
    if channel.restricted:
        raise SlackError("restricted_action")


def _thread(call: Call, channel: Channel) -> str | None:
    """The thread to post to; raises ``invalid_thread_ts`` for what is no time stamp.

    Where the message it names was deleted Slack does not refuse: it posts to the channel instead,
    and only the missing ``thread_ts`` of the answer tells.
    """
    thread_ts = call.text("thread_ts")
    if not thread_ts:
        return None
    if not _TIME_STAMP.fullmatch(thread_ts):
        message = f"[ERROR] {thread_ts} is not a valid thread_ts"
        raise SlackError("invalid_thread_ts", response_metadata={"messages": [message]})
    root = channel.messages.get(thread_ts)
    return thread_ts if root is not None and not root.ephemeral else None


def _within_rate(hub: Hub, channel: Channel) -> None:
    """Let a channel take bursts, then about ``post_rate`` messages a second."""
    rate = hub.app.post_rate
    if rate is None:
        return
    now = hub.now()
    gained = (now - channel.last_post) * rate
    channel.allowance = min(_BURST, channel.allowance + gained) if channel.last_post else _BURST
    channel.last_post = now
    if channel.allowance < 1.0:
        raise RateLimitedError(max(1, math.ceil((1.0 - channel.allowance) / rate)))
    channel.allowance -= 1.0
