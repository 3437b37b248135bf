"""The mutation run catches every changed digit, and would say so if a rule were broken."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

import knowledge
from knowledge import mutation
from knowledge.checks import FIGURE_RULES, run_checks
from knowledge.checks.collect import figure_view
from knowledge.loading import load_knowledge
from tests.knowledge.checks.small_base import write

ROOT = Path(knowledge.__file__).parent


@pytest.fixture(scope="module")
def view():
    """Return the figures of the trial in the repository."""
    base = load_knowledge(ROOT)
    return figure_view(base, base.trials[0])


def test_every_changed_digit_is_caught(view):
    """Of a sample of changes in facts, results and ledger, none that must be caught goes unnoticed."""
    outcome = mutation.run(view, count=60, seed=7)
    assert () == outcome.missed
    assert 60 == outcome.made.total()
    assert {mutation.DOUBLE, mutation.RESULTS, mutation.LEDGER} <= set(outcome.caught)


def test_the_same_seed_draws_the_same_changes(view):
    """A run can be repeated exactly."""
    first, second, other = ([change.what for change in mutation.changes(view, 40, seed)] for seed in (1, 1, 2))
    assert first == second
    assert first != other


@pytest.mark.parametrize(
    ("broken", "kind"),
    [
        ("double-entry", mutation.DOUBLE),
        ("double-entry", mutation.LEDGER),
        ("derived", mutation.RESULTS),
        ("arithmetic", mutation.COUNTS),
    ],
)
def test_a_broken_rule_is_noticed(view, broken, kind):
    """With one rule planted to find nothing, the run reports what got through, kind by kind."""

    def check(changed):
        return [problem for name, rule in FIGURE_RULES.items() if name != broken for problem in rule(changed)]

    outcome = mutation.run(view, count=150, seed=3, check=check)
    assert any(missed.startswith(f"{kind}: ") for missed in outcome.missed)
    assert outcome.caught[kind] < outcome.made[kind]


def test_exit_code_and_report_of_a_sound_base(tmp_path, capsys):
    """The command prints caught/total by kind and how many figures are single-entry, and exits 0."""
    root = write(tmp_path)
    assert 0 == mutation.main(["--root", str(root), "--count", "30"])
    printed = capsys.readouterr().out
    assert "alpha: 30 one-digit changes" in printed
    assert "figures of a single transcription: 0 of 4" in printed


def test_exits_1_when_a_change_gets_through(tmp_path, capsys, monkeypatch):
    """A miss is named and fails the command."""
    root = write(tmp_path)
    monkeypatch.setattr(mutation.Change, "caught", lambda change, found: False)
    assert 1 == mutation.main(["--root", str(root), "--count", "5"])
    assert "MISSED" in capsys.readouterr().out


def test_exits_1_when_the_base_does_not_pass_unchanged(tmp_path, capsys):
    """Changes prove nothing about figures that are wrong already."""
    root = write(tmp_path, ("ledger", "50.0% and", "50.1% and"))
    assert 1 == mutation.main(["--root", str(root), "--count", "5"])
    assert "problems as they are" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("facts.yaml", ('percent: "55.0"', "as_printed: 55.0%"), ('percent: "55.1"', "as_printed: 55.1%"), ("facts.yaml:", "ledger.yaml:")),
        ("ledger.yaml", ("P = 0.679",), ("P = 0.676",), ("facts.yaml:", "ledger.yaml:")),
        ("derived.yaml", ('high: "25.3"', "-16.0 to 25.3"), ('high: "25.8"', "-16.0 to 25.8"), ("effect-dm-risk-difference.rd: high is stated as 25.8",)),
    ],
)  # fmt: skip
def test_a_digit_changed_in_the_files_is_caught(tmp_path, file, old, new, expected):
    """The same holds end to end: a digit changed in a YAML file of the trial makes the whole check fail."""
    root = tmp_path / "knowledge"
    for folder in ("language", "myositis", "trials"):
        shutil.copytree(ROOT / folder, root / folder)
    path = root / "trials" / "abatacept-iim" / file
    text = path.read_text(encoding="utf-8")
    for before, after in zip(old, new, strict=True):
        assert before in text
        text = text.replace(before, after)
    path.write_text(text, encoding="utf-8")
    found = [str(problem) for problem in run_checks(load_knowledge(root), only=["double-entry", "derived"])]
    assert any(all(part in line for part in expected) for line in found), found


@pytest.mark.parametrize("arguments", [["--count", "0"], ["--root", "/nowhere"]])
def test_a_run_that_changes_nothing_proves_nothing(arguments, capsys):
    """It fails, and says what to ask for."""
    assert 1 == mutation.main(arguments)
    assert re.search("--count|--root", capsys.readouterr().out)
