"""Oracle 1: the JSON schema of Slack's own TypeScript types."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator

_SCHEMA = Path(__file__).with_name("slack-types.schema.json")


def message(text: str, blocks: list[dict[str, Any]]) -> list[str]:
    """What the types refuse in a message."""
    return _problems("BotMessage", {"text": text, "blocks": blocks})


def view(body: Mapping[str, Any]) -> list[str]:
    """What the types refuse in a modal or Home tab."""
    return _problems("BotHome" if body.get("type") == "home" else "BotModal", body)


@functools.cache
def _validator(definition: str) -> Draft7Validator:
    schema = json.loads(_SCHEMA.read_text())
    return Draft7Validator(schema | {"$ref": f"#/definitions/{definition}"})


def _problems(definition: str, value: Any) -> list[str]:
    validator = _validator(definition)
    return [f"/{'/'.join(map(str, error.absolute_path))}: {error.message}" for error in validator.iter_errors(value)]
