"""Measure the reader on writers it has not learned from, by what its readings lead to.

A reading is judged by its outcome: the answer (or refusal) that the labelled frame resolves to is the right one, and so
is another answer whose declared scope holds the labelled frame.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from bot.training.examples import Example
from bot.understanding.decide import Decision
from bot.understanding.frame import Frame
from bot.understanding.reading import Kind
from bot.understanding.resolve import Declarations, Outcome, resolve

RIGHT, TAP, WRONG, DECLINED = "right", "right after one tap", "confident and wrong", "needlessly declined"
VERDICTS = (RIGHT, TAP, WRONG, DECLINED)


class Judged(NamedTuple):
    """One question with what was expected, what was decided and the verdict."""

    example: Example
    expected: tuple[Outcome, ...]
    decided: tuple[Decision, ...]
    verdict: str


def same(given: Outcome, frame: Frame, expected: Outcome, trial: Declarations) -> bool:
    """Is ``given`` what was asked for: the expected outcome, or an answer that is about the labelled frame too?"""
    if given.kind is not expected.kind:
        return False
    if given.kind is Kind.ANSWER:
        if given.missing == "previous" or expected.missing == "previous":
            return given.topic == expected.topic and given.missing == expected.missing
        if bool(given.wider) != bool(expected.wider):
            return False
        return given.answer == expected.answer or (given.answer is not None and trial.holds(given.answer, frame))
    if given.kind is Kind.NOT_ADVICE and given.answer != expected.answer:
        # What counts is that advice is declined: the evidence for all, or for a group that no label names, will do.
        return any(answer is not None and trial.is_general_advice(answer) for answer in (given.answer, expected.answer))
    return True


def judge(example: Example, decided: Sequence[Decision], trial: Declarations) -> Judged:
    """Return the verdict on the decisions about a message, one for each question that was read in it."""
    frames = example.frames or example.ambiguous
    expected = tuple(resolve(frame, trial) for frame in frames)
    pairs = list(zip(frames, expected, strict=True))

    def fits(outcome: Outcome) -> bool:
        return any(same(outcome, frame, wanted, trial) for frame, wanted in pairs)

    given = [outcome for decision in decided for outcome in decision.outcomes]
    offered = [option.outcome for decision in decided for option in decision.options]
    wrong = [one for one in given if not fits(one) and one.kind in (Kind.ANSWER, Kind.NOT_ADVICE)]
    declined = all(wanted.kind is Kind.NOT_COVERED for wanted in expected)

    def meets(outcomes: Sequence[Outcome]) -> bool:
        return all(any(same(one, frame, wanted, trial) for one in outcomes) for frame, wanted in pairs)

    if wrong and not (example.ambiguous and declined):
        verdict = WRONG
    elif (
        example.ambiguous
        or all(any(same(one, frame, wanted, trial) for one in given) for frame, wanted in pairs)
        or (declined and given and not offered and all(one.kind is Kind.NOT_COVERED for one in given))
    ):
        verdict = RIGHT
    elif meets([*given, *offered]):
        verdict = TAP
    else:
        verdict = DECLINED
    return Judged(example, expected, tuple(decided), verdict)


def shares(results: Sequence[Judged]) -> dict[str, float]:
    """Return the share of each verdict."""
    counted = Counter(result.verdict for result in results)
    return {verdict: counted[verdict] / max(len(results), 1) for verdict in VERDICTS}
