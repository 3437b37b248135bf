"""From the ways to read a question to one decision: answer, ask back, or decline."""

from __future__ import annotations

from math import exp, log
from typing import NamedTuple

from bot.understanding.frame import CLAIMS
from bot.understanding.grammar import NO_ROLE
from bot.understanding.reader import SUBJECTS, Candidate, Read
from bot.understanding.reading import Kind
from bot.understanding.resolve import Outcome

MOST_OPTIONS = 3
_UNIT = 1 << 20
_LEAST = 1 / _UNIT
# Beyond these one more says nothing more.
_MOST_WORDS = 3
_MOST_CONCEPTS = 8
_LONG = 15
# Of a turn that names a group, a time, an arm or a statistic and nothing else.
_CERTAIN = 0.99


class Thresholds(NamedTuple):
    """How sure a reading must be, in hundredths, and what makes one sure (fitted on writers left out of training).

    ``answer``: to be answered; ``advice``: share of the likelihood, to be taken for a wish for advice, and how sure a
    question about the answer before must be; ``decline``: to be declined by name, or taken for small talk; ``absent``:
    share of the likelihood of what is not held, to be declined rather than asked back; ``option``: share of the
    likelihood, to be offered when asking back; ``together``: the options' share, to ask back at all. ``weights`` are
    those of the signals that ``signals_of`` gives where the likeliest reading is an answer, ``others`` those where it
    is any other reply.
    """

    answer: int = 60
    advice: int = 60
    decline: int = 40
    absent: int = 50
    option: int = 8
    together: int = 40
    weights: tuple[float, ...] = (-0.5, 0.8, 0.4, 0.7, -1.0)
    others: tuple[float, ...] = (-0.5, 0.8, 0.4, 0.7, -1.0)


class Decision(NamedTuple):
    """What to do: the kind, the candidate taken, or the candidates to choose from; ``sure`` from 0 to 1."""

    kind: Kind
    chosen: Candidate | None = None
    options: tuple[Candidate, ...] = ()
    sure: float = 0.0

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """What is given, empty when something is asked back."""
        if self.kind is Kind.CLARIFY:
            return ()
        return (self.chosen.outcome,) if self.chosen is not None else (Outcome(Kind.NOT_COVERED, missing="unclear"),)


def signals_of(read: Read) -> tuple[float, ...]:
    """Return what tells a sure reading from an unsure one, each of the order of one, the first a constant.

    Likelihood: the log odds of the likeliest outcome, and of its share among the candidates; whether a word is a cue of
    the ask, whether the grammar knows what each word does, and both; the margin of the least sure role. Words: the
    share that nothing accounts for; how many nobody knows, with a role and without; how many the vocabulary knows; a
    long question; a number. Frame: inherited, a turn of a thread, wider than asked, a claim, another drug, trial or
    disease that is not its subject, an attribute in unknown words.
    """
    best = read.candidates[0]
    frame = best.frame
    whole = sum(candidate.likelihood for candidate in read.candidates) or 1
    unknown = [role for word, role in zip(read.words, read.roles, strict=True) if not word.known]
    named = not frame.about and any(
        concept.startswith(SUBJECTS) and concept not in read.own for word in read.words for concept in word.concepts
    )
    return (
        1.0,
        _log_odds(best.likelihood / _UNIT),
        _log_odds(best.likelihood / whole),
        float(read.cued),
        float(read.accounted),
        float(read.cued and read.accounted),
        log(1 + max(read.margin, 0)) / 5,
        read.unexplained,
        min(len(unknown), _MOST_WORDS),
        min(unknown.count(NO_ROLE), _MOST_WORDS),
        min(sum(bool(word.concepts) for word in read.words), _MOST_CONCEPTS) / 4,
        float(len(read.words) > _LONG),
        float(any(word.text == "<n>" for word in read.words)),
        float(bool(frame.inherited)),
        float(read.threaded),
        float(bool(best.outcome.wider)),
        float(frame.act == CLAIMS),
        float(named),
        float(bool(frame.of_words)),
    )


def _log_odds(share: float) -> float:
    bounded = min(max(share, _LEAST), 1 - _LEAST)
    return log(bounded / (1 - bounded)) / 4


def sureness(read: Read, thresholds: Thresholds) -> float:
    """Return how likely the first candidate is to be what was meant."""
    if read.certain:
        return _CERTAIN
    weights = thresholds.weights if is_answer(read.candidates[0].outcome) else thresholds.others
    total = sum(weight * signal for weight, signal in zip(weights, signals_of(read), strict=False))
    return 1 / (1 + exp(-max(min(total, 30.0), -30.0)))


def is_answer(outcome: Outcome) -> bool:
    """Does the outcome show figures or statements of the trial?"""
    return outcome.kind is Kind.ANSWER and outcome.missing != "previous"


def _needed(outcome: Outcome, thresholds: Thresholds) -> int:
    """Return how sure, in hundredths, a reading that leads to ``outcome`` must be."""
    if outcome.kind in (Kind.NOT_COVERED, Kind.HELP):  # no figure can be the wrong one
        return thresholds.decline
    if outcome.missing == "previous":
        return thresholds.advice
    return thresholds.answer


def decide(read: Read, thresholds: Thresholds) -> Decision:
    """Return the decision on one question."""
    candidates = read.candidates
    if not candidates:
        return Decision(Kind.NOT_COVERED)
    best = candidates[0]
    sure = sureness(read, thresholds)
    if best.outcome.kind is not Kind.NOT_ADVICE and sure * 100 >= _needed(best.outcome, thresholds):
        return Decision(best.outcome.kind, best, sure=sure)
    whole = sum(candidate.likelihood for candidate in candidates) or 1
    advising = [one for one in candidates if one.outcome.kind is Kind.NOT_ADVICE]
    sought = sum(one.likelihood for one in advising)
    if sought * 100 >= thresholds.advice * whole:  # advice is sought, whatever about
        chosen = advising[0]
        if chosen.likelihood * 2 < sought and read.general is not None:
            chosen = chosen._replace(outcome=read.general)
        return Decision(Kind.NOT_ADVICE, chosen, sure=sought / whole)
    absent = [one for one in candidates if one.outcome.kind is Kind.NOT_COVERED]
    if (
        sum(one.likelihood for one in absent) * 100 >= thresholds.absent * whole
    ):  # one thing or another that is not held
        return Decision(Kind.NOT_COVERED, absent[0], sure=sure)
    options = tuple(
        one
        for one in candidates
        if one.outcome.kind in (Kind.ANSWER, Kind.NOT_ADVICE) and one.likelihood * 100 >= thresholds.option * whole
    )[:MOST_OPTIONS]
    if options and sum(one.likelihood for one in options) * 100 >= thresholds.together * whole:
        return Decision(Kind.CLARIFY, options=options, sure=sure)
    return Decision(Kind.NOT_COVERED, sure=sure)
