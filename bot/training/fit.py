"""Fit the reader's classifiers to labelled questions, with whole-number weights."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.svm import LinearSVC

from bot.understanding.classifier import SCALE, Classifier
from bot.understanding.features import FEATURE_BITS, feature_index
from bot.understanding.vectors import LENGTH

SEED = 20261201
# Weights are kept in one byte each.
_MOST = 127
# How much a word vector counts beside the features, whose length is one.
DENSE_SHARE = 0.5


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
    vectors: NDArray[Any] | None = None,
) -> Classifier:
    """Return the classifier of ``labels``. liblinear's solver is used: it does not depend on threads or BLAS.

    ``vectors`` are the word vectors of the examples, a row each, as ``WordVectors.question`` gives them.
    """
    classes = tuple(sorted(set(labels)))
    model = LinearSVC(C=penalty, random_state=SEED, max_iter=4_000, dual=True, fit_intercept=False)
    share = DENSE_SHARE / LENGTH
    known = hstack([examples, csr_matrix(vectors * share)]).tocsr() if vectors is not None else examples
    model.fit(known, np.array([classes.index(label) for label in labels]), sample_weight=weights)
    coefficients = (model.coef_ if len(classes) > 2 else np.vstack([-model.coef_, model.coef_])).T
    sparse, dense = coefficients[: examples.shape[1]], coefficients[examples.shape[1] :]
    factor = _factor(sparse)
    kept = np.rint(dense * (DENSE_SHARE * factor * SCALE)).astype(np.int16) if vectors is not None else None
    return Classifier(classes, whole(sparse, factor), spread, kept)


def _factor(coefficients: NDArray[Any]) -> float:
    """Return what the coefficients are multiplied by, so that the largest becomes 127 (one in ten thousand is cut)."""
    return float(_MOST / np.quantile(np.abs(coefficients[coefficients != 0]), 0.9999))


def whole(coefficients: NDArray[Any], factor: float) -> NDArray[np.int8]:
    """Return weights as whole numbers of one byte."""
    scaled: NDArray[np.int8] = np.clip(np.rint(coefficients * factor), -_MOST, _MOST).astype(np.int8)
    return scaled
