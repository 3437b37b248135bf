"""What can be asked, and what an answer is about: the declarations that a question is resolved by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, StrictBool

from knowledge.models.base import ConceptId, Model, Slug, Text

Slot = Literal["whom", "when", "arm", "stat", "of"]
# A slug (a population, an ask, a dimension) or a concept of the vocabulary.
Name = Slug | ConceptId


class Ask(Model):
    """An attribute that can be asked for. ``name`` is what readers see, ``means`` what a labeller needs to know.

    ``cues`` are concepts of the vocabulary by which a question says it; ``absorbs`` dimensions, or words, that name
    what is asked rather than restrict it; ``whole`` gives the answer about the whole where what narrows it is not held.
    """

    name: Text
    means: Text
    takes: tuple[Slot, ...] | None = None
    strict: tuple[Slot, ...] | None = None
    narrows: StrictBool = False
    whole: StrictBool = False
    shows: tuple[str, ...] | None = None
    wider: StrictBool | None = None
    cues: tuple[ConceptId, ...] = ()
    absorbs: tuple[Text, ...] = ()
    names: tuple[Literal["drug", "disease", "trial", "identifier"], ...] = ()
    act: Slug | None = None


class AskGroup(Model):
    """Asks of one kind, with what questions of them can be restricted by (see the head of ``asks.yaml``)."""

    group: Text
    act: Slug | None = None
    takes: tuple[Slot, ...] = ()
    strict: tuple[Slot, ...] = ()
    shows: tuple[str, ...] = ()
    wider: StrictBool = False
    asks: Annotated[Mapping[Slug, Ask], Field(min_length=1)]


class Dimension(Model):
    """A way to restrict the people asked about.

    ``name`` completes "not reported …", ``words`` are everyday words of the dimension.
    """

    id: Slug
    name: Text
    means: Text
    words: tuple[Text, ...] = ()


class SlotValues(Model):
    """The concepts by which a question fills a closed slot of its frame, by value.

    Besides: ``people``, words for people; ``turn``, words of a turn that only names another slot; ``rest``, the groups
    that were not named.
    """

    slot: Literal["when", "arm", "stat", "compare", "people", "turn", "rest"]
    values: Annotated[Mapping[Slug, tuple[ConceptId, ...]], Field(min_length=1)]


class About(Model):
    """Frames that an answer is about. A slot left out does not restrict them; see ``knowledge/frames/README.md``.

    ``second``: it answers them too, but another answer does so first (a table of counts beside one rate).
    """

    asks: Annotated[tuple[Slug, ...], Field(min_length=1)]
    act: Slug | None = None
    of: tuple[Name, ...] = ()
    whom: tuple[Name, ...] = ()
    when: tuple[Slug, ...] = ()
    arms: tuple[Slug, ...] = ()
    stats: tuple[Slug, ...] = ()
    forms: tuple[Slug, ...] = ()
    trial: ConceptId | None = None
    second: StrictBool = False


class Combination(Model):
    """Several groups named together, and the group (or comparison) that they come to."""

    of: Annotated[tuple[Slug, ...], Field(min_length=2)]
    is_: Annotated[Slug, Field(alias="is")]


class Groups(Model):
    """The groups of which a trial reports results, by their concepts, and what several of them come to.

    ``excluded`` are groups that could not enter. ``unions`` hold where groups restrict together ("PM and IMNM"),
    ``compared`` where they are set against each other. ``within`` names the held group that a group nobody reported
    belongs to. ``times`` gives the trial's own time points as values of the slot ``when``.
    ``tested`` are the doses that were given, as people type them; ``own`` the concepts that name the trial
    itself: its drug, its disease, its names and numbers.
    """

    held: Mapping[Slug, ConceptId]
    excluded: tuple[ConceptId, ...] = ()
    unions: tuple[Combination, ...] = ()
    compared: tuple[Combination, ...] = ()
    within: Mapping[ConceptId, Slug] = {}
    times: Mapping[ConceptId, Slug] = {}
    tested: tuple[Text, ...] = ()
    own: tuple[ConceptId, ...] = ()
