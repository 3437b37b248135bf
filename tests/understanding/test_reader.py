"""Tests of the trained reader: what it rests on, that it is the same everywhere, and what it must never do."""

from __future__ import annotations

import dataclasses
import json
import shutil
import subprocess
import sys
import time

import pytest

from bot.answering.compose import Composer
from bot.training.train import made_from
from bot.understanding import artifact
from bot.understanding.frame import Frame, Restriction
from bot.understanding.interpreter import FrameReader, pieces_of, read_pieces
from bot.understanding.normalise import clean
from bot.understanding.reading import Kind, Memory
from bot.understanding.scope import Understanding
from bot.understanding.stored import memory_from_json, memory_to_json, reading_from_json, reading_to_json
from knowledge.reader import open_or_compile

QUESTIONS = [
    "did DM patients respond?", "was abatacept safe in dermatomyositis?", "who paid for the trial", "did 50 mg work in DM?",
    "response in smokers", "all except DM, how did they do", "is it safe for my patient with PM?", "hello", "MMT-8 in ARTEMIS?",
    "what is HAQ-DI", "hazard ratio for DM", "did patients over 65 with DM respond?", "asdf qwer", "IMNM?", "p value in non-DM",
]  # fmt: skip


@pytest.fixture(scope="module")
def understanding():
    """Return an understanding that answers what it is half sure of: more than is let through, so that more is tried."""
    base = open_or_compile()
    reader = artifact.load()
    bold = dataclasses.replace(reader, thresholds=reader.thresholds._replace(answer=50, advice=50))
    return Understanding(base, frames=FrameReader(base, bold))


def first_read(understanding, text, before=None):
    """Return how the first question of ``text`` was read."""
    language = understanding.language("abatacept-iim")
    trained = understanding._frames.trained(language)
    return next(read_pieces(clean(text), language, trained, before)).read


def copy_of(tmp_path):
    return shutil.copytree(artifact.DEFAULT, tmp_path / "reader")


def test_the_committed_reader_was_made_from_what_is_committed():
    """Corpus, vocabulary, code and settings are those it was trained on; `make train` makes it anew."""
    kept = {name: value for name, value in artifact.load().manifest.items() if name != "versions"}
    assert made_from() == kept


def test_the_reader_keeps_its_budgets():
    """At most 10 MB on disk, 40 MB in memory, open within 100 ms (three times that where the machine is busy)."""
    assert 10_000_000 > sum(path.stat().st_size for path in artifact.DEFAULT.iterdir())
    started = time.perf_counter()
    models = artifact.load().models
    assert 0.3 > time.perf_counter() - started
    assert 40_000_000 > sum(model.weights.nbytes for model in (models.act, models.ask, models.role))


@pytest.mark.parametrize("name", [artifact.MANIFEST, artifact.WEIGHTS])
def test_a_missing_file_is_said_with_what_mends_it(tmp_path, name):
    folder = copy_of(tmp_path)
    (folder / name).unlink()
    with pytest.raises(artifact.CannotReadError, match="make train"):
        artifact.load(folder)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda folder: (folder / "weights.bin").write_bytes((folder / "weights.bin").read_bytes()[:-1]), "not those that the manifest names"),
        (lambda folder: (folder / "manifest.json").write_text("{}"), "not the manifest"),
        (lambda folder: (folder / "manifest.json").write_text("[1"), "no trained reader can be read"),
        (lambda folder: (folder / "manifest.json").write_text((folder / "manifest.json").read_text().replace('"format": 1', '"format": 9')), "another version"),
    ],
)  # fmt: skip
def test_a_changed_file_is_refused(tmp_path, change, said):
    """Weights that were exchanged, and manifests that are none, stop the start with a sentence."""
    folder = copy_of(tmp_path)
    change(folder)
    with pytest.raises(artifact.CannotReadError, match=said):
        artifact.load(folder)


