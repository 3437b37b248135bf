"""Asks the bot as every front door does, and lists what people ask: labelled questions and the fact base's examples."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.answering.service import Answerer, Reply
from bot.cli.evaluation import read_questions
from bot.cli.scoring import Labelled
from bot.rendering.json_object import json_object
from bot.understanding.reading import Memory
from knowledge.reader import FactBase, open_or_compile

FOLDER = Path(__file__).parent
DEVELOPMENT = FOLDER / "development.jsonl"
FRESH = tuple(FOLDER / f"fresh-{number}.jsonl" for number in (1, 2, 3))
TRIAL = "abatacept-iim"


@lru_cache(maxsize=1)
def answerer() -> Answerer:
    """Return the bot on the fact base of the repository."""
    return Answerer(open_or_compile())


def base() -> FactBase:
    """Return the fact base."""
    return answerer().base


@lru_cache(maxsize=4_096)
def ask(*thread: str) -> Reply:
    """Return the reply to the last question of ``thread``; many tests ask the same."""
    memory: Memory | None = None
    for earlier in thread[:-1]:
        memory = answerer().read(earlier, memory).remembered
    return answerer().ask(thread[-1], memory)


@lru_cache(maxsize=4_096)
def asked(*thread: str) -> dict[str, Any]:
    """Return the JSON object of the reply to the last question of ``thread``."""
    return json_object(ask(*thread).answer, thread[-1])


@lru_cache(maxsize=4)
def labelled(path: Path) -> tuple[Labelled, ...]:
    """Return the labelled questions of a file."""
    return read_questions(path)


def example_questions() -> Iterator[tuple[str, str]]:
    """Yield (answer id, example question) for every example that the fact base gives."""
    for answer_id in base().answers(TRIAL):
        text = base().answer(TRIAL, answer_id)
        assert text is not None
        for example in text.examples:
            yield answer_id, example


def term_questions() -> Iterator[tuple[str, str]]:
    """Yield (term's fact id, question) for every term of the glossary."""
    for term in base().glossary(TRIAL):
        yield term.id, f"what does {term.term} mean?"


@lru_cache(maxsize=1)
def every_thread() -> tuple[tuple[str, ...], ...]:
    """Return every question we have, each with what was asked before it: labelled, examples, terms, declined topics."""
    threads: dict[tuple[str, ...], None] = {}
    for path in (DEVELOPMENT, *FRESH):
        threads.update(((*item.thread, item.question), None) for item in labelled(path))
    threads.update(((question,), None) for _, question in (*example_questions(), *term_questions()))
    for topic_id in base().not_covered_ids(TRIAL):
        topic = base().not_covered(TRIAL, topic_id)
        assert topic is not None
        threads.update(((question,), None) for question in topic.example_questions)
    return tuple(threads)
