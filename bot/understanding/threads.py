"""Fill a follow-up's gaps from what its thread remembers ("and PM?", "at a year?", "was that significant?")."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from bot.understanding.reading import Memory

# What a follow-up may take over, by slot: one value a slot, and a new value replaces the old one.
_CARRIED = (
    "population",
    "antibody",
    "time",
    "outcome",
    "stat",
    "aspect",
    "arm",
    "trial",
    "person",
    "publication",
    "drug",
    "missing",
    "instrument",
    "meeting",
    "disease",
)
# Slots that say what is asked about; a question that names none is elliptical.
_SUBJECT = frozenset(
    {
        "outcome",
        "aspect",
        "missing",
        "instrument",
        "stat",
        "person",
        "publication",
        "meeting",
        "number",
        "sponsor",
        "antibody",
        "disease",
    }
)
_NO_SUBJECT = frozenset({"outcome/how-did", "aspect/switch"})
# A new subject of one of these slots pushes out an old subject of the others.
_REPLACES = {
    "outcome": ("outcome", "aspect", "missing"),
    "aspect": ("aspect", "outcome", "missing", "stat"),
    "missing": ("outcome", "aspect", "missing", "stat"),
    "stat": ("stat",),
    "population": ("population", "antibody"),
    "antibody": ("population", "antibody"),
    "time": ("time",),
    "arm": ("arm",),
    "trial": ("trial",),
    "drug": ("drug",),
}
# "No, I mean in this trial" leaves the label, and whom it is for, behind.
_LABEL = frozenset({"aspect/label", "disease/ra", "drug/tnf"})
_WHAT = frozenset({"population", "antibody", "arm", "drug", "trial", "disease", "time", "aspect"})
# "Is that a win?" is asked of the outcome before.
_JUDGEMENTS = frozenset({"outcome/response", "outcome/met", "outcome/missed", "outcome/no-effect"})
# Of the trial or its papers as a whole: no group and no time is carried to these ("where was it published?").
_OF_THE_WHOLE = frozenset(
    {
        "aspect/publication",
        "publication/pmid",
        "publication/doi",
        "publication/year",
        "aspect/registry",
        "aspect/registry-date",
        "aspect/registry-status",
        "aspect/registry-results",
        "aspect/sponsor",
        "aspect/authors",
        "aspect/sites",
    }
)
_SHORT_TOKENS = 6


class Filled(NamedTuple):
    """A question's concepts with those carried over: id to the share of its cost that counts."""

    concepts: dict[str, float]
    carried: tuple[str, ...]


@lru_cache(maxsize=5_000)
def slot(concept: str) -> str:
    """Return the slot of a concept id ("population" of "population/dm")."""
    return concept.split("/", 1)[0]


def is_elliptical(concepts: Mapping[str, object], tokens: int) -> bool:
    """Does the question leave its subject, or whom it is about, to the thread?"""
    if any(concept.startswith("back/") and concept != "back/that" for concept in concepts):
        return True
    if not any(slot(concept) in _SUBJECT and concept not in _NO_SUBJECT for concept in concepts):
        return True
    return tokens <= _SHORT_TOKENS or "back/that" in concepts


def fill(concepts: Mapping[str, float], memory: Memory, share: float, complements: Mapping[str, str]) -> list[Filled]:
    """Return the ways to complete ``concepts`` from ``memory``: whom and when only, or the subject too.

    ``complements`` pair a group with the rest of its trial, for "and the others?".
    ``share`` is the part of a carried concept's cost that counts when nothing explains it.
    """
    base = dict(concepts)
    if not _OF_THE_WHOLE.isdisjoint(base) and not any(concept.startswith("back/") for concept in base):
        return []
    if "back/rest" in base:
        for remembered in memory.concepts:
            if remembered in complements:
                del base["back/rest"]
                base[complements[remembered]] = 1.0
                break
    pushed: set[str] = set()
    for concept in base:
        if concept not in _NO_SUBJECT:
            pushed.update(_REPLACES.get(slot(concept), ()))
    if (
        not _JUDGEMENTS.isdisjoint(base)
        and any(
            slot(c) == "missing" or (c.startswith("outcome/") and c not in _JUDGEMENTS and c != "outcome/primary")
            for c in memory.concepts
        )
        and ("back/that" in base or not any(slot(c) in _WHAT for c in base))
    ):
        pushed.discard("outcome")
    dropped = _LABEL if "context/this-trial" in base else frozenset[str]()
    ways: list[Filled] = []
    if base.keys() != concepts.keys():
        ways.append(Filled(base, ()))
    for slots in (("population", "antibody", "time"), _CARRIED):
        extra = {
            concept: share
            for concept in memory.concepts
            if concept not in dropped and slot(concept) in slots and slot(concept) not in pushed and concept not in base
        }
        if extra and all(extra.keys() != set(way.carried) for way in ways):
            ways.append(Filled({**base, **extra}, tuple(extra)))
    return ways
