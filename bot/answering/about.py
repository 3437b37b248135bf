"""Questions about the previous answer: its sources, how a figure was worked out, and more detail."""

from __future__ import annotations

from bot import messages
from bot.answering.answer import Line, Section, Text
from bot.answering.citations import CitationList
from bot.answering.texts import to_text
from bot.understanding.reading import About
from knowledge.reader import FactBase
from knowledge.records import AnswerText, FactRecord

_MOST_METHODS = 3


def about_section(
    about: About, base: FactBase, answer: AnswerText, facts: list[FactRecord], citations: CitationList
) -> Section:
    """Return what is asked about ``answer``: where it comes from, how it was worked out, or more of it."""
    if about is About.CALCULATED:
        return _calculated(base, answer, facts, citations)
    if about is About.DETAIL:
        return _detail(base, answer, facts, citations)
    return _sources(base, answer, facts, citations)


def _sources(base: FactBase, answer: AnswerText, facts: list[FactRecord], citations: CitationList) -> Section:
    shown = [to_text(rendered, base) for rendered in answer.lines[:1]]
    lines = [Line(text, citations.mark((f.source, f.locator) for f in text.figures if f.source)) for text in shown]
    for fact in facts:
        for citation in fact.citations:
            citations.add(citation.source, citation.locator)
    return Section(Text(messages.SOURCES_HEADLINE), tuple(lines), None, answer.id)


def _calculated(base: FactBase, answer: AnswerText, facts: list[FactRecord], citations: CitationList) -> Section:
    trial = citations.trial
    shown = {mark.fact for rendered in (answer.headline, *answer.lines) for mark in rendered.figures}
    ids = dict.fromkeys(
        [fact.id for fact in facts] + [fact_id for fact_id in answer.also if fact_id in shown] + sorted(shown)
    )
    derived = [fact for fact_id in ids if (fact := base.fact(trial, fact_id)) is not None and fact.method is not None]
    for fact in facts:
        for citation in fact.citations[:2]:
            citations.add(citation.source, citation.locator)
    if not derived:
        return Section(Text(messages.NOT_CALCULATED_HEADLINE), (), None, answer.id)
    lines: list[Line] = []
    for fact in derived[:_MOST_METHODS]:
        statement = to_text(fact.statement, base)
        lines.append(Line(statement, citations.mark((f.source, f.locator) for f in statement.figures if f.source)))
        if fact.method is not None:
            lines.append(Line(to_text(fact.method, base)))
        if fact.formula is not None and len(derived) == 1:
            lines.append(Line(to_text(fact.formula, base)))
    return Section(Text(messages.CALCULATED_HEADLINE), tuple(lines), None, answer.id)


def _detail(base: FactBase, answer: AnswerText, facts: list[FactRecord], citations: CitationList) -> Section:
    lines = []
    for fact in facts:
        statement = to_text(fact.statement, base)
        cited = [(f.source, f.locator) for f in statement.figures if f.source] or [
            (citation.source, citation.locator) for citation in fact.citations[:2]
        ]
        lines.append(Line(statement, citations.mark(cited)))
        lines.extend(
            Line(Text(messages.preferred(conflict.preferred.text, conflict.why.text))) for conflict in fact.conflicts
        )
    return Section(Text(messages.MORE_HEADLINE), tuple(lines), None, answer.id)
