"""What a fact base declares of asks, scopes and groups, in the shape that resolving needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from bot.understanding.resolve import Declarations
from knowledge import records as rec


class ScopeSource(Protocol):
    """The part of a fact base that declares what its answers are about."""

    def asks(self) -> Sequence[rec.Ask]:
        """Return what can be asked of any trial."""

    def dimensions(self) -> Sequence[rec.Dimension]:
        """Return what people can be restricted by."""

    def slots(self) -> Sequence[rec.SlotValue]:
        """Return which concepts fill which closed slot of a frame."""

    def scopes(self, trial_id: str) -> Sequence[rec.Scope]:
        """Return what a trial's answers are about."""

    def groups(self, trial_id: str) -> rec.Groups:
        """Return the groups of which a trial reports results."""


def asks_of(source: ScopeSource) -> dict[str, rec.Ask]:
    """Return the declared asks by id."""
    return {ask.id: ask for ask in source.asks()}


def declarations_of(
    source: ScopeSource, trial: str, asks: Mapping[str, rec.Ask], complements: Mapping[str, str]
) -> Declarations:
    """Return what ``trial`` declares; ``complements`` pair a group with the rest of the trial."""
    groups = source.groups(trial)
    scopes = source.scopes(trial)
    return Declarations(
        asks,
        scopes,
        frozenset(groups.held),
        frozenset(groups.excluded),
        dict(complements),
        _combined(groups.unions),
        _combined(groups.compared),
        frozenset(scope.trial for scope in scopes if scope.trial),
        dict(groups.within),
        _slots(source.slots(), groups.times),
        tuple(groups.tested),
        {word: dimension.id for dimension in source.dimensions() for word in dimension.words},
        frozenset(groups.own),
    )


def _combined(parts: Iterable[rec.Combination]) -> dict[frozenset[str], str]:
    return {frozenset(part.of): part.is_ for part in parts}


def _slots(declared: Iterable[rec.SlotValue], times: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Return by slot which value each concept gives it; a trial's own time points come before the general ones."""
    slots: dict[str, dict[str, str]] = {"when": dict(times)}
    for one in declared:
        for concept in one.concepts:
            slots.setdefault(one.slot, {}).setdefault(concept, one.value)
    return slots
