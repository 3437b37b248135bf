"""The plain answer is complete: what any front door shows, a screen reader gets too."""

from __future__ import annotations

import re

import pytest
from rich.console import Console

from bot.answering.answer import Answer, CaveatLine, Citation, Figure, FollowUp, Line, Section, Table, Text
from bot.rendering.json_object import json_object
from bot.rendering.plain import line_text, plain_text
from bot.rendering.terminal import terminal_view
from bot.understanding.reading import Kind
from tests.questions.asking import ask, every_thread

RATE = Figure("55.0%", "subgroup-dm", "abatacept", "paper", "Results, sentence 4")
COUNT = Figure("22/40", "subgroup-dm", "count", "paper", "Results, sentence 4", derived=True, method="Worked back.")
ANSWER = Answer(
    Kind.ANSWER,
    "a-trial",
    (
        Section(
            Text("About half improved."),
            (Line(Text("Week 24: 22/40† (55.0%).", (COUNT, RATE)), (1, 2)), Line(Text("No mark here."))),
            Table(("Group", "Drug", "Placebo"), ((Text("DM"), Text("55.0%", (RATE,)), Text("")),)),
            "subgroup-dm",
        ),
    ),
    (CaveatLine(Text("Missed."), ("missed", "small")),),
    ("missed", "small"),
    (Citation(1, "paper", "A paper", "Results", "https://example.org/1"), Citation(2, "note", "A note", "", "")),
    ("subgroup-dm",),
    suggestions=(FollowUp("PM", "And PM?", "pm-alone"),),
    notes=("Read as: DM",),
    footer="facts 1",
    confidence=0.9,
)


def terminal_text(answer, width=200):
    """Return what a terminal shows, without colours."""
    console = Console(width=width, color_system=None, highlight=False)
    with console.capture() as shown:
        console.print(terminal_view(answer))
    return shown.get()


@pytest.mark.parametrize(
    ("text", "marks", "expected"),
    [
        ("It was so.", (1,), "It was so [1]."),
        ("It was so", (1, 3), "It was so [1,3]"),
        ("Was it so?", (2,), "Was it so? [2]"),
        ("It was so.", (), "It was so."),
        ("", (), ""),
    ],
)
def test_citation_numbers_stand_before_the_full_stop(text, marks, expected):
    """As in print."""
    assert expected == line_text(Line(Text(text), marks))


def test_the_plain_answer_is_in_reading_order():
    """How it was read, headline, figures, table, caveats, citations, footer."""
    expected = [
        "Read as: DM",
        "About half improved.",
        "Week 24: 22/40† (55.0%) [1,2].",
        "No mark here.",
        "DM: Drug 55.0%",
        "⚠ Missed.",
        "[1] A paper, Results",
        "[2] A note",
        "facts 1",
    ]
    assert expected == plain_text(ANSWER).split("\n")


def test_addresses_are_added_only_when_wanted():
    """A screen reader need not spell them."""
    assert "https://" not in plain_text(ANSWER)
    assert "[1] A paper, Results https://example.org/1" in plain_text(ANSWER, with_links=True)


def test_a_refusal_lists_what_can_be_asked_instead():
    """Options and suggestions are lines of their own where nothing is cited."""
    refusal = Answer(Kind.NOT_COVERED, None, (Section(Text("Not covered.")),), suggestions=ANSWER.suggestions)
    assert "Not covered.\n• And PM?" == plain_text(refusal)


def test_the_json_object_lists_each_figure_once_with_its_source():
    """In the order of reading, derived ones with their method."""
    data = json_object(ANSWER, "did DM respond?", "q1")
    assert [
        {"as_printed": "22/40", "fact": "subgroup-dm", "source": "paper", "locator": "Results, sentence 4"}
        | {"derived": True, "method": "Worked back."},
        {"as_printed": "55.0%", "fact": "subgroup-dm", "source": "paper", "locator": "Results, sentence 4"},
    ] == data["figures"]
    assert ("q1", "did DM respond?", "About half improved.") == (data["id"], data["question"], data["headline"])
    assert ["And PM?"] == data["suggestions"]


def test_the_terminal_shows_every_word_of_the_plain_answer():
    """Whichever way it is read, it is the same answer."""
    for thread in every_thread()[::9]:
        answer = ask(*thread).answer
        shown = set(re.findall(r"[\w%./]+", terminal_text(answer)))
        assert set() == set(re.findall(r"[\w%./]+", plain_text(answer))) - shown, thread


def test_no_figure_is_cut_in_a_terminal_of_usual_width():
    """Half a figure is a wrong figure: cells of a table wrap, they are not shortened."""
    for thread in every_thread():
        answer = ask(*thread).answer
        if any(section.table is not None for section in answer.sections):
            assert "…" not in terminal_text(answer, width=80), thread


def test_markup_in_a_text_is_shown_as_it_stands():
    """Brackets of citations are no colours."""
    odd = Answer(Kind.HELP, None, (Section(Text("[bold]not bold[/bold] [1] :smile:")),))
    assert "[bold]not bold[/bold] [1] :smile:" in terminal_text(odd)


def test_the_plain_answer_holds_every_text_of_the_answer():
    """Headlines, lines, cells, caveats, citations and notes: none is left out, for any question."""
    for thread in every_thread():
        answer = ask(*thread).answer
        text = plain_text(answer).replace(".", "")
        bare = re.sub(r" \[[\d,]+\]", "", text)
        for shown in answer.texts():
            assert shown.text.replace(".", "") in bare, thread
        for note in (*answer.notes, answer.footer):
            assert note.replace(".", "") in text
        assert len(answer.citations) == len(re.findall(r"^\[\d+\] ", text, re.MULTILINE)), thread
