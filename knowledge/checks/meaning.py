"""What a text says with its figures: words that fit their predicate, arms named as they are, and only its own facts.

A reference that resolves may still be the wrong one: the placebo rate "on abatacept", week 52 in a headline about week
24, "twice as many" bound to a rule about halves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from knowledge.checks.shown import ShownText, shown_texts
from knowledge.checks.words import without
from knowledge.loading import Knowledge, LoadedTrial
from knowledge.models import AnswerText
from knowledge.predicates import SYNONYMS
from knowledge.problems import Problem
from knowledge.texts import Bound, Plain, Ref, Segment, parse, references

RULE = "texts"

_FITS: tuple[tuple[str, frozenset[str]], ...] = tuple(
    (words, frozenset(predicates.split()))
    for words, predicates in (
        (r"half|halves|halved|halving", "about-half"),
        (r"thirds?", "about-a-third"),
        (r"quarters?", "about-a-quarter"),
        (r"twice|doubled?|doubling|twofold|two-fold", "about-twice"),
        (r"most|mostly|majority", "majority higher"),
        (r"minority", "minority"),
        (r"same|identical(?:ly)?|equal(?:ly)?", "same almost-same"),
        (r"similar(?:ly)?|alike", "same almost-same similar"),
        (r"higher|highest|greater|greatest|larger|largest|bigger|biggest|more|commoner|commonest", "higher"),
        (r"lower|lowest|smaller|smallest|fewer|fewest|less", "lower"),
        (r"thrice|tripled?|hundreds?|thousands?|millions?|dozens?", ""),
    )
)
# "the lower limit" names a limit, "no more than" and "without exceeding" turn a word round.
_NAMES = re.compile(r"\b(?:lower|upper) limits?\b|\b(?:no|not) (?:more|less|higher|lower)\b", re.IGNORECASE)
_WEEK = re.compile(r"week-(\d+)")
_WEEK_NAMED = re.compile(r"\bweek (\d+)\b", re.IGNORECASE)
_ARM = re.compile(r"^\)?\s*(?:\([^()]*\)\s*)?(?:on |with |in the |of the )?(?P<word>[a-z-]+)", re.IGNORECASE)


def check_meaning(knowledge: Knowledge, trial: LoadedTrial) -> Iterator[Problem]:
    """Yield a problem for each word, arm or fact in a text that its figures do not go with."""
    names = [*knowledge.shared.names(), *(trial.trial.names if trial.trial else ())]
    related = {fact.id for other in trial.related for fact in other.facts}
    weeks = {
        (fact.id, figure.key): stated[1]
        for fact in trial.all_facts()
        for figure in fact.values
        if (stated := _WEEK.fullmatch(figure.timepoint or getattr(fact, "timepoint", None) or ""))
    }
    arms = {(fact.id, figure.key): figure.arm for fact in trial.all_facts() for figure in fact.values}
    for shown in shown_texts(knowledge, trial):
        if shown.template is None:
            continue
        segments = parse(shown.text)
        owner = shown.template.owner
        faults = [*_words(segments, names), *_arms(segments, arms, owner), *_weeks(segments, weeks, owner)]
        if isinstance(shown.model, AnswerText):
            faults += _strangers(shown, shown.model)
        place = trial.places.where(shown.model, *shown.path)
        for message, hint in faults:
            yield Problem(place.file, place.line, RULE, f"{shown.label}: {message}", hint)
    for answer in trial.answers:
        apart = [fact for fact in answer.facts if fact in related]
        if apart and len(apart) < len(answer.facts):
            place = trial.places.where(answer, "facts")
            message = f"answer {answer.id} leads with facts of another trial ({', '.join(apart)}) beside this trial's"
            yield Problem(place.file, place.line, RULE, message, "answer about the other trial in an answer of its own")


def _words(segments: Iterable[Segment], names: list[str]) -> Iterator[tuple[str, str]]:
    for segment in segments:
        if not isinstance(segment, Bound):
            continue
        if re.search(r"\d", without(segment.words, names)):
            yield (
                f"the words '{segment.words}' that are bound to '{segment.predicate}' hold a figure",
                "bind words only; a figure is a reference of its own",
            )
        rule = SYNONYMS.get(segment.predicate, segment.predicate)
        plain = _NAMES.sub("", segment.words)
        for words, fits in _FITS:
            found = re.search(rf"\b(?:{words})\b", plain, re.IGNORECASE)
            if found and rule not in fits:
                meant = f"bind them to {' or '.join(sorted(fits))}" if fits else "no rule gives this word a meaning"
                yield f"'{segment.words}' says '{found[0]}', which the rule '{rule}' does not bear out", meant


def _arms(
    segments: Iterable[Segment], arms: dict[tuple[str, str], str | None], owner: str | None
) -> Iterator[tuple[str, str]]:
    known = {arm for arm in arms.values() if arm is not None}
    for segment, behind in pairwise(segments):
        if not isinstance(segment, Ref) or not isinstance(behind, Plain):
            continue
        arm = arms.get((segment.fact or owner or "", segment.key))
        named = _ARM.match(behind.text)
        # Whoever is on "continued-abatacept" is on abatacept.
        if arm in known and named and (word := named["word"].casefold()) in known and word not in arm.split("-"):
            yield f"{{{segment}}} is a figure of the {arm} arm, but the text calls it {word}", "refer to the other arm"


def _weeks(
    segments: Iterable[Segment], weeks: dict[tuple[str, str], str], owner: str | None
) -> Iterator[tuple[str, str]]:
    plain = " ".join(segment.text for segment in segments if isinstance(segment, Plain))
    named = set(_WEEK_NAMED.findall(plain))
    if not named:
        return
    for ref in (segment for segment in segments if isinstance(segment, Ref)):
        week = weeks.get((ref.fact or owner or "", ref.key))
        if week is not None and week not in named:
            yield (
                f"{{{ref}}} is a figure at week {week}, but the text speaks of week {' and '.join(sorted(named))}",
                "name the week of the figure too, or refer to another figure",
            )


def _strangers(shown: ShownText, answer: AnswerText) -> list[tuple[str, str]]:
    own = {*answer.facts, *answer.also}
    strangers = dict.fromkeys(ref.fact for ref in references(shown.text) if ref.fact and ref.fact not in own)
    return [
        (
            f"it shows a figure of {fact}, which is not among the answer's facts",
            "add it to facts or also, or take it out",
        )
        for fact in strangers
    ]
