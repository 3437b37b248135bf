"""Tests that what reads frames knows no name of a trial: names are data."""

from __future__ import annotations

import ast
import re

import pytest

MODULES = (
    "artifact",
    "classifier",
    "decide",
    "declared",
    "doses",
    "features",
    "frame",
    "grammar",
    "interpreter",
    "reader",
    "resolve",
    "turns",
    "vectors",
)
CONCEPT = re.compile(r"[a-z]+/[a-z0-9][a-z0-9-]*")
# What code makes of numbers in a question, and no vocabulary lists.
MADE_BY_CODE = {"dose/untested", "time/before", "time/week-", "time/weeks-"}
NAMES = re.compile(r"abatacept|orencia|aggarwal|artemis|attackmy|myositis|dermato|octagam|proderm", re.IGNORECASE)


@pytest.mark.parametrize("name", MODULES)
def test_no_concept_drug_disease_or_trial_stands_in_what_reads_frames(project, name):
    """Concepts, drugs, diseases, people and trials are looked up in the fact base, never named in code."""
    tree = ast.parse((project / "bot" / "understanding" / f"{name}.py").read_text(encoding="utf-8"))
    texts = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    assert texts
    assert set() == {text for text in texts if CONCEPT.fullmatch(text)} - MADE_BY_CODE
    assert [] == [text for text in texts if NAMES.search(text)]


def test_the_check_sees_a_planted_name():
    planted = ast.parse('CUE = "drug/abatacept"\n')
    texts = [node.value for node in ast.walk(planted) if isinstance(node, ast.Constant)]
    assert all(CONCEPT.fullmatch(text) and NAMES.search(text) for text in texts)


def test_nothing_that_runs_imports_training(project):
    """Training and measuring stand apart: no other module of the bot names them."""
    for path in (project / "bot").rglob("*.py"):
        if "training" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            named = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            named += [one.name for one in node.names] if isinstance(node, ast.Import) else []
            assert not [one for one in named if one.startswith("bot.training")], path
