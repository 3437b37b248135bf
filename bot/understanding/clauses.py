"""Read one clause: one question, or two that a word joins."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.understanding.choosing import Choice, Chooser
from bot.understanding.concepts import Recognised, recognise
from bot.understanding.forms import forms_of
from bot.understanding.halves import announces_two, halves_of
from bot.understanding.intents import Intent
from bot.understanding.language import TrialLanguage
from bot.understanding.pointing import only_points_back, points_nowhere, subject_unknown, unknown_within
from bot.understanding.reading import About, Kind, Memory, Part
from bot.understanding.shares import concept_shares
from bot.understanding.threads import Filled, slot

_JOINT = re.compile(r"\s*(?:,\s*and\b|\band\b|&|\+|;|,|/|\bplus\b|\balso\b|\bas well as\b)\s*", re.IGNORECASE)
_WORD_JOINT = re.compile(r"\b(?:and|also|plus|as well as)\b|&", re.IGNORECASE)
_ASKED = frozenset(
    {"outcome", "aspect", "missing", "stat", "instrument", "population", "drug", "antibody", "publication", "person"}
)
_HALF = _ASKED | {"time"}
_TWO = 2
_POINTS = frozenset({"back/that", "back/them", "back/other", "patient/pronoun"})
_WHOM = frozenset({"population", "drug", "antibody", "time", "arm", "outcome", "number", "form", "generic", "back"})
_NOTHING_ASKED = frozenset({"advice/action"})
# "Also", "and how": such a joint needs less to be believed.
_OPENED = 0.2
# Whoever names one of these asks about it, whatever else the question holds.
_ELSEWHERE = ("drug/other", "disease/other", "trial/other-known")
_FOREIGN = (
    "missing/handling",
    "drug/other",
    "trial/other-known",
    "disease/other",
    "disease/lupus",
    "drug/ivig",
    "drug/rituximab",
    "drug/jak",
    "drug/tnf",
    "drug/biologics",
    "disease/ra",
    "disease/psa",
    "disease/jia",
    "disease/gvhd",
    "drug/penicillamine",
)


class ClauseReader:
    """Reads clauses against one trial; ``memory`` moves on as a message is read."""

    def __init__(self, language: TrialLanguage, memory: Memory) -> None:
        """Read against ``language``, with what the thread remembers."""
        self.language = language
        self.weights = language.weights
        self.chooser = Chooser(language, memory)

    @property
    def memory(self) -> Memory:
        """What the thread remembers."""
        return self.chooser.memory

    def remember(self, memory: Memory) -> None:
        """Let the clauses that follow build on ``memory``."""
        self.chooser.memory = memory

    def recognise(self, text: str) -> Recognised:
        """Return the concepts of ``text``."""
        return recognise(text, self.language.lexicon, self.language.weeks)

    def read(self, found: Recognised, asked: tuple[int, int] | None = None) -> tuple[list[Part], tuple[str, ...]]:
        """Return what a clause asks, and the concepts carried over; ``asked`` bounds the question within its text."""
        concepts = self._asked(concept_shares(found, asked, self.weights), found, asked)
        if not self.memory.concepts and points_nowhere(concepts, found):
            alone = self.chooser.alone(concepts, len(found.unknown))
            brief = "they" in {token.word for token in found.tokens} and "outcome/response" in concepts
            if "back/them" in concepts or brief or alone.score < self.weights.speaks_for_itself:
                return [Part(Kind.CLARIFY, confidence=0.5)], ()
        if self.memory.concepts and concepts.keys() <= _NOTHING_ASKED and not found.unknown:
            return [Part(Kind.CLARIFY, confidence=0.4)], ()  # "hmm", "?", "stop": no reason to say it all again
        about = self._about_previous(concepts, found)
        if about is not None:
            return [about], ()
        unknown = len(found.unknown if asked is None else unknown_within(found, asked))
        forms = forms_of(found.text, found.tokens, concepts)
        choice = self.chooser.choose(concepts, unknown, len(found.tokens))
        best = choice.best
        explained = (
            best is not None
            and best.intent.kind == "answer"
            and not self.language.intents.unexplained(best, choice.filled.concepts)
        )
        halves = self._halves(found, max(0.0, choice.score), explained=explained)
        if halves is not None:
            return halves, ()
        needed = self.weights.sure_from if subject_unknown(found) else self.weights.answer_from
        if best is None or best.score < needed or self._asks_elsewhere(best.intent, concepts):
            return [self._nothing(concepts, found)], ()
        parts = [self.chooser.part(choice, forms)]
        rest = self._rest(choice, concepts)
        if parts[0].kind is Kind.NOT_COVERED and only_points_back(rest):
            return parts, choice.filled.carried
        joint = _JOINT if best.intent.kind == "answer" else _WORD_JOINT
        if rest and joint.search(found.text):
            shared = {
                c: 1.0
                for c in concepts
                if slot(c) in ("population", "time", "form", "generic", "arm", "outcome") and c not in rest
            }
            beside = {**rest, **{c: 0.0 for c in shared if c != "outcome/response"}}
            second = Choice(self.language.intents.rank(beside, unknown), Filled(rest, ()))
            if (
                second.best is not None
                and second.score >= self.weights.second_from
                and second.best.intent.target != best.intent.target
            ):
                parts.append(self.chooser.part(second, forms))
        return parts, choice.filled.carried

    @staticmethod
    def _asks_elsewhere(intent: Intent, concepts: Mapping[str, float]) -> bool:
        """Is another drug, disease or trial asked about that the best answer has nothing on?"""
        return intent.kind == "answer" and any(
            concepts.get(concept, 0.0) == 1.0 and concept not in intent.explains for concept in _ELSEWHERE
        )

    def _asked(self, concepts: dict[str, float], found: Recognised, asked: tuple[int, int] | None) -> dict[str, float]:
        """Drop what only leads up to the question, if the question can stand without it: all but whom and when."""
        if asked is None:
            return concepts
        inside = {m.concept for m in found.mentions if asked[0] <= found.tokens[m.first].start < asked[1]}
        kept = {c: share for c, share in concepts.items() if c in inside or slot(c) in _WHOM}
        if not _POINTS.isdisjoint(inside):
            return concepts
        alone = self.chooser.alone(kept, 0)
        enough = alone.best is not None and alone.best.intent.kind == "answer" and alone.score >= 1.0
        return kept if enough else concepts

    def _halves(self, found: Recognised, whole: float, *, explained: bool) -> list[Part] | None:
        """Read "this and that" as two questions, when the halves explain clearly more than the whole."""
        best, parts = 0.0, None
        announced: bool | None = None
        for left, right, opens in halves_of(found, self.language.lexicon):
            if announced is None:
                announced = announces_two(found)
            if explained and not (opens or announced):
                continue
            sides = [(side, concept_shares(side, None, self.weights)) for side in (left, right)]
            if not all(_asks_something(concepts) for _, concepts in sides):
                continue
            score, pair = 0.0, []
            for side, concepts in sides:
                choice = self.chooser.choose(concepts, len(side.unknown), len(side.tokens))
                if choice.best is None or choice.score < self.weights.second_from:
                    foreign = next((c for c in _FOREIGN if c in concepts), None)
                    if foreign is None or not opens:
                        break
                    score += self.weights.second_from
                    pair.append(Part(Kind.NOT_COVERED, missing=foreign, concepts=tuple(concepts), confidence=0.8))
                    continue
                score += choice.score
                pair.append(self.chooser.part(choice, forms_of(side.text, side.tokens, concepts)))
            if len(pair) == _TWO and pair[0].kind is Kind.NOT_COVERED and only_points_back(sides[1][1]):
                continue  # "were lung scores followed, and did they improve" asks for what is not there twice
            answered = sum(part.kind is Kind.ANSWER for part in pair)
            if len(pair) < _TWO or not answered or pair[0].answer == pair[1].answer:
                continue
            bar = whole + self.weights.two_questions * (_OPENED if opens else 1.0)
            if answered < _TWO and not opens:
                # "Which is better, the drug or IVIG": half an answer is worse than none, so be sure that there are two.
                bar += self.weights.two_questions
            if score > max(best, self.weights.second_from if announced else bar):
                best, parts = score, pair
        return parts

    def _rest(self, choice: Choice, concepts: Mapping[str, float]) -> dict[str, float]:
        best = choice.best
        if best is None:
            return {}
        rest = {c: 1.0 for c in concepts if c not in best.intent.explains and self.weights.cost(c) > 0}
        asked = any(slot(c) in _ASKED for c in rest) or not {"form/how-many", "aspect/how-long"}.isdisjoint(rest)
        return {**rest, **{c: 0.0 for c in concepts if slot(c) == "generic"}} if asked else {}

    def _nothing(self, concepts: Mapping[str, float], found: Recognised) -> Part:
        for concept in _FOREIGN:
            if concept in concepts:
                return Part(Kind.NOT_COVERED, missing=concept, concepts=tuple(concepts), confidence=0.8)
        content = [c for c in concepts if self.weights.cost(c) > 0 or slot(c) == "back"]
        known = [c for c in content if slot(c) not in ("form", "chat")]
        if not content and not found.unknown and found.tokens and any(slot(c) == "generic" for c in concepts):
            return Part(Kind.CLARIFY, confidence=0.4)
        if (
            found.tokens
            and len(found.tokens) <= 4
            and not found.unknown
            and all(slot(c) in ("form", "back", "generic", "instrument", "stat") for c in known)
        ):
            return Part(Kind.CLARIFY, confidence=0.4)
        if not known and not found.unknown and content:
            return Part(Kind.CLARIFY, confidence=0.4)
        if all(slot(c) == "back" for c in known) and known and not found.unknown:
            return Part(Kind.CLARIFY, confidence=0.4)
        return Part(Kind.NOT_COVERED, concepts=tuple(concepts), confidence=0.5)

    def _about_previous(self, concepts: Mapping[str, float], found: Recognised) -> Part | None:
        if not (self.memory.answer or self.memory.topic):
            return None
        subject = [
            c
            for c in concepts
            if slot(c)
            in (
                "outcome",
                "aspect",
                "population",
                "missing",
                "stat",
                "drug",
                "antibody",
                "instrument",
                "time",
                "person",
            )
            and c != "aspect/publication"
        ]
        if "form/calculated" in concepts and any(slot(c) == "back" for c in concepts):
            subject = [c for c in subject if c != "aspect/authors"]  # "is that yours or the authors' calculation"
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
        return Part(
            Kind.ANSWER if self.memory.answer else Kind.NOT_COVERED,
            self.memory.answer,
            topic=self.memory.topic,
            about=about,
            concepts=self.memory.concepts,
            confidence=0.9,
        )


def _asks_something(concepts: Mapping[str, float]) -> bool:
    """Could half a clause with these concepts be a question?"""
    return any(slot(c) in _HALF or c == "form/how-many" for c in concepts)
