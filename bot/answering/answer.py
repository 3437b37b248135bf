"""The answer as every front door shows it: Slack, terminal and JSON render the same object."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.understanding.frame import Frame
from bot.understanding.reading import Kind


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as it stands in a text, with the fact and the printed figure it rests on.

    ``as_printed`` is the form shown (without dagger); ``source`` and ``locator`` say where the second transcription
    found it; ``method`` is how it was worked out when ``derived``.
    """

    as_printed: str
    fact: str
    key: str
    source: str
    locator: str
    derived: bool = False
    method: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A text with the figures in it."""

    text: str
    figures: tuple[Figure, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether there is anything to show."""
        return bool(self.text)


@dataclass(frozen=True, slots=True)
class Citation:
    """A source as cited: number in the text, title, place in the source, address."""

    number: int
    source: str
    title: str
    locator: str
    url: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an answer with the numbers of its citations."""

    text: Text
    marks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A comparison of groups: a header row and rows of equal length."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Text, ...], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One question's answer: the direct answer first, then its figures."""

    headline: Text
    lines: tuple[Line, ...] = ()
    table: Table | None = None
    answer: str | None = None


@dataclass(frozen=True, slots=True)
class CaveatLine:
    """A caveat line, standing for one or more caveats."""

    text: Text
    slugs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question that the bot can answer: a short label for a button and the question as it can be asked."""

    label: str
    question: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything that is shown in reply to one message."""

    kind: Kind
    trial: str | None
    sections: tuple[Section, ...]
    caveats: tuple[CaveatLine, ...] = ()
    caveat_slugs: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    facts: tuple[str, ...] = ()
    options: tuple[FollowUp, ...] = ()
    suggestions: tuple[FollowUp, ...] = ()
    notes: tuple[str, ...] = ()
    footer: str = ""
    confidence: float = 0.0
    answers: tuple[str, ...] = field(default=())
    frames: tuple[Frame, ...] = ()
    wider: tuple[str, ...] = ()

    def as_read(
        self, notes: tuple[str, ...], confidence: float, frames: tuple[Frame, ...] = (), wider: tuple[str, ...] = ()
    ) -> Answer:
        """Return this answer as the reply to another wording: its notes first, how it was read, and how surely."""
        # Spelled out: a fifth of the time that dataclasses.replace takes, and nearly every question comes this way.
        return Answer(
            self.kind,
            self.trial,
            self.sections,
            self.caveats,
            self.caveat_slugs,
            self.citations,
            self.facts,
            self.options,
            self.suggestions,
            (*notes, *self.notes),
            self.footer,
            confidence,
            self.answers,
            frames,
            wider,
        )

    @property
    def headline(self) -> Text:
        """The direct answer."""
        return self.sections[0].headline if self.sections else Text("")

    def texts(self) -> Iterator[Text]:
        """Yield every text that may hold a figure, in reading order."""
        for section in self.sections:
            yield section.headline
            for line in section.lines:
                yield line.text
            if section.table is not None:
                for row in section.table.rows:
                    yield from row
        for caveat in self.caveats:
            yield caveat.text

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure shown, in reading order, each once."""
        seen: dict[tuple[str, str, str], Figure] = {}
        for text in self.texts():
            for figure in text.figures:
                seen.setdefault((figure.fact, figure.key, figure.as_printed), figure)
        return tuple(seen.values())
