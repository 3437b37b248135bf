"""The closed vocabulary as an index: phrases to concepts, words to stems, near words to words."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

from rapidfuzz.distance import OSA

from bot.understanding.hints import hints_of
from bot.understanding.normalise import clean
from bot.understanding.tokens import Token, stem, tokenize
from bot.understanding.typos import TypoIndex, consonants, shortened, slips_allowed

# Entries that pair a group with the rest of its trial ("non-DM").
_COMPLEMENT = "not/"
_END = ""  # key of a node's concepts; no token is empty
_NONE: tuple[str, ...] = ()
# What was looked up is kept for so many words of at most so many letters.
_WORDS_REMEMBERED = 2_000
_LONGEST_REMEMBERED = 40


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
_NO_NODES: tuple[Node, ...] = ()


class Known(NamedTuple):
    """What a lexicon knows of one word.

    ``known``: it needs no repair. ``concepts``: of the word alone. ``following``: how phrases that it opens go on, by
    their second word.
    ``ignorable``: filler, a number or a sign. ``cased``: an abbreviation that counts as written may be meant.
    ``hints``: what kinds of phrase it may belong to.
    """

    known: bool
    concepts: tuple[str, ...]
    following: Mapping[str, tuple[Node, ...]]
    ignorable: bool
    cased: bool
    hints: int


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
    _shortened: dict[str, tuple[str, ...]] | None = None
    size: int = 0
    cased_words: frozenset[str] = frozenset()
    _known: dict[str, Known] = field(default_factory=dict)

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

    def written_out(self, word: str) -> tuple[str, ...]:
        """Return the known words that ``word`` is without their vowels ("bckgrnd", "wrk")."""
        if self._shortened is None:
            self._shortened = shortened(self.words)
        near = self._shortened.get(word[:1] + consonants(word), _NONE)
        far = self.parent.written_out(word) if self.parent is not None else _NONE
        return tuple(dict.fromkeys((*near, *far))) if near or far else _NONE

    def look_up(self, token: Token) -> Known:
        """Return what is known of a word by itself."""
        known = self._known.get(token.word)
        if known is None:
            known = self._look_up(token)
        return known

    def _look_up(self, token: Token) -> Known:
        shared = self.parent.look_up(token) if self.parent is not None else None
        root = self.roots[-1]
        own = [node for node in (root.get(token.exact), root.get(token.stem)) if node is not None]
        word = token.word
        if shared is not None and not own and shared.known and shared.cased == (word in self.cased_words):
            known = shared  # the trial adds nothing
        else:
            concepts = dict.fromkeys(shared.concepts if shared is not None else _NONE)
            for node in own:
                concepts.update(dict.fromkeys(node.get(_END, _NONE)))
            following = dict(shared.following) if shared is not None else {}
            for node in own:
                for key, child in node.items():
                    if key != _END:
                        following[key] = (*following.get(key, _NO_NODES), child)
            known = Known(
                self.knows_word(word) or not word.isalpha(),
                tuple(concepts) or _NONE,
                following,
                word in self.filler or not word.isalpha(),
                word in self.cased_words,
                hints_of(word) if shared is None else shared.hints,
            )
        if len(self._known) >= _WORDS_REMEMBERED:
            self._known.clear()
        if len(word) <= _LONGEST_REMEMBERED:
            self._known[word] = known
        return known

    def longest(self, tokens: Sequence[Token], start: int) -> tuple[int, tuple[str, ...]]:
        """Return the end of the longest phrase that begins at ``start``, with its concepts; (start, ()) if none."""
        known = self.look_up(tokens[start])
        best, found = (start + 1, known.concepts) if known.concepts else (start, _NONE)
        last = len(tokens)
        at = start + 1
        if at == last:
            return best, found
        token = tokens[at]
        following = known.following
        children = following.get(token.exact, _NO_NODES) + following.get(token.stem, _NO_NODES)
        at += 1
        # Breadth first: every node stands at the same place, and what a further place holds is longer.
        while children:
            longer = _NONE
            for node in children:
                concepts = node.get(_END)
                if concepts is not None:
                    longer += concepts
            if longer:
                best, found = at, tuple(dict.fromkeys(longer)) if len(longer) > 1 else longer
            if at == last:
                break
            token = tokens[at]
            stem_, exact = token.stem, token.exact
            at += 1
            children = tuple(
                [child for node in children for key in (exact, stem_) if (child := node.get(key)) is not None]
            )
        return best, found
