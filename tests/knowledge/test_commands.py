"""The curator's commands: check, compile, show and diff, as a person at a terminal sees them."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path

import pytest
from rich.console import Console

from knowledge import commands
from knowledge.compiler import compile_knowledge
from knowledge.fingerprint import ENVIRONMENT
from knowledge.reader import CannotOpen, open_or_compile
from tests.knowledge.bases import SOURCE, TRIAL, edit


@pytest.fixture(autouse=True)
def _own_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(ENVIRONMENT, str(tmp_path / "own" / "facts.db"))


def said(command, *arguments, **options) -> tuple[int, list[str]]:
    """Return the status of a command and the lines it printed."""
    stream = io.StringIO()
    console = Console(file=stream, width=80)
    status = command(*arguments, console, **options)
    return status, stream.getvalue().splitlines()


def test_check_counts_what_the_record_holds(project: Path):
    """The trial's whole record is there: as many entries as the evidence has."""
    _, lines = said(commands.check, project / "knowledge")
    counted = dict(line.split(": ") for line in lines if re.fullmatch(r"[a-z-]+: \d+", line))
    assert {
        "facts": "67", "derived": "36", "caveats": "39", "glossary": "33", "not-answerable": "34", "related": "3",
        "sources": "59", "related-facts": "10",
    }.items() <= counted.items()  # fmt: skip


def test_check_passes_a_trial_of_another_drug():
    """No rule is made for one drug: the invented trial has no error."""
    status, lines = said(commands.check, SOURCE, today=date(2026, 3, 1))
    assert (0, "errors: 0") == (status, lines[-2])
    assert {"facts: 2", "derived: 1", "related: 1", "sources: 4", "glossary: 3"} <= set(lines)


def test_check_says_what_is_wrong_and_what_would_be_right(base: Path):
    """Every problem has its file and line, and the status is 1."""
    line = edit(base, "facts.yaml", "caveats: [missed]", "caveats: [mised]")
    status, lines = said(commands.check, base)
    assert 1 == status
    place = f"base/trials/{TRIAL}/facts.yaml:{line}: "
    found = next(number for number, text in enumerate(lines) if text.startswith(place) and "'mised'" in text)
    assert "there is no caveat 'mised'" in lines[found]
    assert "    did you mean 'missed'?" == lines[found + 1]


def test_check_finds_a_wrong_text_of_a_shared_term(base: Path):
    """Texts that trials share are checked as well as their own."""
    path = base / "myositis" / "glossary.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("{highest}", "{hihgest}"), encoding="utf-8")
    status, lines = said(commands.check, base)
    assert 1 == status
    assert any("the fact 'term-es' has no figure 'hihgest'" in line for line in lines)


def test_compile_prints_version_and_place(base: Path, tmp_path: Path):
    """The command says where the file is and which version."""
    status, lines = said(commands.compile, base, tmp_path / "to" / "facts.db")
    assert 0 == status
    assert re.fullmatch(r".*/to/facts\.db: 2026\.02-[0-9a-f]{8}", lines[0])


def test_compile_refuses_errors_and_says_that_nothing_changed(base: Path, tmp_path: Path):
    """Bad data is listed, and no file appears."""
    edit(base, "facts.yaml", "count: 80", "count: eighty")
    status, lines = said(commands.compile, base, tmp_path / "facts.db")
    assert 1 == status
    assert any("eighty" in line for line in lines)
    assert lines[-1].startswith("not compiled: ")
    assert not (tmp_path / "facts.db").exists()


def test_show_tells_everything_of_a_fact(base: Path):
    """Statement, figures with both readings' places, sources with locators, caveats, conflicts and review."""
    status, lines = said(commands.show, base, "enrolment")
    text = "\n".join(lines)
    assert 0 == status
    for part in (
        "80 patients were treated, 40 with examplimab and 40 with placebo; the registry says 81.",
        "treated: 80 - Treated [overall, baseline]; printed 'eighty patients', Sample S, et al., Journal of Examples, Methods;",
        "double entry",
        "The registry, header [registry] <https://example.org/registry>",
        "source-conflict (on-detail): Sources disagree.",
        "preferred: 80 treated",
        "why: The paper counts those who were treated.",
        "not yet clinically reviewed",
    ):
        assert part in text, text


def test_show_tells_how_a_result_of_ours_came_about(base: Path):
    """Method, formula and inputs stand with a derived result."""
    _, lines = said(commands.show, base, "effect")
    text = "\n".join(lines)
    assert "method: Newcombe interval on counts worked back from percentages." in text
    assert "formula: 24/40 - 16/40" in text
    assert "from: result" in text
    assert "calculated by us (risk-difference)" in text


