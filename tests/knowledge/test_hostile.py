"""Content that no curator means to write: said in words at its line, and never a crash."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge import commands
from knowledge.loading import load_knowledge
from knowledge.marked import DEEPEST, UnreadableError, parse
from tests.knowledge.bases import TRIAL, edit
from tests.knowledge.test_commands import said

FOLDER = f"base/trials/{TRIAL}"


@pytest.mark.parametrize(
    "content",
    ["[" * 3000 + "]" * 3000, "[" * 100_000, "{a: " * 2000 + "1" + "}" * 2000, "- " * 50_000],
    ids=["closed", "open", "maps", "dashes"],
)
def test_nesting_without_end_is_refused_before_it_can_crash(base: Path, content: str):
    """So many brackets send a parser that calls itself beyond the end of the stack, that of LibYAML included."""
    (base / "trials" / TRIAL / "facts.yaml").write_text(f"# first\n{content}", encoding="utf-8")
    status, lines = said(commands.check, base)
    assert 1 == status
    assert f"{FOLDER}/facts.yaml:2: lists and mappings stand more than 32 deep in each other here [yaml]" in lines
    assert "    close the brackets left open" in lines


def test_what_is_repeated_counts_as_deep_as_it_is():
    """A list of a list of a list, each written once and repeated by its mark, is as deep as if it were written out."""
    rows = ["a0: &a0 [x]", *(f"a{number}: &a{number} [*a{number - 1}]" for number in range(1, 60))]
    with pytest.raises(UnreadableError, match="stand more than") as refused:
        parse("\n".join(rows).encode())
    assert DEEPEST == refused.value.line


@pytest.mark.parametrize(
    ("content", "message", "hint"),
    [
        (b"a: !foo b", "the tag '!foo' means nothing here", "in quotes"),
        (b"- !!python/object:os.system x", "means nothing here", "remove it"),
        (b"a: !!str 5", "means nothing here", "remove it"),
        (b"a: *b", "'*b' repeats what is not there yet", "&b"),
        (b"&a [*a]", "'*a' repeats what is not there yet", "&a"),
        (b"[a]: b", "stands where a key belongs", "braces in quotes"),
        (b"a: b\n---\na: c", "a second document begins here", "'---'"),
    ],
)
def test_yaml_that_the_data_have_no_use_for_is_refused(content: bytes, message: str, hint: str):
    """What would be ignored, or read otherwise than it looks, is an error with what to do."""
    with pytest.raises(UnreadableError) as refused:
        parse(content)
    assert message in refused.value.message
    assert hint in refused.value.hint


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("facts.yaml", "count: 80", "count: " + "9" * 6000, "'count' is '99999"),
        ("facts.yaml", "count: 80", "count: ٨٠", "'count' is '٨٠', not a whole number"),
        ("facts.yaml", 'percent: "60.0"', 'percent: "٦٠.٠"', "'٦٠.٠' is no plain number"),
        ("facts.yaml", 'percent: "60.0"', 'percent: "060.0"', "'060.0' is no plain number"),
        ("facts.yaml", 'percent: "60.0"', f'percent: "{"6" * 6000}"', "is no plain number"),
        ("sources.yaml", 'retrieved: "2026-02-01"', 'retrieved: "٢٠٢٦-02-01"', "'٢٠٢٦-02-01' is no date"),
        ("facts.yaml", "unit: patients", 'unit: "\\u200b"', "nothing that can be seen"),
    ],
    ids=["thousands of digits", "count", "percent", "idle zero", "long percent", "date", "zero width"],
)
def test_digits_and_texts_are_what_they_look_like(base: Path, file: str, old: str, new: str, message: str):
    """Digits of other scripts, thousands of digits and texts of nothing are refused with the line and briefly."""
    line = edit(base, file, old, new)
    found = [problem for problem in load_knowledge(base).problems if message in problem.message]
    assert found, "\n".join(map(str, load_knowledge(base).problems))[:2000]
    assert f"{FOLDER}/{file}" == found[0].file
    assert abs(found[0].line - line) <= 3
    assert len(found[0].message) < 200
    assert found[0].hint
    assert 1 == said(commands.check, base)[0]


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("extra-facts.yaml", "did you mean 'facts.yaml'?"),
        ("facts2.yaml", "did you mean 'facts.yaml'?"),
        ("facts.yml", "did you mean 'facts.yaml'?"),
        ("qiuz.yaml", "did you mean 'quiz.yaml'?"),
        ("zzz.txt", "a trial has trial.yaml, sources.yaml"),
    ],
)
def test_a_file_that_nothing_reads_is_no_silent_loss(base: Path, name: str, hint: str):
    """A misnamed file is an error that names the nearest known one."""
    (base / "trials" / TRIAL / name).write_text("- {id: x}\n", encoding="utf-8")
    (found,) = load_knowledge(base).problems
    assert f"{FOLDER}/{name}" == found.file
    assert f"nothing reads '{name}'" in found.message
    assert hint in found.hint
    assert 1 == said(commands.check, base)[0]


@pytest.mark.parametrize("name", ["quiz.yaml", "facts.yaml"])
def test_a_folder_in_place_of_a_file_is_an_error(base: Path, name: str):
    """The cards of a trial cannot go unnoticed because a folder has the name of their file."""
    path = base / "trials" / TRIAL / name
    path.unlink(missing_ok=True)
    path.mkdir()
    (found,) = [problem for problem in load_knowledge(base).problems if problem.rule == "file"]
    assert f"{FOLDER}/{name}:1: file: the file cannot be read: Is a directory" in str(found)


@pytest.mark.parametrize("path", ["language/names.yml", "myositis/old.txt", "trials/facts.yaml"])
def test_files_beside_the_known_folders_are_named(base: Path, path: str):
    """Shared folders read every file with the right ending; any other is named, and so is a file among the trials."""
    (base / path).write_text("[]\n", encoding="utf-8")
    assert [f"base/{path}"] == [problem.file for problem in load_knowledge(base).problems]


def test_hidden_files_are_let_be(base: Path):
    """What a file manager or an editor leaves behind is no data."""
    (base / "trials" / TRIAL / ".DS_Store").write_text("x", encoding="utf-8")
    assert () == load_knowledge(base).problems
