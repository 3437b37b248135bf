"""Oracle 4: this project's own rules, for what no library checks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

MAX_BLOCKS = 12
MAX_TEXT = 4_000
TABLE_CHARACTERS = 10_000

_LINK = re.compile(r"<(?:https?://|mailto:)[^\s<>|]+(?:\|[^<>|]+)?>|<@[UW][A-Z0-9]+>")
_ENTITY = re.compile(r"&(?:amp|lt|gt);")
_SHORTCODE = re.compile(r":[a-z][a-z0-9_+-]*:")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")

Node = dict[str, Any]


def message(text: str, blocks: list[Node], *, complete: bool = True) -> list[str]:
    """What our rules refuse in a message; ``complete`` asks that ``text`` holds every figure shown."""
    problems = [*_text(text), *_common(blocks, "/blocks")]
    if len(blocks) > MAX_BLOCKS:
        problems.append(f"/blocks: {len(blocks)} blocks, an answer has at most {MAX_BLOCKS}")
    tables = [block for block in _flat(blocks) if block.get("type") in ("table", "data_table")]
    if len(tables) > 1:
        problems.append(f"/blocks: {len(tables)} tables in one message")
    if complete:
        missing = sorted(set(_FIGURE.findall(_shown(blocks))) - set(_FIGURE.findall(text)))
        if missing:
            problems.append(f"/text: lacks figures that the blocks show: {', '.join(missing)}")
    return problems


def view(body: Mapping[str, Any]) -> list[str]:
    """What our rules refuse in a view."""
    problems = _common(list(body.get("blocks", [])), "/blocks")
    if len(str(body.get("private_metadata", ""))) > 3000:
        problems.append("/private_metadata: more than 3000 characters")
    return problems


def _text(text: str) -> list[str]:
    problems = [f"/text: {problem}" for problem in _escaping(text)]
    if not text.strip():
        problems.append("/text: empty")
    if len(text) > MAX_TEXT:
        problems.append(f"/text: {len(text)} characters, at most {MAX_TEXT}")
    return problems


def _common(blocks: list[Node], at: str) -> list[str]:
    problems = [*_twice(blocks, "block_id", at), *_twice(blocks, "action_id", at)]
    for node in _nodes(blocks):
        problems += [f"{at}: {problem}" for problem in _node(node)]
    problems += [f"{at}: {problem}" for block in _flat(blocks) for problem in _block(block)]
    problems += [f"{at}: {problem}" for problem in _buttons(blocks)]
    return problems


def _twice(nodes: list[Node], name: str, at: str) -> list[str]:
    counts = Counter(node[name] for node in _nodes(nodes) if name in node)
    return [f"{at}: {name} {value!r} {count} times" for value, count in counts.items() if count > 1]


def _node(node: Node) -> Iterator[str]:
    text = node.get("text")
    if node.get("type") == "mrkdwn" and isinstance(text, str):
        yield from (f"{problem} in {text[:60]!r}" for problem in _escaping(text))
        if re.search(r"\d", text) and node.get("verbatim") is not True:
            yield f"figures in mrkdwn without verbatim: {text[:60]!r}"
    elif node.get("type") == "plain_text" and isinstance(text, str):
        if _SHORTCODE.search(text) and node.get("emoji") is not False:
            yield f"an emoji short code that is data needs emoji: false: {text[:60]!r}"
    elif node.get("type") in ("raw_text", "raw_number") and not str(text or "").strip():
        yield "an empty table cell"
    if node.get("type") == "image" and not str(node.get("alt_text", "")).strip():
        yield "an image without alt_text"
    if any(len(str(option.get("value", ""))) > 150 for option in node.get("options", [])):
        yield "an option's value longer than 150 characters"


def _block(block: Node) -> Iterator[str]:
    kind = block.get("type")
    if kind in ("table", "data_table"):
        rows = block.get("rows", [])
        if len({len(row) for row in rows}) > 1:
            yield "table rows of unequal length"
        if len(_shown([block])) > TABLE_CHARACTERS:
            yield f"more than {TABLE_CHARACTERS} characters in a table"
        if kind == "table" and (len(rows) > 100 or any(len(row) > 20 for row in rows)):
            yield "a table beyond 100 rows or 20 columns"
    elif kind == "header" and block.get("text", {}).get("type") != "plain_text":
        yield "a header that is not plain_text"
    elif kind == "section":
        if any(len(field.get("text", "")) > 2000 for field in block.get("fields", [])):
            yield "a field longer than 2000 characters"
        if "text" in block and not block["text"].get("text"):
            yield "a section with empty text"
    elif kind == "alert" and len(block.get("text", {}).get("text", "")) > 200:
        yield "an alert longer than 200 characters"
    elif kind == "container" and block.get("default_collapsed") and "⚠" in _shown([block]):
        yield "a caveat inside a collapsed container"


def _buttons(blocks: list[Node]) -> list[str]:
    """Buttons with the same words must be told apart by their accessibility labels."""
    buttons = [node for node in _nodes(blocks) if node.get("type") == "button"]
    words = Counter(node.get("text", {}).get("text") for node in buttons)
    labels = Counter((node.get("text", {}).get("text"), node.get("accessibility_label")) for node in buttons)
    return [f"buttons {word!r} cannot be told apart" for (word, _), n in labels.items() if n > 1 and words[word] > 1]


def _escaping(text: str) -> Iterator[str]:
    """Characters that Slack would read as markup of its own."""
    rest = _LINK.sub("", text)
    for character in "<>":
        if character in rest:
            yield f"unescaped {character!r}"
    if "&" in _ENTITY.sub("", rest):
        yield "unescaped '&'"


def _nodes(value: Any) -> Iterator[Node]:
    """Every object inside, outermost first."""
    if isinstance(value, dict):
        yield value
        for each in value.values():
            yield from _nodes(each)
    elif isinstance(value, list):
        for each in value:
            yield from _nodes(each)


def _flat(blocks: list[Node]) -> Iterator[Node]:
    for block in blocks:
        yield block
        yield from _flat(block.get("child_blocks", []))


def _shown(blocks: list[Node]) -> str:
    """All words a reader sees in blocks, what stands on buttons and menus left out."""
    found = []
    for block in _flat(blocks):
        if block.get("type") in ("actions", "context_actions"):
            continue
        inside = {key: value for key, value in block.items() if key not in ("accessory", "child_blocks")}
        found += [_LINK.sub(_label, node["text"]) for node in _nodes(inside) if isinstance(node.get("text"), str)]
    return "\n".join(found)


def _label(link: re.Match[str]) -> str:
    return link.group().strip("<>").rpartition("|")[2] if "|" in link.group() else ""
