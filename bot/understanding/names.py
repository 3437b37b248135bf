"""Which trial a question names, among many: an index of every name that a trial or its drug goes by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from bot.understanding.normalise import clean
from bot.understanding.tokens import tokenize
from bot.understanding.typos import TypoIndex


class Names:
    """Names of trials, found by their first word; a mistyped word is repaired only towards a name."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        """Index (phrase, trial id) pairs; a name that several trials share names none of them."""
        self._by_first: dict[str, dict[tuple[str, ...], str | None]] = defaultdict(dict)
        words: set[str] = set()
        for phrase, trial in names:
            key = tuple(token.word for token in tokenize(clean(phrase)))
            if not key:
                continue
            known = self._by_first[key[0]]
            known[key] = trial if known.get(key, trial) == trial else None
            words.update(key)
        self._words = frozenset(words)
        self._typos = TypoIndex(words)

    def find(self, words: Sequence[str], is_known: Callable[[str], bool]) -> str | None:
        """Return the trial that ``words`` name, the longest name first; None when they name none or more than one.

        ``is_known`` tells words of the shared vocabulary, which are never repaired into a name.
        """
        found: dict[str, int] = {}
        meant = [self._meant(word, is_known) for word in words]
        for place, word in enumerate(meant):
            for key, trial in self._by_first.get(word, {}).items():
                if trial is not None and tuple(meant[place : place + len(key)]) == key:
                    found[trial] = max(found.get(trial, 0), len(key))
        if not found:
            return None
        longest = max(found.values())
        best = [trial for trial, length in found.items() if length == longest]
        return best[0] if len(best) == 1 else None

    def _meant(self, word: str, is_known: Callable[[str], bool]) -> str:
        if word in self._words or is_known(word):
            return word
        near = self._typos.nearest(word)
        return near[0] if len(near) == 1 else word
