"""Makes any answer fit one message, so that what is built from it stays within Slack's limits by construction.

Answers from a checked fact base fit as they are. Where one does not, the direct answers and the caveats come first,
then figures, then sources; what is left out is said to be.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot import messages
from bot.answering.answer import Answer, CaveatLine, Citation, FollowUp, Line, Section, Table, Text
from bot.rendering.kit import EMPTY_CELL, TABLE_COLUMNS, TABLE_ROWS, clip, measure, one_line
from bot.rendering.plain import plain_text

TEXT = 2_900
"""Most characters of a message's plain text."""
SECTIONS = 3
CITATIONS = 12

_HEADLINE, _CAVEATS, _NOTES, _FOOTER = 200, 700, 300, 250
_LINE, _CELL, _TITLE, _PLACE, _QUESTION = 600, 100, 300, 200, 150
_LEAST = 12
# The rest is kept free for citation marks, joints and line breaks.
_SPARE = 60


def fitted(answer: Answer) -> Answer:
    """Return ``answer`` itself where it fits, else one that fits and says that it was shortened."""
    return answer if _fits(answer) else _shortened(answer)


def text_of(answer: Answer) -> str:
    """Return the complete plain answer, not yet escaped."""
    return plain_text(answer)


def _fits(answer: Answer) -> bool:
    tables = [section.table for section in answer.sections if section.table is not None]
    headlines = [section.headline.text for section in answer.sections]
    return (
        measure(text_of(answer)) <= TEXT
        and len(answer.sections) <= SECTIONS
        and len(answer.citations) <= CITATIONS
        and all(measure(item.title) + measure(item.locator) <= _TITLE + _PLACE for item in answer.citations)
        and all(headline.strip() for headline in headlines)
        and all(0 < len(table.rows) <= TABLE_ROWS and len(table.columns) <= TABLE_COLUMNS for table in tables)
        and all(len(name) <= _CELL for table in tables for name in table.columns)
        and all(len(item.question) <= _QUESTION for item in (*answer.options, *answer.suggestions))
    )


class _Budget:
    """Characters still free, counted as Slack counts them."""

    def __init__(self, free: int) -> None:
        self.free = free

    def take(self, text: str, most: int, extra: int = 2) -> str:
        """Return what there is room for of ``text``, at most ``most``; nothing where there is next to none."""
        room = min(most, self.free - extra)
        if not text.strip() or room < _LEAST:
            return ""
        kept = clip(one_line(text), room)
        self.free -= measure(kept) + extra
        return kept


def _shortened(answer: Answer) -> Answer:
    budget = _Budget(TEXT - measure(messages.SHORTENED) - _SPARE)
    headlines = [_text(section.headline, budget, _HEADLINE) for section in answer.sections[:SECTIONS]]
    share = _CAVEATS // max(1, len(answer.caveats))
    caveats = [CaveatLine(_text(caveat.text, budget, share), caveat.slugs) for caveat in answer.caveats]
    footer = budget.take(answer.footer, _FOOTER)
    share = _NOTES // max(1, len(answer.notes))
    notes = [kept for note in answer.notes if (kept := budget.take(note, share))]
    options = _questions(answer.options, budget)
    suggestions = _questions(answer.suggestions, budget)
    sections = [
        _section(section, headline, budget) for section, headline in zip(answer.sections, headlines, strict=False)
    ]
    citations = _citations(answer.citations, budget)
    return replace(
        answer,
        sections=tuple(section for section in sections if section.headline),
        caveats=tuple(caveat for caveat in caveats if caveat.text),
        footer=footer,
        notes=(*notes, messages.SHORTENED),
        options=options,
        suggestions=suggestions,
        citations=citations,
    )


def _text(text: Text, budget: _Budget, most: int) -> Text:
    return _cut(text, budget.take(text.text, most))


def _cut(text: Text, kept: str) -> Text:
    """Return what is kept of a text, with the figures that are still in it."""
    return text if kept == text.text else Text(kept, tuple(f for f in text.figures if f.as_printed in kept))


def _questions(items: Iterable[FollowUp], budget: _Budget) -> tuple[FollowUp, ...]:
    """Keep whole questions only: a cut one cannot be asked."""
    kept = []
    for item in items:
        if len(item.question) <= _QUESTION and measure(item.question) + 2 <= budget.free and item.question.strip():
            budget.free -= measure(item.question) + 3
            kept.append(item)
    return tuple(kept[:3])


def _section(section: Section, headline: Text, budget: _Budget) -> Section:
    lines = []
    for line in section.lines:
        marks = sum(len(str(mark)) + 1 for mark in line.marks) + 2
        budget.free -= marks
        if text := _text(line.text, budget, _LINE):
            lines.append(Line(text, line.marks))
        else:
            budget.free += marks
    table = _table(section.table, budget) if section.table is not None else None
    return Section(headline or Text(EMPTY_CELL), tuple(lines), table, section.answer)


def _table(table: Table, budget: _Budget) -> Table | None:
    columns = tuple(clip(one_line(name), _CELL) for name in table.columns[:TABLE_COLUMNS])
    # In the plain text each row repeats the names of its columns.
    names = sum(measure(name) + 3 for name in columns) + 3
    rows: list[tuple[Text, ...]] = []
    for row in table.rows[:TABLE_ROWS]:
        cells = [_cut(cell, clip(one_line(cell.text), _CELL)) for cell in row[:TABLE_COLUMNS]]
        cost = names + sum(measure(cell.text) for cell in cells)
        if cost > budget.free:
            break
        budget.free -= cost
        rows.append(tuple(cells))
    return Table(columns, tuple(rows)) if rows else None


def _citations(citations: Iterable[Citation], budget: _Budget) -> tuple[Citation, ...]:
    kept = []
    for citation in list(citations)[:CITATIONS]:
        budget.free -= len(str(citation.number)) + 4
        title = budget.take(citation.title, _TITLE)
        if not title:
            break
        kept.append(replace(citation, title=title, locator=budget.take(citation.locator, _PLACE)))
    return tuple(kept)
