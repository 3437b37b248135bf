"""What the reader hands out: frozen dataclasses with slots. Texts are rendered, figures marked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class FigureMark:
    """A figure inside a rendered text, at ``[start, end)``; ``as_printed`` is exactly the text there.

    ``derived``: calculated by us. ``reconstructed``: a count worked back by us from a published percentage. ``source``
    and ``locator`` say where it was read; ``method`` how a derived figure was calculated.
    """

    start: int
    end: int
    as_printed: str
    trial: str
    fact: str
    key: str
    form: str = ""
    derived: bool = False
    reconstructed: bool = False
    source: str | None = None
    locator: str | None = None
    method: str | None = None


@dataclass(frozen=True, slots=True)
class RenderedText:
    """A text as a reader sees it, and the figures in it."""

    text: str
    figures: tuple[FigureMark, ...] = ()

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class FullPaper:
    """Where the whole report may be found."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Trial:
    """A trial: how it is named and what its slugs stand for. ``reviewed``: a clinician has signed every fact."""

    id: str
    short_name: str
    title: str
    drug: str
    aliases: tuple[str, ...]
    identifiers: Mapping[str, str]
    full_paper: FullPaper | None
    arms: Mapping[str, str]
    populations: Mapping[str, str]
    timepoints: Mapping[str, str]
    date: str
    read_on: str
    reviewed: bool
    start_with: tuple[str, ...] = ()

    @property
    def weeks(self) -> tuple[int, ...]:
        """The trial's own time points in weeks, ascending (from the slugs ``week-24``, ``week-52``)."""
        found = (re.fullmatch(r"week-(\d+)", slug) for slug in self.timepoints)
        return tuple(sorted(int(match[1]) for match in found if match))

    @property
    def read_on_display(self) -> str:
        """The date up to which sources were read, as ``22 Nov 2026``."""
        year, month, day = self.read_on.split("-")
        return f"{int(day)} {_MONTHS[int(month) - 1]} {year}"


@dataclass(frozen=True, slots=True)
class VocabularyEntry:
    """A concept and the phrases that mean it."""

    id: str
    label: str
    terms: tuple[str, ...] = ()
    exact: tuple[str, ...] = ()
    cased: tuple[str, ...] = ()
    implies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Intent:
    """A way of asking and what it wants; ``answer`` is the first of ``answers``."""

    answer: str | None
    kind: str
    topic: str | None
    all: tuple[tuple[str, ...], ...]
    any: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    weight: float = 0.0
    bare: bool = False
    options: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    slots: Mapping[str, object] | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """An attribute that can be asked for, as ``knowledge/frames/asks.yaml`` declares it.

    ``takes`` are the slots that a question of it can fill; ``strict`` those that an answer must match and may not
    ignore; ``narrows`` whether ``of`` decides what is asked; ``shows`` the statistics that its answers show unless they
    declare others; ``wider`` whether the result of a wider group may be shown as such; ``cues`` the concepts by which a
    question says it; ``act`` the act that it implies, "" where the act is read; ``names`` the kinds of names of others
    that belong to it; ``absorbs`` the dimensions, or the words, that say what is asked rather than of whom; ``whole``
    whether the answer about the whole is given where what narrows it is not held.
    """

    id: str
    name: str
    group: str
    takes: tuple[str, ...] = ()
    strict: tuple[str, ...] = ()
    narrows: bool = False
    shows: tuple[str, ...] = ()
    wider: bool = False
    cues: tuple[str, ...] = ()
    act: str = ""
    names: tuple[str, ...] = ()
    absorbs: tuple[str, ...] = ()
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Dimension:
    """A way to restrict the people asked about."""

    id: str
    name: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SlotValue:
    """Concepts by which a question fills a closed slot with one value."""

    slot: str
    value: str
    concepts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scope:
    """Frames that an answer, a term or (``topic``) a declined topic is about; groups are given by their concepts."""

    answer: str
    asks: tuple[str, ...]
    topic: bool = False
    act: str = ""
    of: tuple[str, ...] = ()
    whom: tuple[str, ...] = ()
    when: tuple[str, ...] = ()
    arms: tuple[str, ...] = ()
    stats: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    trial: str = ""
    second: bool = False


