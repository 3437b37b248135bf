"""What the loader's own check of names leaves open: concepts, terms, merged lines, and things that nothing uses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.loading import Knowledge, LoadedTrial
from knowledge.models.base import Model
from knowledge.problems import Problem, did_you_mean

RULE = "references"
# Concepts that understanding makes of numbers in a question, and which no vocabulary lists.
_MADE_OF_NUMBERS = re.compile(r"time/(?:weeks?-\d+(?:-\d+)?|other|beyond)")


def check_references(knowledge: Knowledge, trial: LoadedTrial) -> Iterator[Problem]:
    """Yield a problem for each name that leads nowhere, each name with two meanings, and each entry without use."""
    yield from _concepts(knowledge, trial)
    yield from _terms(knowledge, trial)
    yield from _attached(trial)
    yield from _quoted(trial)
    yield from _unused(knowledge, trial)


def _at(trial: LoadedTrial, model: Model, path: tuple[str | int, ...], message: str, hint: str) -> Problem:
    place = trial.places.where(model, *path)
    return Problem(place.file, place.line, RULE, message, hint)


def _concepts(knowledge: Knowledge, trial: LoadedTrial) -> Iterator[Problem]:
    """Check that `implies` and the groups of intents name concepts; `slot/*` stands for any concept of a slot."""
    shared = knowledge.shared
    entries = (*shared.language, *shared.myositis, *trial.vocabulary)
    known = {entry.id for entry in entries}
    slots = {concept.partition("/")[0] for concept in known}

    def missing(concept: str) -> bool:
        slot, _, name = concept.partition("/")
        if name == "*":
            return slot not in slots
        return concept not in known and not _MADE_OF_NUMBERS.fullmatch(concept)

    for entry in entries:
        for number, concept in enumerate(entry.implies):
            if missing(concept):
                yield _at(
                    trial, entry, ("implies", number), f"{entry.id} implies {concept}, which is no concept",
                    did_you_mean(concept, known),
                )  # fmt: skip
    for intent in trial.intents:
        groups = [("all", number, concept) for number, group in enumerate(intent.all) for concept in group]
        groups += [
            (name, number, concept) for name in ("any", "none") for number, concept in enumerate(getattr(intent, name))
        ]
        for name, number, concept in groups:
            if missing(concept):
                wanted = intent.answer or intent.topic or intent.kind
                yield _at(
                    trial, intent, (name, number), f"the intent for {wanted} names {concept}, which is no concept",
                    did_you_mean(concept, known),
                )  # fmt: skip


def _terms(knowledge: Knowledge, trial: LoadedTrial) -> Iterator[Problem]:
    """Check that no two glossary terms share a name or an alias."""
    owners: dict[str, str] = {}
    for term in knowledge.glossary_of(trial):
        names = {name.casefold(): name for name in (term.term, *term.aliases)}
        for folded, name in names.items():
            if other := owners.get(folded):
                yield _at(
                    trial, term, ("aliases",), f"'{name}' means both {other} and {term.slug}",
                    "keep the alias with one of the two terms",
                )  # fmt: skip
            owners[folded] = term.slug


def _attached(trial: LoadedTrial) -> Iterator[Problem]:
    """Check that `attach_to`, where a caveat gives it, is exactly the facts that carry the caveat."""
    carriers = {
        caveat.slug: {fact.id for fact in trial.all_facts() if caveat.slug in fact.caveats} for caveat in trial.caveats
    }
    for caveat in trial.caveats:
        if caveat.attach_to and (wrong := set(caveat.attach_to) ^ carriers[caveat.slug]):
            yield _at(
                trial, caveat, ("attach_to",),
                f"{caveat.slug}: attach_to and the facts disagree on {', '.join(sorted(wrong))}",
                "leave attach_to out: the facts say which caveats they carry",
            )  # fmt: skip


def _quoted(trial: LoadedTrial) -> Iterator[Problem]:
    if trial.trial is None:
        return
    known = {fact.id for fact in trial.all_facts()} | {answer.id for answer in trial.answers}
    for quoted in trial.trial.quoted_words:
        if quoted.fact not in known:
            yield _at(
                trial, quoted, ("fact",), f"quoted_words names {quoted.fact}, which is no fact",
                did_you_mean(quoted.fact, known),
            )  # fmt: skip


def _unused(knowledge: Knowledge, trial: LoadedTrial) -> Iterator[Problem]:
    """Check that every caveat is carried and every source of the trial is cited."""
    carried = {slug for fact in trial.all_facts() for slug in fact.caveats}
    carried |= {slug for answer in trial.answers for slug in answer.caveats}
    carried |= {slug for rule in trial.caveat_rules for slug in rule.carry}
    carried |= {slug for term in trial.glossary for slug in term.caveats}
    for caveat in trial.caveats:
        if caveat.slug not in carried:
            yield _at(trial, caveat, ("slug",), f"nothing carries the caveat {caveat.slug}", "attach it or remove it")
    cited = {citation.source for fact in trial.all_facts() for citation in getattr(fact, "citations", ())}
    cited |= {position.source for fact in trial.all_facts() for item in fact.conflicts for position in item.positions}
    cited |= {citation.source for term in knowledge.glossary_of(trial) for citation in term.citations}
    cited |= {citation.source for citation in (trial.trial.citations if trial.trial else ())}
    for source in trial.sources:
        if source.id not in cited:
            yield _at(trial, source, ("id",), f"nothing cites the source {source.id}", "cite it or remove it")
