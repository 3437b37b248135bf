"""What the quiz's buttons and modal carry: ids only, from which everything is made anew."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields

START = "quiz-start"
"""The button that begins a quiz: of a trial (``t``), about an answer (``a``) or not."""
ANSWER = "quiz-answer"
"""Buttons that answer, ``quiz-answer-0``, …: of a guess they state the confidence (``bot.quiz.cards.CONFIDENCE``)."""
NUMBER = "quiz-number"
"""The button that opens the modal to type a number, and that modal's callback id."""
KNEW, NOT_YET = "quiz-knew", "quiz-not-yet"
"""How a person rates a guess that was revealed; ``quiz-not-yet`` also gives up on a number."""
NEXT, UNDO, WRONG = "quiz-next", "quiz-undo", "quiz-wrong"
NUMBER_BLOCK, NUMBER_INPUT = "quiz-number-block", "quiz-number-input"
"""Where the modal's state holds what was typed: ``state["values"][NUMBER_BLOCK][NUMBER_INPUT]["value"]``."""
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Pressed:
    """What a button or modal of the quiz refers to; what it does not say is empty.

    ``t`` trial, ``c`` card, ``v`` its version, ``o`` option, ``q`` quiz, ``a`` the answer a quiz is about, ``ch``
    and ``m`` the channel and message that a modal belongs to.
    """

    t: str = ""
    c: str = ""
    v: str = ""
    o: str = ""
    q: str = ""
    a: str = ""
    ch: str = ""
    m: str = ""

    def value(self) -> str:
        """Return it as a button's value or a modal's metadata."""
        said = {each.name: getattr(self, each.name) for each in fields(self) if getattr(self, each.name)}
        return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def read_pressed(value: object) -> Pressed | None:
    """Return what a value refers to; None when it is none of the quiz's."""
    if not isinstance(value, str):
        return None
    try:
        found = json.loads(value)
    except (ValueError, RecursionError):
        return None
    known = {each.name for each in fields(Pressed)}
    if not isinstance(found, dict) or not found or not known.issuperset(found):
        return None
    if not all(isinstance(part, str) and len(part) <= _LONGEST for part in found.values()):
        return None
    return Pressed(**found)