def test_the_same_question_is_read_alike_in_processes_with_different_hash_seeds(tmp_path):
    """Neither the order of sets nor of dictionaries decides anything."""
    batch = tmp_path / "questions.jsonl"
    batch.write_text("".join(json.dumps({"id": str(n), "question": one}) + "\n" for n, one in enumerate(QUESTIONS)))
    said = [
        subprocess.run(
            [sys.executable, "-m", "bot", "ask", "--frames", "--batch", str(batch)],
            env={"PYTHONHASHSEED": seed, "PATH": "/usr/bin:/bin"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "4242")
    ]
    assert said[0] == said[1]


NEAR_MISSES = [
    ("did patients over 65 with DM respond?", {"subgroup-dm"}),
    ("response rate in women", {"primary-result"}),
    ("response under 40", {"primary-result"}),
    ("response in those older than 70", {"primary-result"}),
    ("did smokers improve on abatacept", {"primary-result"}),
    ("did 50 mg work in DM?", {"subgroup-dm"}),
    ("response in inclusion body myositis", {"primary-result"}),
    ("did rituximab help DM patients improve", {"subgroup-dm", "primary-result"}),
    ("serious adverse events in ProDERM", {"safety-sae"}),
    ("hazard ratio for response in DM", {"subgroup-dm"}),
    ("was abatacept safe in dermatomyositis?", {"subgroup-dm", "primary-result"}),
    ("response to placebo in NCT01234567", {"primary-result"}),
]  # fmt: skip


@pytest.mark.parametrize(("question", "neighbours"), NEAR_MISSES)
def test_a_near_miss_never_gets_its_neighbours_answer_unsaid(understanding, question, neighbours):
    """It is declined, asked back, or gets the wider result under words that say so."""
    reading = understanding.read(question)
    for part in reading.parts:
        if part.kind is Kind.ANSWER and part.answer in neighbours:
            assert part.missing == "whom", (question, part)


def test_a_thread_is_read_by_its_frame(understanding):
    """What a turn leaves open is filled from the frame before, and what was filled is known."""
    first = understanding.read("Did dermatomyositis patients respond to abatacept at week 24?")
    assert "subgroup-dm" == first.parts[0].answer
    second = understanding.read("and in IMNM?", first.remembered)
    assert "imnm-alone" == second.parts[0].answer
    frame = second.parts[0].frame
    assert frame is not None
    assert "ask" in frame.inherited


def test_nothing_that_somebody_typed_is_stored(understanding):
    """Readings and memories keep dimensions and values of a frame, never the asker's words."""
    reading = understanding.read("Did zorbified smokers from Zanzibar with DM respond?")
    kept = json.dumps([reading_to_json(reading), memory_to_json(reading.remembered)]).casefold()
    for word in ("zorbified", "smokers", "zanzibar"):
        assert word not in kept
    assert reading_from_json(reading_to_json(reading)).kind is reading.kind


def test_a_memory_of_the_version_before_is_still_read():
    stored = {
        "trial": "abatacept-iim",
        "answer": "subgroup-dm",
        "concepts": ["population/dm"],
        "whom": ["population/dm"],
    }
    assert Memory("abatacept-iim", "subgroup-dm", None, ("population/dm",), ("population/dm",)) == memory_from_json(
        stored
    )


def test_a_frame_survives_being_written_down():
    frame = Frame(
        "asks",
        "response",
        ("drug/ivig",),
        "ivig",
        (Restriction("age", "", "over 65", exclude=True),),
        when="other",
        inherited=("ask",),
    )
    assert frame == Frame.from_json(frame.to_json())
    assert "over 65" not in json.dumps(frame.to_json(words=False))


@pytest.mark.parametrize(
    ("message", "pieces"),
    [
        ("did DM respond and what about safety in the trial?", 2),
        ("did PM and IMNM patients respond?", 1),
        ("who paid? and when did it start?", 2),
        ("I read 70% improved. is that right?", 1),
        ("response in DM", 1),
    ],
)
def test_a_message_is_parted_only_at_an_explicit_joint(message, pieces):
    assert pieces == len(pieces_of(message))


@pytest.mark.parametrize(
    "text",
    ["?" * 40_000, "and what " * 5_000, "DM " * 13_000, "a" * 40_000, "\u202e☃ " * 9_000, "<script>alert(1)</script>"],
)
def test_hostile_messages_are_read_in_bounded_time(understanding, text):
    started = time.perf_counter()
    understanding.read(text)
    assert 2 > time.perf_counter() - started


def test_a_wider_result_stands_under_words_that_name_for_whom_it_is_not(understanding):
    """The asker's words, no figure in the headline, and the result introduced as that of all."""
    base = open_or_compile()
    composer = Composer(base, understanding.label)
    for question, word in (
        ("was abatacept safe in dermatomyositis?", "dermatomyositis"),
        ("response rate in women", "women"),
    ):
        answer = composer.answer(understanding.read(question))
        assert Kind.ANSWER is answer.kind
        assert any(word in said for said in answer.wider)
        assert word in answer.headline.text
        assert not any(character.isdigit() for character in answer.headline.text)
        assert "not restricted to them" in answer.sections[0].lines[0].text.text


def test_a_headline_over_a_wider_result_repeats_no_number_that_was_typed(understanding):
    answer = Composer(open_or_compile(), understanding.label).answer(
        understanding.read("response in those older than 70")
    )
    assert "Not reported by age." == answer.headline.text


@pytest.mark.parametrize(
    "text",
    [
        "all except {}, how did they respond?", "response once {} is taken out", "everybody but {}: response rate",
        "leaving {} aside, did they respond?", "response with {} left out", "response rate excluding {}",
    ],
)  # fmt: skip
@pytest.mark.parametrize(("group", "value"), [("IMNM", "imnm"), ("dermatomyositis", "dm"), ("polymyositis", "pm")])
def test_a_group_taken_out_is_never_the_group_asked_about(understanding, text, group, value):
    """The group named is excluded in every way of reading the question, or its complement is named."""
    read = first_read(understanding, text.format(group))
    entries = [entry for one in read.candidates for entry in one.frame.whom if entry.value]
    assert entries
    assert all(entry.exclude or entry.value != f"population/{value}" for entry in entries)


@pytest.mark.parametrize(
    "text",
    [
        "In the rituximab trial hardly anybody left. How many were enrolled?",
        "How many were enrolled? (my registrar swears by rituximab)",
        "I came here from a lupus clinic today. How many were enrolled?",
    ],
)
def test_what_is_said_beside_the_question_is_not_its_subject(understanding, text):
    """Another drug, trial or disease in brackets or in a statement of its own is named in passing."""
    assert not {one.frame.about for one in first_read(understanding, text).candidates} - {""}


TURNS = [("in IMNM?", {"whom"}), ("and at week 52", {"when"}), ("on placebo?", {"arm"}), ("ci?", {"stat"}),
         ("what about polymyositis at one year", {"whom", "when"}), ("and the others?", {"whom"})]  # fmt: skip


@pytest.mark.parametrize(("turn", "changed"), TURNS)
def test_a_turn_that_only_names_a_slot_changes_that_slot_and_keeps_the_rest(understanding, turn, changed):
    """What is asked stays; group, time, arm or statistic are those of the turn where it names them."""
    before = Frame("asks", "response", whom=(Restriction("subtype", "population/dm", "DM"),), form="yes-no")
    read = first_read(understanding, turn, before)
    frame = read.candidates[0].frame
    assert read.certain
    assert before.ask == frame.ask
    assert changed == {
        slot for slot in ("whom", "when", "arm", "stat") if getattr(frame, slot) != getattr(before, slot)
    }


def test_a_turn_that_its_thread_cannot_take_is_a_question_of_its_own(understanding):
    """Who paid has no group, no time and no statistic."""
    for turn, _ in TURNS:
        assert not first_read(understanding, turn, Frame("asks", "sponsor")).certain


@pytest.mark.parametrize(
    "text", ["how weak were they at the start", "how severe was the disease at baseline?", "how many women?"]
)
def test_what_is_asked_is_no_restriction(understanding, text):
    """Whoever asks how weak they were leaves nobody out."""
    read = first_read(understanding, text)
    assert not read.candidates[0].outcome.wider
