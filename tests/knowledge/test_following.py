"""The cause comes first, what only follows from it is left out and counted, and what it did not cause stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge import commands
from knowledge.following import Unread, causes_first
from knowledge.problems import Problem
from tests.knowledge.bases import SOURCE, TRIAL, edit
from tests.knowledge.test_commands import said

FOLDER = f"base/trials/{TRIAL}"
FACTS = (SOURCE / "trials" / TRIAL / "facts.yaml").read_bytes()


def told(base: Path) -> tuple[list[str], str]:
    """Return the lines of the problems that the check prints, and what it says of those left out."""
    status, lines = said(commands.check, base)
    assert 1 == status
    return [line for line in lines if line.startswith("base/")], "\n".join(line for line in lines if "left out" in line)


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        (FACTS.replace(b"topic: design", b"topic: [design"), "broken YAML"),
        (FACTS.replace(b"  topic: design", b"\ttopic: design"), "broken YAML"),
        (FACTS + b"\n# \xff\xfe\n", "is not UTF-8"),
        (b"", "the file is empty"),
        (b"a: b\n", "a list of entries belongs here"),
        (FACTS.replace(b"- id: enrolment\n  topic:", b"- topic:"), "'id' is missing"),
        (None, "the file is missing"),
    ],
    ids=["broken", "tab", "encoding", "empty", "mapping", "nameless", "missing"],
)
def test_an_unreadable_file_is_all_that_is_said_of_it(base: Path, content: bytes | None, cause: str):
    """References to the facts of a file that could not be read are not the curator's mistakes."""
    path = base / "trials" / TRIAL / "facts.yaml"
    path.unlink() if content is None else path.write_bytes(content)
    problems, left_out = told(base)
    assert 1 == len(problems), problems
    assert problems[0].startswith(f"{FOLDER}/facts.yaml:")
    assert cause in problems[0]
    assert "more problems follow from these" in left_out


@pytest.mark.parametrize(
    "file", ["trial.yaml", "sources.yaml", "ledger.yaml", "caveats.yaml", "answers.yaml", "derived.yaml"]
)
def test_the_unreadable_file_comes_first_whichever_it_is(base: Path, file: str):
    """Sorted by name, answers.yaml would come before what is wrong with facts.yaml."""
    (base / "trials" / TRIAL / file).write_text("", encoding="utf-8")
    problems, _ = told(base)
    assert problems[0].startswith(f"{FOLDER}/{file}:1: the file is empty")
    assert not [line for line in problems if "there is no" in line], problems


def test_a_refused_figure_hides_nothing_but_its_consequences(base: Path):
    """The refused entry comes first; what refers to it is left out, an unrelated slip elsewhere is not."""
    line = edit(base, "facts.yaml", 'percent: "60.0"', 'percent: "160.0"')
    other = edit(base, "answers.yaml", "followups: [result]", "followups: [pilt-size]")
    problems, left_out = told(base)
    assert "a percentage lies between 0 and 100, not at 160.0" in problems[0]
    assert abs(int(problems[0].split(":")[1]) - line) <= 3
    assert [f"{FOLDER}/answers.yaml:{other}: "] == [text[: text.index(": ") + 2] for text in problems[1:]], problems
    assert "left out" in left_out


def test_unrelated_slips_are_reported_beside_an_unreadable_file(base: Path):
    """A reference whose target would stand in another file is judged all the same."""
    (base / "trials" / TRIAL / "facts.yaml").write_text("", encoding="utf-8")
    edit(base, "glossary.yaml", "source: ", "source: no-such-")
    edit(base, "related.yaml", "caveats: [", "caveats: [no-such, ")
    problems, _ = told(base)
    assert "facts.yaml:1:" in problems[0]
    assert any("there is no source 'no-such-" in line for line in problems)
    assert any("there is no caveat 'no-such'" in line for line in problems)


def test_nothing_is_left_out_when_all_was_read():
    """Without an unread file or entry every problem is told, in the order it came."""
    problems = [
        Problem("k/trials/a/answers.yaml", 3, "unknown", "x: there is no fact 'y'"),
        Problem("k/trials/a/derived.yaml", 1, "derived", "z: cannot be recomputed: there is no figure y.a"),
    ]
    assert (problems, 0) == causes_first(problems, Unread())


def test_another_trial_does_not_follow():
    """What one trial's folder lacks says nothing of another's."""
    unread = Unread(frozenset({"k/trials/a/facts.yaml"}))
    here = Problem("k/trials/a/answers.yaml", 3, "unknown", "x: there is no fact 'y'")
    there = Problem("k/trials/b/answers.yaml", 3, "unknown", "x: there is no fact 'y'")
    assert ([there], 1) == causes_first([here, there], unread)
