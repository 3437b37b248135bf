"""Dates that no calendar allows together are refused; nothing here asks a clock."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.loading import load_knowledge
from tests.knowledge.bases import TRIAL, edit


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("sources.yaml", 'retrieved: "2026-02-01"', 'retrieved: "2099-01-01"', "read_on in trial.yaml is 2026-02-01"),
        ("sources.yaml", 'retrieved: "', 'date: "2029-05-12", retrieved: "', "a source of 2029-05-12 cannot have been"),
        ("sources.yaml", 'retrieved: "', 'date: "2026-03", retrieved: "', "a source of 2026-03 cannot have been"),
        ("facts.yaml", 'date: "2026-02-01"}', 'date: "2099-01-01"}', "result is said to be reviewed on 2099-01-01"),
        ("trial.yaml", 'read_on: "2026-02-01"', 'read_on: "2026-03-01"', "after the record's date 2026-02-01"),
    ],
)
def test_what_lies_after_its_own_record_is_refused(base: Path, file: str, old: str, new: str, said: str):
    """A review, a reading or a source from the record's future is an error at its line."""
    line = edit(base, file, old, new)
    found = [problem for problem in load_knowledge(base).problems if said in problem.message]
    assert found, load_knowledge(base).problems
    assert f"base/trials/{TRIAL}/{file}" == found[0].file
    assert abs(found[0].line - line) <= 6
    assert found[0].hint


def test_a_shared_source_may_be_younger_than_every_trial(base: Path):
    """What trials share is read again when it has to be, whenever their own sources were read."""
    path = base / "myositis" / "sources.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("2026-02-01", "2026-02-03"), encoding="utf-8")
    assert () == load_knowledge(base).problems


@pytest.mark.parametrize("day", ["2026", "2026-02", "2026-02-01"])
def test_a_source_of_the_month_or_day_it_was_read_is_fine(base: Path, day: str):
    """What is printed of a date decides, not what is missing of it."""
    edit(base, "sources.yaml", 'retrieved: "', f'date: "{day}", retrieved: "')
    assert () == load_knowledge(base).problems
