"""Posting, updating and deleting on behalf of an app: shared by Web API, acks and response URLs."""

from __future__ import annotations

import json

from bot.workspace import blocks as block_kit
from bot.workspace import events
from bot.workspace.errors import NotPossibleError, SlackError
from bot.workspace.hub import Hub
from bot.workspace.model import Channel, Json, Message, Person, Raw, ResponseUrl

MAX_TEXT = 40_000
MAX_BLOCK_TEXT = 13_200
MAX_UPDATE_BYTES = 4_000
MAX_USES = 5
"""Answers a response URL takes."""


def checked_blocks(hub: Hub, blocks: Raw) -> list[Json]:
    """Blocks as Slack would store them; raises ``invalid_blocks`` with its messages."""
    if blocks is None or blocks == "":
        return []
    if not isinstance(blocks, list):
        raise SlackError("invalid_blocks_format")
    problems = block_kit.inspect_message(blocks)
    if problems:
        raise SlackError(
            "invalid_blocks",
            errors=[str(problem) for problem in problems],
            response_metadata={"messages": [f"[ERROR] {problem}" for problem in problems]},
        )
    if block_kit.text_length(blocks) > MAX_BLOCK_TEXT:
        raise SlackError("msg_blocks_too_long")
    block_kit.fill_in(blocks, hub.ids.block)
    return blocks


def content(hub: Hub, fields: Json) -> tuple[str, list[Json], list[str]]:
    """Text and blocks of a post, with warnings; raises ``no_text`` and ``invalid_blocks``."""
    text = fields.get("text") or fields.get("markdown_text") or ""
    if not isinstance(text, str):
        raise SlackError("invalid_arguments")
    blocks = checked_blocks(hub, fields.get("blocks"))
    if not text.strip() and not blocks and not fields.get("attachments"):
        raise SlackError("no_text")
    warnings = []
    if len(text) > MAX_TEXT:
        text, warnings = text[:MAX_TEXT], ["message_truncated"]
    return text, blocks, warnings


def as_bot(
    hub: Hub,
    channel: Channel,
    text: str,
    blocks: list[Json],
    *,
    thread_ts: str | None = None,
    visible_to: Person | None = None,
    command: str | None = None,
    bot: Person | None = None,
    metadata: Json | None = None,
) -> Message:
    """A message of the app (or another ``bot``), stored and told of."""
    author = bot or hub.bot
    message = Message(
        channel=channel.id,
        ts=hub.ids.ts(),
        user=author.id,
        text=text,
        blocks=blocks,
        thread_ts=thread_ts,
        bot_id=author.bot_id,
        bot_profile=hub.bot_profile(author),
        app_id=author.app_id,
        visible_to=visible_to.id if visible_to else None,
        command=command,
        metadata=metadata,
    )
    hub.add(message)
    return message


def rewrite(hub: Hub, message: Message, text: str, blocks: list[Json], edited: bool = True) -> None:
    """Replace a message's content and tell of it."""
    before = events.stored(message, hub.team_id)
    message.text, message.blocks = text, blocks
    if edited and not message.ephemeral:
        message.edited = {"user": message.user, "ts": hub.ids.ts()}
    hub.change(message, before)


def by_response_url(hub: Hub, url: ResponseUrl, fields: Json) -> Message | None:
    """Carry out one answer sent to a response URL; the message it made or changed, if any.

    Raises SlackError: ``expired_url``, ``used_url``, ``no_text``, ``invalid_blocks``.
    """
    if hub.now() > url.expires:
        raise SlackError("expired_url")
    if url.uses >= MAX_USES:
        raise SlackError("used_url")
    message = answer(hub, url, fields)
    url.uses += 1
    return message


def answer(hub: Hub, url: ResponseUrl, fields: Json) -> Message | None:
    """Answer an interaction: by response URL, or in the ack of a slash command."""
    channel = hub.state.channels[url.channel]
    target = channel.messages.get(url.target) if url.target else None
    if _true(fields.get("delete_original")):
        if target is not None:
            hub.remove(target)
        return target
    text, blocks, _ = content(hub, fields)
    if _true(fields.get("replace_original")) and target is not None:
        rewrite(hub, target, text, blocks)
        return target
    person = hub.state.people[url.user]
    in_channel = fields.get("response_type") == "in_channel"
    message = as_bot(
        hub,
        channel,
        text,
        blocks,
        thread_ts=fields.get("thread_ts") or (None if in_channel else url.thread_ts),
        visible_to=None if in_channel else person,
        command=url.command if in_channel else None,
    )
    if url.target is None:
        url.target = message.ts
    return message


def find_response_url(hub: Hub, address: str) -> ResponseUrl:
    """The response URL of that address; raises NotPossibleError when it is none of ours."""
    url = hub.state.response_urls.get(address.rsplit("/", 1)[-1])
    if url is None:
        raise NotPossibleError("not a response URL of this workspace")
    return url


def parsed(value: Raw, what: str) -> Raw:
    """A JSON argument that may have come as text in a form; raises ``invalid_<what>_format``."""
    if not isinstance(value, str) or not value:
        return value
    try:
        return json.loads(value)
    except ValueError:
        raise SlackError(f"invalid_{what}_format") from None


def _true(value: Raw) -> bool:
    return value is True or value == "true"
