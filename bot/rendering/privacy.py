"""What is stored about one person, as a card with its two buttons and as a modal that shows all of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.messages import CLOSE
from bot.messages import privacy as words
from bot.rendering import kit
from bot.rendering.kit import Block, Rendered
from bot.rendering.plain import BULLET

EXPORT = "privacy-export"
DELETE = "privacy-delete"
_MODAL = "privacy-everything"
_MOST_BLOCKS = 90
_CHUNK = 2_500


@dataclass(frozen=True, slots=True)
class Share:
    """What one table holds about a person: in words, how long it stays, and its rows."""

    what: str
    how_long: str
    rows: Sequence[Mapping[str, Any]]


def privacy_card(shares: Sequence[Share], memory_days: int) -> Rendered:
    """Return what is stored about a person, how long, and buttons to see and to delete it."""
    kinds = [BULLET + words.stored(share.what, len(share.rows), share.how_long) for share in shares]
    kinds.append(BULLET + words.thread_memory(memory_days))
    text = "\n".join(map(kit.escape, (words.STORED_HEADLINE, *words.STORED_LINES, *kinds)))
    buttons = [
        kit.button(EXPORT, words.EXPORT_BUTTON, "all"),
        kit.button(DELETE, words.DELETE_BUTTON, "all") | {"style": "danger", "confirm": _confirm()},
    ]
    blocks = [
        *kit.header(words.STORED_HEADLINE),
        *kit.sections(words.STORED_LINES),
        *kit.sections(kinds),
        {"type": "actions", "elements": buttons},
    ]
    return Rendered(text, blocks)


def privacy_modal(shares: Sequence[Share]) -> Block:
    """Return everything stored about a person, row by row as JSON."""
    blocks: list[Block] = []
    for share in shares:
        if share.rows:
            blocks.append(kit.bold_and_lines(words.stored(share.what, len(share.rows), share.how_long), ()))
            blocks += [kit.preformatted(text) for text in _chunks(share.rows)]
    if len(blocks) > _MOST_BLOCKS:
        blocks = [*kit.context([words.SHORTENED_EXPORT]), *blocks[:_MOST_BLOCKS]]
    return kit.modal(_MODAL, words.EXPORT_TITLE, blocks or kit.sections([words.NOTHING_STORED]), CLOSE, "all")


def _chunks(rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Yield the rows as lines of JSON, as many together as one block holds."""
    held = ""
    for row in rows:
        line = json.dumps(row, ensure_ascii=False)
        if held and len(held) + len(line) > _CHUNK:
            yield held
            held = ""
        held += ("\n" if held else "") + line
        while len(held) > _CHUNK:
            yield held[:_CHUNK]
            held = held[_CHUNK:]
    if held:
        yield held


def _confirm() -> Block:
    return {
        "title": kit.plain(words.DELETE_QUESTION, 100),
        "text": kit.plain(words.DELETE_WARNING, 300),
        "confirm": kit.plain(words.DELETE_YES, 30),
        "deny": kit.plain(words.DELETE_NO, 30),
        "style": "danger",
    }
