"""References between entries: every name used is declared, and no name is given twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from knowledge.models.base import Model
from knowledge.models.facts import DerivedFact, FactBase
from knowledge.models.texts import GlossaryTerm
from knowledge.models.trial import Trial
from knowledge.problems import Problem, did_you_mean

if TYPE_CHECKING:  # loading imports this module
    from knowledge.loading import LoadedTrial, Places, Shared


def _twins(places: Places, entries: Iterable[Model], name_of: str, what: str) -> Iterator[Problem]:
    seen: dict[str, Model] = {}
    for entry in entries:
        name = getattr(entry, name_of)
        if name in seen:
            place, first = places.where(entry, name_of), places.where(seen[name], name_of)
            message = f"the {what} '{name}' is given twice, first at {first}"
            yield Problem(place.file, place.line, "duplicate", message, "rename or remove one of the two")
        seen.setdefault(name, entry)


def _unknown(
    trial: LoadedTrial, entry: Model, field: str, names: Iterable[str], known: Iterable[str], *, what: str = ""
) -> Iterator[Problem]:
    """Yield a problem for each of ``names`` that is not in ``known``; a list of names has a line for each."""
    what, places, unread = what or field, trial.places, trial.unread
    known = known if isinstance(known, (set, frozenset, dict)) else set(known)
    for number, name in enumerate(names):
        if name not in known and name not in unread:
            place = places.where(entry, field, number)
            label = getattr(entry, "id", None) or getattr(entry, "slug", None)
            message = f"{label}: there is no {what} '{name}'" if label else f"there is no {what} '{name}'"
            yield Problem(place.file, place.line, "unknown", message, did_you_mean(name, known))


def _duplicates(trial: LoadedTrial, shared: Shared) -> Iterator[Problem]:
    places = trial.places
    terms = [*shared.glossary, *trial.glossary]
    yield from _twins(places, trial.all_facts(), "id", "fact id")
    yield from _twins(places, [*shared.sources, *trial.sources], "id", "source")
    yield from _twins(
        places, [f for entry in [*shared.ledger, *trial.ledger] for f in entry.figures], "id", "ledger figure"
    )
    yield from _twins(places, trial.caveats, "slug", "caveat")
    yield from _twins(places, terms, "slug", "glossary term")
    yield from _twins(places, trial.not_covered, "id", "not-covered topic")
    yield from _twins(places, trial.related, "id", "related trial")
    yield from _twins(places, trial.answers, "id", "answer")
    yield from _twins(places, [*shared.language, *shared.myositis, *trial.vocabulary], "id", "concept")


def _figures(trial: LoadedTrial, declared: Trial, entry: FactBase | GlossaryTerm) -> Iterator[Problem]:
    places = trial.places
    compared = {**declared.arms, **declared.populations}
    for number, value in enumerate(entry.values):
        for field, known in (
            ("arm", declared.arms), ("population", declared.populations), ("timepoint", declared.timepoints),
        ):  # fmt: skip
            name = getattr(value, field)
            if name is not None and name not in known:
                place = places.where(entry, "values", number, field)
                message = f"{entry.id}.{value.key}: there is no {field} '{name}' in trial.yaml"
                yield Problem(place.file, place.line, "unknown", message, did_you_mean(name, known))
        yield from _unknown(trial, value, "contrast", value.contrast or (), compared, what="arm or group")


def _facts(trial: LoadedTrial, sources: set[str], caveats: set[str]) -> Iterator[Problem]:
    _places, declared = trial.places, trial.trial
    own = {fact.id for fact in trial.all_facts()}
    for fact in trial.all_facts():
        yield from _unknown(trial, fact, "caveats", fact.caveats, caveats, what="caveat")
        for citation in getattr(fact, "citations", ()):
            yield from _unknown(trial, citation, "source", [citation.source], sources)
        for conflict in fact.conflicts:
            for position in conflict.positions:
                yield from _unknown(trial, position, "source", [position.source], sources)
        if isinstance(fact, DerivedFact):
            yield from _unknown(trial, fact, "inputs", fact.inputs, own, what="fact")
        if declared is None:
            continue
        for field, known in (("population", declared.populations), ("timepoint", declared.timepoints)):
            name = getattr(fact, field)
            if name is not None:
                yield from _unknown(trial, fact, field, [name], known)
        # Arms and populations of related trials are their own; they are declared with this trial's all the same.
        yield from _figures(trial, declared, fact)


def _answers(trial: LoadedTrial, facts: set[str], caveats: set[str]) -> Iterator[Problem]:
    answers = {answer.id for answer in trial.answers}
    for answer in trial.answers:
        yield from _unknown(trial, answer, "facts", answer.facts, facts, what="fact")
        yield from _unknown(trial, answer, "also", answer.also, facts, what="fact")
        yield from _unknown(trial, answer, "caveats", answer.caveats, caveats, what="caveat")
        # A glossary term answers for itself; its text needs no answer entry.
        terms = {name for name in facts if name.startswith("term-")}
        yield from _unknown(trial, answer, "followups", answer.followups, answers | terms, what="answer")
    topics = {topic.id for topic in trial.not_covered}
    for intent in trial.intents:
        wanted = (intent.answer,) if isinstance(intent.answer, str) else intent.answer or ()
        yield from _unknown(trial, intent, "answer", wanted, answers | facts)
        if intent.topic:
            yield from _unknown(trial, intent, "topic", [intent.topic], topics, what="not-covered topic")


def _quiz(trial: LoadedTrial, facts: dict[str, set[str]], caveats: set[str]) -> Iterator[Problem]:
    yield from _twins(trial.places, trial.quiz, "id", "card")
    known = {f"{fact}.{key}" for fact, keys in facts.items() for key in keys}
    for card in trial.quiz:
        yield from _unknown(trial, card, "facts", card.facts, facts, what="fact")
        yield from _unknown(trial, card, "caveats", card.caveats, caveats, what="caveat")
        figures = [card.number.figure] if card.number else card.pick
        readable = [ref for ref in figures if ref.partition(".")[0] not in trial.unread]
        yield from _unknown(trial, card, "number" if card.number else "pick", readable, known, what="figure")


def check_links(trial: LoadedTrial, shared: Shared) -> Iterator[Problem]:
    """Yield a problem for each name given twice and each name used that nothing declares."""
    sources = {source.id for source in (*shared.sources, *trial.sources)}
    caveats = {caveat.slug for caveat in trial.caveats}
    terms = (*shared.glossary, *trial.glossary)
    facts = {fact.id for fact in trial.all_facts()} | {term.id for term in terms}
    yield from _duplicates(trial, shared)
    yield from _facts(trial, sources, caveats)
    yield from _answers(trial, facts, caveats)
    keys = {fact.id: {value.key for value in fact.values} for fact in trial.all_facts()}
    keys |= {term.id: {value.key for value in term.values} for term in terms}
    yield from _quiz(trial, keys, caveats)
    for term in terms:
        yield from _unknown(trial, term, "caveats", term.caveats, caveats, what="caveat")
        for citation in term.citations:
            yield from _unknown(trial, citation, "source", [citation.source], sources)
    for caveat in trial.caveats:
        yield from _unknown(trial, caveat, "attach_to", caveat.attach_to, facts, what="fact")
    for merged in trial.merged:
        yield from _unknown(trial, merged, "covers", merged.covers, caveats, what="caveat")
    for rule in trial.caveat_rules:
        yield from _unknown(trial, rule, "carry", rule.carry, caveats, what="caveat")
    for topic in trial.not_covered:
        yield from _unknown(trial, topic, "see_instead", topic.see_instead, facts, what="fact")
    for entry in (*shared.ledger, *trial.ledger):
        yield from _unknown(trial, entry, "source", [entry.source], sources)
    if trial.trial:
        answers = {answer.id for answer in trial.answers}
        yield from _unknown(trial, trial.trial, "start_with", trial.trial.start_with, answers, what="answer")
        for citation in trial.trial.citations:
            yield from _unknown(trial, citation, "source", [citation.source], sources)
