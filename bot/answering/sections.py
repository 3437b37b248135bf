"""One answer text from the fact base, made ready to be shown."""

from __future__ import annotations

from bot.answering.answer import Line, Section, Table, Text
from bot.answering.citations import CitationList
from bot.answering.texts import to_text
from knowledge.reader import FactBase
from knowledge.records import AnswerText, FactRecord

_PLACES_PER_FACT = 2


def headline_of(base: FactBase, answer: AnswerText, forms: tuple[str, ...]) -> Text:
    """Return the headline that fits how the question was put, else the plain one."""
    for form in forms:
        rendered = answer.forms.get(form)
        if rendered is not None:
            return to_text(rendered, base)
    return to_text(answer.headline, base)


def section_of(
    base: FactBase, answer: AnswerText, facts: list[FactRecord], forms: tuple[str, ...], citations: CitationList
) -> Section:
    """Return the section for ``answer``, citing what its figures rest on, or else what its facts rest on."""
    headline = headline_of(base, answer, forms)
    _cite(headline, citations)
    lines = []
    for rendered in answer.lines:
        text = to_text(rendered, base)
        lines.append(Line(text, _cite(text, citations)))
    table = None
    if answer.table is not None:
        rows = tuple(tuple(to_text(cell, base) for cell in row) for row in answer.table.rows)
        for row in rows:
            for cell in row:
                _cite(cell, citations)
        table = Table(answer.table.columns, rows)
    if not len(citations):
        _cite_facts(facts, citations)
    return Section(headline, tuple(lines), table, answer.id)


def _cite(text: Text, citations: CitationList) -> tuple[int, ...]:
    return citations.mark((figure.source, figure.locator) for figure in text.figures if figure.source)


def _cite_facts(facts: list[FactRecord], citations: CitationList) -> None:
    for fact in facts:
        for citation in fact.citations[:_PLACES_PER_FACT]:
            citations.add(citation.source, citation.locator)


def lead_facts(base: FactBase, trial: str, answer: AnswerText) -> list[FactRecord]:
    """Return the records that an answer leads with; ids that the fact base lacks are left out."""
    return [fact for fact_id in answer.facts if (fact := base.fact(trial, fact_id)) is not None]
