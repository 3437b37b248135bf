"""What is logged of a question: its reference, what it was read as and how surely, how long that took. No words."""

from __future__ import annotations

import logging

from bot.understanding.reading import Kind, Reading

_log = logging.getLogger(__name__)
_MOST = 3


def note_reading(reference: str, reading: Reading, seconds: float) -> None:
    """Log how a question was read. All names are the fact base's; of an identified patient nothing else is said."""
    if reading.identifiers:
        _log.info("question %s: names a patient; %.1f ms", reference, seconds * 1000)
        return
    intents = ",".join(part.answer or part.topic or part.missing or part.kind for part in reading.parts[:_MOST])
    note(reference, reading.kind, intents, reading.confidence, seconds)


def note(reference: str, kind: Kind, intents: str, score: float, seconds: float) -> None:
    """Log what a question was answered as."""
    _log.info("question %s: %s %s, score %.2f; %.1f ms", reference, kind, intents or "-", score, seconds * 1000)
