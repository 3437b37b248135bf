"""Facts: published statements, our own derived results, and the facts of related trials."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from knowledge.models.base import Day, Model, Slug, Text
from knowledge.models.estimates import Figure
from knowledge.models.figure_base import EFFICACY_KINDS

EFFICACY_PREFIX = "efficacy"
"""Topics that begin so hold the trial's own results of treatment."""
RESULTS = frozenset({"efficacy", "effect", "subgroup", "outcome", "result", "results"})
"""Topics of which one word is among these hold results of treatment; their figures need an arm or a contrast."""
WHOLE_GROUP = frozenset({"audit", "baseline", "drug", "endpoints", "retention"})
"""Topics whose shares may be of everyone, of a definition or of another study; any other share is of an arm."""


class Citation(Model):
    """Where a statement was read: a source and the place in it."""

    source: Slug
    locator: Text


class Position(Model):
    """What one source says about a disputed matter."""

    source: Slug
    says: Text


class Conflict(Model):
    """Sources that disagree, the preferred reading, and why it is preferred."""

    about: Text
    positions: Annotated[tuple[Position, ...], Field(min_length=2)]
    preferred: Text
    why: Text


class Review(Model):
    """Who reviewed a fact and when; both empty until a clinician signs."""

    by: Text | None = None
    date: Day | None = None

    @model_validator(mode="after")
    def _signed_and_dated(self) -> Review:
        if (self.by is None) != (self.date is None):
            raise ValueError("a review names who and when; give both 'by' and 'date', or leave both empty")
        return self


class FactBase(Model):
    """What facts of every sort have: a statement and its figures."""

    id: Slug
    topic: Slug
    statement: Text
    values: tuple[Figure, ...] = ()
    caveats: tuple[Slug, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    review: Review = Review()

    @model_validator(mode="after")
    def _no_twins(self) -> FactBase:
        keys = [value.key for value in self.values]
        for key in keys:
            if keys.count(key) > 1:
                raise ValueError(f"two figures share the key '{key}'; give each its own")
        for slug in self.caveats:
            if self.caveats.count(slug) > 1:
                raise ValueError(f"the caveat '{slug}' is listed twice")
        return self

    def check_owners(self, shares_of_all: bool) -> None:
        """Raise ValueError for a result of nobody, and for a comparison that does not say of what.

        ``shares_of_all``: a share need not be of one arm here.
        """
        results = not RESULTS.isdisjoint(self.topic.split("-"))
        for value in self.values:
            if value.arm or value.contrast:
                continue
            if value.compares():
                raise ValueError(
                    f"the figure '{value.key}' does not say which arms it compares; add 'contrast: [first, second]'"
                )
            if (results and value.kind in EFFICACY_KINDS) or (value.kind == "proportion" and not shares_of_all):
                raise ValueError(
                    f"the {'efficacy ' if results else ''}figure '{value.key}' says neither of which arm it is nor "
                    "which arms it contrasts; add 'arm: …' or 'contrast: […, …]'"
                )

    def value(self, key: str) -> Figure | None:
        """Return the figure with this key, None when there is none."""
        return next((value for value in self.values if value.key == key), None)


Confidence = Literal["reported", "conflicting", "derived"]


def _check_conflicts(confidence: str, conflicts: tuple[Conflict, ...]) -> None:
    if conflicts and confidence == "reported":
        raise ValueError("a fact with conflicts has 'confidence: conflicting'")
    if confidence == "conflicting" and not conflicts:
        raise ValueError("'confidence: conflicting' needs the conflicts: who says what, what is preferred and why")


class Fact(FactBase):
    """A published statement of the trial, with its citations.

    A figure of an efficacy topic says of which arm it is, or which two arms it contrasts, in which population and
    at which time; without these it means nothing, and does not validate.
    """

    population: Slug
    timepoint: Slug
    citations: Annotated[tuple[Citation, ...], Field(min_length=1)]
    confidence: Literal["reported", "conflicting"]

    @model_validator(mode="after")
    def _complete(self) -> Fact:
        _check_conflicts(self.confidence, self.conflicts)
        self.check_owners(self.topic in WHOLE_GROUP)
        return self


class DerivedFact(FactBase):
    """A result of our own: what it was calculated from, how, and by which formula."""

    population: Slug
    timepoint: Slug
    label: Text
    method: Text
    formula: Text
    inputs: Annotated[tuple[Slug, ...], Field(min_length=1)]
    citations: tuple[Citation, ...] = ()
    confidence: Literal["derived"] = "derived"

    @model_validator(mode="after")
    def _recomputable(self) -> DerivedFact:
        if self.conflicts:
            raise ValueError("a result of our own has no conflicts between sources; put them with the published fact")
        if not self.values:
            raise ValueError("a result of our own has figures; add 'values', or say it with a published fact")
        if self.id in self.inputs:
            raise ValueError(f"'{self.id}' cannot be made from itself; name in 'inputs' the facts it is computed from")
        for value in self.values:
            # A reading of our own has no second one: only the computation, or a printed figure, can prove it.
            if not (value.compute or value.ledger):
                raise ValueError(
                    f"the derived figure '{value.key}' cannot be recomputed; add 'compute: {{function: …}}', or the "
                    "ledger figure it was transcribed from"
                )
        self.check_owners(self.topic in WHOLE_GROUP)
        return self


class RelatedFact(FactBase):
    """A published statement of a related trial, never mixed with this trial's own."""

    topic: Slug = "related"
    population: Slug | None = None
    timepoint: Slug | None = None
    citations: Annotated[tuple[Citation, ...], Field(min_length=1)]
    confidence: Literal["reported", "conflicting"]

    @model_validator(mode="after")
    def _complete(self) -> RelatedFact:
        _check_conflicts(self.confidence, self.conflicts)
        # Its arms are not this trial's, and need not have a name here.
        self.check_owners(True)
        return self


class RelatedTrial(Model):
    """Another trial, kept apart from this one."""

    id: Slug
    name: Text
    registry: Text | None = None
    never_merge_with: Text
    relationship: Text
    facts: Annotated[tuple[RelatedFact, ...], Field(min_length=1)]
