"""A forest plot drawn as text: estimates with their intervals around the line of no difference.

Only ASCII is used for what is drawn, since other marks are not equally wide in every phone's font.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.rendering.kit import ELLIPSIS

WIDTH = 46
"""Columns that a preformatted block shows on a phone without breaking lines."""
LOW, HIGH, INTERVAL, POINT, NULL = "[", "]", "-", "o", "|"


@dataclass(frozen=True, slots=True)
class ForestRow:
    """One estimate: where it and its limits lie (null at zero), and how the fact base prints it."""

    label: str
    estimate: Decimal
    low: Decimal
    high: Decimal
    printed: str


def forest_plot(rows: Sequence[ForestRow], less: str, more: str, width: int = WIDTH) -> str:
    """Return the plot, no line longer than ``width``: for each row label and figures, below them the interval.

    The scale is the same for all rows. A limit off zero is never drawn on the line of no difference, so that an
    interval touches it only when it includes it. ``less`` and ``more`` name the two sides.
    """
    if not rows:
        return ""
    least = min(Decimal(0), *(row.low for row in rows))
    most = max(Decimal(0), *(row.high for row in rows))
    scale = _Scale(least, most, width)
    lines: list[str] = []
    for row in rows:
        lines += [*_titled(row.label, row.printed, width), scale.draw(row)]
    return "\n".join([*lines, *_sides(less, more, scale.null, width)])


class _Scale:
    """Columns of a plot from ``least`` (at most zero) to ``most`` (at least zero)."""

    def __init__(self, least: Decimal, most: Decimal, width: int) -> None:
        self._span = (most - least) or Decimal(1)
        # A column each side stays free for limits that are pushed off the null line.
        self._columns = width - 3
        self.null = 1 + self._steps(-least)

    def _steps(self, distance: Decimal) -> int:
        return int((distance * self._columns / self._span).to_integral_value())

    def column(self, value: Decimal) -> int:
        """Return where ``value`` is drawn: on the null line only when it is zero."""
        if not value:
            return self.null
        steps = max(1, self._steps(abs(value)))
        return self.null + steps if value > 0 else self.null - steps

    def draw(self, row: ForestRow) -> str:
        low, point, high = (self.column(value) for value in (row.low, row.estimate, row.high))
        marks = {self.null: NULL}
        marks |= dict.fromkeys((place for place in range(low, high + 1) if place != self.null), INTERVAL)
        marks |= {low: LOW, high: HIGH, point: POINT}
        return "".join(marks.get(place, " ") for place in range(max(marks) + 1))


def _titled(label: str, printed: str, width: int) -> list[str]:
    """Return label and figures on one line, or the figures below when both are too long for one."""
    if len(label) + 2 + len(printed) <= width:
        return [f"{label}{printed.rjust(width - len(label))}"]
    return [_short(label, width), *(line.rjust(width) for line in _broken(printed, width))]


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + ELLIPSIS


def _broken(text: str, width: int) -> list[str]:
    """Break a text between words; a word longer than the line is left as it is, since half a figure is another."""
    lines = [""]
    for word in text.split(" "):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append("")
        lines[-1] += f" {word}" if lines[-1] else word
    return lines


def _sides(less: str, more: str, null: int, width: int) -> list[str]:
    """Return what lies left and right of the null line."""
    line = f"{less} ".rjust(null) + f"{NULL} {more}"
    if len(less) + 1 <= null and len(line) <= width:
        return [line]
    return [_short(less, width), _short(more, width)]
