"""From what a person types to what Slack sends: encoded text and the composer's rich text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.workspace.model import Json

_BROADCASTS = ("here", "channel", "everyone")
_LINK = re.compile(r"https?://[^\s<>|]+")
_ENCODED = re.compile(r"<([@#!]?)([^<>|]+)(?:\|([^<>]*))?>")


def escape(text: str) -> str:
    """Escape the three characters Slack escapes, in its order."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    """Undo :func:`escape`."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


@dataclass(frozen=True, slots=True)
class Typed:
    """A composed message: ``text`` as events carry it, ``blocks`` as the composer makes them."""

    text: str
    blocks: list[Json]
    mentions: frozenset[str]


def compose(
    text: str,
    people: Iterable[tuple[str, str]],
    channels: Iterable[tuple[str, str]],
    block_id: str,
) -> Typed:
    """Encode typed text: ``@name`` to a mention, ``#channel`` and addresses to links.

    ``people`` and ``channels`` are pairs of name and id, longest name first.
    """
    encoded: list[str] = []
    elements: list[Json] = []
    mentions: set[str] = set()
    people, channels = tuple(people), tuple(channels)
    plain = ""
    position = 0

    def flush() -> None:
        nonlocal plain
        if plain:
            encoded.append(escape(plain))
            elements.append({"type": "text", "text": plain})
            plain = ""

    while position < len(text):
        found = None
        character = text[position]
        if character == "@":
            found = _mention(text, position, people)
        elif character == "#":
            found = _channel(text, position, channels)
        elif character == "h" and (link := _LINK.match(text, position)):
            url = link.group()
            found = f"<{escape(url)}>", {"type": "link", "url": url}, len(url)
        if found is None:
            plain += character
            position += 1
            continue
        flush()
        encoded.append(found[0])
        elements.append(found[1])
        if found[1]["type"] == "user":
            mentions.add(found[1]["user_id"])
        position += found[2]
    flush()
    return Typed("".join(encoded), rich_text(elements, block_id), frozenset(mentions))


def encoded(text: str, block_id: str) -> Typed:
    """Take text that is already in Slack's encoding, mentions as ``<@U…>`` included."""
    elements: list[Json] = []
    position = 0
    for match in _ENCODED.finditer(text):
        if match.start() > position:
            elements.append({"type": "text", "text": unescape(text[position : match.start()])})
        elements.append(_element(*match.groups()))
        position = match.end()
    if position < len(text):
        elements.append({"type": "text", "text": unescape(text[position:])})
    mentions = frozenset(e["user_id"] for e in elements if e["type"] == "user")
    return Typed(text, rich_text(elements, block_id), mentions)


def rich_text(elements: list[Json], block_id: str) -> list[Json]:
    """The one block a composer sends."""
    section = {"type": "rich_text_section", "elements": elements}
    return [{"type": "rich_text", "block_id": block_id, "elements": [section]}]


def _mention(text: str, position: int, people: tuple[tuple[str, str], ...]) -> tuple[str, Json, int] | None:
    for name, person_id in people:
        if _stands(name, text, position + 1):
            return f"<@{person_id}>", {"type": "user", "user_id": person_id}, len(name) + 1
    for name in _BROADCASTS:
        if _stands(name, text, position + 1):
            return f"<!{name}>", {"type": "broadcast", "range": name}, len(name) + 1
    return None


def _channel(text: str, position: int, channels: tuple[tuple[str, str], ...]) -> tuple[str, Json, int] | None:
    for name, channel_id in channels:
        if name and _stands(name, text, position + 1):
            element = {"type": "channel", "channel_id": channel_id}
            return f"<#{channel_id}|{name}>", element, len(name) + 1
    return None


def _stands(name: str, text: str, position: int) -> bool:
    """Whether ``name`` stands here as a whole word, whatever its case."""
    end = position + len(name)
    if text[position:end].casefold() != name.casefold():
        return False
    return end >= len(text) or not (text[end].isalnum() or text[end] in "_-")


def _element(mark: str, target: str, label: str | None) -> Json:
    if mark == "@":
        return {"type": "user", "user_id": target}
    if mark == "#":
        return {"type": "channel", "channel_id": target}
    if mark == "!" and target in _BROADCASTS:
        return {"type": "broadcast", "range": target}
    link: Json = {"type": "link", "url": unescape(target)}
    if label:
        link["text"] = unescape(label)
    return link
