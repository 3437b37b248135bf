"""``conversations.*`` and ``users.*``: channels, their messages and members."""

from __future__ import annotations

from collections.abc import Sequence

from bot.workspace import events
from bot.workspace.api.call import Call, method
from bot.workspace.errors import SlackError
from bot.workspace.model import Channel, Json, Message, Person

_READ = ("channels:read", "groups:read", "im:read", "mpim:read")


@method("conversations.open", "im:write", "mpim:write")
def open_conversation(call: Call) -> Json:
    """Open (or find) the direct message with a person."""
    hub = call.hub
    if call.text("channel"):
        channel = hub.state.channel(call.text("channel"))
        return {"ok": True, "no_op": True, "already_open": True, "channel": {"id": channel.id}}
    users = [user for user in call.required("users").split(",") if user]
    if len(users) != 1:
        raise SlackError("too_many_users" if len(users) > 8 else "method_not_supported_here")
    person = hub.state.person(users[0])
    known = hub.state.direct_message(person.id) is not None
    answer: Json = {"ok": True, "channel": {"id": hub.direct(person).id}}
    return answer | ({"no_op": True, "already_open": True} if known else {})


@method("conversations.info", *_READ)
def info(call: Call) -> Json:
    """One channel."""
    return {"ok": True, "channel": channel_json(call, call.channel())}


@method("conversations.list", *_READ)
def listing(call: Call) -> Json:
    """The public channels, and those private ones the app is in."""
    bot = call.hub.bot.id
    shown = [
        channel_json(call, channel)
        for channel in call.hub.state.channels.values()
        if channel.kind == "channel" or (channel.kind == "group" and bot in channel.members)
    ]
    return _page(call, "channels", shown)


@method("conversations.members", *_READ)
def members(call: Call) -> Json:
    """Who is in a channel."""
    return _page(call, "members", sorted(call.channel().members))


@method("conversations.join", "channels:join")
def join(call: Call) -> Json:
    """Let the app join a public channel."""
    hub = call.hub
    channel = call.channel()
    if channel.archived:
        raise SlackError("is_archived")
    if channel.kind != "channel":
        raise SlackError("method_not_supported_for_channel_type")
    already = hub.bot.id in channel.members
    channel.members.add(hub.bot.id)
    hub.feed.add("channel", channel=channel)
    answer: Json = {"ok": True, "channel": channel_json(call, channel)}
    if already:
        answer |= {
            "warning": "already_in_channel",
            "response_metadata": {"warnings": ["already_in_channel"]},
        }
    return answer


@method("conversations.history", "channels:history", "groups:history", "im:history")
def history(call: Call) -> Json:
    """A channel's own messages, newest first, thread replies left out."""
    channel = _readable(call)
    oldest, latest = call.text("oldest"), call.text("latest")
    found = [
        message
        for message in reversed(list(channel.messages.values()))
        if not message.ephemeral
        and message.thread_ts is None
        and _between(message.ts, oldest, latest, call.flag("inclusive"))
    ]
    return _messages(call, found)


@method("conversations.replies", "channels:history", "groups:history", "im:history")
def replies(call: Call) -> Json:
    """A thread, its root first."""
    channel = _readable(call)
    ts = call.required("ts")
    root = channel.messages.get(ts)
    if root is None or root.ephemeral:
        raise SlackError("thread_not_found")
    return _messages(call, call.hub.state.thread(channel, root.root_ts))


@method("users.info", "users:read")
def user_info(call: Call) -> Json:
    """One person."""
    return {"ok": True, "user": person_json(call, call.hub.state.person(call.required("user")))}


@method("users.list", "users:read")
def user_list(call: Call) -> Json:
    """Everybody."""
    people = [person_json(call, person) for person in call.hub.state.people.values()]
    return _page(call, "members", people)


@method("bots.info", "users:read")
def bot_info(call: Call) -> Json:
    """One bot, this app when none is named."""
    hub = call.hub
    wanted = call.text("bot") or hub.bot.bot_id
    for person in hub.state.people.values():
        if person.bot_id == wanted:
            profile = hub.bot_profile(person)
            profile["user_id"] = person.id
            return {"ok": True, "bot": profile}
    raise SlackError("bot_not_found")


def channel_json(call: Call, channel: Channel) -> Json:
    """A channel as the Web API shows it."""
    is_im = channel.kind == "im"
    body: Json = {
        "id": channel.id,
        "created": channel.created,
        "creator": channel.creator,
        "is_archived": channel.archived,
        "is_im": is_im,
        "is_mpim": False,
        "is_org_shared": False,
        "context_team_id": call.hub.team_id,
        "updated": channel.created * 1000,
    }
    if is_im:
        return body | {"user": channel.creator, "priority": 0}
    return body | {
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": channel.kind == "channel",
        "is_group": channel.kind == "group",
        "is_private": channel.kind == "group",
        "is_general": False,
        "is_shared": False,
        "is_ext_shared": False,
        "is_member": call.hub.bot.id in channel.members,
        "num_members": len(channel.members),
        "topic": {"value": "", "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
        "previous_names": [],
    }


def person_json(call: Call, person: Person) -> Json:
    """A person as the Web API shows them."""
    return {
        "id": person.id,
        "team_id": call.hub.team_id,
        "name": person.handle,
        "deleted": person.deleted,
        "real_name": person.name,
        "tz": person.tz,
        "tz_offset": -18000,
        "is_bot": person.is_bot,
        "is_app_user": False,
        "updated": int(call.hub.now()),
        "profile": {
            "real_name": person.name,
            "real_name_normalized": person.name,
            "display_name": person.name,
            "display_name_normalized": person.name,
            "team": call.hub.team_id,
        },
    }


def _readable(call: Call) -> Channel:
    """A channel whose history the app may read; each kind needs a scope of its own."""
    channel = call.channel()
    needed = {"channel": "channels:history", "group": "groups:history", "im": "im:history"}
    scope = needed[channel.kind]
    if scope not in call.hub.app.scopes:
        provided = ",".join(sorted(call.hub.app.scopes))
        raise SlackError("missing_scope", needed=scope, provided=provided)
    if call.hub.bot.id not in channel.members:
        raise SlackError("not_in_channel")
    return channel


def _between(ts: str, oldest: str, latest: str, inclusive: bool) -> bool:
    at = float(ts)
    after = not oldest or at > float(oldest) or (inclusive and ts == oldest)
    before = not latest or at < float(latest) or (inclusive and ts == latest)
    return after and before


def _messages(call: Call, messages: Sequence[Message]) -> Json:
    shown = [events.stored(message, call.hub.team_id) for message in messages]
    answer = _page(call, "messages", shown)
    return answer | {"has_more": bool(answer["response_metadata"]["next_cursor"])}


def _page(call: Call, name: str, items: Sequence[object]) -> Json:
    limit = max(1, min(call.whole("limit", 100), 999))
    cursor = call.text("cursor") or "0"
    if not cursor.isdecimal():
        raise SlackError("invalid_cursor")
    end = int(cursor) + limit
    following = str(end) if end < len(items) else ""
    return {
        "ok": True,
        name: list(items[int(cursor) : end]),
        "response_metadata": {"next_cursor": following},
    }
