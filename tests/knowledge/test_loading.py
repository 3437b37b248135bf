"""Bad input: every problem at once, each with its file and line, and never a traceback."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from knowledge.loading import load_knowledge, load_trial
from knowledge.problems import Problem
from tests.knowledge.bases import TRIAL, edit

FOLDER = f"base/trials/{TRIAL}"


def problems(root: Path) -> tuple[Problem, ...]:
    """Return what loading finds wrong."""
    return load_knowledge(root).problems


def test_the_fixture_of_another_drug_loads_whole(base: Path):
    """Nothing in the loader is made for one drug: an invented trial loads without a problem."""
    knowledge = load_knowledge(base)
    assert () == knowledge.problems
    assert [TRIAL] == [trial.id for trial in knowledge.trials]
    assert 2 == len(knowledge.trials[0].facts)


def test_places_of_entries_figures_and_fields_are_known(base: Path):
    """Whatever a check finds wrong, it can say where that stands."""
    trial = load_knowledge(base).trials[0]
    lines = (base / "trials" / TRIAL / "facts.yaml").read_text(encoding="utf-8").splitlines()
    result = trial.facts[1]
    assert "- id: result" == lines[trial.places.where(result).line - 1]
    assert "key: placebo" in lines[trial.places.where(result.values[1]).line - 1]
    assert "percent:" in lines[trial.places.where(result.values[1], "percent").line - 1]
    assert lines[trial.places.where(result, "statement").line - 1].startswith("  statement:")


@pytest.mark.parametrize(
    ("file", "old", "new", "said", "hint"),
    [
        ("facts.yaml", "topic: design", "topic: [design", "broken YAML", "check indentation"),
        ("facts.yaml", "count: 80", 'count: "eighty"', "'count' is 'eighty', not a whole number", "without quotes"),
        ("facts.yaml", 'percent: "60.0"', "percent: 60.0", "write the number in quotes", ""),
        ("facts.yaml", "kind: p-value", "kind: pvalue", "there is no kind 'pvalue'", "use one of proportion"),
        ("facts.yaml", "ledger: paper-p}", "ledgr: paper-p}", "'ledgr' is no field here", "spelling"),
        ("facts.yaml", "topic: design", "topik: design", "'topik' is no field here", "spelling"),
        ("facts.yaml", "population: overall", "population: kids", "there is no population 'kids'", "declare it"),
        ("facts.yaml", "timepoint: week-12", "timepoint: week-21", "there is no timepoint 'week-21'", "mean 'week-12'"),
        ("facts.yaml", "arm: placebo", "arm: placebos", "there is no arm 'placebos'", "mean 'placebo'"),
        ("facts.yaml", "caveats: [missed]", "caveats: [mised]", "there is no caveat 'mised'", "mean 'missed'"),
        ("facts.yaml", "source: registry,", "source: registri,", "there is no source 'registri'", "mean 'registry'"),
        ("facts.yaml", "- id: result", "- id: enrolment", "the fact id 'enrolment' is given twice", "rename"),
        ("facts.yaml", "topic: design", "topic: design\n  topic: design", "the key 'topic' is given twice", "keep one"),
        ("derived.yaml", "inputs: [result]", "inputs: [resalt]", "there is no fact 'resalt'", "mean 'result'"),
        ("ledger.yaml", "id: paper-p,", "id: paper-or,", "the ledger figure 'paper-or' is given twice", "rename"),
        ("caveats.yaml", "merged:", "mergd:", "'mergd' is no field here", "use caveats"),
        ("caveats.yaml", "show: always", "show: sometimes", "'show' is 'sometimes'", "'always' or 'on-detail'"),
        ("answers.yaml", "also: [effect]", "also: [efect]", "there is no fact 'efect'", "mean 'effect'"),
        ("answers.yaml", "followups: [result]", "followups: [resut]", "there is no answer 'resut'", "mean 'result'"),
        ("answers.yaml", "[Everyone, ", "[", "row 1 has 2 cells for 3 columns", ""),
        ("intents.yaml", "topic: quality-of-life", "topic: life", "there is no not-covered topic 'life'", ""),
        ("vocabulary.yaml", "terms: [examplimab]", "terms: [null]", "'terms' is None, not a text", "write a text"),
        ("trial.yaml", 'date: "2026-02-01"', "date: February", "'February' is no date", "2026-11-22"),
    ],
)
def test_bad_input_is_named_with_its_place(base: Path, *, file: str, old: str, new: str, said: str, hint: str):
    """A slip in a file is reported at its file and line, with what is wrong and what would be right."""
    line = edit(base, file, old, new)
    found = [problem for problem in problems(base) if said in problem.message]
    assert found, "\n".join(map(str, problems(base)))
    assert f"{FOLDER}/{file}" == found[0].file
    assert abs(found[0].line - line) <= 3
    assert hint in found[0].hint


def test_a_missing_file_is_named(base: Path):
    """A folder without one of its files says which."""
    (base / "trials" / TRIAL / "ledger.yaml").unlink()
    assert f"{FOLDER}/ledger.yaml:1: file: the file is missing (add it; it may hold an empty list: [])" in [
        str(problem) for problem in problems(base)
    ]


def test_a_file_that_is_not_utf8_is_named_with_the_line(base: Path):
    """A file saved in another encoding is reported at the first byte that does not fit."""
    path = base / "trials" / TRIAL / "sources.yaml"
    path.write_bytes(b"# first line\n# caf\xe9\n" + path.read_bytes())
    assert [(2, "byte 0xe9 is not UTF-8")] == [
        (problem.line, problem.message) for problem in problems(base) if problem.rule == "yaml"
    ]


@pytest.mark.parametrize(
    "content", ["", "just a text", "[1, 2]", "- - -", "a: &x *x", "{}", "\x00", "!!python/object:os.system x"]
)
@pytest.mark.parametrize("file", ["trial.yaml", "facts.yaml", "caveats.yaml", "intents.yaml"])
def test_no_content_makes_loading_raise(base: Path, file: str, content: str):
    """Whatever a file holds, loading ends and says what it thinks of it."""
    (base / "trials" / TRIAL / file).write_text(content, encoding="utf-8")
    assert problems(base)


def test_all_problems_come_at_once(base: Path):
    """A curator sees every slip in one run, sorted by file and line."""
    edit(base, "facts.yaml", "count: 80", "count: -80")
    edit(base, "facts.yaml", "caveats: [missed]", "caveats: [mised]")
    edit(base, "glossary.yaml", "citations:", "citation:")
    found = problems(base)
    assert {"facts.yaml", "glossary.yaml"} <= {Path(problem.file).name for problem in found}
    assert len(found) >= 4
    assert list(found) == sorted(found, key=lambda problem: (problem.file, problem.line, problem.rule, problem.message))


def test_a_folder_without_trials_says_so(tmp_path: Path):
    """An empty fact base is a problem, not a crash."""
    assert ["there is no trial"] == [problem.message for problem in problems(tmp_path)]


def test_dates_and_words_stay_what_is_written(base: Path):
    """Unquoted dates, yes and no are texts, whatever YAML would make of them."""
    edit(base, "trial.yaml", 'date: "2026-02-01"', "date: 2026-02-01")
    edit(base, "vocabulary.yaml", "terms: [severe, bad examplitis]", "terms: [no, yes, on]")
    knowledge = load_knowledge(base)
    assert () == knowledge.problems
    assert ("no", "yes", "on") == knowledge.trials[0].vocabulary[1].terms


def test_one_trial_can_be_loaded_alone(base: Path):
    """A trial's folder is read without the shared ones."""
    trial, found = load_trial(base / "trials" / TRIAL)
    assert () == found
    assert "Examplimab in examplitis" == (trial.trial and trial.trial.short_name)


def test_two_trials_stand_side_by_side(base: Path):
    """A second trial is a second folder."""
    trials = base / "trials"
    shutil.copytree(trials / TRIAL, trials / "second-trial")
    path = trials / "second-trial" / "trial.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(f"id: {TRIAL}", "id: second-trial"), encoding="utf-8")
    knowledge = load_knowledge(base)
    assert () == knowledge.problems
    assert [TRIAL, "second-trial"] == [trial.id for trial in knowledge.trials]
