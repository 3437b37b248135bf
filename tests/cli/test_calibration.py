"""``myositis-bot calibrate``: thresholds are searched without chance and written back by a precise edit."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from bot.cli.calibration import GRIDS, CannotWriteError, Measure, calibrate, calibrate_file, rewritten
from bot.cli.scoring import Labelled
from bot.understanding import weights
from bot.understanding.weights import Weights
from tests.questions.asking import base

GRID = {"a": (0.0, 1.0, 2.0, 3.0, 4.0), "b": (0.0, 1.0, 2.0)}


def test_a_threshold_moves_to_the_middle_of_the_longest_run_of_the_best():
    """Far from both edges, a little drift of the vocabulary does no harm."""
    chosen, _ = calibrate({"a": 0.0, "b": 1.0}, lambda at: (int(at["a"] not in (2.0, 3.0, 4.0)), 0, 0), GRID)
    assert {"a": 3.0, "b": 1.0} == chosen


def test_a_threshold_that_is_as_good_as_any_stays():
    """Nothing changes without a gain."""
    assert {"a": 4.0, "b": 0.0} == calibrate({"a": 4.0, "b": 0.0}, lambda at: (0, 1, 2), GRID)[0]


def test_safety_goes_before_being_right_and_that_before_being_helpful():
    """One unsafe answer outweighs any number of wrong ones."""
    loss = {0.0: (1, 0, 0), 1.0: (0, 9, 0), 2.0: (0, 8, 99), 3.0: (0, 8, 98), 4.0: (2, 0, 0)}
    assert 3.0 == calibrate({"a": 0.0}, lambda at: loss[at["a"]], {"a": GRID["a"]})[0]["a"]


def test_thresholds_that_depend_on_each_other_are_searched_again():
    """A second round sees what the first one changed."""
    chosen, _ = calibrate({"a": 0.0, "b": 0.0}, lambda at: (int(abs(at["a"] - 2 * at["b"])), 0, int(2 - at["b"])), GRID)
    assert 0 == abs(chosen["a"] - 2 * chosen["b"])


@given(st.dictionaries(st.tuples(st.sampled_from(GRID["a"]), st.sampled_from(GRID["b"])), st.integers(0, 3)))
def test_to_calibrate_twice_changes_nothing_more(losses):
    """The same questions give the same thresholds, and what was found is kept."""

    def measure(at):
        return (losses.get((at["a"], at["b"]), 2), 0, 0)

    first, _ = calibrate({"a": 0.0, "b": 0.0}, measure, GRID)
    assert first == calibrate({"a": 0.0, "b": 0.0}, measure, GRID)[0] == calibrate(first, measure, GRID)[0]
    assert measure(first) <= measure({"a": 0.0, "b": 0.0})


def test_the_curve_holds_the_value_in_use_even_off_the_grid():
    """Nobody loses a value that was set by hand."""
    _, (curve,) = calibrate({"a": 0.7}, lambda at: (0, 0, 0), {"a": (0.0, 1.0)})
    assert [0.0, 0.7, 1.0] == [point.value for point in curve.points]
    assert curve.flat


def test_every_threshold_searched_is_one_of_the_weights():
    """A renamed threshold is noticed."""
    assert set(GRIDS) <= {field.name for field in fields(Weights)}


def test_writing_changes_the_defaults_and_nothing_else():
    """The file stays as it was but for the numbers."""
    source = Path(weights.__file__).read_text(encoding="utf-8")
    written = rewritten(source, {"answer_from": -0.25, "thin": 9.5})
    changed = [(old, new) for old, new in zip(source.splitlines(), written.splitlines(), strict=True) if old != new]
    assert ["    answer_from: float = -0.25", "    thin: float = 9.5"] == [new for _, new in changed]
    assert compile(written, "weights.py", "exec")


def test_writing_what_stands_there_leaves_the_file_alone():
    """To write twice is to write once."""
    source = Path(weights.__file__).read_text(encoding="utf-8")
    assert source == rewritten(source, {name: getattr(Weights(), name) for name in GRIDS})


@pytest.mark.parametrize("source", ["", "    thin: float = 1.0\n    thin: float = 2.0\n", "    thin: float = half\n"])
def test_a_source_that_does_not_declare_the_threshold_once_is_refused(source):
    """Nothing is written by guess."""
    with pytest.raises(CannotWriteError, match="'thin: float = …' stands"):
        rewritten(source, {"thin": 1.0})


def test_the_loss_counts_unsafe_wrong_and_unhelpful_answers():
    """With a threshold that nothing reaches, every answerable question goes unanswered."""
    questions = [
        Labelled("a", "did DM patients respond?", accept=("answer",)),
        Labelled("b", "did DM patients respond?", accept=("not_covered",)),
    ]
    measure = Measure(base(), questions)
    assert (1, 0, 0) == measure({})
    assert (0, 0, 1) == measure({"answer_from": 99.0})


def test_the_command_prints_curves_and_writes_nothing_unasked(tmp_path):
    """The choice is printed; the file of the weights stays as it is."""
    path = tmp_path / "q.jsonl"
    path.write_text(
        json.dumps({"id": "a", "question": "did DM patients respond?", "accept": ["answer"]}), encoding="utf-8"
    )
    before = Path(weights.__file__).read_bytes()
    console = Console(width=120)
    with console.capture() as printed:
        assert 0 == calibrate_file(
            path, console, write=False, grids={"beside_margin": (0.0, 0.1), "answer_from": (0.0, 99.0)}
        )
    assert ["99", "0", "0", "1"] in [line.split() for line in printed.get().splitlines()]
    assert "after: unsafe 0, wrong 0, unhelpful 0" in printed.get()
    assert before == Path(weights.__file__).read_bytes()
