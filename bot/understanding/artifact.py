"""The trained reader on disk: a manifest that says what it was made from, and the weights as plain bytes.

Nothing is unpickled. The bytes are checked against the hash in the manifest before they are used, so that a file that
was cut short or exchanged stops the start instead of misreading questions.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from bot.understanding.classifier import Classifier
from bot.understanding.decide import Thresholds
from bot.understanding.features import FEATURE_BITS
from bot.understanding.reader import Models
from bot.understanding.vectors import load as load_vectors

FORMAT = 1
DEFAULT = Path(__file__).parent / "trained"
MANIFEST, WEIGHTS = "manifest.json", "weights.bin"
_NAMES = ("act", "ask", "role")
_DENSE = np.dtype("<i2")
_MEND = "make it anew with `make train`, or restore bot/understanding/trained from the repository"


class CannotReadError(Exception):
    """The trained reader is missing, damaged or of another version: says so, and what mends it."""


@dataclass(frozen=True, slots=True)
class Reader:
    """A trained reader: its classifiers, thresholds and version (the first digits of the weights' hash)."""

    models: Models
    thresholds: Thresholds
    version: str
    manifest: Mapping[str, Any]


def save(folder: Path, models: Models, thresholds: Thresholds, made_from: Mapping[str, Any]) -> str:
    """Write a reader below ``folder`` and return its version. ``made_from`` is kept in the manifest as it is."""
    packed, tables = [], []
    for name in _NAMES:
        model: Classifier = getattr(models, name)
        packed.append(np.ascontiguousarray(model.weights, dtype=np.int8).tobytes())
        size = 0
        if model.dense is not None:
            packed.append(np.ascontiguousarray(model.dense, dtype=_DENSE).tobytes())
            size = int(model.dense.shape[0])
        tables.append({"name": name, "classes": list(model.classes), "spread": model.spread, "dense": size})
    content = zlib.compress(b"".join(packed), 6)
    digest = sha256(content).hexdigest()
    manifest = {
        "format": FORMAT, "feature_bits": FEATURE_BITS, "weights_sha256": digest, "tables": tables,
        "thresholds": thresholds._asdict(), "made_from": dict(made_from),
    }  # fmt: skip
    folder.mkdir(parents=True, exist_ok=True)
    (folder / WEIGHTS).write_bytes(content)
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return digest[:8]


def load(folder: Path = DEFAULT) -> Reader:
    """Return the trained reader below ``folder``.

    Raises:
        CannotReadError: a file is missing, is not what the manifest says, or was made for other features.
    """
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        content = (folder / WEIGHTS).read_bytes()
    except (OSError, ValueError) as error:
        message = f"{folder}: no trained reader can be read there ({error}); {_MEND}"
        raise CannotReadError(message) from None
    try:
        if manifest["format"] != FORMAT or manifest["feature_bits"] != FEATURE_BITS:
            message = f"{folder}: the trained reader was made by another version; {_MEND}"
            raise CannotReadError(message)
        if sha256(content).hexdigest() != manifest["weights_sha256"]:
            message = f"{folder / WEIGHTS}: the weights are not those that the manifest names; {_MEND}"
            raise CannotReadError(message)
        models = _models(manifest["tables"], zlib.decompress(content))
        thresholds = thresholds_of(manifest["thresholds"])
    except (KeyError, TypeError, ValueError, OSError, zlib.error) as error:
        message = f"{folder / MANIFEST}: not the manifest of a trained reader ({error!r}); {_MEND}"
        raise CannotReadError(message) from None
    return Reader(models, thresholds, manifest["weights_sha256"][:8], manifest["made_from"])


def thresholds_of(stored: Mapping[str, Any]) -> Thresholds:
    """Return thresholds as they were written.

    Raises:
        KeyError: a name is missing.
        TypeError: a name is unknown.
    """
    weights = {name: tuple(stored[name]) for name in ("weights", "others")}
    return Thresholds(**{**stored, **weights})


def _models(tables: list[dict[str, Any]], weights: bytes) -> Models:
    found: dict[str, Classifier] = {}
    start = 0
    for table in tables:
        classes = tuple(table["classes"])
        size = len(classes) << FEATURE_BITS
        part = np.frombuffer(weights, dtype=np.int8, count=size, offset=start).reshape(1 << FEATURE_BITS, len(classes))
        start += size
        rows, dense = int(table["dense"]), None
        if rows:
            count = rows * len(classes)
            dense = np.frombuffer(weights, dtype=_DENSE, count=count, offset=start).reshape(rows, len(classes))
            start += count * _DENSE.itemsize
        found[table["name"]] = Classifier(classes, part, int(table["spread"]), dense)
    used = any(model.dense is not None for model in found.values())
    return Models(found["act"], found["ask"], found["role"], load_vectors() if used else None)