def test_show_tells_who_reviewed(base: Path):
    """A signed fact says by whom and when."""
    assert "  A. Reviewer, 2026-02-01" in said(commands.show, base, "result")[1]


def test_show_guesses_at_a_misspelt_fact(base: Path):
    """An unknown fact gets the nearest known one named."""
    assert (1, ["there is no fact 'enrollment': did you mean 'enrolment'?"]) == said(commands.show, base, "enrollment")


def test_show_of_a_broken_fact_base_names_the_place(base: Path):
    """Errors of the data are said, not raised."""
    line = edit(base, "facts.yaml", "count: 80", "count: eighty")
    status, lines = said(commands.show, base, "result")
    assert 1 == status
    assert any(f"facts.yaml:{line}" in text for text in lines)


def versions(base: Path, tmp_path: Path, file: str, old: str, new: str) -> list[str]:
    """Compile without the checks, change one thing, compile again, and return what the comparison says."""
    compile_knowledge(base, tmp_path / "old.db")
    edit(base, file, old, new)
    if file == "not-covered.yaml":
        edit(base, "intents.yaml", "topic: quality-of-life", "topic: life")
    compile_knowledge(base, tmp_path / "new.db")
    status, lines = said(commands.diff, tmp_path / "old.db", tmp_path / "new.db")
    assert 0 == status
    assert re.fullmatch(r"2026\.02-\w{8} -> 2026\.02-\w{8}", lines[0])
    return lines[1:]


def test_diff_tells_a_changed_figure_once(base: Path, tmp_path: Path):
    """A figure that stands in many texts is told where it changed, not in every text."""
    assert [f"changed figure {TRIAL} enrolment.enrolled: printed 81 -> 82"] == versions(
        base, tmp_path, "facts.yaml", "count: 81", "count: 82"
    )


def test_diff_tells_changed_words(base: Path, tmp_path: Path):
    """A reviewer reads old and new words."""
    assert [
        f"changed answer {TRIAL} pilot-size: headline The pilot had 12 patients. -> A pilot had 12 patients."
    ] == versions(base, tmp_path, "answers.yaml", '"The pilot had', '"A pilot had')


def test_diff_tells_what_came_and_went(base: Path, tmp_path: Path):
    """Added and removed entries are named with what they say."""
    found = versions(base, tmp_path, "not-covered.yaml", "id: quality-of-life", "id: life")
    assert f"added declined topic {TRIAL} life: No result was seen." in found
    assert f"removed declined topic {TRIAL} quality-of-life: No result was seen." in found


def test_diff_tells_a_review(base: Path, tmp_path: Path):
    """A signature is a change."""
    assert [f"changed fact {TRIAL} result: reviewed_by A. Reviewer -> B. Reader"] == versions(
        base, tmp_path, "facts.yaml", "by: A. Reviewer", "by: B. Reader"
    )


def test_diff_of_the_same_file_says_that_nothing_changed(compiled: Path):
    """Two equal versions differ in nothing."""
    assert "nothing changed" == said(commands.diff, compiled, compiled)[1][1]


def test_diff_refuses_what_is_no_fact_base(compiled: Path, tmp_path: Path):
    """A file that is none is named, with what to do."""
    (tmp_path / "x.db").write_bytes(b"no database")
    status, lines = said(commands.diff, tmp_path / "x.db", compiled)
    assert 1 == status
    assert "no readable fact base" in "".join(lines)


def test_what_the_checks_refuse_is_neither_compiled_nor_served(base, tmp_path):
    """A digit changed on one side: compile and the compiling that comes with a question refuse, and name it."""
    target = tmp_path / "facts.db"
    open_or_compile(base, target).close()
    before = target.read_bytes()
    edit(base, "facts.yaml", 'percent: "60.0"', 'percent: "61.0"')
    with pytest.raises(CannotOpen, match=r"facts\.yaml:\d+: .*61\.0"):
        open_or_compile(base, target)
    assert before == target.read_bytes()


def test_diff_tells_a_changed_card(base: Path, tmp_path: Path):
    """What no table holds is named all the same, and the version is another."""
    (found,) = versions(base, tmp_path, "quiz.yaml", "prompt: ", "prompt: Now then. ")
    assert found.startswith(f"changed quiz card {TRIAL} ")
