"""Block Kit oracles: four independent judges of everything the bot renders.

assert_message(text, blocks)    # raises AssertionError naming each judge's problems
assert_view(view)
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.kit.oracles import built, rules, sdk, types

__all__ = ["ORACLES", "assert_message", "assert_view", "judge_message", "judge_view"]

ORACLES = {"types": types, "sdk": sdk, "slackblocks": built, "rules": rules}


def judge_message(text: str, blocks: list[dict[str, Any]]) -> dict[str, list[str]]:
    """Each judge's problems with a message; empty when all are content."""
    found = {name: oracle.message(text, blocks) for name, oracle in ORACLES.items()}
    return {name: problems for name, problems in found.items() if problems}


def judge_view(view: Mapping[str, Any]) -> dict[str, list[str]]:
    """Each judge's problems with a modal or Home tab."""
    found = {name: oracle.view(view) for name, oracle in ORACLES.items()}
    return {name: problems for name, problems in found.items() if problems}


def assert_message(text: str, blocks: list[dict[str, Any]]) -> None:
    """Raise an AssertionError unless all four judges pass a message."""
    if problems := judge_message(text, blocks):
        raise AssertionError(_told(problems))


def assert_view(view: Mapping[str, Any]) -> None:
    """Raise an AssertionError unless all four judges pass a modal or Home tab."""
    if problems := judge_view(view):
        raise AssertionError(_told(problems))


def _told(problems: dict[str, list[str]]) -> str:
    lines = [f"{name}: {problem}" for name, each in problems.items() for problem in each]
    return "Block Kit oracles refuse it:\n" + "\n".join(lines)
