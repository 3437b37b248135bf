"""What the reader hands out of a trial's quiz: frozen dataclasses with slots, texts rendered, figures marked."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.records import RenderedText


@dataclass(frozen=True, slots=True)
class QuizOption:
    """An option of a card; ``why`` says why a wrong one tempts, and is None for the right one."""

    text: RenderedText
    right: bool
    why: RenderedText | None


@dataclass(frozen=True, slots=True)
class QuizCard:
    """A card as it was written: see ``knowledge.models.quiz``. ``pick`` and ``number`` name figures as ``fact.key``."""

    id: str
    tier: str
    kind: str
    family: str
    facts: tuple[str, ...]
    caveats: tuple[str, ...]
    prompt: RenderedText
    explanation: RenderedText | None
    options: tuple[QuizOption, ...]
    truth: bool | None
    tempts: RenderedText | None
    number: str | None
    tolerance: str | None
    pick: tuple[str, ...]
    mirror: RenderedText | None
    reveal: str | None
