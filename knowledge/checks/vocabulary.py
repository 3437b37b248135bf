"""No two concepts of different meaning share a phrase unnoticed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from knowledge.loading import Knowledge, LoadedTrial
from knowledge.models import VocabularyEntry
from knowledge.problems import Problem

RULE = "vocabulary"
_SEPARATORS = re.compile(r"[\s\-‐‑–/.,']+")


def normal(phrase: str) -> str:
    """Return a phrase as questions are compared: lower case, one space for every separator."""
    return _SEPARATORS.sub(" ", phrase.casefold()).strip()


def check_vocabulary(knowledge: Knowledge, trial: LoadedTrial) -> Iterator[Problem]:
    """Yield a problem for each phrase that several concepts claim and nobody declared as shared.

    A phrase is declared with every concept it may mean: `ambiguous: {phrase: [concept, concept]}`. A declaration
    that does not fit the vocabulary any longer is a problem too.
    """
    shared = knowledge.shared
    owners: dict[str, dict[str, VocabularyEntry]] = defaultdict(dict)
    for entry in (*shared.language, *shared.myositis, *trial.vocabulary):
        for phrase in (*entry.terms, *entry.exact, *entry.cased):
            owners[normal(phrase)][entry.id] = entry
    declared = {
        normal(phrase): set(ids) for words in shared.words for phrase, ids in getattr(words, "ambiguous", {}).items()
    }
    for phrase, entries in owners.items():
        if len(entries) > 1 and declared.get(phrase) != set(entries):
            last = list(entries.values())[-1]
            place = trial.places.where(last)
            yield Problem(
                place.file, place.line, RULE, f"'{phrase}' means {', '.join(entries)}",
                "keep it with one concept, or declare it under `ambiguous:`",
            )  # fmt: skip
