"""Oracle 2: the models of slack_sdk, to which a block must be known and from which it must come back whole."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

NO_MODEL = frozenset({"data_table", "data_visualization"})
"""Blocks newer than slack_sdk 3.47: it logs and drops them, so there is nothing to ask it."""

# The models report unknown blocks on a logger; their absence is what is looked at here.
logging.getLogger("slack_sdk.models.blocks.blocks").setLevel(logging.ERROR)


def message(_text: str, blocks: list[dict[str, Any]]) -> list[str]:
    """What the models refuse in a message's blocks, or would lose of them."""
    return [problem for index, block in enumerate(blocks) for problem in _block(block, f"/blocks/{index}")]


def view(body: Mapping[str, Any]) -> list[str]:
    """What the models refuse in a view or its blocks."""
    blocks = list(body.get("blocks", []))
    problems = message("", blocks)
    without = {key: value for key, value in body.items() if key != "blocks"}
    try:
        rebuilt = View(**without, blocks=[{"type": "divider"}]).to_dict()
    except (SlackObjectFormationError, TypeError) as error:
        return [*problems, f"/view: {error}"]
    rebuilt.pop("blocks", None)
    return [*problems, *_lost(without, rebuilt, "/view")]


def _block(block: dict[str, Any], at: str) -> list[str]:
    if block.get("type") in NO_MODEL:
        return []
    try:
        model = Block.parse(block)
        if model is None:
            return [f"{at}: unknown block {block.get('type')!r}"]
        rebuilt = model.to_dict()
    except (SlackObjectFormationError, TypeError, ValueError, AttributeError, KeyError) as error:
        return [f"{at}: {error}"]
    return _lost(block, rebuilt, at)


def _lost(given: Any, rebuilt: Any, at: str) -> list[str]:
    """Where what comes back is not what went in."""
    if isinstance(given, dict) and isinstance(rebuilt, dict):
        keys = sorted(set(given) | set(rebuilt))
        return [problem for key in keys for problem in _lost(given.get(key), rebuilt.get(key), f"{at}/{key}")]
    if isinstance(given, list) and isinstance(rebuilt, list) and len(given) == len(rebuilt):
        pairs = enumerate(zip(given, rebuilt, strict=True))
        return [problem for index, (one, other) in pairs for problem in _lost(one, other, f"{at}/{index}")]
    return [] if given == rebuilt else [f"{at}: {given!r} comes back as {rebuilt!r}"]
