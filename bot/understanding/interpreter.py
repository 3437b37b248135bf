"""From a message to its reading by frames: part it at explicit joints, read each part, decide, say how it was read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from bot.understanding.artifact import Reader
from bot.understanding.concepts import Recognised, recognise
from bot.understanding.decide import Decision, Thresholds, decide
from bot.understanding.declared import ScopeSource, asks_of, declarations_of
from bot.understanding.forms import forms_of
from bot.understanding.frame import ADVICE, ASKS, CLAIMS, Frame
from bot.understanding.identifiers import find_identifiers
from bot.understanding.language import TrialLanguage
from bot.understanding.reader import Candidate, Models, Read, read_question
from bot.understanding.reading import About, Kind, Memory, Part, Reading
from bot.understanding.resolve import Declarations

MAX_PARTS = 3
# Of a longer message only the beginning is read: bounded time matters more than its tail.
MOST_SENTENCES = 12
_SAYS_SOMETHING = re.compile(r"\w")
_QUESTION_WORDS = (
    r"(?:what|whats|what's|who|when|where|which|why|how|hows|did|does|do|was|were|is|are|has|have|had|any|can|could|"
    r"would|should)"
)
_JOINT = re.compile(
    rf"(?<=[?!;\n])\s*|(?<=[a-z)%0-9]{{2}}\.)\s+(?=[A-Za-z])|\n+|"
    rf"[,;]?\s+(?:and|plus|also|&)\s+(?:also\s+)?(?={_QUESTION_WORDS}\b)",
    re.IGNORECASE,
)
_OPENS = rf"(?:{_QUESTION_WORDS}|tell me|give me|show me|please)"
_ASKS = re.compile(
    rf"\?\s*$|^\W*(?:and |an |n |also |plus |but |so |ok |oh |then )*{_OPENS}\b|^\W*(?:and|also|plus)\b", re.IGNORECASE
)
# "right?", "is that true?": what so few words ask belongs to what stands before.
_TAG = 4
_OWN = re.compile(r"^\W*(?:what|whats|who|when|where|which|why|how|hows)\b", re.IGNORECASE)
_PREVIOUS = {
    "source": About.SOURCE, "method": About.CALCULATED, "detail": About.DETAIL, "plainer": About.DETAIL,
    "repeat": About.DETAIL,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Trained:
    """What reading needs beside a trial's language: the classifiers, thresholds, and what the trial declares."""

    models: Models
    thresholds: Thresholds
    declarations: Declarations
    example: Callable[[str], str | None]


def pieces_of(text: str) -> list[str]:
    """Return the questions of a message: parted at explicit joints, statements kept with the question they lead to."""
    found = [piece.strip() for piece in _JOINT.split(text, maxsplit=MOST_SENTENCES) if piece]
    sentences = [piece for piece in found if _SAYS_SOMETHING.search(piece)][:MOST_SENTENCES]
    pieces: list[str] = []
    pending = ""
    for piece in sentences:
        if pieces and not pending and len(piece.split()) < _TAG and not _OWN.search(piece):
            pieces[-1] = f"{pieces[-1]} {piece}"
            continue
        pending = f"{pending} {piece}".strip()
        if _ASKS.search(piece):
            pieces.append(pending)
            pending = ""
    if pending and pieces:  # what is only said after the last question belongs to it
        pieces[-1] = f"{pieces[-1]} {pending}"
    return pieces if len(pieces) > 1 else [text]


class Source(ScopeSource, Protocol):
    """What reading frames needs of a fact base: what its answers are about, and a question for each."""

    def example(self, trial_id: str, answer_id: str) -> str | None:
        """Return a question that an answer is the answer to."""


class FrameReader:
    """Reads messages as frames with a trained reader, against what each trial declares."""

    def __init__(self, source: Source, reader: Reader) -> None:
        """Read with ``reader`` what is asked of the trials of ``source``."""
        self._source = source
        self._reader = reader
        self._asks = asks_of(source)
        self._trained: dict[str, Trained] = {}

    def read(self, text: str, language: TrialLanguage, memory: Memory | None) -> Reading:
        """Return the reading of a cleaned message about the trial of ``language``."""
        known = self._trained.get(language.trial)
        if known is None:
            known = self._trained[language.trial] = self.trained(language)
        return interpret(text, language, known, memory)

    def trained(self, language: TrialLanguage) -> Trained:
        """Return what reading questions about one trial needs."""
        trial = language.trial
        declared = declarations_of(self._source, trial, self._asks, language.lexicon.complements)
        reader = self._reader
        return Trained(reader.models, reader.thresholds, declared, lambda answer: self._source.example(trial, answer))


