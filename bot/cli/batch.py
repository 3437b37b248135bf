"""Many questions at once: JSON Lines in, JSON Lines out, in the same order."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from bot.answering.service import Answerer, UnknownTrialError
from bot.rendering.json_object import json_object
from bot.understanding.reading import Memory


@dataclass(frozen=True, slots=True)
class BatchQuestion:
    """One line of a batch: a question with what was asked before it in the same thread."""

    id: str | None
    question: str
    thread: tuple[str, ...] = ()
    trial: str | None = None


class BadLineError(ValueError):
    """A line of a batch that is not a question object; the message says what is wrong with it."""


def parse_line(line: str) -> BatchQuestion:
    """Return the question in a line.

    Raises:
        BadLineError: the line is no JSON object, or a field is missing or of the wrong type.
    """
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        raise BadLineError("not a JSON object") from None
    if not isinstance(data, dict):
        raise BadLineError("not a JSON object")
    question, thread, trial, identifier = (data.get(name) for name in ("question", "thread", "trial", "id"))
    if not isinstance(question, str):
        raise BadLineError("'question' must be a text")
    if identifier is not None and not isinstance(identifier, str):
        raise BadLineError("'id' must be a text")
    if thread is not None and not (isinstance(thread, list) and all(isinstance(item, str) for item in thread)):
        raise BadLineError("'thread' must be a list of texts")
    if trial is not None and not isinstance(trial, str):
        raise BadLineError("'trial' must be a text")
    return BatchQuestion(identifier, question, tuple(thread or ()), trial)


def ask_in_thread(answerer: Answerer, item: BatchQuestion) -> dict[str, Any]:
    """Return the JSON answer to a question, after the bot has read the thread before it.

    Raises:
        UnknownTrialError: the item names a trial that the fact base lacks.
    """
    memory: Memory | None = None
    for earlier in item.thread:
        memory = answerer.read(earlier, memory, item.trial).remembered
    reply = answerer.ask(item.question, memory, item.trial)
    return json_object(reply.answer, item.question, item.id)


def answer_batch(answerer: Answerer, lines: Iterable[str]) -> Iterator[tuple[dict[str, Any], bool]]:
    """Yield the answer to each line and whether the line was good; blank lines are passed over."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield ask_in_thread(answerer, parse_line(line)), True
        except BadLineError as error:
            yield {"id": None, "error": f"line {number}: {error}"}, False
        except UnknownTrialError as error:
            yield {"id": None, "error": f"line {number}: no trial '{error}' in the fact base"}, False
