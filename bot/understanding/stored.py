"""Readings and memories as JSON: slots, so that what waits for an answer survives a restart without anybody's words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.understanding.frame import Frame
from bot.understanding.reading import About, Kind, Memory, Part, Reading

MOST_LEFT_OUT = 10
"""Questions beyond those answered that are kept by name; a pasted page may hold more."""


class NotAReadingError(ValueError):
    """JSON that is no reading or memory of this version."""


def reading_to_json(reading: Reading) -> dict[str, Any]:
    """Return ``reading`` as JSON; what is empty is left out."""
    return _filled(
        {
            "kind": reading.kind.value,
            "trial": reading.trial,
            "parts": [_part(part) for part in reading.parts],
            "left_out": [_part(part) for part in reading.left_out[:MOST_LEFT_OUT]],
            "identifiers": reading.identifiers,
            "greeting": reading.greeting,
            "confidence": reading.confidence,
            "read_as": list(reading.read_as),
            "before": memory_to_json(reading.before) if reading.before is not None else None,
        }
    )


def reading_from_json(stored: Mapping[str, Any]) -> Reading:
    """Return the reading that was stored.

    Raises:
        NotAReadingError: it is none, or one of another version.
    """
    try:
        return Reading(
            Kind(stored["kind"]),
            stored.get("trial"),
            tuple(_read_part(part) for part in stored.get("parts", ())),
            tuple(_read_part(part) for part in stored.get("left_out", ())),
            identifiers=bool(stored.get("identifiers", False)),
            greeting=str(stored.get("greeting", "")),
            confidence=float(stored.get("confidence", 0.0)),
            read_as=tuple(stored.get("read_as", ())),
            before=memory_from_json(stored["before"]) if "before" in stored else None,
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        message = f"not a stored reading: {error!r}"
        raise NotAReadingError(message) from error


def memory_to_json(memory: Memory) -> dict[str, Any]:
    """Return ``memory`` as JSON; what is empty is left out."""
    return _filled(
        {
            "trial": memory.trial,
            "answer": memory.answer,
            "topic": memory.topic,
            "concepts": list(memory.concepts),
            "whom": list(memory.whom),
            "frame": memory.frame.to_json(words=False) if memory.frame is not None else None,
        }
    )


def memory_from_json(stored: Mapping[str, Any]) -> Memory:
    """Return the memory that was stored.

    Raises:
        NotAReadingError: it is none, or one of another version.
    """
    try:
        return Memory(
            stored.get("trial"),
            stored.get("answer"),
            stored.get("topic"),
            tuple(stored.get("concepts", ())),
            tuple(stored.get("whom", ())),
            Frame.from_json(stored["frame"]) if "frame" in stored else None,
        )
    except (KeyError, TypeError, AttributeError) as error:
        message = f"not a stored memory: {error!r}"
        raise NotAReadingError(message) from error


def _part(part: Part) -> dict[str, Any]:
    return _filled(
        {
            "kind": part.kind.value,
            "answer": part.answer,
            "topic": part.topic,
            "missing": part.missing,
            "form": part.form,
            "concepts": list(part.concepts),
            "options": list(part.options),
            "about": part.about.value if part.about is not None else None,
            "confidence": part.confidence,
            "frame": part.frame.to_json(words=False) if part.frame is not None else None,
        }
    )


def _read_part(stored: Mapping[str, Any]) -> Part:
    about = stored.get("about")
    return Part(
        Kind(stored["kind"]),
        answer=stored.get("answer"),
        topic=stored.get("topic"),
        missing=stored.get("missing"),
        form=str(stored.get("form", "")),
        concepts=tuple(stored.get("concepts", ())),
        options=tuple(stored.get("options", ())),
        about=About(about) if about is not None else None,
        confidence=float(stored.get("confidence", 0.0)),
        frame=Frame.from_json(stored["frame"]) if "frame" in stored else None,
    )


def _filled(slots: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in slots.items() if value not in (None, "", [], False, 0.0)}
