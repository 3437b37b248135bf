"""What is logged of a question: its reference, what it was read as and how surely, how long that took. No words."""

from __future__ import annotations

import logging

from bot.understanding.reading import Reading

_log = logging.getLogger(__name__)
_MOST = 3


def note_reading(reference: str, reading: Reading, seconds: float) -> None:
    """Log how a question was read. All names are the fact base's; of one that names a patient nothing else is said."""
    if reading.identifiers:
        _log.info("question %s: names a patient; %.1f ms", reference, seconds * 1000)
        return
    intents = ",".join(part.answer or part.topic or part.missing or part.kind for part in reading.parts[:_MOST])
    _log.info(
        "question %s: %s %s, score %.2f; %.1f ms",
        reference,
        reading.kind,
        intents or "-",
        reading.confidence,
        seconds * 1000,
    )
