"""From a message to its reading: recognise, decide what kind of reply it needs, choose the answers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.understanding.advice import advice_answer, asks_advice
from bot.understanding.concepts import Recognised, recognise
from bot.understanding.forms import forms_of
from bot.understanding.identifiers import KnownNames, find_identifiers
from bot.understanding.intents import IntentIndex, Ranked
from bot.understanding.lexicon import Lexicon
from bot.understanding.reading import About, Kind, Memory, Part, Reading
from bot.understanding.threads import Filled, fill, is_elliptical, slot
from bot.understanding.weights import Weights

MAX_PARTS = 3
_SENTENCE = re.compile(r"(?<=[?!;\n])\s*|(?<=[a-z)%0-9]{2}\.)\s+(?=[A-Za-z])|\n+")
_JOINT = re.compile(r"\s*(?:,\s*and\b|\band\b|&|\+|;|,|/|\bplus\b|\balso\b|\bas well as\b)\s*", re.IGNORECASE)
_ASKS = re.compile(
    r"\?\s*$|^\W*(?:and |also |plus |but |so |ok |oh )*(?:what|whats|who|when|where|which|why|how|hows|did|does|do|was|were|is|are|has|have|had|any|can|could|would|should|were)\b",
    re.IGNORECASE,
)
_ASKED = frozenset({"outcome", "aspect", "missing", "stat", "instrument", "population", "drug", "antibody", "publication", "person"})
_CONTENT = frozenset({"advice", "population", "antibody", "outcome", "aspect", "missing", "instrument", "stat", "time", "drug", "disease", "trial", "person", "publication", "meeting", "number", "sponsor", "arm"})
_NEVER_BY_THE_WAY = frozenset({"population", "antibody", "drug", "missing", "disease", "trial", "time"})
_NAMED = frozenset({"population", "antibody", "time", "outcome", "stat", "aspect", "drug", "instrument", "trial", "arm", "missing", "disease"})
_WORD_JOINT = re.compile(r"\b(?:and|also|plus|as well as)\b|&", re.IGNORECASE)
_SMALL_TALK = frozenset({"chat", "back", "generic", "word"})
_FOREIGN = ("drug/other", "trial/other-known", "disease/other", "disease/lupus", "drug/ivig", "drug/rituximab", "drug/jak", "drug/tnf", "drug/biologics", "disease/ra", "disease/psa", "disease/jia", "disease/gvhd", "drug/background", "drug/steroids", "drug/penicillamine")


@dataclass(slots=True)
class TrialLanguage:
    """What understanding needs of one trial: its lexicon, intents and time points in weeks."""

    trial: str
    lexicon: Lexicon
    intents: IntentIndex
    weeks: tuple[int, ...] = ()
    weights: Weights = field(default_factory=Weights)
    people: KnownNames = field(default_factory=KnownNames)


@dataclass(frozen=True, slots=True)
class _Choice:
    ranked: list[Ranked]
    filled: Filled

    @property
    def best(self) -> Ranked | None:
        return self.ranked[0] if self.ranked else None

    @property
    def score(self) -> float:
        return self.ranked[0].score if self.ranked else -9.0


def read(message: str, language: TrialLanguage, memory: Memory | None = None) -> Reading:
    """Return the reading of a cleaned message against one trial, with the thread's ``memory`` for follow-ups."""
    if find_identifiers(message, known=language.people):
        return Reading(Kind.NOT_ADVICE, language.trial, identifiers=True, confidence=1.0)
    return _Reader(language, memory or Memory()).read(message)


