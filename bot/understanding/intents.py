"""Choose what a question wants: intents are found by an inverted index and ranked by what they explain."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from sys import intern
from typing import NamedTuple, Protocol

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


_MOST_RANKED = 5
_RANKINGS_KEPT = 1_000


@dataclass(frozen=True, slots=True)
class Intent:
    """A way of asking, compiled: what it wants, what it explains, what it is worth for the groups it needs."""

    number: int
    target: str
    kind: str
    explains: frozenset[str]
    slots: tuple[str, ...]
    weight: float
    bare: bool
    options: tuple[str, ...]


class Ranked(NamedTuple):
    """An intent with its score for one question."""

    score: float
    intent: Intent


class _Fitting(NamedTuple):
    """An intent made ready to be ruled out quickly: sets of concepts as the bits of a number."""

    excludes: int
    groups: tuple[int, ...]
    intent: Intent


class IntentIndex:
    """The intents of one trial, found by concept."""

    def __init__(self, entries: Iterable[IntentEntry], weights: Weights) -> None:
        """Index ``entries``; ``weights`` say what explaining or ignoring a concept is worth."""
        self._weights = weights
        self._bits: dict[str, int] = {}
        by_concept: dict[str, list[_Fitting]] = defaultdict(list)
        self.size = 0
        entries = list(entries)
        popular = Counter(concept for entry in entries for group in entry.all for concept in group)
        for number, entry in enumerate(entries):
            # The same few concepts come again in every trial: one copy of each name is kept.
            groups = tuple(frozenset(map(intern, group)) for group in entry.all)
            if not groups:
                continue
            target = entry.topic if entry.kind == "not_covered" else entry.answer
            explains = frozenset(map(intern, entry.any)).union(*groups)
            intent = Intent(
                number,
                target or "",
                entry.kind,
                explains,
                tuple(concept[:-1] for concept in entry.any if concept.endswith("/*")),
                entry.weight + weights.group * len(groups),
                entry.bare,
                tuple(entry.options),
            )
            fitting = _Fitting(self._mask(entry.none), tuple(self._mask(group) for group in groups), intent)
            self.size += 1
            # One group is enough to find the intent: that of the rarest concepts.
            for concept in min(groups, key=lambda group: sum(popular[concept] for concept in group)):
                by_concept[concept].append(fitting)
        self._by_concept = {concept: tuple(fittings) for concept, fittings in by_concept.items()}
        # Many wordings come to the same concepts.
        self._ranked: dict[tuple[object, ...], list[Ranked]] = {}

    def _mask(self, concepts: Iterable[str]) -> int:
        mask = 0
        for concept in concepts:
            mask |= self._bits.setdefault(intern(concept), 1 << len(self._bits))
        return mask

    def rank(self, concepts: Mapping[str, float], unknown: int) -> list[Ranked]:
        """Return the intents that fit ``concepts`` (id to share of its full cost), best first.

        ``unknown`` is how many words nothing accounts for: each lowers the score, and rules out fragments.
        """
        key = (unknown, *concepts.items())
        known = self._ranked.get(key)
        if known is None:
            known = self._rank(concepts, unknown)
            if len(self._ranked) >= _RANKINGS_KEPT:
                self._ranked.clear()
            self._ranked[key] = known
        return known

    def _rank(self, concepts: Mapping[str, float], unknown: int) -> list[Ranked]:
        weights = self._weights
        bits = self._bits
        worth: dict[str, float] = {}  # what explaining a concept adds: its gain, and its cost that is not to be paid
        telling: set[str] = set()
        present = 0
        ignored = 0.0
        for concept, share in concepts.items():
            gain, cost = weights.pair(concept)
            cost *= share
            ignored += cost
            worth[concept] = gain + cost
            present |= bits.get(concept, 0)
            if gain > 0 and concept.split("/", 1)[0] not in _WHOM_OR_WHEN:
                telling.add(concept)
        ignored += weights.unknown_word * min(unknown, weights.unknown_limit)
        best: dict[tuple[str, str], tuple[float, Intent]] = {}
        seen: set[int] = set()
        for concept in concepts:
            for excludes, groups, intent in self._by_concept.get(concept, ()):
                if excludes & present:
                    continue
                for group in groups:
                    if not group & present:
                        break
                else:
                    if intent.number in seen:
                        continue
                    seen.add(intent.number)
                    explained = _explained(intent, concepts)
                    score = intent.weight - ignored
                    for known in explained:
                        score += worth[known]
                    if unknown and telling.isdisjoint(explained):
                        # "icd-10 code for IMNM": only the group is ours, what is asked about it is not.
                        score -= weights.thin
                    score = round(score, 6)  # two sums of the same parts are equal
                    key = (intent.kind, intent.target)
                    known_best = best.get(key)
                    if known_best is None or (score, -intent.number) > (known_best[0], -known_best[1].number):
                        best[key] = (score, intent)
        if len(best) < 2:
            return [Ranked(*one) for one in best.values()]
        return [Ranked(*one) for one in sorted(best.values(), key=_by_score)[:_MOST_RANKED]]

    def unexplained(self, best: Ranked, concepts: Mapping[str, float]) -> bool:
        """Does ``best`` leave anything unexplained that costs?"""
        explains = best.intent.explains
        return any(share and c not in explains and self._weights.cost(c) > 0 for c, share in concepts.items())


def _explained(intent: Intent, concepts: Iterable[str]) -> list[str]:
    """Return the concepts that an intent explains, in the order of the question: sums of floats depend on it."""
    explains, slots = intent.explains, intent.slots
    if slots:
        return [known for known in concepts if known in explains or known.startswith(slots)]
    return [known for known in concepts if known in explains]


def _by_score(item: tuple[float, Intent]) -> tuple[float, int]:
    return -item[0], item[1].number
