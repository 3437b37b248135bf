"""Marked data to models, with every failure of validation told in plain words at its line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from knowledge.marked import MarkedDict, MarkedList, line_at, step_into
from knowledge.models.base import Model
from knowledge.problems import Problem

T = TypeVar("T", bound=Model)

_LONGEST = 60
_KINDS = "proportion, count, p-value, estimate, quantity, date, identifier, name"


def _shown(value: object) -> str:
    if not isinstance(value, (str, int, float, bool)) and value is not None:
        return type(value).__name__
    text = repr(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _said(error: ErrorDetails) -> tuple[str, str]:
    """Return message and hint for one error of pydantic's."""
    kind, context, value = error["type"], error.get("ctx", {}), error.get("input")
    # An item of a list is called by the list's name.
    name = next((step for step in reversed(error["loc"]) if isinstance(step, str)), "entry")
    shown = _shown(value)
    if kind == "value_error":
        message, _, hint = str(context["error"]).partition("; ")
        return message, hint
    table = {
        "missing": (f"'{name}' is missing", f"add '{name}: …'"),
        "extra_forbidden": (f"'{name}' is no field here", "correct the spelling, or remove it"),
        "union_tag_not_found": ("the figure has no 'kind'", f"add 'kind:' with one of {_KINDS}"),
        "union_tag_invalid": (f"there is no kind '{context.get('tag')}'", f"use one of {_KINDS}"),
        "string_type": (f"'{name}' is {shown}, not a text", "write a text; put numbers in quotes"),
        "int_type": (
            f"'{name}' is {shown}, not a whole number",
            "write the digits 0 to 9, without quotes, at most fifteen",
        ),
        "bool_type": (f"'{name}' is {shown}, not true or false", "write true or false"),
        "tuple_type": (f"'{name}' is {shown}, not a list", "write a list: [first, second]"),
        "mapping_type": (f"'{name}' is {shown}, not a mapping", "write 'name: text' lines"),
        "dict_type": (f"'{name}' is {shown}, not a mapping", "write 'name: text' lines"),
        "model_type": (f"{shown} stands where an entry with fields belongs", "write 'name: value' lines"),
        "model_attributes_type": (f"{shown} stands where an entry with fields belongs", "write 'name: value' lines"),
        "string_too_short": (f"'{name}' is empty", "write something, or remove the field"),
        "too_short": (f"'{name}' needs at least {context.get('min_length')}", "add what is missing"),
        "too_long": (f"'{name}' takes at most {context.get('max_length')}", "remove what is too much"),
        "literal_error": (f"'{name}' is {shown}, which it cannot be", f"use {context.get('expected')}"),
        "string_pattern_mismatch": (f"'{name}' is {shown}, not of the right form", f"form: {context.get('pattern')}"),
        "greater_than_equal": (f"'{name}' is {shown}, which is too low", f"at least {context.get('ge')}"),
        "less_than": (f"'{name}' is {shown}, which is too high", f"below {context.get('lt')}"),
    }
    return table.get(kind, (f"'{name}': {error['msg']}", ""))


def _named(data: object, path: Sequence[str | int]) -> str:
    """Return "subgroup-dm.abatacept: " for the entry and the figure at ``path``, as far as they have names."""
    entries = [data]
    for step in path:
        if child := step_into(entries[-1], step):
            entries.append(child[1])
    fields = (entry for entry in entries if isinstance(entry, MarkedDict))
    names = (entry.get("id") or entry.get("slug") or entry.get("key") for entry in fields)
    named = ".".join(name for name in names if isinstance(name, str))
    return f"{named}: " if named else ""


def validate(model: type[T], data: object, file: str, line: int, problems: list[Problem]) -> T | None:
    """Return the validated model, or None after adding a problem for each thing that is wrong.

    ``data`` is an entry of ``file``; ``line`` is its line, should it be too plain to know its own.
    """
    try:
        return model.model_validate(data)
    except ValidationError as failure:
        for error in failure.errors(include_url=False):
            message, hint = _said(error)
            path = error["loc"][: -1 if error["type"] == "missing" else None]
            place = line_at(data, path) if isinstance(data, (MarkedDict, MarkedList)) else line
            problems.append(Problem(file, place, "model", _named(data, path) + message, hint))
        return None
