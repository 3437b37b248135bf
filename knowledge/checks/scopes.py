"""What answers are about: declared names, groups that a fact has, and no frame that two answers claim alike."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from knowledge.loading import Knowledge, LoadedTrial
from knowledge.models.scope import About
from knowledge.models.texts import AnswerText, NotCovered
from knowledge.problems import Problem, did_you_mean

RULE = "scopes"
ANY = "any"
ADVICE = "advice"
"""The only act that a scope may name, and the ask of a question for advice of no particular topic."""
WHEN = frozenset(
    {"baseline", "double-blind", "end-of-double-blind", "extension", "end-of-extension", "whole", "before", "after",
     "other"}
)  # fmt: skip
ARMS = frozenset({"drug", "placebo", "both", "continued", "switched", "other"})
STATS = frozenset(
    {"rate", "count", "mean", "change", "difference", "risk-ratio", "odds-ratio", "hazard-ratio", "interval", "p-value",
     "nnt", "sd", "median", "range", "denominator", "other", "adjusted", "unadjusted-odds-ratio"}
)  # fmt: skip
FORMS = frozenset(
    {"claims", "yes-no", "how-many", "what", "who", "when", "where", "which", "why", "how", "compare", "define",
     "fragment", "negated"}
)  # fmt: skip
_CLOSED = (("when", WHEN | {ANY}), ("arms", ARMS | {ANY}), ("stats", STATS | {ANY}), ("forms", FORMS))
# Populations of which a figure says something of every group.
_OF_ALL = frozenset({"overall", "dm-versus-nondm", "not-applicable"})

Entry = AnswerText | NotCovered
Found = tuple[str, str]


@dataclass(slots=True)
class _Names:
    """Every name that a scope may use, and the scopes met so far."""

    asks: AbstractSet[str]
    results: AbstractSet[str]
    concepts: AbstractSet[str]
    dims: AbstractSet[str]
    held: AbstractSet[str]
    groups: AbstractSet[str]
    unions: dict[str, set[str]]
    claimed: dict[tuple[object, ...], str] = field(default_factory=dict)


def _names(knowledge: Knowledge, trial: LoadedTrial) -> _Names:
    shared = knowledge.shared
    asks = {ask for group in shared.asks for ask in group.asks}
    results = {ask for group in shared.asks if "whom" in group.strict for ask in group.asks}
    concepts = {entry.id for entry in (*shared.language, *shared.myositis, *trial.vocabulary)}
    groups = trial.trial.groups if trial.trial else None
    held = set(groups.held) if groups else set()
    combined = (*groups.unions, *groups.compared) if groups else ()
    return _Names(
        asks | {ADVICE}, results, concepts, {one.id for one in shared.dimensions}, held,
        held | {ANY} | {one.is_ for one in combined}, {one.is_: set(one.of) for one in groups.unions} if groups else {},
    )  # fmt: skip


def check_scopes(knowledge: Knowledge, trial: LoadedTrial) -> Iterator[Problem]:
    """Yield a problem for each scope that names what is not declared, claims too much, or is claimed twice."""
    if not knowledge.shared.asks:
        return  # a fact base of facts alone declares nothing to ask
    names = _names(knowledge, trial)
    for one in knowledge.shared.slots:
        for value, concepts in one.values.items():
            for concept in concepts:
                if concept not in names.concepts:
                    place = knowledge.places.where(one, "values", value)
                    message = f"'{concept}' is no concept (slot {one.slot})"
                    yield Problem(place.file, place.line, RULE, message, did_you_mean(concept, names.concepts))
    entries: tuple[Entry, ...] = (*trial.answers, *trial.not_covered)
    for entry in entries:
        for number, about in enumerate(entry.about):
            place = trial.places.where(entry, "about", number)
            found = [*_undeclared(about, names), *_claimed_twice(entry, about, names)]
            if isinstance(entry, AnswerText) and names.results & set(about.asks):
                found += _groups_of_facts(trial, entry, about, names)
            for message, hint in found:
                yield Problem(place.file, place.line, RULE, f"{entry.id}: {message}", hint)
    for answer in trial.answers:
        if not answer.about:
            place = trial.places.where(answer, "id")
            message = f"{answer.id} is about nothing, so that nobody gets it"
            yield Problem(place.file, place.line, RULE, message, "declare under 'about' the asks it answers")


def _undeclared(about: About, names: _Names) -> Iterator[Found]:
    for ask in about.asks:
        if ask not in names.asks:
            yield f"'{ask}' cannot be asked", did_you_mean(ask, names.asks)
    for slot, allowed in _CLOSED:
        for value in getattr(about, slot):
            if value not in allowed:
                yield f"'{value}' is no value of {slot}", did_you_mean(value, allowed)
    if about.act not in (None, ADVICE):
        yield f"'{about.act}' is no act of a scope", f"'{ADVICE}', or leave it out"
    named = names.concepts | names.dims
    for slot, known in (("whom", named | names.groups), ("of", named)):
        for value in getattr(about, slot):
            if value not in known:
                yield f"'{value}' is neither a group nor a concept ({slot})", did_you_mean(value, known)
    if about.trial is not None and about.trial not in names.concepts:
        yield f"'{about.trial}' is no concept (trial)", did_you_mean(about.trial, names.concepts)


def _groups_of_facts(trial: LoadedTrial, answer: AnswerText, about: About, names: _Names) -> Iterator[Found]:
    """Refuse a group of which no fact of the answer has a figure, neither its own nor of a group that holds it."""
    if about.act is not None:
        return
    shown = {*answer.facts, *answer.also}
    have: set[str | None] = set()
    for fact in trial.all_facts():
        if fact.id in shown:
            have |= {getattr(fact, "population", None), *(value.population for value in fact.values)}
    for group in about.whom:
        if group in names.held and group not in have:
            holding = {name for name, parts in names.unions.items() if group in parts}
            if not have & (holding | _OF_ALL):
                yield f"none of its facts has a figure of {group}", "name the fact that has it, or leave the group out"


def _claimed_twice(entry: Entry, about: About, names: _Names) -> Iterator[Found]:
    for ask in about.asks:
        parts = [tuple(sorted(getattr(about, slot))) for slot in ("of", "whom", "when", "arms", "stats", "forms")]
        other = names.claimed.setdefault((ask, about.act, about.trial, about.second, *parts), entry.id)
        if other != entry.id and not about.second:
            yield f"it and {other} are about the same questions ({ask})", "make one of the two narrower"
