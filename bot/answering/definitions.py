"""Definitions from the glossary, with range, unit and direction."""

from __future__ import annotations

from bot.answering.answer import Line, Section, Text
from bot.answering.citations import CitationList
from bot.answering.texts import to_text
from knowledge.reader import FactBase
from knowledge.records import FactRecord


def definition_section(base: FactBase, fact: FactRecord, citations: CitationList) -> Section:
    """Return the definition of a glossary term: what it means, its range and direction, what to beware of."""
    definition = to_text(fact.statement, base)
    names = ", ".join(name for name in fact.aliases if name.casefold() != (fact.label or "").casefold())
    title = f"{fact.label} ({names})" if names else str(fact.label)
    headline = Text(f"{title}: {definition.text}", definition.figures)
    for citation in fact.citations:
        citations.add(citation.source, citation.locator)
    texts = [to_text(text, base) for text in (fact.range_and_units, fact.note) if text is not None]
    # A definition may quote a figure of the trial, which rests on a source of its own.
    marks = [_quoted(text, citations) for text in (definition, *texts)]
    lines = [Line(text, mark) for text, mark in zip(texts, marks[1:], strict=True)]
    return Section(headline, tuple(lines), None, fact.id)


def _quoted(text: Text, citations: CitationList) -> tuple[int, ...]:
    return citations.mark((figure.source, figure.locator) for figure in text.figures if figure.source)
