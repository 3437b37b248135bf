"""What was asked: the result of understanding, and what a thread remembers of it. No words of the asker are kept."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from bot.understanding.frame import ADVICE, ASKS, CLAIMS, Frame

_WHOM = ("population/", "antibody/")
_ERRANDS = frozenset({"missing/errand"})


class Kind(StrEnum):
    """What sort of reply a question gets (the ``kind`` of the command line's JSON)."""

    ANSWER = "answer"
    CLARIFY = "clarify"
    NOT_COVERED = "not_covered"
    NOT_ADVICE = "not_advice"
    HELP = "help"


class About(StrEnum):
    """A question about the previous answer rather than about the trial."""

    SOURCE = "source"
    CALCULATED = "calculated"
    DETAIL = "detail"


class Part(NamedTuple):
    """One of the things asked in a message.

    ``answer`` names the answer text chosen, ``topic`` the not-covered topic, ``missing`` the concept that the fact
    base lacks (another drug, disease or trial), ``form`` how it was asked, ``options`` the readings to choose from, or
    beside an answer those of a reading nearly as good. ``frame`` is what was read, ``wider`` the words of restrictions
    that the answer is not restricted to.
    """

    kind: Kind
    answer: str | None = None
    topic: str | None = None
    missing: str | None = None
    form: str = ""
    concepts: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    about: About | None = None
    confidence: float = 0.0
    frame: Frame | None = None
    wider: tuple[str, ...] = ()

    @property
    def off_topic(self) -> bool:
        """Was nothing recognised that has to do with any trial, or only an errand ("write me a poem")?"""
        return not self.concepts or set(self.concepts) <= _ERRANDS


class Memory(NamedTuple):
    """The slots of the last reading in a thread: concepts and what was answered, no words.

    ``whom`` is the group last spoken of, also where the last reading was about all patients ("and the side effects?").
    """

    trial: str | None = None
    answer: str | None = None
    topic: str | None = None
    concepts: tuple[str, ...] = ()
    whom: tuple[str, ...] = ()
    frame: Frame | None = None


class Reading(NamedTuple):
    """A whole message as understood.

    ``left_out`` are the questions beyond those answered, ``read_as`` names what was repaired or taken from the thread.
    ``before`` is what the thread remembered, and goes on remembering where nothing was asked ("thanks").
    """

    kind: Kind
    trial: str | None
    parts: tuple[Part, ...] = ()
    left_out: tuple[Part, ...] = ()
    identifiers: bool = False
    greeting: str = ""
    confidence: float = 0.0
    read_as: tuple[str, ...] = ()
    before: Memory | None = None

    @property
    def remembered(self) -> Memory:
        """What the thread keeps of this reading."""
        for part in reversed(self.parts):
            if part.frame is not None and part.frame.act in (ASKS, CLAIMS, ADVICE):
                return Memory(self.trial, part.answer, part.topic, frame=part.frame)
            if part.kind in (Kind.ANSWER, Kind.NOT_ADVICE, Kind.NOT_COVERED) and part.concepts:
                whom = tuple(c for c in part.concepts if c.startswith(_WHOM))
                if not whom and self.before is not None:
                    whom = self.before.whom
                return Memory(self.trial, part.answer, part.topic, part.concepts, whom)
        return self.before or Memory(self.trial)
