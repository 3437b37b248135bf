"""The answer as the command line's JSON object, in the shape that other programs rely on."""

from __future__ import annotations

from typing import Any

from bot.answering.answer import Answer, Figure
from bot.rendering.plain import plain_text


def json_object(answer: Answer, question: str, identifier: str | None = None) -> dict[str, Any]:
    """Return the object for one question; ``identifier`` is the batch's id, None outside a batch."""
    return {
        "id": identifier,
        "question": question,
        "kind": answer.kind.value,
        "trial": answer.trial,
        "text": plain_text(answer),
        "headline": answer.headline.text,
        "facts": list(answer.facts),
        "figures": [_figure(figure) for figure in answer.figures],
        "caveats": list(answer.caveat_slugs),
        "citations": [
            {"source": item.source, "title": item.title, "locator": item.locator, "url": item.url}
            for item in answer.citations
        ],
        "options": [option.question for option in answer.options],
        "suggestions": [suggestion.question for suggestion in answer.suggestions],
        "read_as": [frame.to_json() | {"inherited": list(frame.inherited)} for frame in answer.frames],
        "wider": list(answer.wider),
        "confidence": answer.confidence,
    }


def _figure(figure: Figure) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "as_printed": figure.as_printed,
        "fact": figure.fact,
        "source": figure.source,
        "locator": figure.locator,
    }
    if figure.derived:
        shown |= {"derived": True, "method": figure.method}
    return shown
