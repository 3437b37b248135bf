"""How alike the writers are: near-duplicate questions between them, and words that nobody else uses.

    python -m bot.training.balance

Prints figures only, so that it may look at sealed writers too. At most 5% of a writer's questions are to be
near-duplicates.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from bot.training.corpus import read_rows
from bot.training.train import QUESTIONS

_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
_GRAM = 4
_ALIKE = 0.8
# Grams that more questions share than this tell nothing apart and are not looked up.
_COMMON = 400


def grams(text: str) -> frozenset[str]:
    """Return the character n-grams of a question, its words one space apart."""
    bare = f" {' '.join(_WORD.findall(text.casefold()))} "
    return frozenset(bare[at : at + _GRAM] for at in range(max(len(bare) - _GRAM + 1, 1)))


def near_duplicates(questions: Sequence[tuple[str, str]]) -> set[int]:
    """Return the places of questions, given as (writer, text), that another writer has almost letter for letter."""
    shingles = [grams(text) for _, text in questions]
    holders: dict[str, list[int]] = defaultdict(list)
    for place, found in enumerate(shingles):
        for gram in found:
            holders[gram].append(place)
    alike: set[int] = set()
    for place, found in enumerate(shingles):
        shared: Counter[int] = Counter()
        for gram in found:
            if len(holders[gram]) <= _COMMON:
                shared.update(holders[gram])
        for other, count in shared.items():
            if questions[other][0] != questions[place][0] and count / len(found | shingles[other]) >= _ALIKE:
                alike.add(place)
                break
    return alike


def own_words(texts: Mapping[str, Iterable[str]]) -> dict[str, float]:
    """Return for each writer the share of words that no other writer uses."""
    words = {
        writer: {word for text in lines for word in _WORD.findall(text.casefold())} for writer, lines in texts.items()
    }
    used = Counter(word for found in words.values() for word in found)
    return {writer: sum(used[word] == 1 for word in found) / max(len(found), 1) for writer, found in words.items()}


def main() -> int:
    """Print one line for each writer."""
    texts: dict[str, list[str]] = {}
    for path in sorted([*QUESTIONS.glob("writers/*.jsonl"), *QUESTIONS.glob("sealed/*.jsonl")]):
        texts[path.stem] = [row["question"] for row in read_rows(path)]
    questions = [(writer, text) for writer, lines in texts.items() for text in lines]
    alike = Counter(questions[place][0] for place in near_duplicates(questions))
    own = own_words(texts)
    for writer, lines in texts.items():
        share = f"near-duplicates {alike[writer] / len(lines):5.1%}"
        print(f"{writer}  {len(lines):4} questions  {share}  own words {own[writer]:5.1%}")
    print(
        f"{len(texts)} writers, {len(questions)} questions, near-duplicates {sum(alike.values()) / len(questions):.1%}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
