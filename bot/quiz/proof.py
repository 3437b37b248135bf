"""Where a card's figures were read, and which caveats it carries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from knowledge.reader import FactBase
from knowledge.records import Citation, FactRecord, FigureMark, RenderedText

BY_DAGGER = "derived-by-us"
_DEEPEST = 4
# What speaks of an effect of treatment, whatever part of the card shows it: then the main result is told too.
_EFFICACY = ("efficacy", "effect", "robustness", "interaction")
_MAIN = "primary-endpoint-missed"


def cited(base: FactBase, texts: Iterable[RenderedText], lead: Sequence[FactRecord]) -> tuple[Citation, ...]:
    """Return the places that the figures shown and the leading facts rest on, each once, figures first."""
    found: dict[tuple[str, str], None] = {}
    for text in texts:
        for mark in text.figures:
            found.setdefault(_place(base, mark))
    for fact in lead:
        found.setdefault(_first(base, fact, _DEEPEST))
    return tuple(Citation(source, locator) for source, locator in found if source)


def _place(base: FactBase, mark: FigureMark) -> tuple[str, str]:
    if mark.source:
        return mark.source, mark.locator or ""
    return _first(base, base.fact(mark.trial, mark.fact), _DEEPEST)


def _first(base: FactBase, fact: FactRecord | None, depth: int) -> tuple[str, str]:
    """Return a fact's first citation; for one of ours, that of the first fact it was worked out from."""
    if fact is None or depth == 0:
        return "", ""
    if fact.citations:
        return fact.citations[0].source, fact.citations[0].locator
    places = (_first(base, base.fact(fact.trial, name), depth - 1) for name in fact.inputs)
    return next((place for place in places if place[0]), ("", ""))


def carried_caveats(
    base: FactBase,
    lead: Sequence[FactRecord],
    facts: Sequence[FactRecord],
    extra: Iterable[str],
    texts: Iterable[RenderedText],
) -> tuple[str, ...]:
    """Return the slugs of the caveats that a card carries.

    Those always shown of the facts it is about, what the card adds, the main result wherever an effect of treatment
    is shown, and the dagger's where a figure is ours.
    """
    slugs: dict[str, None] = {}
    for fact in lead:
        for slug in (*fact.caveats, *fact.required):
            caveat = base.caveat(fact.trial, slug)
            if caveat is not None and caveat.show == "always" and slug != BY_DAGGER:
                slugs.setdefault(slug)
    slugs.update(dict.fromkeys(extra))
    if any(fact.topic.startswith(_EFFICACY) for fact in facts):
        slugs = {_MAIN: None, **slugs}
    if any(mark.derived or mark.reconstructed for text in texts for mark in text.figures):
        slugs.setdefault(BY_DAGGER)
    return tuple(slugs)
