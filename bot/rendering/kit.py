"""Building stones of Block Kit, each within Slack's limits whatever is put in.

Lengths are counted after escaping, since that is what Slack counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

Block = dict[str, Any]

HEADER = 150
"""Most characters of a header."""
SECTION = 3_000
"""Most characters of a section's or context element's text."""
BUTTON = 75
"""Most characters on a button, in its accessibility label and in a menu's option."""
VALUE = 2_000
"""Most characters of a button's value."""
BLOCK_ID = 255
METADATA = 3_000
TITLE = 24
"""Most characters of a modal's title and of its buttons."""
TABLE_ROWS = 40
"""Most rows of a table below its header: Slack takes more, a reader on a phone does not."""
TABLE_COLUMNS = 20
LINK = 600
"""Longest address that is made a link."""
ELLIPSIS = "…"
EMPTY_CELL = "–"

_ELEMENT = 2_900
_MOST_ELEMENTS = 10
_ADDRESS = re.compile(r"(https?://[^\s<>|,;()]*[\w/])")
_UNSAFE_IN_LABEL = str.maketrans({"|": "/", "\n": " ", "\r": " "})


@dataclass(frozen=True, slots=True)
class Rendered:
    """A message: the complete plain answer, escaped, and its blocks."""

    text: str
    blocks: list[Block]


def escape(text: str) -> str:
    """Return ``text`` with the three characters escaped that Slack reads as markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    """Return what ``escape`` was given."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def measure(text: str) -> int:
    """Return how many characters Slack counts in ``text``."""
    return len(text) + 4 * text.count("&") + 3 * (text.count("<") + text.count(">"))


def clip(text: str, most: int) -> str:
    """Return ``text``, cut between words where it is longer than ``most`` as Slack counts; never inside a number."""
    if measure(text) <= most:
        return text
    kept, room = 0, most - len(ELLIPSIS)
    while kept < len(text) and (room := room - measure(text[kept])) >= 0:
        kept += 1
    space = text.rfind(" ", 0, kept + 1)
    if space > kept // 2:
        kept = space
    # A number is shown whole or not at all: half of 0.083 is another figure.
    while kept and re.match(r"[\d.,/%−+†-]", text[kept - 1]) and not text[kept : kept + 1].isspace():
        kept -= 1
    return text[:kept].rstrip() + ELLIPSIS


def one_line(text: str) -> str:
    """Return ``text`` with all white space made single spaces."""
    return " ".join(text.split())


def plain(text: str, most: int = SECTION) -> Block:
    """Return a text that Slack shows as it is: no markup, no emoji codes."""
    return {"type": "plain_text", "text": clip(text, most) or EMPTY_CELL, "emoji": False}


def words(text: str) -> Block:
    """Return a text in Slack's markup, already escaped and within ``SECTION``."""
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def link(label: str, url: str) -> str:
    """Return ``label`` as a link in Slack's markup; without one when the address is none, or too long to be one."""
    shown = escape(one_line(label).translate(_UNSAFE_IN_LABEL))
    if not shown.strip() or not re.match(r"https?://\S", url) or len(url) > LINK:
        return shown
    address = quote(url, safe="%/:?#[]@!$&'()*+,;=~-._").replace("&", "&amp;")
    return f"<{address}|{shown}>" if len(address) <= LINK else shown


def header(text: str) -> list[Block]:
    """Return a line as a header, or as bold text when it is too long for one; nothing for no text."""
    line = one_line(text)
    if not line:
        return []
    if measure(line) <= HEADER:
        return [{"type": "header", "text": plain(line, HEADER)}]
    return [bold_and_lines(line, ())]


def bold_and_lines(headline: str, lines: Iterable[str]) -> Block:
    """Return a bold line and ordinary ones below it, as one block that reads no markup."""
    elements: list[Block] = []
    if headline.strip():
        elements.append({"type": "text", "text": headline, "style": {"bold": True}})
    below = "\n".join(line for line in lines if line.strip())
    if below:
        elements.append({"type": "text", "text": f"\n{below}" if elements else below})
    if not elements:
        elements.append({"type": "text", "text": EMPTY_CELL})
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": elements}]}


