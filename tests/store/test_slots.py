"""Tests that the store has no room for what people type."""

from __future__ import annotations

import dataclasses
import inspect
import math
import subprocess
import sys
from datetime import timedelta

import pytest

from bot.store import Job, SlotsError, Store
from bot.store.schema import metadata
from bot.store.tables_inbox import inbox
from tests.store.processes import PROJECT
from tests.store.remembering import remember

WORDS = [
    pytest.param({"text": "did DM patients respond?"}, "'text'", id="a message's text"),
    pytest.param({"reading": {"parts": [{"question": "why"}]}}, "'question'", id="a question deep inside"),
    pytest.param({"event": {"ts": "1.1"}}, "'event'", id="a whole event"),
    pytest.param({"note": "a" * 201}, "201 characters", id="a long text"),
    pytest.param({"b" * 201: 1}, "201 characters", id="a long name"),
    pytest.param({"parts": [["x" * 150] * 120]}, "at most 16000", id="too much altogether"),
    pytest.param({"when": timedelta(1)}, "slots are JSON", id="no JSON"),
    pytest.param({"score": math.nan}, "slots are JSON", id="no number"),
]


@pytest.mark.parametrize(("slots", "says"), WORDS)
def test_words_are_refused(store, at, job, slots, says):
    """Neither a job nor a memory takes them, and nothing of the refused job is kept."""
    with pytest.raises(SlotsError, match=says):
        store.accept("k", job(payload=slots), at())
    with pytest.raises(SlotsError, match=says):
        remember(store, "T1", "C1", None, slots, at())
    assert 0 == store.counts()["accepted"]
    assert store.claim("k", at())


def test_a_refusal_does_not_repeat_the_words(store, at, job):
    """What must not be kept must not reach a log either."""
    with pytest.raises(SlotsError) as refused:
        store.accept("k", job(payload={"note": "confidential " * 40}), at())
    assert "confidential" not in str(refused.value)


def test_no_type_has_a_place_for_words():
    """Neither the job, nor any method, nor any table but the inbox has a field for text that somebody wrote.

    What is in the inbox was sent there by a person who was shown that it would be stored.
    """
    fields = {field.name for field in dataclasses.fields(Job)}
    parameters = {
        name
        for _, method in inspect.getmembers(Store, inspect.isfunction)
        for name in inspect.signature(method).parameters
    }
    columns = {column.name for table in metadata.tables.values() if table is not inbox for column in table.columns}
    assert set() == {"text", "words", "question", "message", "blocks"} & (fields | parameters | columns)


def test_the_store_knows_neither_slack_nor_the_trial():
    """What it keeps is opaque to it: opening one loads nothing that could make sense of it."""
    code = "import sys, bot.store; print(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=PROJECT)
    loaded = {name for name in done.stdout.split() if name.startswith(("slack", "knowledge", "bot."))}
    assert {"bot.store"} == {".".join(name.split(".")[:2]) for name in loaded}
