"""Edits of the real fact base that keep every digit in its place and still change what is said: each is found."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from knowledge.checks import run_checks
from knowledge.fingerprint import PACKAGE
from knowledge.loading import load_knowledge

TRIAL = "trials/abatacept-iim"
FACTS, DERIVED, ANSWERS, DECLARED = (f"{TRIAL}/{name}.yaml" for name in ("facts", "derived", "answers", "trial"))
OURS = "({primary-result.abatacept}) abatacept vs {primary-result.placebo:count}"


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the fact base's data, edited and restored by each test."""
    leave = shutil.ignore_patterns("*.py", "*.db", "__pycache__")
    return shutil.copytree(PACKAGE, tmp_path_factory.mktemp("tampering") / "knowledge", ignore=leave)


def found(tree: Path, name: str, old: str, new: str, within: str = "") -> list[str]:
    """Return what the checks say once ``old`` is ``new`` in a file, behind the line that opens the entry ``within``."""
    path = tree / name
    text = path.read_text(encoding="utf-8")
    start = text.index(f"- id: {within}\n") if within else 0
    assert old in text[start:]
    try:
        path.write_text(text[:start] + text[start:].replace(old, new, 1), encoding="utf-8")
        return [f"{problem.rule}: {problem.message}" for problem in run_checks(load_knowledge(tree))]
    finally:
        path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "within", "old", "new", "expected"),
    [
        (FACTS, "", "identifier: NCT02971683", "identifier: NCT0297168", "trial-identity.nct: value is NCT0297168"),
        (FACTS, "", 'identifier: "39609094"', 'identifier: "9609094"', "paper-identity.pmid: value is 9609094"),
        (FACTS, "dose-regimen", "unit: mg weekly", "unit: g weekly", "its unit is 'g weekly', but"),
        (FACTS, "subgroup-dm", "kind: p-value", 'kind: p-value\n      relation: "<"', "it is stated as P < 0.679, but"),
        (DERIVED, "effect-dm-risk-difference", "level: 95", "level: 99", "the interval's level is 99%, but"),
        (FACTS, "subgroup-dm", "population: dm", "population: nondm", "it is a figure of nondm, but the second"),
        (FACTS, "week52-result", "timepoint: week-52", "timepoint: week-24", "it is a figure at week-24, but the second"),
        (FACTS, "subgroup-dm", "timepoint: week-24", "timepoint: week-52", "is a figure at week 52, but the text speaks"),
        (FACTS, "week52-result", "arm: continued-abatacept", "arm: placebo-to-abatacept", "labelled"),
        (ANSWERS, "primary-result", OURS, OURS.replace("abatacept})", "placebo})"), "but the text calls it abatacept"),
        (ANSWERS, "subgroup-dm", "facts: [", "facts: [artemis-result, ", "leads with facts of another trial"),
        (ANSWERS, "subgroup-dm", "{About half|", "{Twice as many|", "says 'Twice', which the rule 'about-half'"),
        (ANSWERS, "subgroup-dm", "{About half|", "{55% or half|", "hold a figure"),
        (ANSWERS, "subgroup-dm", "{About half|", "{week52-result.continued} or {about half|", "a figure of week52-result"),
        (ANSWERS, "subgroup-dm", "no clear benefit", "½ no clear benefit", "the figure ½ stands in the text"),
        (ANSWERS, "subgroup-dm", "no clear benefit", "a fifth had no clear benefit", "the word 'a fifth'"),
        (ANSWERS, "subgroup-dm", "no clear benefit", "nearly all had no clear benefit", "the word 'nearly all'"),
        (DECLARED, "", "- sum:", "- summ:", "states no rule; there are"),
    ],
)  # fmt: skip
def test_what_is_said_otherwise_is_found(tree, name, within, old, new, expected):  # noqa: PLR0917 - one edit each
    """Digits agree on both sides; unit, sign, level, group, arm, week, words or the fact referred to do not."""
    problems = found(tree, name, old, new, within)
    assert any(expected in line for line in problems), problems


def test_the_tree_itself_is_sound(tree):
    """What the tests above find is what they changed."""
    assert [] == run_checks(load_knowledge(tree))
