"""Block Kit as Slack checks it: the workspace's own validation, independent of the bot's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from bot.workspace.blocks.checks import Inspection, Problem, Raw, Record, boolean, listing, plain, string
from bot.workspace.blocks.kinds import SURFACES, characters

__all__ = ["Problem", "fill_in", "inspect_message", "inspect_view", "interactive", "text_length"]

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100


def inspect_message(blocks: list[Any]) -> list[Problem]:
    """What Slack would refuse in a message's blocks; empty when it would take them."""
    seen = Inspection("message")
    _blocks(blocks, MESSAGE_BLOCKS, seen)
    return seen.problems


def inspect_view(view: dict[str, Any]) -> list[Problem]:
    """What Slack would refuse in a modal or Home tab; pointers start at ``/view``."""
    is_home = view.get("type") == "home"
    seen = Inspection("home" if is_home else "modal")
    if view.get("type") not in ("home", "modal"):
        seen.add(f"unsupported type: {view.get('type')}", "/view/type")
        return seen.problems
    (_HOME if is_home else _MODAL)(view, "/view", seen)
    blocks = view.get("blocks")
    if isinstance(blocks, list):
        _blocks(blocks, VIEW_BLOCKS, seen, "/view/blocks")
        has_input = any(isinstance(block, dict) and block.get("type") == "input" for block in blocks)
        if has_input and not is_home and "submit" not in view:
            seen.add("missing required field: submit", "/view")
    return seen.problems


def text_length(blocks: list[Any]) -> int:
    """How many characters of text the blocks hold."""
    return characters(blocks)


def fill_in(blocks: list[dict[str, Any]], new_id: Callable[[], str]) -> None:
    """Add what Slack adds when it stores blocks: missing ids and text defaults, in place."""
    for block in blocks:
        block.setdefault("block_id", new_id())
        if block["type"] == "input":
            block.setdefault("optional", False)
            block.setdefault("dispatch_action", False)
        if block["type"] == "container":
            fill_in(block["child_blocks"], new_id)
        if block["type"] not in ("rich_text", "table", "data_table"):
            _defaults(block)
        for element in interactive(block):
            element.setdefault("action_id", new_id())


def interactive(block: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The elements of one block that can have an action id."""
    candidates = [*block.get("elements", ()), block.get("accessory"), block.get("element")]
    for each in candidates:
        if isinstance(each, dict) and each.get("type") not in _STILL and block["type"] in _HOLDERS:
            yield each
    if block["type"] == "card":
        yield from block.get("actions", ())


_HOLDERS = ("actions", "context_actions", "section", "input")
_STILL = ("image", "plain_text", "mrkdwn", None)


def _blocks(blocks: list[Any], high: int, seen: Inspection, at: str = "/blocks") -> None:
    listing(SURFACES[seen.surface], 0, high)(blocks, at, seen)
    _unique_ids(blocks, at, seen)


def _unique_ids(blocks: list[Any], at: str, seen: Inspection) -> None:
    for index, block in enumerate(blocks):
        if not isinstance(block, dict):
            continue
        block_id = block.get("block_id")
        if isinstance(block_id, str):
            if block_id in seen.block_ids:
                seen.add(f"`block_id` `{block_id}` already exists", f"{at}/{index}/block_id")
            seen.block_ids.add(block_id)
        children = block.get("child_blocks")
        if isinstance(children, list):
            _unique_ids(children, f"{at}/{index}/child_blocks", seen)


def _defaults(value: Raw) -> None:
    if isinstance(value, dict):
        if value.get("type") == "plain_text":
            value.setdefault("emoji", True)
        elif value.get("type") == "mrkdwn":
            value.setdefault("verbatim", False)
        for each in value.values():
            _defaults(each)
    elif isinstance(value, list):
        for each in value:
            _defaults(each)


def _ignored(_value: Raw, _at: str, _seen: Inspection) -> None:
    """Looked at elsewhere."""


_COMMON = {
    "private_metadata": string(0, 3000),
    "callback_id": string(0, 255),
    "external_id": string(0, 255),
}
_HOME = Record({"blocks": _ignored}, _COMMON)
_MODAL = Record(
    {"blocks": _ignored, "title": plain(24)},
    _COMMON
    | {
        "close": plain(24),
        "submit": plain(24),
        "clear_on_close": boolean,
        "notify_on_close": boolean,
    },
)
