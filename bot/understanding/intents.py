"""Choose what a question wants: intents are found by an inverted index and ranked by what they explain."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.understanding.weights import Weights


class IntentEntry(Protocol):
    """An intent as the fact base holds it."""

    @property
    def answer(self) -> str | None:
        """Return the answer id."""

    @property
    def kind(self) -> str:
        """Return the answer, not_covered, clarify or help."""

    @property
    def topic(self) -> str | None:
        """Return the not-covered topic."""

    @property
    def all(self) -> Sequence[Sequence[str]]:
        """Return the groups, of each at least one concept must be there."""

    @property
    def any(self) -> Sequence[str]:
        """Return the concepts that also fit."""

    @property
    def none(self) -> Sequence[str]:
        """Return the concepts that rule it out."""

    @property
    def weight(self) -> float:
        """Return the a push up or down."""

    @property
    def bare(self) -> bool:
        """Return the whether its concepts may stand alone."""

    @property
    def options(self) -> Sequence[str]:
        """Return the readings to choose from."""


# Slots that say about whom or when, but not what.
_WHOM_OR_WHEN = frozenset(
    {"population", "time", "arm", "form", "generic", "back", "drug", "chat", "context", "disease", "patient", "advice"}
)


@dataclass(frozen=True, slots=True)
class Intent:
    """A way of asking, compiled: groups that must be met, what else it explains, what rules it out."""

    number: int
    target: str
    kind: str
    groups: tuple[frozenset[str], ...]
    explains: frozenset[str]
    slots: tuple[str, ...]
    excludes: frozenset[str]
    weight: float
    bare: bool
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ranked:
    """An intent with its score for one question."""

    score: float
    intent: Intent
    unexplained: tuple[str, ...]


class IntentIndex:
    """The intents of one trial, found by concept."""

    def __init__(self, entries: Iterable[IntentEntry], weights: Weights) -> None:
        """Index ``entries``; ``weights`` say what explaining or ignoring a concept is worth."""
        self._weights = weights
        self._by_concept: dict[str, list[Intent]] = defaultdict(list)
        self.size = 0
        for number, entry in enumerate(entries):
            groups = tuple(frozenset(group) for group in entry.all)
            if not groups:
                continue
            target = entry.topic if entry.kind == "not_covered" else entry.answer
            intent = Intent(
                number,
                target or "",
                entry.kind,
                groups,
                frozenset(entry.any).union(*groups),
                tuple(concept[:-1] for concept in entry.any if concept.endswith("/*")),
                frozenset(entry.none),
                entry.weight,
                entry.bare,
                tuple(entry.options),
            )
            self.size += 1
            # One group is enough to find the intent: the smallest, as the rarest.
            for concept in min(groups, key=len):
                self._by_concept[concept].append(intent)

    def rank(self, concepts: Mapping[str, float], unknown: int) -> list[Ranked]:
        """Return the intents that fit ``concepts`` (id to share of its full cost), best first.

        ``unknown`` is how many words nothing accounts for: each lowers the score, and rules out fragments.
        """
        weights = self._weights
        present = concepts.keys()
        costs = {concept: weights.cost(concept) * share for concept, share in concepts.items()}
        total_cost = sum(costs.values())
        gains = {concept: weights.gain(concept) for concept in concepts}
        best: dict[tuple[str, str], Ranked] = {}
        seen: set[int] = set()
        for concept in concepts:
            for intent in self._by_concept.get(concept, ()):
                if intent.number in seen:
                    continue
                seen.add(intent.number)
                if not intent.excludes.isdisjoint(present):
                    continue
                if any(group.isdisjoint(present) for group in intent.groups):
                    continue
                explained = intent.explains & present
                if intent.slots:
                    explained |= {known for known in concepts if known.startswith(intent.slots)}
                score = intent.weight + weights.group * len(intent.groups) - total_cost
                for known in explained:
                    score += gains[known] + costs[known]
                score -= weights.unknown_word * min(unknown, weights.unknown_limit)
                if unknown and all(
                    concept.split("/", 1)[0] in _WHOM_OR_WHEN for concept in explained if gains[concept] > 0
                ):
                    # "icd-10 code for IMNM": only the group is ours, what is asked about it is not.
                    score -= weights.thin
                key = (intent.kind, intent.target)
                if key not in best or score > best[key].score:
                    best[key] = Ranked(score, intent, ())
        ranked = sorted(best.values(), key=lambda item: (-item.score, item.intent.number))
        return [
            Ranked(
                item.score, item.intent, tuple(c for c in concepts if c not in item.intent.explains and costs[c] > 0)
            )
            for item in ranked[:5]
        ]
