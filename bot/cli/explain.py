"""``ask --explain``: how a question was read, for a curator who needs to see why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.table import Table

from bot.understanding.frame import Frame
from bot.understanding.interpreter import FrameReader, Piece, Trained, read_pieces
from bot.understanding.normalise import clean
from bot.understanding.resolve import Outcome
from bot.understanding.scope import Understanding

_UNIT = 1 << 20


def explain(
    question: str,
    thread: Sequence[str],
    *,
    understanding: Understanding,
    frames: FrameReader,
    trial: str,
    console: Console,
) -> None:
    """Print words with their roles, candidates with likelihoods, the decision and what was inherited."""
    language = understanding.language(trial)
    trained = frames.trained(language)
    before: Frame | None = None
    for earlier in thread:  # as if each had been answered as it was read first
        for piece in read_pieces(clean(earlier), language, trained, before):
            before = piece.read.candidates[0].frame if piece.read.candidates else before
    if before is not None:
        console.print(f"thread: {_frame(before)}", markup=False, highlight=False)
    for number, piece in enumerate(read_pieces(clean(question), language, trained, before), start=1):
        console.print(f"question {number}: {piece.found.text}", markup=False, highlight=False)
        for original, meant in piece.found.repairs:
            console.print(f"  repaired: {original} -> {meant}", markup=False, highlight=False)
        console.print(_words(piece))
        console.print(_candidates(piece))
        console.print(_decision(piece, trained), markup=False, highlight=False)


def _words(piece: Piece) -> Table:
    table = Table("word", "role", "concepts", "known", box=None)
    for word, role in zip(piece.read.words, piece.read.roles, strict=True):
        said = piece.found.text[word.token.start : word.end]
        table.add_row(said, role, " ".join(word.concepts), "" if word.known else "no")
    return table


def _candidates(piece: Piece) -> Table:
    table = Table("likelihood", "frame", "leads to", box=None)
    for candidate in piece.read.candidates:
        table.add_row(f"{candidate.likelihood / _UNIT:.3f}", _frame(candidate.frame), _outcome(candidate.outcome))
    return table


def _decision(piece: Piece, trained: Trained) -> str:
    decision, thresholds = piece.decision, trained.thresholds
    cued = "a word of it is a cue of the ask" if piece.read.cued else "no word of it is a cue of the ask"
    return (
        f"decision: {decision.kind.value}, sure {decision.sure:.2f} (to answer {thresholds.answer / 100:.2f}, "
        f"to decline {thresholds.decline / 100:.2f}); {cued}; {piece.read.unexplained:.0%} of its words unexplained"
    )


def _frame(frame: Frame) -> str:
    return " ".join(_slots(frame))


def _slots(frame: Frame) -> Iterator[str]:
    for slot, value in frame.to_json().items():
        if slot == "whom":
            for entry in value:
                words = f" “{entry['words']}”" if "words" in entry else ""
                yield f"whom={'not ' if entry.get('exclude') else ''}{entry['dim']}:{entry.get('value', '?')}{words}"
        else:
            yield f"{slot}={value}"


def _outcome(outcome: Outcome) -> str:
    wider = f" (wider than {', '.join(entry.words or entry.dim for entry in outcome.wider)})" if outcome.wider else ""
    missing = f" (missing: {outcome.missing})" if outcome.missing and not outcome.wider else ""
    return f"{outcome.kind.value} {outcome.answer or outcome.topic or ''}{wider}{missing}"
