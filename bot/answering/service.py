"""Ask a question, get an answer: the one way in for Slack, the terminal and programs."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from bot.answering.answer import Answer
from bot.answering.compose import Composer
from bot.understanding.reading import Memory, Reading
from bot.understanding.scope import FrameReading, Understanding
from knowledge.reader import FactBase


class Reply(NamedTuple):
    """An answer, the reading it rests on and what the thread is to remember."""

    answer: Answer
    reading: Reading
    memory: Memory


class UnknownTrialError(Exception):
    """The named trial is not in the fact base."""


class Answerer:
    """Understands and answers questions from one fact base."""

    def __init__(self, base: FactBase, frames: Callable[[FactBase], FrameReading] | None = None) -> None:
        """Index the vocabulary of ``base``; trials are read when first asked about.

        ``frames`` makes what reads questions as frames; without it the scored rules read them.
        """
        self._frames = frames
        self.use(base)

    def use(self, base: FactBase) -> None:
        """Answer from ``base`` from now on, for everybody who holds this answerer.

        An answer under way may still come from the old base, which must stay readable until then.
        """
        frames = self._frames(base) if self._frames is not None else None
        understanding = Understanding(base, frames=frames)
        self.base, self.understanding = base, understanding
        self._composer = Composer(base, understanding.label)

    def read(self, question: str, memory: Memory | None = None, trial: str | None = None) -> Reading:
        """Return what ``question`` asks, with the thread's ``memory`` and the ``trial`` its place names.

        Raises:
            UnknownTrialError: ``trial`` is not in the fact base.
        """
        if trial is not None and trial not in self.base.trial_ids():
            raise UnknownTrialError(trial)
        return self.understanding.read(question, memory, trial)

    def answer(self, reading: Reading) -> Answer:
        """Return the answer to a reading, from the facts as they are now."""
        return self._composer.answer(reading)

    def ask(self, question: str, memory: Memory | None = None, trial: str | None = None) -> Reply:
        """Return the answer to ``question``.

        Raises:
            UnknownTrialError: ``trial`` is not in the fact base.
        """
        reading = self.read(question, memory, trial)
        return Reply(self.answer(reading), reading, reading.remembered)
