"""Static word vectors: how near in meaning the words of a question are to words that training saw.

They were distilled once from a sentence encoder (``bot/training/distil.py``; its name, version and licence stand in
``word_vectors/README.md``) and are data like any other. They help to choose among asks and nothing else: they fill no
group, no drug and no time, since in meaning one subtype is as near to another as two words can be.
"""

from __future__ import annotations

import re
import zlib
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import isqrt
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

DEFAULT = Path(__file__).parent / "word_vectors"
WORDS, NUMBERS = "words.txt", "vectors.bin"
# The length that every question's vector is brought to.
LENGTH = 1_024
_WORD = re.compile(r"[a-z]{2,}")


@dataclass(frozen=True, slots=True)
class WordVectors:
    """Words with their rows in a table of whole numbers of one byte; common words count less (``weights``)."""

    rows: Mapping[str, int]
    table: NDArray[Any]
    weights: NDArray[Any]

    @property
    def size(self) -> int:
        """How many numbers a vector has."""
        return int(self.table.shape[1])

    def question(self, text: str) -> NDArray[np.int64]:
        """Return the vector of a text in lower case: the weighted sum over its words, brought to one length."""
        found = sorted({self.rows[word] for word in _WORD.findall(text) if word in self.rows})
        if not found:
            return np.zeros(self.size, dtype=np.int64)
        total = (self.table[found].astype(np.int64) * self.weights[found].astype(np.int64)[:, None]).sum(axis=0)
        length = isqrt(int((total * total).sum()))
        scaled: NDArray[np.int64] = total * LENGTH // length if length else total
        return scaled


def load(folder: Path = DEFAULT) -> WordVectors:
    """Return the word vectors below ``folder``.

    Raises:
        OSError: a file is missing.
        ValueError: the numbers are not those of the words.
    """
    words = (folder / WORDS).read_text(encoding="utf-8").split()
    content = np.frombuffer(zlib.decompress((folder / NUMBERS).read_bytes()), dtype=np.int8)
    # A row is the word's weight and its vector.
    table = content.reshape(len(words), -1)
    return WordVectors({word: row for row, word in enumerate(words)}, table[:, 1:], table[:, 0])


def save(folder: Path, vectors: Mapping[str, Iterable[float]], weights: Mapping[str, float]) -> None:
    """Write vectors, the largest number of all at 127, and weights between 0 and 1."""
    words = list(OrderedDict(sorted(vectors.items())))
    table = np.array([list(vectors[word]) for word in words])
    scaled = np.clip(np.rint(table * (127 / np.quantile(np.abs(table), 0.999))), -127, 127)
    heavy = np.rint(np.array([[weights[word] * 127] for word in words]))
    folder.mkdir(parents=True, exist_ok=True)
    (folder / WORDS).write_text("\n".join(words) + "\n", encoding="utf-8")
    content = np.hstack([heavy, scaled]).astype(np.int8)
    (folder / NUMBERS).write_bytes(zlib.compress(content.tobytes(), 9))