class Piece(NamedTuple):
    """One question of a message as recognised, read and decided."""

    found: Recognised
    read: Read
    decision: Decision


def read_pieces(text: str, language: TrialLanguage, trained: Trained, before: Frame | None) -> Iterator[Piece]:
    """Yield each question of a message; a later one is read as the next turn after the one before it."""
    for piece in pieces_of(text):
        found = recognise(piece, language.lexicon, language.weeks)
        read = read_question(found, trained.declarations, trained.models, before)
        decision = decide(read, trained.thresholds)
        yield Piece(found, read, decision)
        chosen = decision.chosen
        if chosen is not None and chosen.frame.act in (ASKS, CLAIMS, ADVICE):
            before = chosen.frame


def interpret(text: str, language: TrialLanguage, trained: Trained, memory: Memory | None) -> Reading:
    """Return the reading of a cleaned message about one trial, with what its thread remembers."""
    trial = language.trial
    if find_identifiers(text, known=language.people):
        return Reading(Kind.NOT_ADVICE, trial, identifiers=True, confidence=1.0)
    before = memory.frame if memory is not None else None
    answered = memory.answer if memory is not None else None
    parts: list[Part] = []
    notes: dict[str, None] = {}
    for found, _, decision in read_pieces(text, language, trained, before):
        forms = forms_of(found.text, found.tokens, found.concepts)
        part = _part(decision, forms, answered, trained)
        if part.kind is Kind.HELP and parts:
            continue
        if all((part.answer, part.topic, part.kind) != (one.answer, one.topic, one.kind) for one in parts):
            parts.append(part)
        answered = part.answer or answered
        for label in _read_as(part, found.repairs, language):
            notes.setdefault(label)
    if len(parts) > 1:
        parts = [part for part in parts if part.kind is not Kind.HELP] or parts[:1]
    if parts[0].kind is Kind.HELP:
        greeting = parts[0].topic or "help"
        return Reading(Kind.HELP, trial, greeting=greeting, confidence=parts[0].confidence, before=memory)
    kind = _kind(parts[:MAX_PARTS])
    confidence = max((part.confidence for part in parts if part.kind is kind), default=0.0)
    return Reading(
        kind, trial, tuple(parts[:MAX_PARTS]), tuple(parts[MAX_PARTS:]), confidence=confidence,
        read_as=tuple(notes)[:4] if any(part.kind is Kind.ANSWER for part in parts) else (), before=memory,
    )  # fmt: skip


def _kind(parts: Sequence[Part]) -> Kind:
    kinds = [part.kind for part in parts]
    return next((kind for kind in (Kind.NOT_ADVICE, Kind.ANSWER) if kind in kinds), kinds[0])


def _part(decision: Decision, forms: tuple[str, ...], answered: str | None, trained: Trained) -> Part:
    sure = round(decision.sure, 3)
    if decision.kind is Kind.CLARIFY:
        options = tuple(dict.fromkeys(filter(None, (_question(option, trained) for option in decision.options))))
        if options:
            return Part(Kind.CLARIFY, options=options, confidence=sure)
        return Part(Kind.NOT_COVERED)
    chosen = decision.chosen
    if chosen is None:
        return Part(Kind.NOT_COVERED, missing="unclear", confidence=0.0)
    outcome, frame = chosen.outcome, chosen.frame
    if outcome.missing == "previous":
        if answered is None:
            return Part(Kind.CLARIFY, confidence=sure)
        return Part(Kind.ANSWER, answered, about=_PREVIOUS.get(outcome.topic or "", About.DETAIL), confidence=sure)
    if frame.act == CLAIMS and "premise" not in forms:
        forms = ("premise", *forms)
    return Part(
        outcome.kind, outcome.answer, outcome.topic, outcome.missing or None, " ".join(forms), confidence=sure,
        frame=frame, wider=tuple(entry.words for entry in outcome.wider if entry.words),
    )  # fmt: skip


def _question(candidate: Candidate, trained: Trained) -> str | None:
    """Return a question that can be asked as it stands and gets what the candidate leads to."""
    outcome = candidate.outcome
    return trained.example(outcome.answer) if outcome.answer is not None else None


def _read_as(part: Part, repairs: Sequence[tuple[str, str]], language: TrialLanguage) -> list[str]:
    """Name what was repaired or carried over, where it says what or whom the question is about."""
    frame = part.frame
    if frame is None:
        return []
    labels: Mapping[str, str] = language.lexicon.labels
    shown: list[str] = []
    if "whom" in frame.inherited:
        shown += [labels.get(entry.value, entry.value) for entry in frame.whom if entry.value]
    if "ask" in frame.inherited:
        shown.append(frame.ask)
    shown += [meant for _, meant in repairs]
    return shown
