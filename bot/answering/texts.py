"""From the fact base's resolved texts to the answer's texts."""

from __future__ import annotations

from bot.answering.answer import Figure, Text
from knowledge.reader import FactBase
from knowledge.records import FactRecord, FigureMark, RenderedText

_WORKED_BACK = "Whole-number count worked back from the published percentage."
_DEEPEST = 4


def to_text(rendered: RenderedText, base: FactBase) -> Text:
    """Return a resolved template with its figures, ready to be shown."""
    if not rendered.figures:
        return Text(rendered.text)
    return Text(rendered.text, tuple(_figure(mark, base) for mark in rendered.figures))


def _figure(mark: FigureMark, base: FactBase) -> Figure:
    source, locator = mark.source, mark.locator
    if source is None:
        source, locator = _first_citation(base, mark.trial, base.fact(mark.trial, mark.fact), _DEEPEST)
    method = mark.method or (_WORKED_BACK if mark.reconstructed else "")
    return Figure(
        mark.as_printed, mark.fact, mark.key, source or "", locator or "", mark.derived or mark.reconstructed, method
    )


def _first_citation(base: FactBase, trial: str, fact: FactRecord | None, depth: int) -> tuple[str | None, str | None]:
    """Return where a figure without a printed one of its own rests: its fact's first citation, or its input's."""
    if fact is None or depth == 0:
        return None, None
    if fact.citations:
        return fact.citations[0].source, fact.citations[0].locator
    for name in fact.inputs:
        source, locator = _first_citation(base, trial, base.fact(trial, name), depth - 1)
        if source is not None:
            return source, locator
    return None, None
