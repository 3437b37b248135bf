"""Payloads whose parts are of another type than Slack documents, made safe for Bolt.

Bolt navigates payloads without looking: an ``authorizations`` that is no list or a ``channel`` that is a number ends in
an exception before any code of ours has seen the question. What is not of its documented type is left out; everything
else stays as it is, so that a question that says who asks and where is answered all the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_PARTS = frozenset({"event", "view", "message", "previous_message", "item", "assistant_thread", "function_data"})
"""A part of its own."""
_LISTS = frozenset({"authorizations", "actions", "response_urls"})
"""A list of parts."""
_NAMED = frozenset({"user", "channel", "team", "enterprise"})
"""An id, or a part that holds it."""
_WORDS = frozenset({"type", "callback_id", "action_id", "command"})
"""What listeners are chosen by."""
_DEEPEST = 4


def mended(payload: object) -> dict[str, Any]:
    """Return a payload without the parts that are not of the type that Slack documents; {} for what is none at all."""
    found = _part(payload, 0) if isinstance(payload, Mapping) else {}
    if not found.get("actions", True):
        del found["actions"]  # Bolt takes the first
    for action in found.get("actions", ()):
        action.setdefault("action_id", "")
    view = found.get("view")
    if view is not None:
        view.setdefault("type", "modal")
    return found


def _part(part: Mapping[str, Any], depth: int) -> dict[str, Any]:
    found = dict(part)
    for name in found.keys() & _ALL:
        value = found[name]
        if name in _PARTS and isinstance(value, Mapping) and depth < _DEEPEST:
            found[name] = _part(value, depth + 1)
        elif name in _LISTS and isinstance(value, list) and depth < _DEEPEST:
            found[name] = [_part(each, depth + 1) for each in value if isinstance(each, Mapping)]
        elif not _is_plain(name, value):
            del found[name]
    return found


def _is_plain(name: str, value: object) -> bool:
    """Tell whether a value that holds no parts is of its documented type."""
    if name in _NAMED:
        return value is None or isinstance(value, str | Mapping)
    return name in _WORDS and isinstance(value, str)


_ALL = _PARTS | _LISTS | _NAMED | _WORDS
