"""No two concepts of different meaning share a phrase unnoticed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from knowledge.loading import Knowledge, LoadedTrial
from knowledge.models import VocabularyEntry
from knowledge.problems import Problem

RULE = "vocabulary"
FILLER = "word/"
"""Slot of everyday words, which carry a meaning only where no other concept claims them."""
_SEPARATORS = re.compile(r"[\s\-‐‑–/.,']+")


def normal(phrase: str) -> str:
    """Return a phrase as questions are compared: lower case, one space for every separator."""
    return _SEPARATORS.sub(" ", phrase.casefold()).strip()


def owners(entries: Iterable[VocabularyEntry]) -> dict[str, dict[str, VocabularyEntry]]:
    """Return the concepts that claim each phrase, everyday words left out."""
    found: dict[str, dict[str, VocabularyEntry]] = defaultdict(dict)
    for entry in entries:
        if not entry.id.startswith(FILLER):
            for phrase in (*entry.terms, *entry.exact, *entry.cased):
                found[normal(phrase)][entry.id] = entry
    return found


def check_vocabulary(knowledge: Knowledge, trial: LoadedTrial) -> Iterator[Problem]:
    """Yield a problem for each phrase that several concepts claim and nobody declared as shared.

    A phrase is declared with every concept it may mean: `ambiguous: {phrase: [concept, concept]}`. A declaration
    that does not fit the vocabulary any longer is a problem too.
    """
    shared = (*knowledge.shared.language, *knowledge.shared.myositis)
    declared = {
        normal(phrase): set(concepts)
        for words in knowledge.shared.words
        for phrase, concepts in words.ambiguous.items()
    }
    for phrase, claimed in owners((*shared, *trial.vocabulary)).items():
        if len(claimed) > 1 and not set(claimed) <= declared.get(phrase, set()):
            place = trial.places.where(list(claimed.values())[-1])
            yield Problem(
                place.file, place.line, RULE, f"'{phrase}' means {', '.join(sorted(claimed))}",
                "keep it with one concept, or declare it under `ambiguous:` in knowledge/language/ambiguous.yaml",
            )  # fmt: skip
    yield from _stale(knowledge, trial)


def _stale(knowledge: Knowledge, trial: LoadedTrial) -> Iterator[Problem]:
    """Check that each declared concept still claims the phrase, in the shared vocabulary or in some trial's."""
    entries = [*knowledge.shared.language, *knowledge.shared.myositis]
    entries += [entry for other in knowledge.trials for entry in other.vocabulary]
    claimed = owners(entries)
    for words in knowledge.shared.words:
        for phrase, concepts in words.ambiguous.items():
            gone = [concept for concept in concepts if concept not in claimed.get(normal(phrase), {})]
            if gone:
                place = trial.places.where(words, "ambiguous", phrase)
                yield Problem(
                    place.file, place.line, RULE,
                    f"'{phrase}' is declared for {', '.join(gone)}, which does not claim it",
                    "remove the concept, or the phrase when only one concept is left",
                )  # fmt: skip
