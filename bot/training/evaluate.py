"""Measure the reader on writers left out of training, and choose its settings on them.

python -m bot.training.evaluate            # the guide: whole writers left out in turn, thresholds from the others
python -m bot.training.evaluate --choose   # writes bot/training/settings.json for `make train`
python -m bot.training.evaluate --sealed   # once, at the end: the sealed writers; prints figures and no question
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import product
from statistics import fmean
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from bot.training.corpus import read_rows
from bot.training.examples import Example, ask_label, examples_of, sets_of
from bot.training.fit import SEED
from bot.training.measure import RIGHT, TAP, VERDICTS, WRONG, Judged, judge, same, shares
from bot.training.train import QUESTIONS, Material, Settings, material, train
from bot.understanding import artifact
from bot.understanding.classifier import Classifier
from bot.understanding.concepts import recognise
from bot.understanding.decide import Thresholds, decide, is_answer, signals_of
from bot.understanding.features import question_features
from bot.understanding.frame import Frame
from bot.understanding.interpreter import pieces_of
from bot.understanding.reader import Models, Read, read_question
from bot.understanding.reading import Kind
from bot.understanding.resolve import resolve

FOLDS = 6
_SPREADS = (40, 60, 80, 100, 120, 150, 200, 250, 300, 400)
_RESAMPLES = 1_000
# What a right answer after one tap is worth against one without.
_TAP_WORTH = 0.6
# The share of confident errors that thresholds may lead to on writers left out, and tighter and looser ones to compare.
MOST_WRONG = 0.005
_TARGETS = (0.03, 0.02, 0.01, MOST_WRONG, 0.001)


class Held(NamedTuple):
    """A question of a writer that its models have not seen: every piece of it as read."""

    example: Example
    reads: tuple[Read, ...]


def read_all(given: Material, examples: Iterable[Example], models: Models) -> list[Held]:
    """Return every message as read, its thread as labelled."""
    return [Held(example, tuple(_pieces(given, example, models))) for example in examples]


def _pieces(given: Material, example: Example, models: Models) -> Iterable[Read]:
    before: Frame | None = example.before
    for piece in pieces_of(example.found.text):
        found = recognise(piece, given.language.lexicon, given.language.weeks)
        read = read_question(found, given.declared, models, before)
        yield read
        if read.candidates and read.candidates[0].frame.act in ("asks", "claims", "advice"):
            before = read.candidates[0].frame


def fitted_spread(model: Classifier, pairs: Sequence[tuple[set[str], NDArray[np.int64] | None, str]]) -> int:
    """Return the spread of scores under which the labels are likeliest."""
    scored = [
        (model.scores(found, vector), model.classes.index(label))
        for found, vector, label in pairs
        if label in model.classes
    ]

    def loss(spread: int) -> float:
        tried = replace(model, spread=spread)
        return -fmean(float(np.log(max(tried.likelihoods(scores)[place], 1) / (1 << 20))) for scores, place in scored)

    return min(_SPREADS, key=loss) if scored else model.spread


def left_out(given: Material, settings: Settings, writers: Sequence[Sequence[str]]) -> list[list[Held]]:
    """Return for each group of writers their questions as read by models trained on all others."""
    held = []
    for group in writers:
        others = [example for example in given.examples if example.writer not in group]
        own = [example for example in given.examples if example.writer in group]
        models = train(sets_of(others, given.declared.own), given.wordings, settings, given.vectors)
        held.append(read_all(given, own, models))
    return held


def folds_of(given: Material, count: int = FOLDS) -> list[list[str]]:
    """Return whole writers in groups, drawn by a fixed lot; the sets known before are in no group."""
    writers = sorted({example.writer for example in given.examples if example.writer.startswith("w")})
    random.Random(SEED).shuffle(writers)  # noqa: S311 - a draw by lot, no secret
    return [writers[start::count] for start in range(min(count, len(writers)))]


def spreads_on(given: Material, settings: Settings, group: Sequence[str]) -> tuple[int, int]:
    """Return the spreads of act and ask on one group of writers left out."""
    models = train(
        sets_of([e for e in given.examples if e.writer not in group], given.declared.own),
        given.wordings,
        settings,
        given.vectors,
    )
    singles = [e for e in given.examples if e.writer in group and len(e.frames) == 1]
    features = [question_features(e.found, e.words, e.before, given.declared.own) for e in singles]
    known = given.vectors
    vectors = [known.question(e.found.text.casefold()) if known is not None else None for e in singles]
    acts = [(found, vector, e.frames[0].act) for found, vector, e in zip(features, vectors, singles, strict=True)]
    asks = [(found, vector, ask_label(e)) for found, vector, e in zip(features, vectors, singles, strict=True)]
    return fitted_spread(models.act, acts), fitted_spread(models.ask, asks)


def sureness_weights(held: Sequence[Held], given: Material) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return how much each signal says that the likeliest reading is the right one: where it is an answer, and else."""
    signals: dict[bool, list[tuple[float, ...]]] = {True: [], False: []}
    right: dict[bool, list[bool]] = {True: [], False: []}
    for example, reads in held:
        if len(example.frames) == 1 and len(reads) == 1 and reads[0].candidates:
            frame = example.frames[0]
            outcome = reads[0].candidates[0].outcome
            signals[is_answer(outcome)].append(signals_of(reads[0]))
            right[is_answer(outcome)].append(same(outcome, frame, resolve(frame, given.declared), given.declared))
    models = {
        kind: LogisticRegression(fit_intercept=False, max_iter=2_000, random_state=SEED).fit(signals[kind], right[kind])
        for kind in signals
    }
    of = {kind: tuple(round(float(weight), 3) for weight in model.coef_[0]) for kind, model in models.items()}
    return of[True], of[False]


