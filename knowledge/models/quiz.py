"""Cards of a trial's quiz as they are written: who asks what, which option is right, and why the others tempt."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StrictBool, model_validator

from knowledge.models.base import Digits, Model, Slug, Text

_REFERENCE = re.compile(r"[a-z0-9-]+\.[a-z0-9-]+")


def _reference(text: str) -> str:
    if not _REFERENCE.fullmatch(text):
        raise ValueError(f"'{text}' names no figure; write it like 'subgroup-dm.abatacept'")
    return text


FigureRef = Annotated[str, AfterValidator(_reference)]
"""A figure of a fact, as ``fact-id.key``."""


class QuizOption(Model):
    """One option of a card; a wrong one says why it tempts. The right one is explained by the card's explanation."""

    text: Text
    right: StrictBool = False
    why: Text | None = None

    @model_validator(mode="after")
    def _wrong_ones_tempt(self) -> QuizOption:
        if self.right == (self.why is not None):
            raise ValueError("a wrong option says why it tempts ('why:'), the right one is explained by the card")
        return self


class NumberAsked(Model):
    """A figure to be typed from memory, and how far off an answer may be, in the figure's unit."""

    figure: FigureRef
    tolerance: Digits


class QuizCard(Model):
    """One card. What it asks is one of: ``options``, ``truth``, ``number``, ``pick``, ``reveal``.

    ``truth`` says whether the prompt is true, and ``tempts`` why the other answer tempts. ``pick`` names one figure, or
    the figures of two arms; the options are made from figures of the same kind, and ``mirror`` asks the other way
    round (which group has this figure?). ``reveal`` asks for a guess and shows, beside the explanation, the method,
    the conflict or the definition that the first of ``facts`` holds. Cards of one ``family`` count once.
    """

    id: Slug
    tier: Literal["core", "facts", "deep"]
    kind: Literal["choice", "number", "true-false", "guess"]
    facts: Annotated[tuple[Slug, ...], Field(min_length=1)]
    prompt: Text
    options: tuple[QuizOption, ...] = ()
    truth: StrictBool | None = None
    tempts: Text | None = None
    number: NumberAsked | None = None
    pick: Annotated[tuple[FigureRef, ...], Field(max_length=2)] = ()
    mirror: Text | None = None
    reveal: Literal["method", "conflict", "definition"] | None = None
    explanation: Text | None = None
    caveats: tuple[Slug, ...] = ()
    family: Slug | None = None

    @model_validator(mode="after")
    def _asks_one_thing(self) -> QuizCard:
        asked = {
            "options": ("choice", bool(self.options)),
            "pick": ("choice", bool(self.pick)),
            "truth": ("true-false", self.truth is not None),
            "number": ("number", self.number is not None),
            "reveal": ("guess", self.reveal is not None),
        }
        given = [name for name, (_, there) in asked.items() if there]
        fitting = [name for name, (kind, _) in asked.items() if kind == self.kind]
        if self.kind == "guess" and not given:
            return self._explained()
        if len(given) != 1 or given[0] not in fitting:
            raise ValueError(f"a {self.kind} card gives '{' or '.join(fitting)}' and nothing else that asks")
        if self.options and [option.right for option in self.options].count(True) != 1:
            raise ValueError("exactly one option is right; mark it 'right: true'")
        if self.options and not 3 <= len(self.options) <= 4:
            raise ValueError("a card has three or four options")
        if (self.tempts is None) != (self.truth is None):
            raise ValueError("'tempts' goes with 'truth': it says why the other answer tempts")
        if self.mirror and not self.pick:
            raise ValueError("only a card made from figures ('pick') has a mirror")
        return self if self.reveal else self._explained()

    def _explained(self) -> QuizCard:
        if self.explanation is None:
            raise ValueError("'explanation' is missing; say why the answer is right")
        return self
