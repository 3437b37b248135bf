"""The slots of a frame, read from what was recognised and from the role of every other word of content.

Closed slots (groups, times, arms, statistics, drugs, trials) come from the vocabulary. Every word also has a role:
part of a restriction of the people, of what the ask is narrowed to, of the subject spoken about, of a time, or none. A
word in one of the first roles that the vocabulary lacks is kept as unknown; it is never dropped.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from bot.understanding.concepts import Recognised
from bot.understanding.doses import names_untested_dose
from bot.understanding.features import Word
from bot.understanding.frame import ASKS, INHERIT, Frame, Restriction
from bot.understanding.resolve import UNTESTED, Declarations, is_absorbed
from knowledge.records import Ask

WHOM, EXCEPT, OF, ABOUT, WHEN, NO_ROLE = "whom:", "except:", "of", "about", "when", "-"
"""Roles of words; the first two are followed by a dimension."""
# Any other week or span of weeks is a time that the trial does not have.
_SOME_TIME = ("time/week-", "time/weeks-")
_BEFORE_START = "time/before"
_OTHERS = {"trial": "other-trial", "drug": "other-drug", "disease": "other-disease"}
_JOINS_PEOPLE = frozenset({"with", "who", "whose", "on", "having", "from", "w"})
_REACH = 4
_UNKNOWN_DIM = "other"
_GENERAL = ("generic/", "word/", "form/", "back/", "chat/")
_GROUPS = ("population", "antibody")
_DIM_OF = {"antibody": "antibody", "population": "subtype"}
# Words that take out the group behind them, with what may stand between; and those behind a group that take it out.
_EXCEPT = frozenset(
    {"except", "excepting", "excluding", "exclude", "without", "minus", "besides", "apart", "aside", "barring", "sans",
     "not", "leaving", "omitting", "removing", "than", "bar", "ignoring"}
)  # fmt: skip
_BETWEEN = frozenset({"for", "from", "the", "of", "any", "those", "with", "out", "all", "people", "patients", "having"})
# Words before a two-digit number that make it an age, unless a unit of something else follows.
_AGE_OPENERS = frozenset(
    {"over", "under", "above", "below", "aged", "age", "older", "younger", "beyond", "past", "<", ">"}
)
_OTHER_UNITS = frozenset(
    {
        "%",
        "percent",
        "mg",
        "kg",
        "kilos",
        "patients",
        "pts",
        "people",
        "points",
        "weeks",
        "days",
        "months",
        "sites",
        "countries",
        "of",
        "in",
        "out",
    }
)
_EVERYBODY = frozenset({"all", "everybody", "everyone", "anybody", "anyone", "everything", "any", "patients", "people"})
_TAKES = frozenset(
    {"take", "taking", "taken", "leave", "leaving", "left", "strip", "stripping", "stripped", "set", "setting", "cut"}
)
_AWAY = frozenset({"out", "away", "aside", "off"})
_TAKEN_OUT = frozenset({"excluded", "aside", "removed", "omitted", "apart"})
_COMPARED = frozenset({"vs", "versus", "v", "or", "than", "against", "compared", "unlike", "between"})
_IDENTIFIER = re.compile(
    r"\bNCT\s?0?\d{6,8}\b|\b20\d\d-\d{6}-\d\d(?:-\d\d)?\b|\bj?RCT\w?\d{9,10}\b|\bISRCTN\s?\d{6,}\b|\bACTRN\s?\d{10,}\b|"
    r"\bPMC\s?\d{5,}\b|\bPMID:?\s?\d{6,8}\b|\b10\.\d{4,9}/\S+|\bUMIN\d{6,}\b|\bCTRI/\S+|\bChiCTR\S+\b|\bDRKS\d{8}\b",
    re.IGNORECASE,
)
_NOT_NARROWING = frozenset(
    {"generic", "form", "word", "chat", "context", "advice", "patient", "back", "number", "time", "arm"}
)
# Asks about a thing that the thread may have named before ("max score?").
_OF_BEFORE = frozenset({"define-term", "scale-range", "important-difference"})
_WHOLE_QUESTION = frozenset(
    {"define-term", "scale-range", "eligibility-criterion", "would-be-eligible", "source-conflict"}
)


class Slots(NamedTuple):
    """What the words of a question say besides act and ask."""

    whom: tuple[Restriction, ...]
    versus: bool
    when: str
    arm: str
    stat: str
    of: tuple[str, ...]
    of_words: str
    narrowing: tuple[str, ...]
    about: str
    other: str
    about_words: str
    refers_back: bool
    rest: bool = False


def slots_of(found: Recognised, words: Sequence[Word], roles: Sequence[str], trial: Declarations) -> Slots:
    """Return the slots that ``words`` fill, by what ``trial`` declares of its names, doses and topics."""
    mentions = {mention.concept: mention for mention in found.mentions}
    whom, versus = _whom(found, words, roles, trial.topics, trial.slots.get("compare", {}))
    when = _when(mentions, words, roles, trial.slots.get("when", {}))
    arm = _arm(mentions, trial.slots.get("arm", {}))
    stats = trial.slots.get("stat", {})
    stat = next((value for concept, value in stats.items() if concept in mentions), "")
    of, of_words = _narrowed(words, roles)
    if names_untested_dose(found.text, trial.tested):
        of = (*of, UNTESTED)
    narrowing = tuple(c for c in mentions if c.partition("/")[0] not in _NOT_NARROWING)
    about, other, about_words = _about(found, words, roles, trial.own)
    refers = any(concept.startswith("back/") for concept in mentions)
    rest = not whom and any(concept in mentions for concept in trial.slots.get("rest", {}))
    return Slots(whom, versus, when, arm, stat, of, of_words, narrowing, about, other, about_words, refers, rest)


def roles_by_position(words: Sequence[Word], roles: Sequence[str], people: Mapping[str, str]) -> list[str]:
    """Return the roles, with those of unknown words that stand where only a restriction stands.

    Right before a word for people ("left-handed folks"), or behind "with", "who", "on" after one ("people with X"):
    what stands there and is in no vocabulary restricts the people, whatever it means.
    """
    placed = list(roles)
    for place, word in enumerate(words):
        if not any(concept in people for concept in word.concepts):
            continue
        before = place - 1
        if before >= 0 and _is_unknown(words[before], placed[before]):
            placed[before] = WHOM + (words[before].dim or _UNKNOWN_DIM)
        behind = place + 1
        if behind < len(words) and words[behind].token.word in _JOINS_PEOPLE:
            for after in range(behind + 1, min(behind + _REACH, len(words))):
                if _is_unknown(words[after], placed[after]):
                    placed[after] = WHOM + (words[after].dim or _UNKNOWN_DIM)
                    break
    return placed


def _is_unknown(word: Word, role: str) -> bool:
    """Is it a word of content that has no role and no meaning yet?"""
    return role == NO_ROLE and not word.concepts and (not word.known or bool(word.dim)) and word.text != "<n>"


def _text(found: Recognised, words: Sequence[Word]) -> str:
    return found.text[words[0].token.start : words[-1].end]


def _whom(
    found: Recognised,
    words: Sequence[Word],
    roles: Sequence[str],
    topics: frozenset[str],
    compared: Mapping[str, str],
) -> tuple[tuple[Restriction, ...], bool]:
    entries: list[Restriction] = []
    place = 0
    while place < len(words):
        word = words[place]
        groups = [concept for concept in word.concepts if concept.partition("/")[0] in _GROUPS]
        if groups:
            excluded = roles[place].startswith(EXCEPT) or _is_taken_out(words, place)
            for concept in groups:
                dim = _DIM_OF[concept.partition("/")[0]]
                if all(entry.value != concept for entry in entries):
                    entries.append(Restriction(dim, concept, _text(found, words[place : place + 1]), excluded))
            place += 1
            continue
        role = roles[place]
        if not role.startswith((WHOM, EXCEPT)):
            place += 1
            continue
        end = place + 1
        while end < len(words) and roles[end].startswith((WHOM, EXCEPT)) and not _is_group(words[end]):
            end += 1
        said = words[place:end]
        content = [
            one for one in said if one.dim or not one.known or any(not c.startswith(_GENERAL) for c in one.concepts)
        ]
        if not content:  # "the patients": nobody in particular
            place = end
            continue
        value = next((concept for one in said for concept in one.concepts if concept in topics), "")
        dims = [one.partition(":")[2] for one in roles[place:end]]
        dim = max(set(dims), key=dims.count)
        if dim in ("subtype", "antibody") and not value:
            dim = dim if any(not one.known for one in content) else "other"
        entries.append(Restriction(dim, value, _text(found, said), role.startswith(EXCEPT)))
        place = end
    values = [entry for entry in entries if entry.value]
    between = {word.token.word for word in words}
    versus = len({entry.value for entry in values}) > 1 and bool(
        between & _COMPARED or any(concept in found.concepts for concept in compared)
    )
    if aged := _by_age(found):  # the whole of it, where a word of it was taken for a restriction by itself
        entries = [entry for entry in entries if entry.dim != "age" or entry.words not in aged]
        entries.append(Restriction("age", "", aged))
    return tuple(entries), versus


def _by_age(found: Recognised) -> str:
    """Return the words that restrict people by a number of years, unit unsaid ("over 65", ">70s"); "" where none do."""
    timed = {place for mention in found.mentions for place in range(mention.first, mention.last)}
    for place, token in enumerate(found.tokens[1:], start=1):
        if not (token.word.isdigit() and len(token.word) == 2) or place in timed:
            continue
        before = found.tokens[place - 1].word
        after = found.tokens[place + 1].word if place + 1 < len(found.tokens) else ""
        start = place - 2 if before == "than" and place > 1 else place - 1
        opener = found.tokens[start].word
        if opener in _AGE_OPENERS and after not in _OTHER_UNITS and not _is_decimal(found, place):
            return found.text[found.tokens[start].start : token.end]
    return ""


def _is_decimal(found: Recognised, place: int) -> bool:
    """Is the number part of a decimal ("0.05")?"""
    token = found.tokens[place]
    return found.text[max(token.start - 1, 0) : token.start] == "."


def _is_taken_out(words: Sequence[Word], place: int) -> bool:
    """Do the words around a group say "all but these"?"""
    at = place - 1
    while at >= 0 and words[at].token.word in _BETWEEN:
        at -= 1
    before = words[at].token.word if at >= 0 else ""
    between = {near.token.word for near in words[at + 1 : place]}
    if before == "but":  # "everybody but", "all but"
        return at > 0 and words[at - 1].token.word in _EVERYBODY
    if before in _TAKES and between & _AWAY:
        return True
    if before == "than":  # "other than"; "better than" compares
        return at > 0 and words[at - 1].token.word == "other"
    after = [near.token.word for near in words[place + 1 : place + 5]]
    taken = any(one in _TAKES and two in _AWAY for one, two in pairwise(after))
    return before in _EXCEPT or taken or bool(_TAKEN_OUT.intersection(after[:2]))


def _is_group(word: Word) -> bool:
    return any(concept.partition("/")[0] in _GROUPS for concept in word.concepts)


def _when(mentions: Mapping[str, object], words: Sequence[Word], roles: Sequence[str], times: Mapping[str, str]) -> str:
    for concept, value in times.items():
        if concept in mentions:
            return value
    if _BEFORE_START in mentions:
        return "before"
    if any(concept.startswith(_SOME_TIME) for concept in mentions):
        return "other"
    unknown = any(role == WHEN and not word.known for word, role in zip(words, roles, strict=True))
    return "other" if unknown else ""


def _arm(mentions: Mapping[str, object], arms: Mapping[str, str]) -> str:
    named = {value for concept, value in arms.items() if concept in mentions}
    if {"placebo", "drug"} <= named or {"continued", "switched"} <= named:
        return "both"
    return next((value for value in ("switched", "continued", "placebo", "drug") if value in named), "")


def _narrowed(words: Sequence[Word], roles: Sequence[str]) -> tuple[tuple[str, ...], str]:
    said = [word for word, role in zip(words, roles, strict=True) if role == OF]
    of = dict.fromkeys(c for word in said for c in word.concepts if c.partition("/")[0] not in _NOT_NARROWING)
    unknown = [word.token.word for word in said if not word.concepts]
    return tuple(of), " ".join(unknown) if not of else ""


def _about(found: Recognised, words: Sequence[Word], roles: Sequence[str], own: frozenset[str]) -> tuple[str, str, str]:
    identifier = _IDENTIFIER.search(found.text)
    if identifier is not None and not any(c in own for c in found.concepts if c.startswith("number/")):
        return "unknown-identifier", "", identifier[0]
    passing = not any(concept.startswith("back/") for concept in found.concepts)
    for word, role in zip(words, roles, strict=True):
        if passing and word.aside:  # named in passing, and the question does not point back at it
            continue
        for concept in word.concepts:
            kind = _OTHERS.get(concept.partition("/")[0])
            if kind is not None and concept not in own and role in (ABOUT, OF):
                return kind, concept, _text(found, [word])
    said = [word for word, role in zip(words, roles, strict=True) if role == ABOUT and not (passing and word.aside)]
    unknown = [word for word in said if not word.known or word.text == "<n>"]
    if unknown:
        return "other-trial", "", _text(found, said)
    return "", "", ""


def frame_of(act: str, ask_id: str, slots: Slots, form: str, *, ask: Ask | None, before: Frame | None) -> Frame:
    """Return the frame of one thing asked, completed from ``before`` where its words leave slots open."""
    if ask_id == INHERIT and before is not None:
        return _elliptical(act, slots, form, before)
    of, of_words = slots.of, slots.of_words
    whom = tuple(entry for entry in slots.whom if ask is None or not is_absorbed(entry, ask))
    if ask_id in _WHOLE_QUESTION:
        of = tuple(dict.fromkeys((*of, *slots.narrowing)))
    about, other, words = slots.about, slots.other, slots.about_words
    if about == "other-drug" and any(entry.value == other for entry in whom):
        about = other = words = ""  # "those on methotrexate": a restriction, not another subject
    frame = Frame(
        act, ask_id, of, of_words, whom, slots.versus, slots.when, slots.arm, slots.stat, form, about, other, words
    )
    if before is None or ask is None or before.act not in ("asks", "claims", "advice"):
        return frame
    return _completed(frame, slots, ask, before)


def _completed(frame: Frame, slots: Slots, ask: Ask, before: Frame) -> Frame:
    """Fill what a question that names its own ask leaves open, where it points back at the thread."""
    inherited: list[str] = []
    if ask.id in _OF_BEFORE and before.of and not frame.of_words and not set(frame.of) - set(ask.cues):
        frame = frame._replace(of=before.of)
        inherited.append("of")
    if not slots.refers_back:
        return frame._replace(inherited=tuple(inherited))
    if not frame.whom and before.whom and "whom" in ask.takes:
        frame = frame._replace(whom=before.whom, versus=before.versus)
        inherited.append("whom")
    if not frame.when and before.when and "when" in ask.takes:
        frame = frame._replace(when=before.when)
        inherited.append("when")
    if not frame.about and before.about:
        frame = frame._replace(about=before.about, other=before.other, about_words=before.about_words)
        inherited.append("about")
    return frame._replace(inherited=tuple(inherited))


def _elliptical(act: str, slots: Slots, form: str, before: Frame) -> Frame:
    """Return the frame before, with what the new words say in place of what it said."""
    frame = before._replace(form=form or before.form, act=before.act if act == ASKS else act)
    inherited = ["ask"]
    if slots.whom:
        subtypes = () if any(entry.value for entry in slots.whom) else _subtypes(before)
        frame = frame._replace(whom=(*subtypes, *slots.whom), versus=slots.versus)
    elif slots.rest and len(before.whom) == 1 and before.whom[0].value:
        (group,) = before.whom
        frame = frame._replace(whom=(group._replace(exclude=not group.exclude),))
    elif before.whom:
        inherited.append("whom")
    if slots.when:
        frame = frame._replace(when=slots.when)
    elif before.when:
        inherited.append("when")
    if slots.arm:
        frame = frame._replace(arm=slots.arm)
    elif before.arm:
        inherited.append("arm")
    if slots.stat:
        frame = frame._replace(stat=slots.stat)
    elif before.stat:
        inherited.append("stat")
    if slots.of or slots.of_words:
        frame = frame._replace(of=slots.of, of_words=slots.of_words)
    if slots.about:
        frame = frame._replace(about=slots.about, other=slots.other, about_words=slots.about_words)
    elif before.about:
        inherited.append("about")
    if frame._replace(form=before.form, act=before.act) == before:  # its words said something that nobody understood
        frame = frame._replace(whom=(*before.whom, Restriction("")))
    return frame._replace(inherited=tuple(inherited))


def _subtypes(before: Frame) -> tuple[Restriction, ...]:
    """Return the groups by subtype that a further restriction of another kind leaves in place ("and the over-65s?")."""
    return tuple(entry for entry in before.whom if entry.value and entry.dim == "subtype")
