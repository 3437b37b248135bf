"""What a claim about the trial's size or length asks: "the trial had 300 patients, right?" asks how many it had.

The number is the reader's: nothing in the fact base is looked for by it, and results would miss the point.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.threads import slot
from bot.understanding.times import NUMBER_WORDS
from bot.understanding.tokens import Token

# With any of these the clause asks about something else: "did 42 patients improve".
_ABOUT_SOMETHING = frozenset(
    {
        "outcome", "aspect", "missing", "stat", "instrument", "drug", "disease", "antibody", "patient", "advice",
        "form", "time", "publication", "meeting", "person", "sponsor", "trial", "word",
    }
)  # fmt: skip
_NO_MATTER = frozenset({"form/correct"})
_SHARES = frozenset({"half", "most", "majority", "third", "thirds", "quarter", "mostly", "mainly"})
_NUMBERS = NUMBER_WORDS - {"a", "an", "full", "whole", "entire", "half"}
QUANTITIES = _SHARES | _NUMBERS
"""No headcount without one of these or a digit."""
_BE_OR_HAVE = frozenset({"was", "were", "are", "is", "had", "have", "has", "with", "enrolled", "recruited", "included"})
_NEAR = 4  # "half of all the patients"


def headcount(tokens: Sequence[Token], mentions: Sequence[tuple[str, int, int]]) -> str | None:
    """Return what a claim of so many patients asks: how many of a group, or how many in all; None for no claim."""
    if any(slot(concept) in _ABOUT_SOMETHING and concept not in _NO_MATTER for concept, _, _ in mentions):
        return None
    group = [first for concept, first, _ in mentions if slot(concept) == "population"]
    people = [first for concept, first, _ in mentions if concept == "generic/patients"]
    if not people:
        return None
    stated = any(token.word in _BE_OR_HAVE for token in tokens)
    for place, token in enumerate(tokens):
        counted = any(0 < first - place <= _NEAR for first in (*group, *people))
        number = token.word.rstrip("+").isdigit() or token.word in _NUMBERS
        if counted and (number or (stated and token.word in _SHARES)):
            return "form/how-many" if group else "aspect/enrolment"
    return None


def length(tokens: Sequence[Token], mentions: Sequence[tuple[str, int, int]]) -> int | None:
    """Return which mention is the length that a clause claims of the trial ("a 52-week trial"); None for no claim."""
    others = [concept for concept, _, _ in mentions if slot(concept) not in ("time", "generic", "back", "context")]
    times = [number for number, (concept, _, _) in enumerate(mentions) if slot(concept) == "time"]
    if len(times) != 1 or any(concept not in _NO_MATTER for concept in others):
        return None
    _, _, last = mentions[times[0]]
    of_trial = any(concept == "generic/trial" and first == last for concept, first, _ in mentions)
    return times[0] if of_trial or (last < len(tokens) and tokens[last].word == "long") else None
