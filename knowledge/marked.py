"""YAML as plain data that remembers its lines.

Only ``true``/``false``, ``null``, whole numbers and decimals are given a type, and only unquoted; everything else,
dates included, stays the text it is. So ``no`` is a word and ``2026-11-22`` a string, whatever YAML 1.1 says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]

# Digits are 0 to 9: `\d` would take those of every script. Longer ones stay texts, which no number's field accepts:
# Python itself refuses to read thousands of digits.
_INT = re.compile(r"-?(?:0|[1-9][0-9]{0,14})")
_FLOAT = re.compile(r"-?(?:0|[1-9][0-9]{0,14})\.[0-9]{1,15}")
DEEPEST = 32
"""How deep lists and mappings may stand in each other; the data need ten."""
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


def _typed(event: yaml.ScalarEvent) -> object:
    text: str = event.value
    if event.style:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if text[0] in "-0123456789":
        if _INT.fullmatch(text):
            return int(text)
        if _FLOAT.fullmatch(text):
            return float(text)
    return text


class _Open:
    """A list or mapping that is being read, and in a mapping the key whose value comes next."""

    __slots__ = ("anchor", "data", "height", "key")

    def __init__(self, data: MarkedDict | MarkedList, anchor: str | None) -> None:
        self.data, self.anchor = data, anchor
        self.key: str | None = None
        self.height = 1


class _Builder:
    """Turns LibYAML's events into marked data, what is aliased once however often it is used.

    Events and a stack of our own, not LibYAML's tree of nodes: that is built by recursion in C, which a file of many
    brackets sends beyond the end of the stack.
    """

    def __init__(self) -> None:
        self.twice: list[tuple[int, str]] = []
        self._stack: list[_Open] = []
        self._anchors: dict[str, tuple[object, int]] = {}
        self._root: object = None

    def build(self, events: Iterable[yaml.Event]) -> object:
        documents = 0
        for event in events:
            if isinstance(event, yaml.ScalarEvent):
                self._scalar(event)
            elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
                self._start(event, MarkedDict() if isinstance(event, yaml.MappingStartEvent) else MarkedList())
            elif isinstance(event, yaml.CollectionEndEvent):
                self._end()
            elif isinstance(event, yaml.AliasEvent):
                self._alias(event)
            elif isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise UnreadableError(
                        _line(event), "broken YAML: a second document begins here", "remove the line '---'"
                    )
        return self._root

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        _untagged(event)
        top = self._stack[-1] if self._stack else None
        if top is not None and top.key is None and isinstance(top.data, MarkedDict):
            self._key(top, event.value, _line(event))
            return
        value = _typed(event)
        if event.anchor:
            self._anchors[event.anchor] = (value, 0)
        self._add(value, _line(event), 0)

    def _key(self, top: _Open, key: str, line: int) -> None:
        data = top.data
        assert isinstance(data, MarkedDict)  # noqa: S101 - for the type checker
        if key in data:
            self.twice.append((line, key))
        data.lines[key] = line
        top.key = key

    def _start(self, event: yaml.CollectionStartEvent, data: MarkedDict | MarkedList) -> None:
        _untagged(event)
        data.line = _line(event)
        if isinstance(data, MarkedDict):
            data.lines = {}
        else:
            data.lines = []
        top = self._stack[-1] if self._stack else None
        if top is not None and top.key is None and isinstance(top.data, MarkedDict):
            raise UnreadableError(
                data.line,
                "broken YAML: a list or a mapping stands where a key belongs",
                "put texts with braces in quotes",
            )
        if len(self._stack) >= DEEPEST:
            raise _too_deep(data.line)
        self._stack.append(_Open(data, event.anchor))

    def _end(self) -> None:
        done = self._stack.pop()
        if done.anchor:
            self._anchors[done.anchor] = (done.data, done.height)
        self._add(done.data, done.data.line, done.height)

    def _alias(self, event: yaml.AliasEvent) -> None:
        line = _line(event)
        if event.anchor not in self._anchors:
            raise UnreadableError(
                line, f"broken YAML: '*{event.anchor}' repeats what is not there yet",
                f"mark what it repeats with '&{event.anchor}' above, or write it out",
            )  # fmt: skip
        value, height = self._anchors[event.anchor]
        # What is repeated may repeat in turn, and so be deep without a bracket too many.
        if len(self._stack) + height > DEEPEST:
            raise _too_deep(line)
        top = self._stack[-1]
        if top.key is None and isinstance(top.data, MarkedDict):
            self._key(top, str(value), line)
            return
        self._add(value, line, height)

    def _add(self, value: object, line: int, height: int) -> None:
        if not self._stack:
            self._root = value
            return
        top = self._stack[-1]
        top.height = max(top.height, height + 1)
        if isinstance(top.data, MarkedDict):
            assert top.key is not None  # noqa: S101 - for the type checker
            top.data[top.key] = value
            top.key = None
        else:
            top.data.append(value)
            top.data.lines.append(line)


def _line(event: yaml.Event) -> int:
    mark = event.start_mark
    return mark.line + 1 if mark else 1


def _too_deep(line: int) -> UnreadableError:
    return UnreadableError(
        line, f"lists and mappings stand more than {DEEPEST} deep in each other here", "close the brackets left open"
    )


def _untagged(event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
    if event.tag is not None:
        raise UnreadableError(
            _line(event),
            f"the tag '{event.tag}' means nothing here",
            "remove it, or put a text that begins with ! in quotes",
        )


def _events(parser: CParser) -> Iterator[yaml.Event]:
    while (event := parser.get_event()) is not None:
        yield event


def parse(content: bytes) -> tuple[object, list[tuple[int, str]]]:
    """Return the marked data of a YAML document, and the (line, key) of every key given twice in one mapping.

    Raises UnreadableError for text that is not UTF-8, for broken YAML, and for what the data have no use for: tags,
    nesting without end.
    """
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise UnreadableError(
            line, f"byte {content[error.start]:#04x} is not UTF-8", "save the file as UTF-8"
        ) from None
    builder = _Builder()
    parser = CParser(text)
    try:
        return builder.build(_events(parser)), builder.twice
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
        parser.dispose()


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
