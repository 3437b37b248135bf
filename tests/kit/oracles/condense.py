"""Make the Block Kit schema fit for tests: no prose, and unions that are told apart by ``type``.

    python -m tests.kit.oracles.condense generated.json > slack-types.schema.json

A union of twenty blocks, checked one after the other, is slow and its error message names all
twenty. Where every member fixes its ``type``, the member is chosen by it instead.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

VERSIONS = "generated from @slack/types 3.2.0 by ts-json-schema-generator 2.4.0; prose removed, unions by type"


def condense(schema: dict[str, Any]) -> dict[str, Any]:
    """The same schema, leaner; raises KeyError when a reference leads nowhere."""
    definitions: dict[str, Any] = schema["definitions"]
    condensed = {name: _lean(definition, definitions) for name, definition in definitions.items()}
    return {"$comment": VERSIONS, "$schema": schema["$schema"], "definitions": condensed}


def _lean(node: Any, definitions: dict[str, Any]) -> Any:
    if isinstance(node, list):
        return [_lean(each, definitions) for each in node]
    if not isinstance(node, dict):
        return node
    kept = {
        key: {name: _lean(each, definitions) for name, each in value.items()}
        if key == "properties"
        else _lean(value, definitions)
        for key, value in node.items()
        if key != "description"
    }
    return _by_type(kept, definitions) if "anyOf" in kept else kept


def _by_type(node: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    """A union as a choice by ``type``, when that is possible."""
    members: list[tuple[str, dict[str, Any]]] = []
    for member in node["anyOf"]:
        kinds = _types(member, definitions)
        if kinds is None:
            return node
        members += [(kind, member) for kind in kinds]
    grouped: dict[str, list[dict[str, Any]]] = {}
    for kind, member in members:
        grouped.setdefault(kind, []).append(member)
    choices = [
        {
            "if": {"required": ["type"], "properties": {"type": {"const": kind}}},
            "then": each[0] if len(each) == 1 else {"anyOf": each},
        }
        for kind, each in grouped.items()
    ]
    rest = {key: value for key, value in node.items() if key != "anyOf"}
    tag = {"type": "object", "required": ["type"], "properties": {"type": {"enum": list(grouped)}}}
    return rest | tag | {"allOf": choices}


def _types(node: dict[str, Any], definitions: dict[str, Any]) -> list[str] | None:
    """The values of ``type`` a node allows, None when it does not fix them."""
    if "$ref" in node:
        return _types(definitions[node["$ref"].rsplit("/", 1)[1]], definitions)
    if "anyOf" in node:
        kinds: list[str] = []
        for member in node["anyOf"]:
            inner = _types(member, definitions)
            if inner is None:
                return None
            kinds += inner
        return list(dict.fromkeys(kinds))
    constant = node.get("properties", {}).get("type", {}).get("const")
    return [constant] if isinstance(constant, str) else None


if __name__ == "__main__":
    print(json.dumps(condense(json.loads(Path(sys.argv[1]).read_text())), sort_keys=True, separators=(",", ":")))
