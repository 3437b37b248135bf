"""Linear classifiers with whole-number weights: a question's features in, a score for each class out.

Weights and sums are integers, so that the same question scores the same on every machine. What was trained is read from
one file (``artifact.py``); training it is the business of ``bot.training``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp, isqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.understanding.features import feature_index
from bot.understanding.vectors import LENGTH

# Scores are 16 times the sum of weights over the root of the number of features.
SCALE = 16
_PARTS = SCALE * 4
_UNIT = 1 << 20


@dataclass(frozen=True, slots=True)
class Classifier:
    """One linear classifier.

    ``weights`` has a row for each hashed feature and a column for each class; ``spread`` is the difference of scores
    that makes one class e times as likely as another (fitted on writers that training did not see); ``dense`` are the
    weights of the numbers of a question's word vector, where the classifier uses one.
    """

    classes: tuple[str, ...]
    weights: NDArray[Any]
    spread: int
    dense: NDArray[Any] | None = None

    def scores(self, features: Iterable[str], vector: NDArray[np.int64] | None = None) -> NDArray[np.int64]:
        """Return the score of each class, in the order of ``classes``; higher is likelier."""
        rows = list({feature_index(feature) for feature in features})
        if not rows:
            return np.zeros(len(self.classes), dtype=np.int64)
        total = self.weights[rows].sum(axis=0, dtype=np.int64)
        scaled: NDArray[np.int64] = total * _PARTS // isqrt(len(rows) * 16)
        if vector is not None and self.dense is not None:
            scaled = scaled + vector @ self.dense.astype(np.int64) // LENGTH
        return scaled

    def best(
        self, examples: Sequence[Iterable[str]], handicaps: Sequence[int], handicapped: str
    ) -> tuple[list[str], list[int]]:
        """Return the class of the highest score for each example, and by how much it is higher than the next.

        Where several classes share it the first by name is taken. ``handicaps`` are taken from the score of class
        ``handicapped``, one for each example: so much surer must it be.
        """
        rows = [[feature_index(feature) for feature in features] for features in examples]
        if not rows:
            return [], []
        starts = np.cumsum([0, *(len(row) for row in rows[:-1])])
        gathered = self.weights[[index for row in rows for index in row]]
        totals = np.add.reduceat(gathered, starts, axis=0, dtype=np.int64)
        totals[:, self.classes.index(handicapped)] -= np.array(handicaps, dtype=np.int64)
        places = totals.argmax(axis=1)
        most = totals.max(axis=1)
        totals[np.arange(len(rows)), places] = np.iinfo(np.int64).min
        return [self.classes[place] for place in places.tolist()], (most - totals.max(axis=1)).tolist()

    def likelihoods(self, scores: Sequence[int] | NDArray[np.int64]) -> list[int]:
        """Return how likely each class is, in parts of 2**20 (the parts need not add up to it exactly)."""
        most = int(max(scores))
        parts = [_part((most - int(score)) * 16 // self.spread) for score in scores]
        whole = sum(parts)
        return [part * _UNIT // whole for part in parts]


@lru_cache(maxsize=4_096)
def _part(sixteenths: int) -> int:
    """Return exp(-sixteenths / 16) as a whole number of 2**20 parts."""
    return int(_UNIT * exp(-sixteenths / 16)) if sixteenths < 16 * 14 else 0
