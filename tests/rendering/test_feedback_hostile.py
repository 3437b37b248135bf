"""Whatever somebody types, the button that carries it and the form that shows it are ones that Slack takes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.rendering.feedback import (
    LONGEST,
    Unmet,
    curators_note,
    read_unmet,
    read_vote,
    sent_view,
    tell_button,
    tell_form,
    wrong_form,
)
from bot.rendering.handles import Reference
from tests.kit.oracles import judge_message, judge_view

NAUGHTY = json.loads((Path(__file__).parents[1] / "data" / "blns.json").read_text("utf-8"))
LONG = [
    "x" * 40_000,
    "did it work? " * 4_000,
    '"\\\n' * 14_000,
    "\U0001f600" * 40_000,
    "<&>" * 14_000,
    "\x00\x1b\u202e" * 14_000,
]
ABOUT = Reference("abatacept-iim", ("drug/jak", "topic/quality-of-life"), "2026.11-00000000")


@pytest.mark.parametrize("part", [NAUGHTY, LONG], ids=["naughty", "long"])
def test_a_question_survives_the_button_and_the_form(part):
    """It comes back as it was, or cut; button and form pass all judges, and the form holds it as a value only."""
    wrong = {}
    for said in filter(None, part):
        made = tell_button("abatacept-iim", "2026.11-00000000", Unmet(ABOUT.answers, "U012AB3CD", said))
        found = read_unmet(made["value"])
        assert found is not None
        about, unmet = found
        kept = unmet.words.removesuffix("…")
        assert (ABOUT, "U012AB3CD", True) == (about, unmet.user, said.startswith(kept))
        assert len(kept) == len(said) or len(made["value"]) > 1_500
        form = tell_form(about, unmet.words)
        shown = [block for block in form["blocks"] if block["type"] != "input"]
        if problems := (judge_message("-", [{"type": "actions", "elements": [made]}]) | judge_view(form)):
            wrong[said[:40]] = problems
        assert shown == [block for block in tell_form(about, "other")["blocks"] if block["type"] != "input"]
        assert len(form["blocks"][1]["element"]["initial_value"]) <= LONGEST
    assert {} == wrong


def test_what_is_no_value_of_ours_is_none():
    """Buttons of other versions, and values that somebody made up."""
    for value in (
        None,
        "",
        "{}",
        "[]",
        "x" * 9_000,
        '{"t":1,"a":[],"v":"x","f":1}',
        '{"t":"x","n":"a","v":"x"}',
        "[" * 9_000,
    ):
        assert (None, None) == (read_vote(value), read_unmet(value))


def test_the_other_views_and_notes():
    """Forms, thanks and the curators' note pass all judges, with the longest ids too."""
    long = Reference("t" * 60, tuple(f"{'a' * 200}{number}" for number in range(6)), "v" * 40)
    found = [
        judge_view(view) for view in (wrong_form(ABOUT), wrong_form(long), tell_form(long, ""), sent_view("Thanks."))
    ]
    notes = [
        curators_note(kind, 12, names)
        for kind in ("question", "answer", "card", "poem")
        for names in ((), long.answers)
    ]
    assert [{}] * 12 == found + [judge_message(note.text, note.blocks) for note in notes]
