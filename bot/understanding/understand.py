"""From a message to its reading: recognise, decide what kind of reply it needs, choose the answers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.understanding.advice import advice_answer, asks_advice
from bot.understanding.clauses import ClauseReader
from bot.understanding.concepts import Recognised
from bot.understanding.identifiers import find_identifiers
from bot.understanding.language import TrialLanguage
from bot.understanding.reading import Kind, Memory, Part, Reading
from bot.understanding.threads import slot

MAX_PARTS = 3
# Of a longer message only the beginning is read: bounded time matters more than its tail.
MOST_SENTENCES = 12
_SAYS_SOMETHING = re.compile(r"\w")
_SENTENCE = re.compile(r"(?<=[?!;\n])\s*|(?<=[a-z)%0-9]{2}\.)\s+(?=[A-Za-z])|\n+")
_MAY_PART = re.compile(r"[?!;\n.]")
_ASKS = re.compile(
    r"\?\s*$|^\W*(?:and |an |n |also |plus |but |so |ok |oh |then )*(?:what|whats|who|when|where|which|why|how|hows|"
    r"did|does|do|was|were|is|are|has|have|had|any|can|could|would|should)\b|"
    r"^\W*(?:and|also|plus)\b|\b(?:please|pls|plz|tell me|give me|show me)\b",
    re.IGNORECASE,
)
_NAMED = frozenset(
    {
        "population",
        "antibody",
        "time",
        "outcome",
        "stat",
        "aspect",
        "drug",
        "instrument",
        "trial",
        "arm",
        "missing",
        "disease",
    }
)
_ABOUT_THE_BOT = frozenset({"chat/privacy", "chat/delete-me", "chat/start-over"})
_SMALL_TALK = frozenset({"chat", "back", "generic", "word"})


def read(message: str, language: TrialLanguage, memory: Memory | None = None) -> Reading:
    """Return the reading of a cleaned message against one trial, with the thread's ``memory`` for follow-ups."""
    if find_identifiers(message, known=language.people):
        return Reading(Kind.NOT_ADVICE, language.trial, identifiers=True, confidence=1.0)
    return _Reader(language, memory or Memory()).read(message)


