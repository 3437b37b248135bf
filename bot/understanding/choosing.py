"""Choose the answer that fits the concepts of a question, with the thread's where it leaves gaps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from bot.understanding.intents import Ranked
from bot.understanding.language import TrialLanguage
from bot.understanding.reading import Kind, Memory, Part
from bot.understanding.threads import Filled, fill, is_elliptical


class Choice(NamedTuple):
    """The intents that fit, best first, and the concepts that they were ranked by."""

    ranked: list[Ranked]
    filled: Filled

    @property
    def best(self) -> Ranked | None:
        """Return the best intent."""
        return self.ranked[0] if self.ranked else None

    @property
    def score(self) -> float:
        """Return the score of the best intent; very low when there is none."""
        return self.ranked[0].score if self.ranked else -9.0


class Chooser:
    """Chooses for one trial; ``memory`` is what the thread remembers."""

    def __init__(self, language: TrialLanguage, memory: Memory) -> None:
        """Choose among the intents of ``language``."""
        self.language = language
        self.weights = language.weights
        self.memory = memory

    def alone(self, concepts: Mapping[str, float], unknown: int) -> Choice:
        """Rank ``concepts`` (id to share of its cost) by themselves."""
        return Choice(self.language.intents.rank(concepts, unknown), Filled(dict(concepts), ()))

    def choose(self, concepts: Mapping[str, float], unknown: int, tokens: int) -> Choice:
        """Rank ``concepts``, alone or completed from the thread, whichever fits better.

        ``unknown`` counts the words that nothing accounts for, ``tokens`` all words.
        """
        alone = self.alone(concepts, unknown)
        if not self.memory.concepts:
            return alone
        elliptical = is_elliptical(concepts, tokens)
        best = alone
        bonus = 0.35 if elliptical else -0.6
        for way in fill(concepts, self.memory, self.weights.carry_share, self.language.lexicon.complements):
            choice = Choice(self.language.intents.rank(way.concepts, unknown), way)
            if choice.score + bonus > best.score + (0.35 if best is not alone and elliptical else 0.0):
                best = choice
        return best

    def part(self, choice: Choice, forms: tuple[str, ...]) -> Part:
        """Return the part of a reading that the best intent of ``choice`` stands for."""
        best = choice.ranked[0]
        confidence = self._confidence(choice)
        concepts = tuple(choice.filled.concepts)
        if best.intent.kind == "not_covered":
            return Part(Kind.NOT_COVERED, topic=best.intent.target, form="", concepts=concepts, confidence=confidence)
        if best.intent.kind == "clarify":
            return Part(Kind.CLARIFY, options=best.intent.options, concepts=(), confidence=confidence)
        if best.intent.kind == "help":
            return Part(Kind.HELP, confidence=confidence)
        return Part(
            Kind.ANSWER,
            best.intent.target,
            form=" ".join(forms),
            concepts=concepts,
            options=self._beside(choice),
            confidence=confidence,
        )

    def _beside(self, choice: Choice) -> tuple[str, ...]:
        """Return the answer of a reading nearly as good as the best.

        Asking back would be right where the two differ in what they show. In all questions seen so far they did not:
        the runner-up is the same matter told shorter or longer, so it is offered instead.
        """
        if len(choice.ranked) < 2:
            return ()
        (best, _), (score, second) = choice.ranked[:2]
        return (second.target,) if second.kind == "answer" and best - score < self.weights.beside_margin else ()

    def _confidence(self, choice: Choice) -> float:
        score = choice.score - self.weights.answer_from
        margin = choice.score - choice.ranked[1].score if len(choice.ranked) > 1 else 1.0
        return round(max(0.0, min(1.0, 0.55 + 0.15 * score + 0.1 * min(margin, 1.0))), 2)
