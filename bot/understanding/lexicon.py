"""The closed vocabulary as an index: phrases to concepts, words to stems, near words to words."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from rapidfuzz.distance import OSA

from bot.understanding.normalise import clean
from bot.understanding.tokens import Token, stem, tokenize
from bot.understanding.typos import TypoIndex, slips_allowed

# Entries that pair a group with the rest of its trial ("non-DM").
_COMPLEMENT = "not/"
_END = ""  # key of a node's concepts; no token is empty
_NONE: tuple[str, ...] = ()


class Entry(Protocol):
    """A vocabulary entry as the fact base holds it."""

    @property
    def id(self) -> str:
        """Concept id, ``slot/value``."""

    @property
    def label(self) -> str:
        """How the concept is named to a reader."""

    @property
    def terms(self) -> Sequence[str]:
        """Phrases matched by word stem, with typos repaired."""

    @property
    def exact(self) -> Sequence[str]:
        """Phrases matched word by word, never repaired."""

    @property
    def cased(self) -> Sequence[str]:
        """Abbreviations that count only as written."""

    @property
    def implies(self) -> Sequence[str]:
        """Further concepts that the phrases speak of."""


Node = dict[str, Any]


@dataclass(slots=True)
class Lexicon:
    """Phrase index of a vocabulary; a trial's own rests on the one that all trials share (``parent``)."""

    labels: MutableMapping[str, str] = field(default_factory=dict)
    implies: dict[str, tuple[str, ...]] = field(default_factory=dict)
    complements: dict[str, str] = field(default_factory=dict)
    words: set[str] = field(default_factory=set)
    stems: set[str] = field(default_factory=set)
    common: frozenset[str] = frozenset()
    filler: frozenset[str] = frozenset()
    parent: Lexicon | None = None
    # Openings of phrases, the parent's before the own; what is written in capitals, the parent's among it.
    roots: tuple[Node, ...] = field(default_factory=lambda: ({},))
    abbreviations: Mapping[str, str] = field(default_factory=dict)
    _typos: TypoIndex | None = None
    size: int = 0
    cased_words: frozenset[str] = frozenset()

    @classmethod
    def build(cls, entries: Iterable[Entry], everyday: Mapping[str, bool] | None = None) -> Lexicon:
        """Index ``entries``; ``everyday`` words are known but mean no concept (true: may be ignored altogether)."""
        everyday = everyday or {}
        lexicon = cls(
            common=frozenset(everyday), filler=frozenset(word for word, ignorable in everyday.items() if ignorable)
        )
        lexicon._index(entries)
        return lexicon

    def extended(self, entries: Iterable[Entry]) -> Lexicon:
        """Return a lexicon of ``entries`` that rests on this one; this one is not changed."""
        lexicon = Lexicon(
            labels=ChainMap({}, self.labels),
            complements=self.complements,
            common=self.common,
            filler=self.filler,
            parent=self,
            roots=(*self.roots, {}),
            abbreviations=self.abbreviations,
            cased_words=self.cased_words,
        )
        lexicon._index(entries)
        return lexicon

    def _index(self, entries: Iterable[Entry]) -> None:
        repairable: set[str] = set()
        entries = list(entries)
        self.size = sum(len(entry.terms) + len(entry.exact) + len(entry.cased) for entry in entries)
        cased: dict[str, str] = {}
        complements: dict[str, str] = {}
        for entry in entries:
            self.labels[entry.id] = entry.label or entry.id
            if entry.id.startswith(_COMPLEMENT):
                one, other = entry.implies
                complements |= {one: other, other: one}
                continue
            if entry.implies:
                self.implies[entry.id] = tuple(entry.implies)
            for phrase in entry.terms:
                tokens = tokenize(clean(phrase))
                self._add([token.stem for token in tokens], entry.id)
                repairable.update(token.word for token in tokens)
            for phrase in entry.exact:
                tokens = tokenize(clean(phrase))
                self._add([token.exact for token in tokens], entry.id)
                self.words.update(token.word for token in tokens)
            for phrase in entry.cased:
                cased[phrase] = entry.id
        if cased:  # most trials have none of their own, and share one table with the rest
            self.abbreviations = {**self.abbreviations, **cased}
            self.cased_words = frozenset(phrase.lower() for phrase in self.abbreviations)
        if complements:
            self.complements = {**self.complements, **complements}
        self.words |= repairable
        own_filler = self.filler if self.parent is None else frozenset[str]()
        self.stems = {stem(word) for word in repairable | (self.common if self.parent is None else frozenset())}
        self._typos = TypoIndex(word for word in repairable | own_filler if slips_allowed(word))

    def _add(self, keys: list[str], concept: str) -> None:
        if not keys:
            return
        node = self.roots[-1]
        for key in keys:
            node = node.setdefault(key, {})
        concepts = node.get(_END, ())
        if concept not in concepts:
            node[_END] = (*concepts, concept)

    def knows_word(self, word: str) -> bool:
        """Is the word in the vocabulary or an everyday word?"""
        return word in self.words or word in self.common or (self.parent is not None and word in self.parent.words)

    def knows_stem(self, stem_: str) -> bool:
        """Is it an inflection of a known word?"""
        return stem_ in self.stems or (self.parent is not None and stem_ in self.parent.stems)

    def implied(self, concept: str) -> tuple[str, ...]:
        """Return what a concept also speaks of."""
        own = self.implies.get(concept)
        if own is not None or self.parent is None:
            return own or ()
        return self.parent.implied(concept)

    def cased(self, raw: str) -> str | None:
        """Return the concept of an abbreviation that counts only as written ("OR" is not "or")."""
        return self.abbreviations.get(raw)

    def repairs(self, word: str) -> tuple[str, ...]:
        """Return the known words that ``word`` may have been meant to be, the nearest only."""
        near = self._typos.nearest(word) if self._typos is not None else ()
        if self.parent is None:
            return near
        far = self.parent.repairs(word)
        if not near or not far:
            return near or far
        gap = OSA.distance(word, near[0]) - OSA.distance(word, far[0])
        return near if gap < 0 else far if gap > 0 else tuple(dict.fromkeys((*near, *far)))

    def longest(self, tokens: Sequence[Token], start: int) -> tuple[int, tuple[str, ...]]:
        """Return the end of the longest phrase that begins at ``start``, with its concepts; (start, ()) if none."""
        token = tokens[start]
        stem_, exact = token.stem, token.exact
        last = len(tokens)
        best, found = start, _NONE
        for root in self.roots:
            # Depth first over (node, place); most words open no phrase, so the first step decides it.
            by_stem, by_word = root.get(stem_), root.get(exact)
            if by_stem is None and by_word is None:
                continue
            open_nodes = [(node, start + 1) for node in (by_stem, by_word) if node is not None]
            while open_nodes:
                node, place = open_nodes.pop()
                concepts = node.get(_END)
                if concepts is not None:
                    if place > best:
                        best, found = place, concepts
                    elif place == best:
                        found += tuple(concept for concept in concepts if concept not in found)
                    if len(node) == 1:
                        continue
                if place < last:
                    token = tokens[place]
                    if (child := node.get(token.stem)) is not None:
                        open_nodes.append((child, place + 1))
                    if (child := node.get(token.exact)) is not None:
                        open_nodes.append((child, place + 1))
        return best, found