def preformatted(text: str) -> Block:
    """Return a text in letters of one width, in its lines as given."""
    element = {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": text or EMPTY_CELL}]}
    return {"type": "rich_text", "elements": [element]}


def sections(lines: Iterable[str]) -> list[Block]:
    """Return lines as sections, as few as hold them; a line longer than a section is cut; addresses become links."""
    return [{"type": "section", "text": _linked(text)} for text in packed(lines, SECTION)]


def _linked(text: str) -> Block:
    """Return ``text`` with its addresses as links; as it is when it has none, or when there is no room for them."""
    parts = _ADDRESS.split(text)
    if len(parts) == 1:
        return plain(text)
    # Addresses are what stands at the odd places, since the pattern is one group.
    shown = "".join(
        link(part.partition("://")[2], part) if place % 2 else escape(part) for place, part in enumerate(parts)
    )
    return words(shown) if len(shown) <= SECTION else plain(text)


def context(lines: Iterable[str]) -> list[Block]:
    """Return lines in small print, each on its own line; nothing when there are none."""
    return _context([plain(text) for text in packed(lines, _ELEMENT)])


def linked_context(lines: Iterable[str]) -> list[Block]:
    """Return lines that are in Slack's markup already, in small print."""
    return _context([words(text) for text in packed(lines, _ELEMENT, escaped=True)])


def _context(elements: list[Block]) -> list[Block]:
    return [{"type": "context", "elements": elements[:_MOST_ELEMENTS]}] if elements else []


def packed(lines: Iterable[str], most: int, *, escaped: bool = False) -> list[str]:
    """Return lines joined by line breaks into as few texts of at most ``most`` as they fit; blank ones left out."""
    size = len if escaped else measure
    texts: list[str] = []
    for each in lines:
        if not each.strip():
            continue
        line = each if escaped else clip(each, most)
        if texts and size(texts[-1]) + 1 + size(line) <= most:
            texts[-1] += "\n" + line
        else:
            texts.append(line)
    return texts


def table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Block:
    """Return a table whose first row is its header; rows as long as ``columns``, all cells wrapped."""
    shown = [columns, *rows[:TABLE_ROWS]]
    cells = [[{"type": "raw_text", "text": _cell(text)} for text in row[:TABLE_COLUMNS]] for row in shown]
    settings = [{"is_wrapped": True} for _ in columns[:TABLE_COLUMNS]]
    return {"type": "table", "column_settings": settings, "rows": cells}


def _cell(text: str) -> str:
    return text if text.strip() else EMPTY_CELL


def button(action_id: str, label: str, value: str, accessibility: str = "") -> Block:
    """Return a button; ``accessibility`` is what a screen reader says instead of the label."""
    made = {"type": "button", "action_id": action_id, "text": plain(one_line(label), BUTTON), "value": value}
    spoken = clip(one_line(accessibility), BUTTON)
    return made | ({"accessibility_label": spoken} if spoken else {})


def told_apart(buttons: list[Block]) -> list[Block]:
    """Return the buttons, those that look alike numbered for a screen reader."""
    shown = [each["text"]["text"] for each in buttons]
    return [
        each
        if shown.count(each["text"]["text"]) == 1
        else each | {"accessibility_label": clip(f"{place}. {each.get('accessibility_label', '')}", BUTTON)}
        for place, each in enumerate(buttons, start=1)
    ]


def menu(action_id: str, options: Sequence[tuple[str, str]]) -> Block:
    """Return an overflow menu of two to five (words, value)."""
    shown = [{"text": plain(label, BUTTON), "value": value} for label, value in options]
    return {"type": "overflow", "action_id": action_id, "options": shown}


def modal(callback_id: str, title: str, blocks: list[Block], close: str, metadata: str) -> Block:
    """Return a modal that is only read; ``metadata`` holds ids, never words of the asker."""
    return {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain(title, TITLE),
        "close": plain(close, TITLE),
        "private_metadata": metadata if len(metadata) <= METADATA else "",
        "blocks": blocks,
    }