def tried(held: Sequence[Held], given: Material) -> list[tuple[Thresholds, dict[str, float]]]:
    """Return what each of a grid of thresholds leads to on questions of writers that the models had not seen."""
    weights, others = sureness_weights(held, given)
    grid = product((60, 70, 75, 80, 85, 90, 92, 94, 95, 96, 97, 98), (50, 65, 80, 92), (25, 40), (40, 60), (8,), (30,))
    known: dict[tuple[object, ...], str] = {}
    found = []
    for answer, advice, decline, absent, option, together in grid:
        thresholds = Thresholds(answer, advice, decline, absent, option, together, weights, others)
        found.append((thresholds, _shares(held, thresholds, given, known)))
    return found


def _shares(
    held: Sequence[Held], thresholds: Thresholds, given: Material, known: dict[tuple[object, ...], str]
) -> dict[str, float]:
    """Return the share of each verdict; ``known`` keeps the verdict on every decision that was judged before."""
    counted: Counter[str] = Counter()
    for one in held:
        decided = [decide(read, thresholds) for read in one.reads]
        key = (one.example.row["id"], *((each.kind, each.chosen is None, len(each.options)) for each in decided))
        if key not in known:
            known[key] = judge(one.example, decided, given.declared).verdict
        counted[known[key]] += 1
    return {verdict: counted[verdict] / max(len(held), 1) for verdict in VERDICTS}


def chosen(options: Sequence[tuple[Thresholds, dict[str, float]]], most_wrong: float = MOST_WRONG) -> Thresholds:
    """Return the thresholds worth most among those that keep confident errors to ``most_wrong``, else the safest."""
    safe = [one for one in options if one[1][WRONG] <= most_wrong]
    if not safe:
        return min(options, key=lambda one: one[1][WRONG])[0]
    return max(safe, key=lambda one: one[1][RIGHT] + _TAP_WORTH * one[1][TAP])[0]


def verdicts(held: Iterable[Held], thresholds: Thresholds, given: Material) -> list[Judged]:
    """Return the verdict on every message."""
    return [judge(one.example, [decide(read, thresholds) for read in one.reads], given.declared) for one in held]