@dataclass(frozen=True, slots=True)
class Combination:
    """Several groups named together, and what they come to."""

    of: tuple[str, ...]
    is_: str


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups of which a trial reports results."""

    held: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    unions: tuple[Combination, ...] = ()
    compared: tuple[Combination, ...] = ()
    within: Mapping[str, str] = field(default_factory=dict)
    times: Mapping[str, str] = field(default_factory=dict)
    tested: tuple[str, ...] = ()
    own: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TableText:
    """A comparison as a table."""

    columns: tuple[str, ...]
    rows: tuple[tuple[RenderedText, ...], ...]


@dataclass(frozen=True, slots=True)
class AnswerText:
    """What is said to a question. ``facts`` lead and bring their caveats; ``also`` are there for comparison."""

    id: str
    label: str | None
    facts: tuple[str, ...]
    also: tuple[str, ...]
    headline: RenderedText
    forms: Mapping[str, RenderedText]
    lines: tuple[RenderedText, ...]
    table: TableText | None
    caveats: tuple[str, ...]
    followups: tuple[str, ...]
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Citation:
    """A source and the place in it."""

    source: str
    locator: str


@dataclass(frozen=True, slots=True)
class Position:
    """What one source says about a disputed matter."""

    source: str
    says: RenderedText


@dataclass(frozen=True, slots=True)
class Conflict:
    """Sources that disagree, the preferred reading, and why."""

    about: RenderedText
    positions: tuple[Position, ...]
    preferred: RenderedText
    why: RenderedText


@dataclass(frozen=True, slots=True)
class FigureRecord:
    """One figure of a fact.

    ``forms`` holds its printed forms by name ("" is the default); ``numbers`` its numbers (value, n, events, low, high,
    p) as decimal strings; population and time point are its own or its fact's.
    """

    key: str
    name: str
    kind: str
    as_printed: str
    arm: str | None
    contrast: tuple[str, ...]
    population: str | None
    timepoint: str | None
    scale: str | None
    unit: str | None
    derived: bool
    reconstructed: bool
    source: str | None
    locator: str | None
    single_entry: str | None
    computed: str | None
    forms: Mapping[str, str]
    numbers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FactRecord:
    """A fact, derived result, related-trial fact or glossary term (``sort``: fact, derived, related, term).

    ``caveats`` are attached to it, ``required`` are the further ones its sort must carry. ``related`` is the related
    trial's id. For a term, ``statement`` is the definition and ``label`` the term itself.
    """

    trial: str
    id: str
    sort: str
    topic: str
    statement: RenderedText
    population: str | None
    timepoint: str | None
    figures: tuple[FigureRecord, ...]
    citations: tuple[Citation, ...]
    caveats: tuple[str, ...]
    required: tuple[str, ...]
    confidence: str
    conflicts: tuple[Conflict, ...]
    label: str | None
    method: RenderedText | None
    formula: RenderedText | None
    inputs: tuple[str, ...]
    related: str | None
    aliases: tuple[str, ...]
    range_and_units: RenderedText | None
    note: RenderedText | None
    reviewed_by: str | None
    reviewed_on: str | None

    def figure(self, key: str) -> FigureRecord | None:
        """Return the figure with this key, None when there is none."""
        return next((figure for figure in self.figures if figure.key == key), None)


@dataclass(frozen=True, slots=True)
class RelatedTrial:
    """Another trial, kept apart, with the ids of its facts."""

    id: str
    name: str
    registry: str | None
    never_merge_with: str
    relationship: RenderedText
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Caveat:
    """A reservation: its whole text, and the short form an answer shows."""

    slug: str
    show: str
    text: RenderedText
    short: RenderedText | None
    why: str


@dataclass(frozen=True, slots=True)
class MergedCaveat:
    """One line that stands for several caveats."""

    covers: tuple[str, ...]
    text: RenderedText


@dataclass(frozen=True, slots=True)
class CaveatRule:
    """What facts of a sort must carry; empty tuples and None stand for any."""

    topic: tuple[str, ...]
    population: tuple[str, ...]
    timepoint: tuple[str, ...]
    confidence: str | None
    related: bool | None
    derived: bool | None
    carry: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotCovered:
    """A topic that is declined: why, what is nearest, where it may be found."""

    id: str
    topic: str
    example_questions: tuple[str, ...]
    reason: RenderedText
    see_instead: tuple[str, ...]
    where: RenderedText | None


@dataclass(frozen=True, slots=True)
class Source:
    """Something that was read and is cited. ``url`` is the address to show; ``cite`` how it is named in a citation."""

    id: str
    kind: str
    title: str
    authors: str | None
    venue: str | None
    cite: str
    date: str | None
    url: str | None
    doi: str | None
    pmid: str | None
    pmcid: str | None
    part_seen: str | None
    note: str | None
    retrieved: str | None


@dataclass(frozen=True, slots=True)
class TermSummary:
    """A glossary term in a list; the whole of it is the fact ``id``."""

    id: str
    term: str
    aliases: tuple[str, ...]
