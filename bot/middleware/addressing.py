"""Which events are questions to the bot, and where their answers go."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.middleware.payload import ident, inner, team_of, text

_SUBTYPES = ("", "file_share", "thread_broadcast", "me_message")
"""The only kinds of message that a person writes; edits, joins, bots and all others are none."""
_MENTION = re.compile(r"<@([A-Z0-9]+)(?:\|[^>]*)?>")


@dataclass(frozen=True, slots=True)
class Question:
    """A message to answer.

    ``thread`` is where the answer goes; ``followed`` says that the message was itself in that thread. ``overheard``
    messages did not name the bot: they are answered only in a thread of its own and when the reading is confident.
    """

    team: str
    channel: str
    ts: str
    thread: str
    user: str
    words: str
    direct: bool = False
    followed: bool = False
    overheard: bool = False
    files: bool = False

    @property
    def key(self) -> str:
        """What the message is claimed by: the same under whichever event it arrives."""
        return f"m:{self.team}:{self.channel}:{self.ts}"

    @property
    def place(self) -> str:
        """Where its memory is kept: with the channel; that of a direct conversation with the person whose it is."""
        return self.user if self.direct else self.channel


def question_in(body: Mapping[str, Any], bot_user: str) -> Question | None:
    """Return the question in an event's body; None where silence is right.

    Edits, deletions, joins, bots, the bot itself and payloads that say neither who nor where are no questions.
    """
    event = inner(body, "event")
    kind = text(event, "type")
    if kind not in ("app_mention", "message") or not _by_a_person(event, bot_user):
        return None
    channel, ts, user = ident(event, "channel"), ident(event, "ts"), ident(event, "user")
    if not (channel and ts and user):
        return None
    root = ident(event, "thread_ts")
    words = text(event, "text")
    direct = kind == "message" and (text(event, "channel_type") == "im" or channel.startswith("D"))
    named = kind == "app_mention" or (bool(bot_user) and bot_user in _MENTION.findall(words))
    overheard = not direct and not named
    if overheard and (not root or root == ts or _MENTION.search(words)):
        return None  # an open question to everybody, or one to somebody else
    return Question(
        team_of(body),
        channel,
        ts,
        root or ts,
        user,
        words,
        direct=direct,
        followed=bool(root) and root != ts,
        overheard=overheard,
        files=bool(event.get("files")),
    )


def _by_a_person(event: Mapping[str, Any], bot_user: str) -> bool:
    subtype = event.get("subtype")
    if subtype is not None and subtype not in _SUBTYPES:
        return False
    if event.get("hidden") or event.get("bot_id") or event.get("bot_profile") or text(event, "type") == "":
        return False
    return text(event, "user") not in ("", "USLACKBOT", bot_user)
