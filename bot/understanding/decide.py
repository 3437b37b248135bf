"""From the ways to read a question to one decision: answer, ask back, or decline."""

from __future__ import annotations

from math import exp, log
from typing import NamedTuple

from bot.understanding.reader import Candidate, Read
from bot.understanding.reading import Kind
from bot.understanding.resolve import Outcome

MOST_OPTIONS = 3
_UNIT = 1 << 20
_LEAST = 1 / _UNIT


class Thresholds(NamedTuple):
    """How sure a reading must be, in hundredths, and what makes one sure (fitted on writers left out of training).

    ``answer``: to be answered; ``advice``: to be taken for a wish for advice, or for a question about the answer
    before;
    ``decline``: to be declined by name, or taken for small talk; ``option``: share of the likelihood, to be offered
    when asking back; ``together``: the options' share, to ask back at all. ``weights`` are those of the signals that
    ``signals_of`` gives, the first of a constant one.
    """

    answer: int = 60
    advice: int = 60
    decline: int = 40
    option: int = 8
    together: int = 40
    weights: tuple[float, ...] = (-0.5, 0.8, 0.4, 0.7, -1.0, 0.0, 0.0)


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
    """Return what tells a sure reading from an unsure one.

    A constant; the log odds of the likeliest outcome, and of its share among the candidates; whether a word is a cue of
    the ask; the share of its words that nothing accounts for; whether it stands in a thread; whether it is declined.
    """
    best = read.candidates[0]
    whole = sum(candidate.likelihood for candidate in read.candidates) or 1
    share = min(max(best.likelihood / whole, _LEAST), 1 - _LEAST)
    absolute = min(max(best.likelihood / _UNIT, _LEAST), 1 - _LEAST)
    return (
        1.0,
        log(absolute / (1 - absolute)) / 4,
        log(share / (1 - share)) / 4,
        float(read.cued),
        read.unexplained,
        float(bool(best.frame.inherited)),
        float(best.outcome.kind is Kind.NOT_COVERED),
    )


def sureness(read: Read, thresholds: Thresholds) -> float:
    """Return how likely the first candidate is to be what was meant."""
    total = sum(weight * signal for weight, signal in zip(thresholds.weights, signals_of(read), strict=True))
    return 1 / (1 + exp(-max(min(total, 30.0), -30.0)))


def _needed(outcome: Outcome, thresholds: Thresholds) -> int:
    """Return how sure, in hundredths, a reading that leads to ``outcome`` must be."""
    if outcome.kind in (Kind.NOT_COVERED, Kind.HELP):  # no figure can be the wrong one
        return thresholds.decline
    if outcome.kind is Kind.NOT_ADVICE or outcome.missing == "previous":
        return thresholds.advice
    return thresholds.answer


def decide(read: Read, thresholds: Thresholds) -> Decision:
    """Return the decision on one question."""
    candidates = read.candidates
    if not candidates:
        return Decision(Kind.NOT_COVERED)
    best = candidates[0]
    sure = sureness(read, thresholds)
    if sure * 100 >= _needed(best.outcome, thresholds):
        return Decision(best.outcome.kind, best, sure=sure)
    whole = sum(candidate.likelihood for candidate in candidates) or 1
    options = tuple(
        one
        for one in candidates
        if one.outcome.kind in (Kind.ANSWER, Kind.NOT_ADVICE) and one.likelihood * 100 >= thresholds.option * whole
    )[:MOST_OPTIONS]
    if options and sum(one.likelihood for one in options) * 100 >= thresholds.together * whole:
        return Decision(Kind.CLARIFY, options=options, sure=sure)
    return Decision(Kind.NOT_COVERED, sure=sure)
