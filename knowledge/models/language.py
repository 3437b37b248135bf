"""The closed vocabulary, and which answer a question wants by the concepts recognised in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field, StrictBool, model_validator

from knowledge.models.base import ConceptId, Model, Slug, Text


class VocabularyEntry(Model):
    """A concept (``slot/value``) and the phrases that mean it.

    ``terms`` are matched by word stem and typos in them repaired, ``exact`` never repaired, ``cased`` count only as
    written; ``implies`` names further concepts that come with this one.
    """

    id: ConceptId
    label: Text | None = None
    terms: tuple[Text, ...] = ()
    exact: tuple[Text, ...] = ()
    cased: tuple[Text, ...] = ()
    implies: tuple[ConceptId, ...] = ()
    note: Text | None = None


Group = Annotated[tuple[ConceptId, ...], Field(min_length=1)]


class Intent(Model):
    """A way of asking: the concepts it needs, those it also explains, those that rule it out, and what it wants."""

    answer: Slug | tuple[Slug, ...] | None = None
    kind: Literal["answer", "not_covered", "clarify", "help"] = "answer"
    topic: Slug | None = None
    all: tuple[Group, ...] = ()
    any: tuple[ConceptId, ...] = ()
    none: tuple[ConceptId, ...] = ()
    weight: float = 0.0
    bare: StrictBool = False
    slots: Mapping[str, Any] = {}
    options: tuple[Text, ...] = ()
    note: Text | None = None

    @model_validator(mode="after")
    def _has_a_target(self) -> Intent:
        if self.kind == "answer" and not self.answer:
            raise ValueError("an intent of kind answer names the 'answer' it wants")
        if self.kind == "not_covered" and not self.topic:
            raise ValueError("an intent of kind not_covered names the 'topic' in not-covered.yaml")
        if self.kind == "clarify" and not self.options:
            raise ValueError("an intent of kind clarify lists the 'options' to choose from")
        return self


class DeclaredWords(Model):
    """Lists of a language file that holds no concepts: ``names`` with digits, ``idioms``, everyday ``common`` words.

    ``ambiguous`` lists phrases that several concepts may mean, declared on purpose.
    """

    names: tuple[Text, ...] = ()
    idioms: tuple[Text, ...] = ()
    common: tuple[Text, ...] = ()
    ambiguous: Mapping[Text, tuple[ConceptId, ...]] = {}
