"""What a question asked that had no answer, by ids of the vocabulary. Counted, it tells curators what to read next."""

from __future__ import annotations

from bot.understanding.reading import Kind, Reading

NOT_UNDERSTOOD = "not-understood"
OFF_TOPIC = "off-topic"
TOPIC = "topic/"
"""In front of the id of a topic that the trial declares as not covered; other ids are concepts."""


def unanswered_topics(reading: Reading | None) -> tuple[str, ...]:
    """Return the ids of what ``reading`` asks and the fact base lacks, each once; none of anybody's words."""
    if reading is None or reading.identifiers:
        return ()
    found: dict[str, None] = {}
    for part in (*reading.parts, *reading.left_out):
        if part.kind is not Kind.NOT_COVERED:
            continue
        if part.topic:
            found[TOPIC + part.topic] = None
        elif part.missing:
            found[part.missing] = None
        else:
            found[OFF_TOPIC if part.off_topic else NOT_UNDERSTOOD] = None
    return tuple(found)
