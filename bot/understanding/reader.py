"""The reader: what a question asks, as frames, with how sure it is of them.

The classifiers choose among the declared asks; every other slot is read from the words. What is chosen among in the end
are outcomes: two asks that get the same answer are no doubt at all, two that differ are asked back.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import NamedTuple

from bot.understanding.classifier import Classifier
from bot.understanding.concepts import Recognised
from bot.understanding.features import Word, question_features, word_features, words_of
from bot.understanding.forms import forms_of
from bot.understanding.frame import ADVICE, ASKS, INHERIT, Frame
from bot.understanding.grammar import NO_ROLE, frame_of, roles_by_position, slots_of
from bot.understanding.resolve import Declarations, Outcome, resolve
from bot.understanding.turns import is_accounted, is_elliptical
from bot.understanding.vectors import WordVectors

CANDIDATES = 6
SUBJECTS = ("trial/", "drug/", "disease/")
SUBJECT_HANDICAP = 500
DIMENSION_HANDICAP = 600
UNKNOWN_HANDICAP = 200
_UNIT = 1 << 20


@dataclass(frozen=True, slots=True)
class Models:
    """The trained classifiers: act of a question, its ask, and the role of each word."""

    act: Classifier
    ask: Classifier
    role: Classifier
    vectors: WordVectors | None = None


class Candidate(NamedTuple):
    """One way to read a question: a frame, what it resolves to, and its likelihood in parts of 2**20."""

    frame: Frame
    outcome: Outcome
    likelihood: int


class Read(NamedTuple):
    """What was read in one question: candidates, likeliest first, and the role of each word.

    ``margin`` is that of the least sure role, ``threaded`` says whether something was asked before, ``own`` are the
    concepts that name the trial itself, ``general`` is the reply to a wish for advice of no particular topic;
    ``certain`` says that the grammar alone reads it,
    ``accounted`` that the grammar, too, knows what each word does in the first candidate.
    ``cued`` says whether a concept of the question is a cue of the first candidate's ask, ``unexplained`` which share
    of the words neither the vocabulary nor everyday language accounts for.
    """

    candidates: tuple[Candidate, ...]
    words: tuple[Word, ...]
    roles: tuple[str, ...]
    cued: bool = False
    unexplained: float = 0.0
    margin: int = 0
    threaded: bool = False
    general: Outcome | None = None
    own: AbstractSet[str] = frozenset()
    certain: bool = False
    accounted: bool = False


def roles_of(words: Sequence[Word], model: Classifier) -> tuple[list[str], list[int]]:
    """Return the role of each word, and how much likelier it is than the next (in the classifier's own units)."""
    handicaps = [_handicap(word) for word in words]
    return model.best([word_features(words, place) for place in range(len(words))], handicaps, NO_ROLE)


def _handicap(word: Word) -> int:
    """Return how much surer it must be that a word has no role.

    Other drugs, trials and diseases, words for people and unknown words are rather kept than dropped.
    """
    if any(concept.startswith(SUBJECTS) for concept in word.concepts):
        return SUBJECT_HANDICAP
    if word.dim:
        return DIMENSION_HANDICAP
    return 0 if word.known else UNKNOWN_HANDICAP


def read_question(found: Recognised, trial: Declarations, models: Models, before: Frame | None = None) -> Read:
    """Return the ways to read one question, by outcome.

    ``before`` is the frame that the thread remembers.
    """
    words = words_of(found, trial.dims, trial.own)
    features = question_features(found, words, before, trial.own)
    read, margins = roles_of(words, models.role)
    roles = roles_by_position(words, read, trial.slots.get("people", {}))
    slots = slots_of(found, words, roles, trial)
    forms = forms_of(found.text, found.tokens, found.concepts)
    form = forms[0] if forms else ""
    if before is not None and is_elliptical(words, slots, trial.asks.get(before.ask), trial):
        frame = frame_of(ASKS, INHERIT, slots, form, ask=None, before=before)
        plain = Candidate(frame, resolve(frame, trial), _UNIT)
        return Read((plain,), tuple(words), tuple(roles), cued=True, threaded=True, own=trial.own, certain=True)
    vector = models.vectors.question(found.text.casefold()) if models.vectors is not None else None
    acts = models.act.scores(features, vector)
    asks = models.ask.scores(features, vector)
    act_parts = models.act.likelihoods(acts)
    ask_parts = models.ask.likelihoods(asks)
    order = sorted(range(len(ask_parts)), key=lambda at: (-ask_parts[at], models.ask.classes[at]))[:CANDIDATES]
    found_outcomes: dict[tuple[object, ...], Candidate] = {}
    for ask_at in order:
        ask_id = models.ask.classes[ask_at]
        ask = trial.asks.get(ask_id)
        if ask_id == INHERIT and before is None:
            continue
        implied = ask.act if ask is not None else ""
        acts_of = [(implied, _UNIT)] if implied else list(zip(models.act.classes, act_parts, strict=True))
        for act, part in acts_of:
            likelihood = part * ask_parts[ask_at] // _UNIT
            if not likelihood:
                continue
            frame = frame_of(act, ask_id, slots, form, ask=ask, before=before)
            outcome = resolve(frame, trial)
            key = (outcome.kind, outcome.answer, outcome.topic, outcome.missing if outcome.answer is None else "")
            known = found_outcomes.get(key)
            if known is None:
                found_outcomes[key] = Candidate(frame, outcome, likelihood)
            else:
                found_outcomes[key] = known._replace(likelihood=known.likelihood + likelihood)
    candidates = sorted(found_outcomes.values(), key=lambda one: (-one.likelihood, one.frame.ask))
    cued = accounted = False
    if candidates:
        ask = trial.asks.get(candidates[0].frame.ask)
        cued = ask is not None and any(cue in found.concepts for cue in ask.cues)
        accounted = is_accounted(words, candidates[0].frame, ask, trial)
    unexplained = sum(not word.known for word in words) / max(len(words), 1)
    return Read(
        tuple(candidates), tuple(words), tuple(roles), cued, unexplained, min(margins, default=0),
        before is not None, resolve(Frame(ADVICE, ADVICE, whom=slots.whom), trial), trial.own,
        accounted=accounted,
    )  # fmt: skip


__all__ = ["CANDIDATES", "NO_ROLE", "Candidate", "Models", "Read", "read_question", "roles_of"]
