"""YAML as plain data that remembers its lines.

Only ``true``/``false``, ``null``, whole numbers and decimals are given a type, and only unquoted; everything else,
dates included, stays the text it is. So ``no`` is a word and ``2026-11-22`` a string, whatever YAML 1.1 says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]

_INT = re.compile(r"-?(?:0|[1-9]\d*)")
_FLOAT = re.compile(r"-?(?:0|[1-9]\d*)\.\d+")
_WORDS: dict[str, object] = {"": None, "null": None, "~": None, "true": True, "false": False}


class MarkedDict(dict[str, Any]):
    """A mapping with its own line and the line of each key."""

    line: int
    lines: dict[str, int]


class MarkedList(list[Any]):
    """A list with its own line and the line of each item."""

    line: int
    lines: list[int]


class UnreadableError(Exception):
    """The file is no readable YAML: a message for a person, the line, and what to do."""

    def __init__(self, line: int, message: str, hint: str) -> None:
        """Keep what is wrong, where, and what to do."""
        super().__init__(message)
        self.line, self.message, self.hint = line, message, hint


class _Loader(CParser):
    """LibYAML's parser without YAML's own guesses at types, which ``_typed`` makes instead."""

    def resolve(self, _kind: type, _value: object, _implicit: object) -> str:
        """Every node has the same tag."""
        return ""

    def descend_resolver(self, _parent: object, _index: object) -> None:
        """Keep no path."""

    def ascend_resolver(self) -> None:
        """Keep no path."""


def _typed(node: yaml.ScalarNode) -> object:
    text: str = node.value
    if node.style:
        return text
    if text in _WORDS:
        return _WORDS[text]
    first = text[0]
    if first.isdigit() or first == "-":
        if _INT.fullmatch(text):
            return int(text)
        if _FLOAT.fullmatch(text):
            return float(text)
    return text


class _Builder:
    """Turns nodes into marked data, each node once however often it is aliased."""

    def __init__(self) -> None:
        self.twice: list[tuple[int, str]] = []
        self._built: dict[int, object] = {}

    def build(self, node: yaml.Node) -> object:
        if isinstance(node, yaml.ScalarNode):
            return _typed(node)
        known = self._built.get(id(node))
        if known is not None:
            return known
        if isinstance(node, yaml.SequenceNode):
            items = MarkedList()
            self._built[id(node)] = items
            items.line = node.start_mark.line + 1
            items.lines = [child.start_mark.line + 1 for child in node.value]
            items.extend(self.build(child) for child in node.value)
            return items
        return self._mapping(node)

    def _mapping(self, node: yaml.Node) -> MarkedDict:
        fields = MarkedDict()
        self._built[id(node)] = fields
        fields.line = node.start_mark.line + 1
        fields.lines = {}
        for key_node, value_node in node.value:
            key = key_node.value if isinstance(key_node, yaml.ScalarNode) else "?"
            if key in fields:
                self.twice.append((key_node.start_mark.line + 1, key))
            fields[key] = self.build(value_node)
            fields.lines[key] = key_node.start_mark.line + 1
        return fields


def parse(content: bytes) -> tuple[object, list[tuple[int, str]]]:
    """Return the marked data of a YAML document, and the (line, key) of every key given twice in one mapping.

    Raises UnreadableError for text that is not UTF-8 and for broken YAML.
    """
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise UnreadableError(
            line, f"byte {content[error.start]:#04x} is not UTF-8", "save the file as UTF-8"
        ) from None
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        reason = " ".join(part for part in (error.context, error.problem) if part)
        raise UnreadableError(
            mark.line + 1 if mark else 1,
            f"broken YAML: {reason}",
            "check indentation, quotes and colons near this line",
        ) from None
    except yaml.YAMLError as error:
        raise UnreadableError(1, f"broken YAML: {str(error).splitlines()[0]}", "remove control characters") from None
    finally:
        loader.dispose()
    if node is None:
        return None, []
    builder = _Builder()
    return builder.build(node), builder.twice


def step_into(data: object, step: str | int) -> tuple[int, object] | None:
    """Return line and value of a key or an item, None when there is none."""
    if isinstance(data, MarkedDict):
        return (data.lines[step], data[step]) if isinstance(step, str) and step in data else None
    if isinstance(data, MarkedList):
        return (data.lines[step], data[step]) if isinstance(step, int) and 0 <= step < len(data) else None
    return None


def line_at(data: object, path: Iterable[str | int]) -> int:
    """Return the line of the item at ``path``, or of the nearest thing above it that exists."""
    line: int = getattr(data, "line", 1)
    for step in path:
        # A step that leads nowhere is the validator's own (the kind of a figure), not one of the file.
        line, data = step_into(data, step) or (line, data)
    return line
