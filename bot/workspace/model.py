"""The things a workspace holds: people, channels, messages, views, triggers, response URLs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

Json = dict[str, Any]
Raw = Any
"""A JSON value nobody has looked at yet."""

ChannelKind = Literal["channel", "group", "im"]


@dataclass(slots=True)
class Person:
    """A member of the workspace, or a bot's user. ``handle`` is what stands behind the ``@``."""

    id: str
    handle: str
    name: str
    is_bot: bool = False
    tz: str = "America/New_York"
    bot_id: str | None = None
    app_id: str | None = None
    deleted: bool = False


@dataclass(slots=True)
class Message:
    """One message. ``visible_to`` names the only person who sees it when it is ephemeral."""

    channel: str
    ts: str
    user: str | None
    text: str
    blocks: list[Json] = field(default_factory=list)
    thread_ts: str | None = None
    subtype: str | None = None
    bot_id: str | None = None
    bot_profile: Json | None = None
    app_id: str | None = None
    client_msg_id: str | None = None
    files: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    edited: Json | None = None
    visible_to: str | None = None
    command: str | None = None
    """The slash command this message answers, as its author typed it."""
    metadata: Json | None = None
    reactions: dict[str, list[str]] = field(default_factory=dict)
    replies: list[str] = field(default_factory=list)
    reply_users: list[str] = field(default_factory=list)

    @property
    def ephemeral(self) -> bool:
        """Whether one person only sees it."""
        return self.visible_to is not None

    @property
    def root_ts(self) -> str:
        """The time stamp of the thread it belongs to, its own when it starts one."""
        return self.thread_ts or self.ts


@dataclass(slots=True)
class Channel:
    """A channel, private channel (``group``) or direct message (``im``)."""

    id: str
    name: str
    kind: ChannelKind
    members: set[str] = field(default_factory=set)
    archived: bool = False
    restricted: bool = False
    """Only administrators may post; everyone else gets ``restricted_action``."""
    creator: str = ""
    created: int = 0
    messages: dict[str, Message] = field(default_factory=dict)
    bookmark: Json = field(default_factory=dict)
    last_post: float = 0.0
    allowance: float = 0.0

    def visible_to(self, person: str) -> Iterator[Message]:
        """Its messages as one person sees them, oldest first."""
        for message in self.messages.values():
            if message.visible_to in (None, person):
                yield message


@dataclass(slots=True)
class View:
    """A modal or a Home tab, open for one person."""

    id: str
    user: str
    body: Json
    hash: str
    root_id: str
    previous_id: str | None = None
    values: dict[str, dict[str, Json]] = field(default_factory=dict)
    is_open: bool = True

    @property
    def blocks(self) -> list[Json]:
        """Its blocks, with every id filled in."""
        blocks: list[Json] = self.body["blocks"]
        return blocks


@dataclass(slots=True)
class Trigger:
    """Leave to open a modal: good once, for a few seconds, for one person."""

    id: str
    user: str
    expires: float
    used: bool = False


@dataclass(slots=True)
class ResponseUrl:
    """An address to answer an interaction by; ``target`` is the message it replaces."""

    secret: str
    channel: str
    user: str
    expires: float
    target: str | None = None
    thread_ts: str | None = None
    command: str | None = None
    uses: int = 0
