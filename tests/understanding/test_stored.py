"""Readings and memories come back from JSON as they were, and hold nothing that anybody typed."""

from __future__ import annotations

import json

import pytest

from bot.answering.service import Answerer
from bot.understanding.reading import Memory
from bot.understanding.stored import (
    NotAReadingError,
    memory_from_json,
    memory_to_json,
    reading_from_json,
    reading_to_json,
)
from knowledge.reader import open_or_compile

QUESTIONS = [
    "did DM patients respond?",
    "is rituximab better?",
    "should I give it to my patient with IMNM?",
    "what is the weather",
    "hello",
    "MRN 00482917, did she respond?",
    "did it work? was it safe? who paid? what about week 52? how many sites?",
    "where does that come from?",
]


@pytest.fixture(scope="module")
def answerer():
    return Answerer(open_or_compile())


@pytest.mark.parametrize("question", QUESTIONS)
def test_readings_come_back(answerer, question):
    """What was understood is the same before and after it was stored, and so is its answer."""
    reading = answerer.read(question)
    back = reading_from_json(json.loads(json.dumps(reading_to_json(reading))))
    assert reading == back
    assert answerer.answer(reading) == answerer.answer(back)


@pytest.mark.parametrize("question", QUESTIONS)
def test_memories_come_back(answerer, question):
    """What a thread remembers is the same before and after it was stored."""
    memory = answerer.ask(question).memory
    assert memory == memory_from_json(json.loads(json.dumps(memory_to_json(memory))))


def test_the_group_of_the_thread_comes_back():
    """Whom a thread is about is stored beside what it was last asked."""
    memory = Memory("t", "a", None, ("x/y",), ("x/a", "x/b"))
    assert memory == memory_from_json(json.loads(json.dumps(memory_to_json(memory))))


def test_nobody_s_words_are_stored(answerer):
    """A strange word of the question is nowhere in what is stored."""
    question = "did xylophone DM patients respond, and what of Quetzalcoatl?"
    reading = answerer.read(question)
    stored = json.dumps([reading_to_json(reading), memory_to_json(reading.remembered)]).casefold()
    assert ("xylophone" in stored, "quetzalcoatl" in stored) == (False, False)


@pytest.mark.parametrize(
    "stored", [{}, {"kind": "poem"}, {"kind": "answer", "parts": [3]}, {"kind": "help", "parts": 7}]
)
def test_what_is_no_reading_says_so(stored):
    """JSON of another version is refused, not half understood."""
    with pytest.raises(NotAReadingError, match="not a stored reading"):
        reading_from_json(stored)


def test_what_is_no_memory_says_so():
    """The same for memories."""
    with pytest.raises(NotAReadingError, match="not a stored memory"):
        memory_from_json({"concepts": 3})
