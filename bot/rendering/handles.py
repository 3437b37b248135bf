"""What buttons, menus and modals carry: ids of ours, from which the answer is made anew. Never words of the asker."""

from __future__ import annotations

import json
from dataclasses import dataclass

from bot.answering.answer import Answer, FollowUp
from bot.rendering.kit import BLOCK_ID, VALUE

ASK = "ask"
"""Buttons that ask: action ids ``ask-0``, ``ask-1``, …; the value is read by ``read_ask``."""
MORE = "more"
"""The overflow menu; its block's id is read by ``read_reference``."""
OVERVIEW = "overview"
"""Buttons that open a trial's overview: action ids ``overview-0``, …; the value is read by ``read_ask``."""
SOURCES = "sources"
"""The button that opens all sources of a trial."""
DETAILS, CALCULATED, SLIDE, SHARE, QUIZ = "details", "calculated", "slide", "share", "quiz"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a button asks: an answer of a trial, or else a question of the fact base's own."""

    trial: str | None
    answer: str = ""
    question: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """What a message or modal shows: a trial's answers, from which version of the facts."""

    trial: str | None
    answers: tuple[str, ...]
    version: str


def ask_value(trial: str | None, follow_up: FollowUp) -> str | None:
    """Return the value of a button that asks ``follow_up``; None when it is too long for one."""
    key, target = ("a", follow_up.answer) if follow_up.answer else ("q", follow_up.question)
    value = _written({"t": trial, key: target})
    return value if len(value) <= VALUE else None


def share_value(thread: str = "") -> str:
    """Return the value of the option that shares an answer, in the channel or in one of its threads."""
    return f"{SHARE}:{thread}" if thread else SHARE


def thread_of(value: str) -> str | None:
    """Return the thread that the option shares an answer to, "" for the channel itself; None when it does not share."""
    name, _, thread = value.partition(":")
    return thread if name == SHARE else None


def trial_value(trial: str) -> str:
    """Return the value of a button that concerns a whole trial."""
    return _written({"t": trial})


def read_ask(value: object) -> Asked | None:
    """Return what a button's value asks; None when it is none of ours."""
    found = read_object(value)
    if found is None:
        return None
    trial, answer, question = found.get("t"), found.get("a", ""), found.get("q", "")
    if not isinstance(trial, str | None) or not isinstance(answer, str) or not isinstance(question, str):
        return None
    return Asked(trial, answer, question)


def reference(answer: Answer, version: str, most: int = BLOCK_ID) -> str | None:
    """Return the id under which a message shows ``answer``; None when there is nothing to refer to, or no room."""
    answers = [name for name in answer.answers if name] or list(answer.facts[:1])
    if not answers:
        return None
    written = _written({"t": answer.trial, "a": answers, "v": version})
    return written if len(written) <= most else None


def read_reference(block_id: object) -> Reference | None:
    """Return what a block's id or a modal's metadata refers to; None when it is none of ours."""
    found = read_object(block_id)
    if found is None:
        return None
    return reference_in(found)


def reference_in(found: dict[str, object]) -> Reference | None:
    """Return the reference that an object holds; None when it holds none."""
    trial, answers, version = found.get("t"), found.get("a"), found.get("v")
    if not isinstance(trial, str | None) or not isinstance(answers, list) or not isinstance(version, str):
        return None
    if not all(isinstance(name, str) for name in answers):
        return None
    return Reference(trial, tuple(answers), version)


def _written(value: dict[str, object]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def read_object(value: object) -> dict[str, object] | None:
    """Return the JSON object that an id or value holds; None when it holds none."""
    if not isinstance(value, str):
        return None
    try:
        found = json.loads(value)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None
