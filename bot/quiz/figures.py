"""Figures of the fact base for cards: found by reference, written as texts, and named for a reader."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from knowledge.reader import FactBase
from knowledge.records import FactRecord, FigureMark, FigureRecord, RenderedText, Trial

DAGGER = "†"


class UnknownFigure(Exception):  # noqa: N818 - says what happened
    """A card names a figure that the fact base does not have."""


@dataclass(frozen=True, slots=True)
class Named:
    """A figure with the fact it belongs to."""

    fact: FactRecord
    figure: FigureRecord

    @property
    def ref(self) -> str:
        """The reference that the quiz uses."""
        return f"{self.fact.id}.{self.figure.key}"

    @property
    def value(self) -> Decimal:
        """The figure's number."""
        return Decimal(self.figure.numbers["value"])

    def text(self) -> RenderedText:
        """Return the figure as it is printed, marked."""
        figure = self.figure
        printed = figure.forms[""]
        mark = FigureMark(
            0, len(printed), printed, self.fact.trial, self.fact.id, figure.key, derived=figure.derived,
            source=figure.source, locator=figure.locator,
            method=self.fact.method.text if figure.derived and self.fact.method else None,
        )  # fmt: skip
        return RenderedText(printed + (DAGGER if figure.derived else ""), (mark,))


def named(base: FactBase, trial: str, ref: str) -> Named:
    """Return the figure ``fact-id.key``; UnknownFigure when there is none with a number."""
    fact_id, _, key = ref.partition(".")
    fact = base.fact(trial, fact_id)
    figure = fact.figure(key) if fact is not None else None
    if fact is None or figure is None or "value" not in figure.numbers:
        raise UnknownFigure(f"the quiz of {trial} names {ref}, which is no figure with a number")
    return Named(fact, figure)


def every_figure(base: FactBase, trial: str) -> tuple[Named, ...]:
    """Return all figures of a trial that have a number, those of related trials left out."""
    ids = (*base.fact_ids(trial, "fact"), *base.fact_ids(trial, "derived"))
    facts = [fact for fact_id in ids if (fact := base.fact(trial, fact_id)) is not None]
    return tuple(Named(fact, figure) for fact in facts for figure in fact.figures if "value" in figure.numbers)


def joined(parts: Iterable[RenderedText | str]) -> RenderedText:
    """Return the parts as one text, the marks of their figures moved along."""
    text, marks = "", list[FigureMark]()
    for part in parts:
        if isinstance(part, str):
            text += part
            continue
        marks += [moved(mark, len(text)) for mark in part.figures]
        text += part.text
    return RenderedText(text, tuple(marks))


def moved(mark: FigureMark, by: int) -> FigureMark:
    """Return the mark as it stands ``by`` characters later."""
    return FigureMark(
        mark.start + by, mark.end + by, mark.as_printed, mark.trial, mark.fact, mark.key, mark.form, mark.derived,
        mark.reconstructed, mark.source, mark.locator, mark.method,
    )  # fmt: skip


def told_apart(about: Trial, groups: Sequence[Sequence[Named]]) -> tuple[str, ...]:
    """Return what each group's figures are figures of, in as few words as tell the groups apart.

    Of name, arm (where a group is one figure), population and time point, what all groups share is left out.
    """
    rows = [_parts(about, figures) for figures in groups]
    differ = [place for place in range(len(rows[0])) if len({row[place] for row in rows}) > 1] or range(len(rows[0]))
    return tuple(", ".join(row[place] for place in differ if row[place]) for row in rows)


def _parts(about: Trial, figures: Sequence[Named]) -> tuple[str, str, str, str]:
    figure = figures[0].figure
    arm = about.arms.get(figure.arm or "", "") if len(figures) == 1 else ""
    whom, when = figure.population or "", figure.timepoint or ""
    return figure.name, arm, about.populations.get(whom, whom), about.timepoints.get(when, when)


def same_kind(one: FigureRecord, other: FigureRecord) -> bool:
    """Are two figures of a kind, so that one may be taken for the other?"""
    return (one.kind, one.scale, one.unit, bool(one.contrast), one.derived) == (
        other.kind, other.scale, other.unit, bool(other.contrast), other.derived
    )  # fmt: skip


def readings(target: Named) -> tuple[Decimal, ...]:
    """Return what sources say of the same thing as ``target``, where they disagree on it."""
    found: dict[Decimal, None] = {}
    for conflict in target.fact.conflicts:
        marks = [mark for position in conflict.positions for mark in position.says.figures]
        spoken = [target.fact.figure(mark.key) for mark in marks if mark.fact == target.fact.id]
        if target.figure not in spoken:
            continue
        for figure in spoken:
            if figure and figure.arm == target.figure.arm and same_kind(figure, target.figure):
                found[Decimal(figure.numbers["value"])] = None
    return tuple(number for number in found if number != target.value)


def places(number: Decimal) -> int:
    """Return how many digits stand behind the decimal point."""
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def rounded(number: Decimal, digits: int) -> Decimal:
    """Return ``number`` rounded half up to ``digits`` behind the point."""
    step = Decimal(1).scaleb(-digits)
    return number.quantize(step, rounding="ROUND_HALF_UP")


def is_a_form_of(one: Decimal, other: Decimal) -> bool:
    """Is either number the other one, or the other one rounded?"""
    digits = min(places(one), places(other))
    return rounded(one, digits) == rounded(other, digits)
