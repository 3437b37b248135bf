"""Input that nobody should type: however long or strange, it is read in bounded time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from random import Random
from string import ascii_lowercase

from bot.answering.service import Answerer
from knowledge.reader import open_or_compile
from tests.bench.figures import Figure
from tests.bench.timing import forget_words, once

MOST_MILLISECONDS = 50.0
LENGTHS = (4_000, 40_000)
_REPEATED: Mapping[str, str] = {
    "letters": "a",
    "capitals": "A",
    "spaces": " ",
    "new lines": "\n",
    "digits": "7",
    "numbers": "24 ",
    "marks": "*_~",
    "question marks": "?",
    "commas": ",",
    "brackets": "([{<",
    "mentions": "<@U1>",
    "links": "<https://example.org|x>",
    "escapes": "&amp;",
    "emoji codes": ":wave: ",
    "accents": "e\u0301",
    "emoji": "\U0001f937",
    "one word": "dm ",
    "a group and": "DM and ",
    "a question": "did DM patients respond? ",
    "an unfinished question": "was the dm vs pm at week 24 and ",
    "weeks": "week 24 to week 52 and ",
    "mistyped words": "abatacetp respnose ",
    "names": "Anna Smith ",
    "birth dates": "12.12.1958 ",
    "addresses": "a@b.co ",
    "a patient": "a patient a ",
    "my patient": "my very very very very ",
    "apostrophes": "'a'",
    "hyphens": "non-",
    "dots": "a. b. ",
    "long words": "polymyositisdermatomyositis ",
}


def inputs() -> Iterator[tuple[str, str]]:
    """Yield (what it is, text), every text of every length."""
    random = Random(20261123)
    words = ["".join(random.choices(ascii_lowercase, k=random.randint(4, 12))) for _ in range(8_000)]
    for length in LENGTHS:
        for name, piece in _REPEATED.items():
            yield f"{name}, {length}", (piece * (length // len(piece) + 1))[:length]
        yield f"unknown words, {length}", " ".join(words)[:length]


def measure(repeats: int = 3) -> Iterator[Figure]:
    """Yield the time of the slowest input, each new to all caches, the best of a few."""
    answerer = Answerer(open_or_compile())
    answerer.ask("did DM patients respond?")
    slowest, which = 0.0, ""
    for name, text in inputs():
        best = float("inf")
        for _ in range(repeats):
            forget_words()
            best = min(best, once(partial(answerer.ask, text)))
        if best > slowest:
            slowest, which = best, name
    yield Figure("slowest of all strange inputs", slowest * 1e3, "ms", MOST_MILLISECONDS, note=f"({which} characters)")
