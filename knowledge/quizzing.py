"""A trial's quiz cards to the reader's records, texts rendered."""

from __future__ import annotations

from knowledge.displayed import Rendered
from knowledge.models.quiz import QuizCard
from knowledge.quiz_records import QuizCard as CardRecord
from knowledge.quiz_records import QuizOption as OptionRecord


def quiz_record(card: QuizCard, texts: Rendered) -> CardRecord:
    """Return the record of a card."""
    options = tuple(
        OptionRecord(texts.of(card, "options", place, "text"), option.right, texts.maybe(card, "options", place, "why"))
        for place, option in enumerate(card.options)
    )
    asked = card.number
    return CardRecord(
        card.id, card.tier, card.kind, card.family or card.id, card.facts, card.caveats, texts.of(card, "prompt"),
        texts.maybe(card, "explanation"), options, card.truth, texts.maybe(card, "tempts"),
        asked.figure if asked else None, asked.tolerance if asked else None, card.pick, texts.maybe(card, "mirror"),
        card.reveal,
    )  # fmt: skip
