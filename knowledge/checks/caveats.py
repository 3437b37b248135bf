"""Caveats travel with the facts that need them, and never with another trial's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.loading import LoadedTrial
from knowledge.models import Caveat, DerivedFact, RelatedFact
from knowledge.models.base import Model
from knowledge.models.facts import EFFICACY_PREFIX, FactBase
from knowledge.models.texts import When
from knowledge.problems import Problem

RULE = "caveats"
_REFERENCE = re.compile(r"([a-z0-9]+(?:-[a-z0-9]+)*)\.[a-z0-9]")


def applies(when: When, fact: FactBase) -> bool:
    """Tell whether a rule of required caveats is about this fact: every condition it gives must hold."""
    return (
        (not when.topic or fact.topic in when.topic)
        and (not when.population or getattr(fact, "population", None) in when.population)
        and (not when.timepoint or getattr(fact, "timepoint", None) in when.timepoint)
        and (when.confidence is None or getattr(fact, "confidence", None) == when.confidence)
        and (when.related is None or when.related == isinstance(fact, RelatedFact))
        and (when.derived is None or when.derived == isinstance(fact, DerivedFact))
    )


def check_caveats(trial: LoadedTrial) -> Iterator[Problem]:
    """Yield a problem for each caveat missing or misplaced, and each efficacy fact that nobody can ask for."""
    yield from _required(trial)
    yield from _exclusive(trial)
    yield from _one_trial_only(trial)
    yield from _asked_for(trial)


def _at(trial: LoadedTrial, model: Model, path: tuple[str | int, ...], message: str, hint: str) -> Problem:
    place = trial.places.where(model, *path)
    return Problem(place.file, place.line, RULE, message, hint)


def _required(trial: LoadedTrial) -> Iterator[Problem]:
    for fact in trial.all_facts():
        for rule in trial.caveat_rules:
            if applies(rule.when, fact):
                for slug in rule.carry:
                    if slug not in fact.caveats:
                        place = trial.places.where(rule)
                        yield _at(
                            trial, fact, ("caveats",), f"{fact.id} does not carry {slug}, required at {place}",
                            f"add {slug} to the caveats of {fact.id}",
                        )  # fmt: skip
    covered = {topic for rule in trial.caveat_rules for topic in rule.when.topic}
    for fact in trial.facts:
        if fact.topic.startswith(EFFICACY_PREFIX) and fact.topic not in covered:
            yield _at(
                trial, fact, ("topic",), f"no rule says which caveats the efficacy topic {fact.topic} requires",
                "name the topic in `required:` of caveats.yaml",
            )  # fmt: skip


def _exclusive(trial: LoadedTrial) -> Iterator[Problem]:
    """Check that caveats required of one sort of record (derived, related, conflicting) stand with no other."""
    sorts = {
        slug: rule.when
        for rule in trial.caveat_rules
        if rule.when.derived or rule.when.related or rule.when.confidence == "conflicting"
        for slug in rule.carry
    }
    for fact in trial.all_facts():
        for slug in fact.caveats:
            # A derived result may rest on a fact over which sources disagree, and then says so too.
            if slug in sorts and not applies(sorts[slug], fact) and not _rests_on(trial, fact, slug):
                yield _at(
                    trial, fact, ("caveats",), f"{fact.id} carries {slug}, which is not said of such a record",
                    f"remove {slug} from {fact.id}",
                )  # fmt: skip


def _rests_on(trial: LoadedTrial, fact: FactBase, slug: str) -> bool:
    return isinstance(fact, DerivedFact) and any(
        slug in other.caveats for other in trial.all_facts() if other.id in fact.inputs
    )


def speaks_of(trial: LoadedTrial, caveat: Caveat) -> set[str]:
    """Return the facts whose figures a caveat's texts show."""
    texts = f"{caveat.text} {caveat.short or ''}"
    known = {fact.id for fact in trial.all_facts()}
    return {name for name in _REFERENCE.findall(texts) if name in known}


def _one_trial_only(trial: LoadedTrial) -> Iterator[Problem]:
    """Check that a caveat with figures of one trial is not attached to a fact of another."""
    home = {fact.id: trial.id for fact in (*trial.facts, *trial.derived)}
    home |= {fact.id: related.id for related, fact in trial.related_facts()}
    caveats = {caveat.slug: caveat for caveat in trial.caveats}
    spoken = {slug: {home[name] for name in speaks_of(trial, caveat)} for slug, caveat in caveats.items()}
    for fact in trial.all_facts():
        for slug in fact.caveats:
            for other in sorted(spoken.get(slug, set()) - {home[fact.id]}):
                yield _at(
                    trial, fact, ("caveats",),
                    f"{fact.id} belongs to {home[fact.id]}, but its caveat {slug} shows figures of {other}",
                    f"remove {slug} from {fact.id}, or take the figures out of its text",
                )  # fmt: skip


def _asked_for(trial: LoadedTrial) -> Iterator[Problem]:
    """Check that every efficacy fact is the lead of an answer that has example questions."""
    asked = {fact for answer in trial.answers if answer.examples for fact in answer.facts}
    for fact in trial.facts:
        if fact.topic.startswith(EFFICACY_PREFIX) and fact.id not in asked:
            yield _at(
                trial, fact, ("id",), f"no answer with example questions leads with {fact.id}",
                "add an answer with `examples:` to answers.yaml",
            )  # fmt: skip
