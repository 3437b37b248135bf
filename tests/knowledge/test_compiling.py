"""The compiled fact base: the same content gives the same file, and a bad one is never written."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from knowledge.compiler import Refused, compile_knowledge
from knowledge.fingerprint import ENVIRONMENT, default_path, is_stale
from knowledge.reader import CannotOpen, FactBase, open_or_compile
from knowledge.schema import TABLES, VIEWS
from tests.knowledge.bases import TRIAL, edit


def dump(path: Path) -> list[str]:
    """Return everything a compiled file says, as SQL."""
    connection = sqlite3.connect(path)
    try:
        return list(connection.iterdump())
    finally:
        connection.close()


def rows(path: Path, sql: str) -> list[tuple[object, ...]]:
    """Return the rows of a query."""
    connection = sqlite3.connect(path)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def test_the_same_input_gives_the_same_dump(base: Path, tmp_path: Path):
    """Compiling twice gives the same content, to the last row."""
    first = compile_knowledge(base, tmp_path / "one.db")
    second = compile_knowledge(base, tmp_path / "two.db")
    assert first.version == second.version
    assert dump(first.path) == dump(second.path)


def test_the_version_is_the_declared_date_and_the_content(base: Path, tmp_path: Path):
    """A comment changes nothing; a figure changes the version, and the declared month stays."""
    first = compile_knowledge(base, tmp_path / "facts.db").version
    edit(base, "facts.yaml", "- id: enrolment", "# a comment\n- id: enrolment")
    assert first == compile_knowledge(base, tmp_path / "facts.db").version
    edit(base, "facts.yaml", "count: 81", "count: 82")
    second = compile_knowledge(base, tmp_path / "facts.db").version
    assert first != second
    assert "2026.02-" == first[:8] == second[:8]
    assert 16 == len(first)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("facts.yaml", "topic: design", "topic: [design"),
        ("facts.yaml", "caveats: [missed]", "caveats: [mised]"),
        ("answers.yaml", "{enrolment.treated}", "{enrolment.treatd}"),
        ("answers.yaml", "{more|higher:", "{more|lower:"),
    ],
)
def test_a_fact_base_with_errors_is_not_compiled(base: Path, tmp_path: Path, file: str, old: str, new: str):
    """A slip leaves the old compiled file as it was, and nothing half-written beside it."""
    target = tmp_path / "out" / "facts.db"
    compile_knowledge(base, target)
    before = target.read_bytes()
    line = edit(base, file, old, new)
    with pytest.raises(Refused) as refused:
        compile_knowledge(base, target)
    assert any(problem.file.endswith(file) and abs(problem.line - line) <= 1 for problem in refused.value.problems)
    assert before == target.read_bytes()
    assert [target] == list(target.parent.iterdir())


def test_a_target_that_cannot_be_written_leaves_nothing(base: Path, tmp_path: Path):
    """When the new file cannot take its place, no unfinished file stays behind."""
    target = tmp_path / "facts.db"
    target.mkdir()
    with pytest.raises(OSError, match=r"facts\.db"):
        compile_knowledge(base, target)
    assert sorted([target, base]) == sorted(tmp_path.iterdir())


def test_staleness_follows_the_files(base: Path, tmp_path: Path):
    """A file is stale when it is missing, damaged, or compiled from other data."""
    target = tmp_path / "facts.db"
    assert is_stale(base, target)
    compile_knowledge(base, target)
    assert not is_stale(base, target)
    edit(base, "facts.yaml", "count: 81", "count: 82")
    assert is_stale(base, target)
    target.write_bytes(b"no database")
    assert is_stale(base, target)


def test_opening_compiles_what_is_missing_or_stale(base: Path, tmp_path: Path):
    """A person at a terminal never meets an old fact base."""
    target = tmp_path / "facts.db"
    first = open_or_compile(base, target)
    edit(base, "answers.yaml", '"The pilot had', '"A pilot had')
    second = open_or_compile(base, target)
    assert first.version != second.version
    first.close()
    second.close()


def test_opening_a_fact_base_with_errors_says_where_they_are(base: Path, tmp_path: Path):
    """Errors of the data reach the person with file and line."""
    line = edit(base, "facts.yaml", "count: 81", "count: -81")
    with pytest.raises(CannotOpen, match=rf"facts\.yaml:{line}: model"):
        open_or_compile(base, tmp_path / "facts.db")


def test_the_place_of_the_compiled_file_can_be_chosen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """MYOSITIS_FACTS_DB says where the compiled file is; without it, it stands beside the data."""
    monkeypatch.setenv(ENVIRONMENT, str(tmp_path / "mine.db"))
    assert tmp_path / "mine.db" == default_path(tmp_path)
    monkeypatch.delenv(ENVIRONMENT)
    assert tmp_path / "facts.db" == default_path(tmp_path)


def test_tables_and_views_hold_what_the_folders_say(compiled: Path):
    """Each thing of the folders is a row, and every view can be read."""
    assert [("effect",), ("enrolment",), ("pilot-size",), ("result",)] == rows(
        compiled, "select id from facts order by id"
    )
    assert [("60.0%", 24, 40, "paper-rates")] == rows(
        compiled, "select printed, events, n, ledger from figures where fact = 'result' and key = 'examplimab'"
    )
    assert [("pilot-size", "Another trial.")] == rows(
        compiled, "select fact, text from fact_caveats join caveats on slug = caveat where caveat like 'related%'"
    )
    for view in VIEWS:
        assert rows(compiled, f"select * from {view}"), view
    for table in TABLES:
        assert rows(compiled, f"select * from {table}"), table


def test_readings_of_double_entry_stand_side_by_side(compiled: Path):
    """A reviewer sees both transcriptions of a figure in one row."""
    assert [("40.0%", "60.0% vs 40.0%", "paper")] == rows(
        compiled,
        "select first_reading, second_reading, source from double_entry where fact = 'result' and key = 'placebo'",
    )


def test_two_trials_of_one_fact_base_are_compiled_together(base: Path, tmp_path: Path):
    """What trials share is stored once, and each finds it."""
    folder = base / "trials"
    (folder / "second").mkdir()
    for path in (folder / TRIAL).iterdir():
        text = path.read_text(encoding="utf-8").replace(f"id: {TRIAL}", "id: second")
        (folder / "second" / path.name).write_text(text, encoding="utf-8")
    facts = FactBase.open(compile_knowledge(base, tmp_path / "facts.db").path)
    assert (TRIAL, "second") == facts.trial_ids()
    assert "A score of activity." == str(facts.fact("second", "term-es").statement)  # type: ignore[union-attr]
    assert "second" == facts.fact("second", "result").trial  # type: ignore[union-attr]
    facts.close()