def interval(results: Sequence[Judged], verdict: str) -> tuple[float, float]:
    """Return the 95% interval of a verdict's share, by resampling whole writers."""
    by_writer: dict[str, list[bool]] = defaultdict(list)
    for result in results:
        by_writer[result.example.writer].append(result.verdict == verdict)
    draw = random.Random(SEED)  # noqa: S311 - resampling
    groups = list(by_writer.values())
    means = []
    for _ in range(_RESAMPLES):
        drawn = [one for _ in groups for one in draw.choice(groups)]
        means.append(fmean(drawn))
    means.sort()
    return means[int(0.025 * _RESAMPLES)], means[int(0.975 * _RESAMPLES) - 1]


def line_of(name: str, results: Sequence[Judged]) -> str:
    """Return the four shares of a group of questions in one line."""
    found = shares(results)
    return f"{name:28} {len(results):5}  " + "  ".join(f"{verdict} {found[verdict]:6.1%}" for verdict in VERDICTS)


def report(results: Sequence[Judged]) -> None:
    """Print the shares of all, by act, in threads, for answerable ones, and of the worst writers."""
    print(line_of("all", results))
    for verdict in VERDICTS:
        low, high = interval(results, verdict)
        print(f"  {verdict}: {low:.1%} to {high:.1%} (95%, by resampling writers)")
    groups: dict[str, list[Judged]] = defaultdict(list)
    for result in results:
        example = result.example
        frames = example.frames or example.ambiguous
        groups[f"act {frames[0].act}" if example.frames else "ambiguous"].append(result)
        groups["in threads" if example.row.get("thread") else "alone"].append(result)
        groups["held" if any(one.kind is Kind.ANSWER for one in result.expected) else "not held"].append(result)
        if len(frames) > 1 and example.frames:
            groups["two questions"].append(result)
        if frames[0].about:
            groups[f"about {frames[0].about}"].append(result)
        for dim in {entry.dim for entry in frames[0].whom}:
            groups[f"by {dim}"].append(result)
    for name in sorted(groups):
        print(line_of(name, groups[name]))
    writers: dict[str, list[Judged]] = defaultdict(list)
    for result in results:
        writers[result.example.writer].append(result)
    for name in sorted(writers, key=lambda one: shares(writers[one])[RIGHT])[:5]:
        print(line_of(f"writer {name}", writers[name]))


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure on writers left out, choose settings, or score the sealed writers."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--choose", action="store_true", help="write the settings that are worth most")
    parser.add_argument("--sealed", action="store_true", help="score the sealed writers with the reader as committed")
    options = parser.parse_args(arguments)
    given = material()
    if options.sealed:
        reader = artifact.load()
        rows = [row for path in sorted(QUESTIONS.glob("sealed/*.jsonl")) for row in read_rows(path)]
        examples = examples_of(rows, given.language, given.declared)
        print(f"reader {reader.version}, sealed writers")
        report(verdicts(read_all(given, examples, reader.models), reader.thresholds, given))
        return 0
    settings = Settings.read()
    groups = folds_of(given)
    settings = replace(settings, spreads=spreads_on(given, settings, groups[0]))
    held = left_out(given, settings, groups)
    results: list[Judged] = []
    for place, own in enumerate(held):
        others = [one for number, group in enumerate(held) if number != place for one in group]
        results += verdicts(own, chosen(tried(others, given)), given)
    print(f"{len(groups)} groups of whole writers left out in turn, spreads {settings.spreads}")
    report(results)
    everything = tried([one for group in held for one in group], given)
    print("thresholds by the share of confident errors that they may lead to:")
    for target in _TARGETS:
        thresholds = chosen(everything, target)
        share = dict(everything)[thresholds]
        print(f"  {target:.1%}: " + "  ".join(f"{verdict} {share[verdict]:.1%}" for verdict in VERDICTS))
    if options.choose:
        settings = replace(settings, thresholds=chosen(everything))
        settings.write()
        print(f"chosen: {settings}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
