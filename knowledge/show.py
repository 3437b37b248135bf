"""One fact laid out for a reviewer: figures, sources, caveats, conflicts, how it was derived, who reviewed it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.reader import FactBase
from knowledge.records import FactRecord, FigureRecord


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the lines under it."""

    title: str
    lines: tuple[str, ...]


def _place(trial: str, source: str | None, locator: str | None, base: FactBase) -> str:
    if source is None:
        return ""
    return f"{base.source(trial, source).cite}, {locator}"


def _figure(figure: FigureRecord, fact: FactRecord, base: FactBase) -> str:
    printed = figure.forms.get("full", figure.forms[""])
    if "n" in figure.numbers and "count" in figure.forms:
        printed += f" ({figure.forms['count']}{', reconstructed by us' if figure.reconstructed else ''})"
    about = [figure.arm or " against ".join(figure.contrast), figure.population, figure.timepoint]
    text = f"{figure.key}: {printed} - {figure.name}"
    if of_whom := ", ".join(part for part in about if part):
        text += f" [{of_whom}]"
    if figure.derived:
        return f"{text}; calculated by us ({figure.computed})"
    proof = f"single entry: {figure.single_entry}" if figure.single_entry else "double entry"
    if figure.computed:
        proof = f"recomputed ({figure.computed})"
    return f"{text}; printed '{figure.as_printed}', {_place(fact.trial, figure.source, figure.locator, base)}; {proof}"


def _conflicts(fact: FactRecord, base: FactBase) -> Iterator[str]:
    for conflict in fact.conflicts:
        yield f"{conflict.about}"
        for position in conflict.positions:
            yield f"  {base.source(fact.trial, position.source).cite}: {position.says}"
        yield f"  preferred: {conflict.preferred}"
        yield f"  why: {conflict.why}"


def _caveats(fact: FactRecord, base: FactBase) -> Iterator[str]:
    for slugs, because in ((fact.caveats, ""), (fact.required, ", by rule")):
        for slug in slugs:
            caveat = base.caveat(fact.trial, slug)
            if caveat is not None:
                yield f"{slug} ({caveat.show}{because}): {caveat.text}"


def _cited(fact: FactRecord, base: FactBase) -> Iterator[str]:
    for citation in fact.citations:
        source = base.source(fact.trial, citation.source)
        address = f" <{source.url}>" if source.url else ""
        yield f"{source.cite}, {citation.locator} [{source.id}]{address}"


def _derivation(fact: FactRecord) -> Iterator[str]:
    if fact.method:
        yield f"method: {fact.method}"
    if fact.formula:
        yield f"formula: {fact.formula}"
    if fact.inputs:
        yield f"from: {', '.join(fact.inputs)}"


def sections(base: FactBase, trial_id: str, fact_id: str) -> tuple[Section, ...]:
    """Return everything known of a fact under headings; KeyError when the trial has no such fact."""
    fact = base.fact(trial_id, fact_id)
    if fact is None:
        raise KeyError(fact_id)
    where = ", ".join(part for part in (fact.topic, fact.population, fact.timepoint, fact.confidence) if part)
    review = f"{fact.reviewed_by}, {fact.reviewed_on}" if fact.reviewed_by else "not yet clinically reviewed"
    title = f"{fact.trial} / {fact.id}" + (f" ({fact.label})" if fact.label else "")
    parts = [
        Section(title, (fact.statement.text, where)),
        Section("Notes", tuple(str(text) for text in (fact.range_and_units, fact.note) if text)),
        Section("Figures", tuple(_figure(figure, fact, base) for figure in fact.figures)),
        Section("How it was calculated", tuple(_derivation(fact))),
        Section("Sources", tuple(_cited(fact, base))),
        Section("Caveats", tuple(_caveats(fact, base))),
        Section("Sources disagree", tuple(_conflicts(fact, base))),
        Section("Review", (review,)),
    ]
    return tuple(part for part in parts if part.lines)


def as_text(parts: tuple[Section, ...]) -> str:
    """Return the sections as plain text."""
    return "\n".join("\n".join([part.title, *(f"  {line}" for line in part.lines)]) for part in parts)
