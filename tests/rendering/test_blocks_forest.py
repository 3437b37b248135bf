"""The forest plot drawn as text: honest about which side of no difference a limit lies, and narrow enough for a phone."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from bot.answering.overview import estimates_of
from bot.rendering.cards import plot_of
from bot.rendering.forest import WIDTH, ForestRow, forest_plot
from tests.rendering.blocks_data import TRIAL, base

PLOT = """\
Difference, percentage points, week 24
All treated patients     +13.5 (−2.5 to 28.6)†
          [-|---------o---------]
DM                       +5.0 (−16.0 to 25.3)†
 [----------|---o-------------]
PM + necrotizing          +24.9 (0.9 to 45.1)†
            |[----------------o-------------]
  < placebo | abatacept >
o estimate  [ ] interval  | no difference
< > the arm that a result favours"""

numbers = st.decimals(-1000, 1000, places=1, allow_nan=False)


@st.composite
def rows(draw: st.DrawFn) -> ForestRow:
    """Return an estimate between its limits, with any label and printed form."""
    low, point, high = sorted(draw(st.lists(numbers, min_size=3, max_size=3)))
    words = st.text(st.characters(categories=("L", "N", "P")), min_size=1, max_size=60)
    return ForestRow(draw(words), point, low, high, f"{point} ({low} to {high})")


def test_the_plot_of_the_trial() -> None:
    """The whole trial, DM and PM + necrotizing, as a reader sees them."""
    assert PLOT == plot_of(base().trial(TRIAL), estimates_of(base(), TRIAL))


def test_without_estimates_there_is_no_plot() -> None:
    """A trial without differences has a card without a plot."""
    assert "" == plot_of(base().trial(TRIAL), ())
    assert "" == forest_plot([], "< a", "b >")


@given(st.lists(rows(), min_size=1, max_size=5), st.text("abc", max_size=50))
def test_no_line_is_wider_than_a_phone_shows(drawn: list[ForestRow], side: str) -> None:
    """Whatever the labels and figures are, and both sides have their names."""
    lines = forest_plot(drawn, f"< {side}", f"{side} >").split("\n")
    assert max(len(line) for line in lines) <= WIDTH


@given(rows(), st.lists(rows(), max_size=3))
def test_a_limit_is_drawn_on_its_own_side_of_no_difference(row: ForestRow, others: list[ForestRow]) -> None:
    """An interval touches the line of no difference only when it includes it, also on a coarse scale."""
    shown = ForestRow("Row", row.estimate, row.low, row.high, "x")
    rest = [ForestRow(f"Other {number}", each.estimate, each.low, each.high, "y") for number, each in enumerate(others)]
    none = ForestRow("None", Decimal(0), Decimal(0), Decimal(0), "z")
    lines = forest_plot([shown, none, *rest], "< a", "b >").split("\n")
    null = lines[3].index("o")
    drawn = lines[1]
    occupied = {place for place, mark in enumerate(drawn) if mark in "[o-]"}
    assert (row.low < 0) == any(place < null for place in occupied)
    assert (row.high > 0) == any(place > null for place in occupied)
    assert 1 == drawn.count("o")
    point = drawn.index("o")
    assert (row.estimate > 0, row.estimate < 0) == (point > null, point < null)


@given(st.lists(rows(), min_size=2, max_size=4))
def test_all_rows_have_the_same_scale(drawn: list[ForestRow]) -> None:
    """A larger estimate never stands left of a smaller one."""
    plain = [ForestRow("Row", row.estimate, row.low, row.high, "x") for row in drawn]
    lines = forest_plot(plain, "< a", "b >").split("\n")[1::2]
    places = sorted((row.estimate, line.index("o")) for row, line in zip(plain, lines, strict=False))
    assert sorted(place for _, place in places) == [place for _, place in places]


@given(st.lists(rows(), min_size=1, max_size=3))
def test_every_printed_figure_is_whole(drawn: list[ForestRow]) -> None:
    """Labels are shortened, figures never are: half a figure is another."""
    words = forest_plot(drawn, "< a", "b >").split()
    for row in drawn:
        assert set(row.printed.split()) <= set(words)


def test_figures_that_leave_no_room_for_a_label_stand_below_it() -> None:
    """Both remain whole."""
    printed = "+1.0 points (95% CI −1.0 to 3.0)†"
    row = ForestRow("A population with a long name", Decimal(1), Decimal(-1), Decimal(3), printed)
    first, second, *_ = forest_plot([row], "< a", "b >").split("\n")
    assert ("A population with a long name", printed) == (first, second.strip())
