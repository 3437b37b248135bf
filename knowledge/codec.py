"""Records as compact JSON: a record is the list of its fields, in order, so that reading one back is quick."""

from __future__ import annotations

import dataclasses
import json
import types
from collections.abc import Callable, Hashable, Mapping
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")
Decode = Callable[[Any], Any]


_AS_IT_IS = frozenset({str, int, float, bool, type(None)})


@cache
def _fields(kind: Hashable) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(cast("type[Any]", kind)))


def _plain(value: object) -> object:
    kind = type(value)
    if kind in _AS_IT_IS:
        return value
    if isinstance(value, (tuple, list)):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(getattr(value, name)) for name in _fields(cast("Hashable", kind))]


def encode(record: object) -> str:
    """Return a record, or a tuple of records, as JSON."""
    return json.dumps(_plain(record), ensure_ascii=False, separators=(",", ":"))


def _same(value: object) -> object:
    return value


@cache
def _decoder(kind: Hashable) -> Decode:
    """Return the function that rebuilds a value of type ``kind``."""
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        inner = next(part for part in get_args(kind) if part is not type(None))
        decode = _decoder(inner)
        return _same if decode is _same else lambda value: None if value is None else decode(value)
    if origin is tuple:
        item = _decoder(get_args(kind)[0])
        return tuple if item is _same else lambda value: tuple([item(part) for part in value])
    if origin is not None and issubclass(origin, Mapping):
        item = _decoder(get_args(kind)[1])
        return _same if item is _same else lambda value: {key: item(part) for key, part in value.items()}
    if dataclasses.is_dataclass(kind):
        return _record(cast("type[Any]", kind))
    return _same


def _record(kind: type[Any]) -> Decode:
    hints = get_type_hints(kind)
    parts = [_decoder(hints[field.name]) for field in dataclasses.fields(kind)]
    special = [(number, decode) for number, decode in enumerate(parts) if decode is not _same]

    def build(value: list[Any]) -> object:
        for number, decode in special:
            value[number] = decode(value[number])
        return kind(*value)

    return build if special else lambda value: kind(*value)


def decode(kind: type[T], text: str) -> T:
    """Return the record of type ``kind`` that ``encode`` wrote."""
    return cast("T", _decoder(cast("Hashable", kind))(json.loads(text)))


def decode_many(kind: type[T], text: str) -> tuple[T, ...]:
    """Return the tuple of records of type ``kind`` that ``encode`` wrote."""
    build = _decoder(cast("Hashable", kind))
    return tuple([build(item) for item in json.loads(text)])
