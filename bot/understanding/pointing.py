"""Tell a clause that points at something unnamed, or asks about something unknown."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.understanding.concepts import Recognised
from bot.understanding.hints import THEY
from bot.understanding.threads import slot

_CONTENT = frozenset(
    {
        "advice",
        "population",
        "antibody",
        "outcome",
        "aspect",
        "missing",
        "instrument",
        "stat",
        "time",
        "drug",
        "disease",
        "trial",
        "person",
        "publication",
        "meeting",
        "number",
        "sponsor",
        "arm",
    }
)
# Of whom or what, these do not say.
_SAYS_LITTLE = frozenset(
    {"outcome/response", "outcome/how-did", "outcome/met", "outcome/missed", "outcome/non-response"}
)
_BRIEF = 5
# Lower-case letters without a vowel ("xm") stand for something; others so short are mostly slips ("teh").
_ABBREVIATES = re.compile(r"[b-df-hj-np-tv-xz]{2,3}").fullmatch
_SOME_PATIENTS = frozenset({"patients", "patient", "pts", "people", "group", "subgroup"})
_AUXILIARIES = frozenset({"does", "do", "did", "is", "are", "can", "will", "would", "has", "have", "was", "were"})


def points_nowhere(concepts: Mapping[str, float], found: Recognised) -> bool:
    """Does the clause point at something ("that", "in them") and name nothing that could be meant?"""
    if not found.hints & THEY and "back/that" not in concepts and "back/them" not in concepts:
        return False
    content = [c for c in concepts if slot(c) in _CONTENT and c != "instrument/range"]
    if "back/them" in concepts and all(c in _SAYS_LITTLE or slot(c) == "stat" for c in content):
        return True
    words = [token.word for token in found.tokens]
    if content and "they" in words and len(words) <= _BRIEF and all(c in _SAYS_LITTLE for c in content):
        return True
    return not found.unknown and not content and ("back/that" in concepts or "back/them" in concepts)


def only_points_back(concepts: Mapping[str, float]) -> bool:
    """Does half a question speak of what its other half named ("and did they improve")?"""
    if "back/that" not in concepts and "back/them" not in concepts:
        return False
    return all(c in _SAYS_LITTLE for c in concepts if slot(c) in _CONTENT and c not in ("drug/abatacept", "trial/this"))


def subject_unknown(found: Recognised) -> bool:
    """Does the question ask about a word that nothing accounts for ("does yoga help", "did XM patients respond")?"""
    if not found.strange:
        return False
    for token, behind in zip(found.tokens, found.tokens[1:], strict=False):
        if behind.word in _SOME_PATIENTS and token.word in found.strange and (token.shout or _ABBREVIATES(token.word)):
            return True
    words = [token.word for token in found.tokens if token.word not in {"the", "a", "an", "any", "more"}]
    return len(words) > 1 and words[0] in _AUXILIARIES and words[1] in found.unknown


def unknown_within(found: Recognised, asked: tuple[int, int]) -> list[str]:
    """Return the words that nothing accounts for within the question itself, bounded by ``asked``."""
    inside = {token.word for token in found.tokens if asked[0] <= token.start < asked[1]}
    return [word for word in found.unknown if word in inside]
