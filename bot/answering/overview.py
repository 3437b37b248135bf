"""Answers that no question led to: a trial's overview, one fact as it is recorded, a trial's sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot import messages
from bot.answering.answer import Answer, Citation, Figure, Line, Section, Text
from bot.answering.caveats import caveat_lines, caveats_of
from bot.answering.citations import CitationList
from bot.answering.definitions import definition_section
from bot.answering.service import Answerer
from bot.answering.texts import to_text
from bot.understanding.reading import Kind, Part, Reading
from knowledge.reader import FactBase
from knowledge.records import FactRecord, FigureRecord

_PLOTTED_TOPIC = "effect-size"
_PLOTTED_SCALE = "risk-difference"
_MOST_PARTS = 3


@dataclass(frozen=True, slots=True)
class Estimate:
    """A difference between two arms with its interval: whom it concerns, and the figure."""

    label: str
    fact: FactRecord
    figure: FigureRecord


@dataclass(frozen=True, slots=True)
class Overview:
    """A trial's main result and its subgroups in words, and the same differences as estimates."""

    answer: Answer
    estimates: tuple[Estimate, ...]


def overview(base: FactBase, trial: str, answerer: Answerer) -> Overview:
    """Return the overview of ``trial``: the answers that its differences between the arms belong to, as one answer.

    Every estimate is in the answer's words too. Raises KeyError when there is no such trial.
    """
    estimates = estimates_of(base, trial)
    ids = [fact_id for item in estimates for fact_id in item.fact.inputs[:1]] or list(base.trial(trial).start_with[:1])
    parts = tuple(Part(Kind.ANSWER, answer=name, confidence=1.0) for name in dict.fromkeys(ids))
    answer = answerer.answer(Reading(Kind.ANSWER, trial, parts, confidence=1.0))
    said = "\n".join(text.text for text in answer.texts())
    lines = tuple(_line(item) for item in estimates if item.figure.forms["points"] not in said)
    if lines:
        last = answer.sections[-1]
        answer = replace(answer, sections=(*answer.sections[:-1], replace(last, lines=last.lines + lines)))
    return Overview(answer, estimates)


def estimates_of(base: FactBase, trial: str) -> tuple[Estimate, ...]:
    """Return the differences between arms to be plotted, the whole trial first, then its populations in their order."""
    populations = base.trial(trial).populations
    order = list(populations)
    found = []
    for fact_id in base.fact_ids(trial, "derived"):
        fact = base.fact(trial, fact_id)
        if (
            fact is None
            or fact.topic != _PLOTTED_TOPIC
            or not fact.inputs
            or base.answer(trial, fact.inputs[0]) is None
        ):
            continue
        for figure in fact.figures:
            if figure.scale == _PLOTTED_SCALE and {"low", "high", "points"} <= set(figure.forms):
                population = figure.population or fact.population or ""
                place = order.index(population) if population in order else len(order)
                found.append(
                    (place, fact.id, figure.key, Estimate(populations.get(population, population), fact, figure))
                )
    found.sort(key=lambda item: item[:3])
    return tuple(estimate for *_, estimate in found)[:_MOST_PARTS]


def _line(item: Estimate) -> Line:
    printed = item.figure.forms["points"]
    dagger = "†" if item.figure.derived else ""
    method = item.fact.method.text if item.fact.method is not None else ""
    source, locator = item.figure.source or "", item.figure.locator or ""
    shown = Figure(printed, item.fact.id, item.figure.key, source, locator, item.figure.derived, method)
    return Line(Text(messages.labelled(item.label, f"{printed}{dagger}"), (shown,)))


def answer_again(base: FactBase, trial: str, answers: Sequence[str], answerer: Answerer) -> Answer | None:
    """Return what an earlier message showed, from today's facts: answers by id, or one fact or term by its id.

    None when none of them is in the fact base any more.
    """
    if trial not in base.trial_ids():
        return None
    known = [name for name in answers if base.answer(trial, name) is not None]
    if known:
        parts = tuple(Part(Kind.ANSWER, answer=name, confidence=1.0) for name in known[:_MOST_PARTS])
        return answerer.answer(Reading(Kind.ANSWER, trial, parts, confidence=1.0))
    return next((found for name in answers if (found := fact_answer(base, trial, name)) is not None), None)


def fact_answer(base: FactBase, trial: str, fact_id: str) -> Answer | None:
    """Return one fact, derived result or glossary term as an answer with its caveats and citations; None without it."""
    fact = base.fact(trial, fact_id)
    if fact is None:
        return None
    citations = CitationList(base, trial)
    made = definition_section if fact.sort == "term" else _recorded
    section = made(base, fact, citations)
    ours = fact.sort == "derived"
    slugs = caveats_of(base, trial, [fact], (), ours=ours)
    about = base.trial(trial)
    footer = messages.footer(base.version, about.read_on_display, reviewed=about.reviewed, ours=ours)
    return Answer(
        Kind.ANSWER,
        trial,
        (section,),
        caveats=caveat_lines(base, trial, slugs),
        caveat_slugs=slugs,
        citations=tuple(citations),
        facts=(fact.id,),
        footer=footer,
        confidence=1.0,
        answers=(fact.id,),
    )


def _recorded(base: FactBase, fact: FactRecord, citations: CitationList) -> Section:
    """Return the statement of a fact, how it was worked out if it was, and how sources that disagree are read."""
    for citation in fact.citations:
        citations.add(citation.source, citation.locator)
    lines = [to_text(text, base) for text in (fact.method, fact.formula) if text is not None]
    if not fact.citations and fact.inputs:
        lines.append(Text(messages.worked_out_from(fact.inputs)))
    for conflict in fact.conflicts:
        preferred, why = to_text(conflict.preferred, base), to_text(conflict.why, base)
        lines.append(Text(messages.preferred(preferred.text, why.text), preferred.figures + why.figures))
    headline = to_text(fact.statement, base)
    return Section(headline, tuple(Line(text) for text in lines), None, fact.id)


def sources_answer(base: FactBase, trial: str) -> Answer:
    """Return what was read for ``trial``: all sources, those that most facts rest on first."""
    cited: Counter[str] = Counter()
    for fact_id in base.fact_ids(trial):
        fact = base.fact(trial, fact_id)
        cited.update({citation.source for citation in fact.citations} if fact is not None else ())
    about = base.trial(trial)
    ordered = sorted(cited, key=lambda name: (-cited[name], name))
    citations = []
    for number, name in enumerate(ordered, start=1):
        source = base.source(trial, name)
        citations.append(Citation(number, name, source.cite, source.title, source.url or ""))
    line = Line(Text(messages.sources_line(about.read_on_display)))
    section = Section(Text(messages.sources_headline(about.short_name)), (line,))
    footer = messages.footer(base.version, about.read_on_display, reviewed=about.reviewed, ours=False)
    return Answer(Kind.HELP, trial, (section,), citations=tuple(citations), footer=footer, confidence=1.0)