class _Reader:
    def __init__(self, language: TrialLanguage, memory: Memory) -> None:
        self.language = language
        self.clauses = ClauseReader(language, memory)
        self.before = memory if memory.trial is not None else None

    @property
    def memory(self) -> Memory:
        return self.clauses.memory

    def read(self, text: str) -> Reading:
        whole = self.clauses.recognise(text)
        concepts = whole.concepts
        trial = self.language.trial
        chat = self._small_talk(whole, concepts)
        if chat is not None:
            return Reading(Kind.HELP, trial, greeting=chat, confidence=1.0, before=self.before)
        if self._advice(whole, concepts):
            remembered = frozenset((*self.memory.concepts, *self.memory.whom))
            answer = advice_answer(concepts.keys(), remembered)
            part = Part(
                Kind.NOT_ADVICE,
                answer,
                concepts=tuple(c for c in concepts if slot(c) in ("population", "antibody")) or self.memory.concepts,
                confidence=0.95,
            )
            return Reading(Kind.NOT_ADVICE, trial, (part,), confidence=0.95, before=self.before)
        parts, carried = self._parts(text, whole)
        read_as = self._read_as(whole, carried, parts[:MAX_PARTS])
        if len(parts) == 1:
            (part,) = parts
            sure = max(0.0, part.confidence)
            return Reading(part.kind, trial, (part,), confidence=sure, read_as=read_as, before=self.before)
        left_out = tuple(parts[MAX_PARTS:])
        parts = parts[:MAX_PARTS]
        kind = _kind(parts)
        confidence = max((part.confidence for part in parts if part.kind is kind), default=0.0)
        return Reading(kind, trial, tuple(parts), left_out, confidence=confidence, read_as=read_as, before=self.before)

    def _read_as(self, whole: Recognised, carried: tuple[str, ...], parts: Sequence[Part]) -> tuple[str, ...]:
        """Name what was repaired or carried over, where it says what or whom the question is about."""
        if not whole.repairs and not carried:
            return ()
        shown: dict[str, None] = {}
        repaired = {meant for _, meant in whole.repairs}
        for mention in whole.mentions:
            words = {token.word for token in whole.tokens[mention.first : mention.last]}
            if words & repaired and slot(mention.concept) in _NAMED:
                shown.setdefault(self.language.lexicon.labels.get(mention.concept, mention.concept))
        for concept in carried:
            if slot(concept) in _NAMED and concept != "outcome/how-did":
                shown.setdefault(self._label(concept))
        answered = any(part.kind is Kind.ANSWER for part in parts)
        return tuple(shown)[:4] if answered else ()

    def _label(self, concept: str) -> str:
        if concept.startswith("time/week-"):
            return "week " + concept.removeprefix("time/week-")
        return self.language.lexicon.labels.get(concept, concept)

    def _small_talk(self, whole: Recognised, concepts: Mapping[str, int]) -> str | None:
        talk = [concept for concept in concepts if slot(concept) == "chat" and concept != "chat/polite"]
        if not talk:
            return None
        about_the_bot = next((concept for concept in talk if concept in _ABOUT_THE_BOT), None)
        if about_the_bot is not None and not any(
            slot(concept) in _NAMED and concept not in talk and concept != "missing/errand" for concept in concepts
        ):
            return about_the_bot.partition("/")[2]
        if "chat/help" in concepts:
            rest = {c for c in concepts if slot(c) not in _SMALL_TALK | {"form", "context", "advice"}} - {
                "drug/abatacept",
                "outcome/response",
            }
            return "help" if not rest else None
        content = [
            c
            for c in concepts
            if slot(c) not in _SMALL_TALK | {"form", "patient"}
            and c not in ("outcome/response", "outcome/how-did", "advice/appraise")
        ]
        if content or ("?" in whole.text and len(whole.tokens) > 6):
            return None
        return talk[0].split("/", 1)[1]

    def _advice(self, whole: Recognised, concepts: Mapping[str, int]) -> bool:
        if not whole.vignette and not any(concept.startswith(("advice/", "patient/")) for concept in concepts):
            return False
        author = "person/aggarwal" in concepts or any(
            c in ("person/aggarwal", "aspect/opinion") for c in self.memory.concepts
        )
        return asks_advice(concepts.keys(), vignette=whole.vignette, speaks_of_author=author)

    def _parts(self, text: str, whole: Recognised) -> tuple[list[Part], tuple[str, ...]]:
        stop = _MAY_PART.search(text)
        if stop is None or stop.end() == len(text):
            return self.clauses.read(whole)
        pieces = (piece.strip() for piece in _SENTENCE.split(text, maxsplit=MOST_SENTENCES))
        sentences = [piece for piece in pieces if _SAYS_SOMETHING.search(piece)][:MOST_SENTENCES]
        questions = [piece for piece in sentences if _ASKS.search(piece)]
        if len(questions) < 2:
            if len(sentences) > 1 and questions:
                start = text.find(questions[0])
                return self.clauses.read(whole, asked=(start, start + len(questions[0])))
            return self.clauses.read(whole)
        parts: list[Part] = []
        carried: tuple[str, ...] = ()
        pending = ""
        for piece in sentences:
            found, more = self.clauses.read(self.clauses.recognise((pending + " " + piece).strip()))
            if not _ASKS.search(piece) and not (found and found[0].kind is Kind.ANSWER):
                pending = f"{pending} {piece}".strip()
                continue
            pending = ""
            for part in found:
                if part.kind is Kind.NOT_COVERED and part.topic is None and part.missing is None and parts:
                    continue
                if all((part.answer, part.topic) != (other.answer, other.topic) for other in parts):
                    parts.append(part)
            carried = carried or more
            if found and found[-1].concepts:
                self.clauses.remember(Memory(self.memory.trial, found[-1].answer, found[-1].topic, found[-1].concepts))
        if not parts:
            return self.clauses.read(whole)
        answered = [part for part in parts if part.kind is Kind.ANSWER]
        if answered:
            parts = [part for part in parts if part.kind is not Kind.CLARIFY]
        return parts, carried


def _kind(parts: Sequence[Part]) -> Kind:
    kinds = [part.kind for part in parts]
    for kind in (Kind.NOT_ADVICE, Kind.ANSWER):
        if kind in kinds:
            return kind
    return kinds[0] if kinds else Kind.NOT_COVERED