class _Reader:
    def __init__(self, language: TrialLanguage, memory: Memory) -> None:
        self.language = language
        self.weights = language.weights
        self.memory = memory

    def read(self, text: str) -> Reading:
        whole = self._recognise(text)
        concepts = whole.concepts
        trial = self.language.trial
        chat = self._small_talk(whole, concepts)
        if chat is not None:
            return Reading(Kind.HELP, trial, greeting=chat, confidence=1.0)
        if self._advice(whole, concepts):
            remembered = frozenset(self.memory.concepts)
            answer = advice_answer(concepts.keys(), remembered)
            part = Part(Kind.NOT_ADVICE, answer, concepts=tuple(c for c in concepts if slot(c) in ("population", "antibody")) or self.memory.concepts, confidence=0.95)
            return Reading(Kind.NOT_ADVICE, trial, (part,), confidence=0.95)
        parts, carried = self._parts(text, whole)
        left_out = max(0, len(parts) - MAX_PARTS)
        parts = parts[:MAX_PARTS]
        kind = _kind(parts)
        confidence = max((part.confidence for part in parts if part.kind is kind), default=0.0)
        return Reading(
            kind, trial, tuple(parts), left_out, confidence=confidence, read_as=self._read_as(whole, carried, parts)
        )

    def _read_as(self, whole: Recognised, carried: tuple[str, ...], parts: Sequence[Part]) -> tuple[str, ...]:
        """Name what was repaired or carried over, where it says what or whom the question is about."""
        shown: dict[str, None] = {}
        repaired = {meant for _, meant in whole.repairs}
        for mention in whole.mentions:
            words = {token.word for token in whole.tokens[mention.first : mention.last]}
            if words & repaired and slot(mention.concept) in _NAMED:
                shown.setdefault(self.language.lexicon.labels.get(mention.concept, mention.concept))
        for concept in carried:
            if slot(concept) in _NAMED and concept not in ("outcome/how-did",):
                shown.setdefault(self._label(concept))
        answered = any(part.kind is Kind.ANSWER for part in parts)
        return tuple(shown)[:4] if answered else ()

    def _label(self, concept: str) -> str:
        if concept.startswith("time/week-"):
            return "week " + concept.removeprefix("time/week-")
        return self.language.lexicon.labels.get(concept, concept)

    # -- recognising ------------------------------------------------------------------------------------------

    def _recognise(self, text: str) -> Recognised:
        return recognise(text, self.language.lexicon, self.language.weeks)

    def _small_talk(self, whole: Recognised, concepts: Mapping[str, int]) -> str | None:
        talk = [concept for concept in concepts if slot(concept) == "chat" and concept != "chat/polite"]
        if not talk:
            return None
        if "chat/help" in concepts:
            rest = {c for c in concepts if slot(c) not in _SMALL_TALK | {"form", "context", "advice"}} - {"drug/abatacept", "outcome/response"}
            return "help" if not rest else None
        content = [c for c in concepts if slot(c) not in _SMALL_TALK | {"form", "patient"} and c not in ("outcome/response", "outcome/how-did", "advice/appraise")]
        if content or "?" in whole.text and len(whole.tokens) > 6:
            return None
        return talk[0].split("/", 1)[1]

    def _advice(self, whole: Recognised, concepts: Mapping[str, int]) -> bool:
        author = "person/aggarwal" in concepts or any(c in ("person/aggarwal", "aspect/opinion") for c in self.memory.concepts)
        return asks_advice(concepts.keys(), vignette=whole.vignette, speaks_of_author=author)

    # -- parts ------------------------------------------------------------------------------------------------

    def _parts(self, text: str, whole: Recognised) -> tuple[list[Part], tuple[str, ...]]:
        sentences = [piece for piece in (piece.strip() for piece in _SENTENCE.split(text)) if piece]
        questions = [piece for piece in sentences if _ASKS.search(piece)]
        if len(questions) < 2:
            if len(sentences) > 1 and questions:
                start = text.find(questions[0])
                return self._clause(whole, asked=(start, start + len(questions[0])))
            return self._clause(whole)
        parts: list[Part] = []
        carried: tuple[str, ...] = ()
        pending = ""
        for piece in sentences:
            found, more = self._clause(self._recognise((pending + " " + piece).strip()))
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
                self.memory = Memory(self.memory.trial, found[-1].answer, found[-1].topic, found[-1].concepts)
        if not parts:
            return self._clause(whole)
        answered = [part for part in parts if part.kind is Kind.ANSWER]
        if answered:
            parts = [part for part in parts if part.kind is not Kind.CLARIFY]
        return parts, carried

    def _shares(self, found: Recognised, asked: tuple[int, int] | None) -> dict[str, float]:
        """Return how much of its cost each concept counts: less where it only stands in what leads up to the question.

        In a long message the lesser concepts are often by the way, so they cost less the longer it is.
        """
        shares: dict[str, float] = {}
        length = len(found.tokens)
        by_the_way = min(1.0, self.weights.long_message / length) if length else 1.0
        for mention in found.mentions:
            if slot(mention.concept) == "word":
                continue
            share = 1.0 if slot(mention.concept) in _NEVER_BY_THE_WAY else by_the_way
            if asked is not None and mention.last > mention.first:
                inside = asked[0] <= found.tokens[mention.first].start < asked[1]
                share *= 1.0 if inside else self.weights.context_share
            shares[mention.concept] = max(share, shares.get(mention.concept, 0.0))
        return shares

    def _clause(self, found: Recognised, asked: tuple[int, int] | None = None) -> tuple[list[Part], tuple[str, ...]]:
        concepts = self._shares(found, asked)
        concepts.update((c, self.weights.implied_share) for c in found.implied if not c.startswith("population/") or not any(known.startswith("population/") for known in concepts))
        if not self.memory.concepts and not found.unknown and "back/that" in concepts and not any(slot(c) in _CONTENT for c in concepts):
            return [Part(Kind.CLARIFY, confidence=0.5)], ()
        about = self._about_previous(concepts, found)
        if about is not None:
            return [about], ()
        unknown = len(found.unknown)
        forms = forms_of(found.text, found.tokens, concepts)
        choice = self._choose(concepts, unknown, len(found.tokens))
        best = choice.best
        if best is None or best.score < self.weights.answer_from or best.intent.kind == "not_covered":
            halves = self._halves(found)
            if halves is not None:
                return halves, ()
        if best is None or best.score < self.weights.answer_from:
            return [self._nothing(concepts, found, choice, forms)], ()
        parts = [self._part(choice, forms, found)]
        rest = self._rest(choice, concepts)
        joint = _JOINT if best.intent.kind == "answer" else _WORD_JOINT
        if rest and joint.search(found.text):
            shared = {c: 1.0 for c in concepts if slot(c) in ("population", "time", "form", "generic", "arm", "outcome") and c not in rest}
            second = _Choice(self.language.intents.rank({**rest, **{c: 0.0 for c in shared if c != "outcome/response"}}, unknown), Filled(rest, ()))
            if second.best is not None and second.score >= self.weights.second_from and second.best.intent.target != best.intent.target:
                parts.append(self._part(second, forms, found))
        return parts, choice.filled.carried

    def _halves(self, found: Recognised) -> list[Part] | None:
        """Read "this and that" as two questions, when each half is one."""
        for joint in _WORD_JOINT.finditer(found.text):
            parts = []
            for half in (found.text[: joint.start()], found.text[joint.end() :]):
                side = self._recognise(half.strip(" ,"))
                concepts = dict.fromkeys((c for c in side.concepts if slot(c) != "word"), 1.0)
                if not any(slot(c) in _ASKED or c == "form/how-many" for c in concepts):
                    break
                choice = self._choose(concepts, len(side.unknown), len(side.tokens))
                if choice.best is None or choice.score < self.weights.second_from:
                    break
                parts.append(self._part(choice, forms_of(side.text, side.tokens, concepts), side))
            if len(parts) == 2 and any(part.kind is Kind.ANSWER for part in parts) and parts[0].answer != parts[1].answer:
                return parts
        return None

    def _rest(self, choice: _Choice, concepts: Mapping[str, float]) -> dict[str, float]:
        best = choice.best
        if best is None:
            return {}
        rest = {c: 1.0 for c in concepts if c not in best.intent.explains and self.weights.cost(c) > 0}
        asked = any(slot(c) in _ASKED for c in rest) or not {"form/how-many", "aspect/how-long"}.isdisjoint(rest)
        return {**rest, **{c: 0.0 for c in concepts if slot(c) == "generic"}} if asked else {}

    def _choose(self, concepts: dict[str, float], unknown: int, tokens: int) -> _Choice:
        alone = _Choice(self.language.intents.rank(concepts, unknown), Filled(concepts, ()))
        if not self.memory.concepts:
            return alone
        elliptical = is_elliptical(concepts, tokens)
        best = alone
        bonus = 0.35 if elliptical else -0.6
        for way in fill(concepts, self.memory, self.weights.carry_share, self.language.lexicon.complements):
            choice = _Choice(self.language.intents.rank(way.concepts, unknown), way)
            if choice.score + bonus > best.score + (0.35 if best is not alone and elliptical else 0.0):
                best = choice
        return best

    def _part(self, choice: _Choice, forms: tuple[str, ...], found: Recognised) -> Part:
        best = choice.ranked[0]
        confidence = self._confidence(choice)
        concepts = tuple(choice.filled.concepts)
        if best.intent.kind == "not_covered":
            return Part(Kind.NOT_COVERED, topic=best.intent.target, form="", concepts=concepts, confidence=confidence)
        if best.intent.kind == "clarify":
            return Part(Kind.CLARIFY, options=best.intent.options, concepts=(), confidence=confidence)
        if best.intent.kind == "help":
            return Part(Kind.HELP, confidence=confidence)
        return Part(Kind.ANSWER, best.intent.target, form=" ".join(forms), concepts=concepts, confidence=confidence)

    def _confidence(self, choice: _Choice) -> float:
        score = choice.score - self.weights.answer_from
        margin = choice.score - choice.ranked[1].score if len(choice.ranked) > 1 else 1.0
        return round(max(0.0, min(1.0, 0.55 + 0.15 * score + 0.1 * min(margin, 1.0))), 2)

    # -- what has no answer ------------------------------------------------------------------------------------

    def _nothing(self, concepts: Mapping[str, float], found: Recognised, choice: _Choice, forms: tuple[str, ...]) -> Part:
        for concept in _FOREIGN:
            if concept in concepts:
                return Part(Kind.NOT_COVERED, missing=concept, concepts=tuple(concepts), confidence=0.8)
        content = [c for c in concepts if self.weights.cost(c) > 0 or slot(c) in ("back",)]
        known = [c for c in content if slot(c) not in ("form", "chat")]
        if not content and not found.unknown and found.tokens and any(slot(c) == "generic" for c in concepts):
            return Part(Kind.CLARIFY, confidence=0.4)
        if found.tokens and len(found.tokens) <= 4 and not found.unknown and all(slot(c) in ("form", "back", "generic", "instrument", "stat") for c in known):
            return Part(Kind.CLARIFY, confidence=0.4)
        if not known and not found.unknown and content:
            return Part(Kind.CLARIFY, confidence=0.4)
        if all(slot(c) == "back" for c in known) and known and not found.unknown:
            return Part(Kind.CLARIFY, confidence=0.4)
        return Part(Kind.NOT_COVERED, concepts=tuple(concepts), confidence=0.5)

    def _about_previous(self, concepts: Mapping[str, float], found: Recognised) -> Part | None:
        if not (self.memory.answer or self.memory.topic):
            return None
        subject = [c for c in concepts if slot(c) in ("outcome", "aspect", "population", "missing", "stat", "drug", "antibody", "instrument", "time", "person") and c not in ("aspect/publication",)]
        if subject or len(found.unknown) > 1:
            return None
        if "form/source" in concepts:
            about = About.SOURCE
        elif "form/calculated" in concepts:
            about = About.CALCULATED
        elif "back/more-detail" in concepts or "back/repeat" in concepts:
            about = About.DETAIL
        else:
            return None
        return Part(Kind.ANSWER if self.memory.answer else Kind.NOT_COVERED, self.memory.answer, topic=self.memory.topic, about=about, concepts=self.memory.concepts, confidence=0.9)


def _kind(parts: Sequence[Part]) -> Kind:
    kinds = [part.kind for part in parts]
    for kind in (Kind.NOT_ADVICE, Kind.ANSWER):
        if kind in kinds:
            return kind
    return kinds[0] if kinds else Kind.NOT_COVERED
