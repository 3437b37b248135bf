"""Fit the reader's classifiers to labelled questions, with whole-number weights."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.svm import LinearSVC

from bot.understanding.classifier import Classifier
from bot.understanding.features import FEATURE_BITS, feature_index

SEED = 20261201
# Weights are kept in one byte each.
_MOST = 127


def matrix_of(examples: Iterable[Iterable[str]]) -> csr_matrix:
    """Return examples as rows of equal length over hashed features, each feature counted once."""
    places, columns = [0], []
    values: list[float] = []
    for features in examples:
        rows = sorted({feature_index(feature) for feature in features})
        columns.extend(rows)
        values.extend([1 / max(len(rows), 1) ** 0.5] * len(rows))
        places.append(len(columns))
    return csr_matrix((values, columns, places), shape=(len(places) - 1, 1 << FEATURE_BITS), dtype=np.float64)


def fit(
    examples: csr_matrix,
    labels: Sequence[str],
    *,
    penalty: float,
    spread: int = 80,
    weights: Sequence[float] | None = None,
) -> Classifier:
    """Return the classifier of ``labels``. liblinear's solver is used: it does not depend on threads or BLAS."""
    classes = tuple(sorted(set(labels)))
    model = LinearSVC(C=penalty, random_state=SEED, max_iter=4_000, dual=True, fit_intercept=False)
    model.fit(examples, np.array([classes.index(label) for label in labels]), sample_weight=weights)
    coefficients = model.coef_ if len(classes) > 2 else np.vstack([-model.coef_, model.coef_])
    return Classifier(classes, whole(coefficients.T), spread)


def whole(coefficients: NDArray[Any]) -> NDArray[np.int8]:
    """Return weights as whole numbers of one byte, the largest at 127."""
    largest = np.quantile(np.abs(coefficients[coefficients != 0]), 0.9999)
    scaled: NDArray[np.int8] = np.clip(np.rint(coefficients * (_MOST / largest)), -_MOST, _MOST).astype(np.int8)
    return scaled
