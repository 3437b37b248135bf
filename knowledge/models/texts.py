"""What is said about facts: caveats, glossary terms, topics that are not covered, and the answers themselves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, StrictBool, model_validator

from knowledge.models.base import ConceptId, Model, Slug, Text
from knowledge.models.estimates import Figure
from knowledge.models.facts import Citation, Review
from knowledge.models.scope import About


class Caveat(Model):
    """A reservation that travels with facts: always shown, or on demand."""

    slug: Slug
    show: Literal["always", "on-detail"]
    text: Text
    short: Text | None = None
    why: Text
    attach_to: tuple[Slug, ...] = ()


class MergedCaveat(Model):
    """One line that stands for several caveats."""

    covers: Annotated[tuple[Slug, ...], Field(min_length=2)]
    text: Text


class When(Model):
    """Which facts a rule is about; every condition given must hold."""

    topic: tuple[Slug, ...] = ()
    population: tuple[Slug, ...] = ()
    timepoint: tuple[Slug, ...] = ()
    confidence: Literal["reported", "conflicting", "derived"] | None = None
    related: StrictBool | None = None
    derived: StrictBool | None = None

    @model_validator(mode="after")
    def _says_something(self) -> When:
        if not self.model_fields_set:
            raise ValueError("'when' is empty; name a topic, a population, a confidence, related or derived")
        return self


class CaveatRule(Model):
    """What facts of a sort must carry even where nobody attached it."""

    when: When
    carry: Annotated[tuple[Slug, ...], Field(min_length=1)]
    why: Text | None = None


class GlossaryTerm(Model):
    """A term, what it means, and where that was read. ``concepts`` are what a question that names it speaks of.

    ``asks`` are further asks that the definition answers where a question is narrowed to one of the concepts.
    """

    term: Text
    slug: Slug
    aliases: tuple[Text, ...] = ()
    definition: Text
    range_and_units: Text | None = None
    note: Text | None = None
    concepts: tuple[ConceptId, ...] = ()
    asks: tuple[Slug, ...] = ()
    values: tuple[Figure, ...] = ()
    citations: Annotated[tuple[Citation, ...], Field(min_length=1)]
    caveats: tuple[Slug, ...] = ()
    review: Review = Review()

    @property
    def id(self) -> str:
        """The fact id under which texts refer to the term."""
        return f"term-{self.slug}"


class NotCovered(Model):
    """A topic the sources read do not answer: why, what is nearest, and where it may be found."""

    id: Slug
    about: tuple[About, ...] = ()
    topic: Text
    example_questions: Annotated[tuple[Text, ...], Field(min_length=1)]
    reason: Text
    see_instead: tuple[Slug, ...] = ()
    where: Text | None = None


class NotFound(Model):
    """Something that was looked for and not seen."""

    item: Text
    note: Text | None = None


class Table(Model):
    """A small comparison: column heads and rows of templates, all of one length."""

    columns: Annotated[tuple[Text, ...], Field(min_length=2)]
    rows: Annotated[tuple[tuple[str, ...], ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _rectangular(self) -> Table:
        for number, row in enumerate(self.rows, start=1):
            if len(row) != len(self.columns):
                raise ValueError(f"row {number} has {len(row)} cells for {len(self.columns)} columns")
        return self


class AnswerText(Model):
    """What is said to a question: headline (also in other forms), lines, table, and what to ask next.

    ``about`` declares the frames that it answers; a question of any other frame never gets it.
    """

    id: Slug
    about: tuple[About, ...] = ()
    label: Text | None = None
    facts: Annotated[tuple[Slug, ...], Field(min_length=1)]
    also: tuple[Slug, ...] = ()
    headline: Text
    forms: Mapping[Slug, Text] = {}
    lines: tuple[Text, ...] = ()
    table: Table | None = None
    caveats: tuple[Slug, ...] = ()
    followups: tuple[Slug, ...] = ()
    examples: tuple[Text, ...] = ()
    note: Text | None = None
