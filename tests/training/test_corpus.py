"""Tests of the questions that the reader learns from: their form, and who may be learned from."""

from __future__ import annotations

import json

import pytest

from bot.training.assignments import assignment
from bot.training.balance import near_duplicates, own_words
from bot.training.corpus import Declared, frames_of, merged, problems_of, read_rows, unmarked
from bot.training.train import QUESTIONS, corpus_files

DM = {"dim": "subtype", "value": "dermatomyositis"}
PLAN = [
    {"n": 1, "frames": [{"act": "asks", "ask": "response", "whom": [DM, {"dim": "age"}]}]},
    {
        "n": 2,
        "after": [1],
        "unsaid": "everything but the new group",
        "frames": [{"act": "asks", "ask": "response", "whom": [DM | {"exclude": True}]}],
    },
    {"n": 3, "frames": [{"act": "asks", "ask": "dose", "about": "other-trial"}]},
    {"n": 4, "frames": [{"act": "asks", "ask": "cost"}]},
]


@pytest.fixture(scope="module")
def declared():
    return Declared()


def test_marks_in_a_message_give_the_words_of_its_slots(declared):
    """What a writer put in brackets becomes the words of the slot, and the brackets go."""
    written = [
        {"n": 1, "q": "did [subtype: DM folks] [age: over 65] improve"},
        {"n": 2, "q": "and without the [not subtype: DM] ones"},
        {"n": 3, "q": "what dose did [about: ProDERM] use"},
        {"n": 4, "q": ""},
    ]
    first, second, third = unmarked("w99", PLAN, written)
    assert "did DM folks over 65 improve" == first["question"]
    assert [DM | {"words": "DM folks"}, {"dim": "age", "value": "over 65", "words": "over 65"}] == first["frames"][0][
        "whom"
    ]
    assert ("w99-001", ["did DM folks over 65 improve"]) == (second["after"], second["thread"])
    assert {"value": "other-trial", "words": "ProDERM"} == third["frames"][0]["about"]
    assert [] == list(problems_of([first, second, third], declared))


def test_a_turn_whose_thread_was_left_out_is_left_out_too():
    written = [
        {"n": 1, "q": ""},
        {"n": 2, "q": "and without DM"},
        {"n": 3, "q": "dose in [about: RIM]"},
        {"n": 4, "q": "price?"},
    ]
    assert ["w99-003", "w99-004"] == [row["id"] for row in unmarked("w99", PLAN, written)]


def test_a_corrected_frame_replaces_the_drawn_one():
    written = [{"n": 4, "q": "who makes it", "frames": [{"act": "asks", "ask": "drug-identity"}]}]
    (row,) = merged("w99", PLAN, written)
    assert [{"act": "asks", "ask": "drug-identity"}] == row["frames"]


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        ({"act": "asks", "ask": "shoe-size"}, "unknown ask 'shoe-size'"),
        ({"act": "sings", "ask": "dose"}, "unknown act 'sings'"),
        ({"act": "asks", "ask": "dose", "when": "tomorrow"}, "unknown when 'tomorrow'"),
        ({"act": "asks", "ask": "dose", "mood": "bad"}, "unknown slot 'mood'"),
        (
            {"act": "asks", "ask": "response", "whom": [{"dim": "age", "words": "kids"}]},
            "the words of age do not stand in the question: 'kids'",
        ),
        ({"act": "asks", "ask": "response", "about": "other-trial"}, "about needs words"),
    ],
)
def test_a_label_that_says_what_is_not_declared_or_not_said_is_refused(declared, frame, message):
    row = {"id": "w99-001", "question": "what dose was it", "frames": [frame]}
    assert [f"w99-001: {message}"] == list(problems_of([row], declared))


def test_a_line_that_is_no_object_is_named(tmp_path):
    path = tmp_path / "w99.jsonl"
    path.write_text('{"id": "w99-001"}\n[]\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"w99\.jsonl, line 2: not an object"):
        read_rows(path)


def test_every_question_in_the_repository_is_soundly_labelled(declared):
    """Words stand in the question, slots and values are declared, nobody says the same twice."""
    files = sorted(QUESTIONS.glob("*/*.jsonl"))
    labelled = [path for path in files if path.parent.name != "wordings"]
    assert labelled
    for path in labelled:
        rows = read_rows(path)
        known = path.parent.name == "known"  # those turns' threads were never labelled
        problems = [one for one in problems_of(rows, declared) if not (known and "the same as" in one)]
        assert [] == problems, path.name
        assert all(row["writer"] == path.stem for row in rows)
        ids = {row["id"] for row in rows}
        assert all(row["after"] in ids for row in rows if "after" in row) or known or path.stem in ("w07", "w08")


def test_wordings_name_declared_asks(declared):
    for path in QUESTIONS.glob("wordings/*.jsonl"):
        for row in read_rows(path):
            assert row["ask"] in declared.asks, (path.name, row["ask"])
            assert all(text.strip() for text in row["q"])


def test_sealed_writers_are_never_read_by_training():
    sealed = {path.name for path in QUESTIONS.glob("sealed/*.jsonl")}
    assert sealed
    assert not sealed & {path.name for path in corpus_files()}


def test_an_assignment_is_drawn_by_the_writers_name_alone(declared):
    """The same writer gets the same rows, another writer others; every frame is a sound one."""
    mine = assignment("w11", 120)
    assert mine == assignment("w11", 120)
    assert mine != assignment("w12", 120)
    for row in mine:
        for frame in frames_of(row):
            assert frame["ask"] in declared.asks
            assert not [
                one
                for one in declared.problems({k: v for k, v in frame.items() if k != "about"}, "")
                if "words" not in one
            ]
    threads = sum("after" in row for row in mine) / len(mine)
    assert 0.03 < threads < 0.4
    assert json.dumps(mine)


def test_near_duplicates_count_only_between_writers():
    questions = [
        ("a", "did DM patients respond?"),
        ("b", "Did DM patients respond"),
        ("a", "did DM patients respond!"),
        ("b", "who paid for it?"),
    ]
    assert {0, 1, 2} == near_duplicates(questions)
    assert set() == near_duplicates([("a", "who paid for it"), ("a", "who paid for it?")])
    assert {"a": 0.5, "b": 0.0} == own_words({"a": ["placebo dose"], "b": ["dose"]})
