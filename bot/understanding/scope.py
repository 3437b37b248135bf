"""Which trial a question is about, and the language of each trial, read when first needed."""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from bot.understanding.concepts import recognise
from bot.understanding.identifiers import KnownNames, find_identifiers
from bot.understanding.intents import IntentEntry, IntentIndex
from bot.understanding.language import TrialLanguage
from bot.understanding.lexicon import Entry, Lexicon
from bot.understanding.names import Names
from bot.understanding.normalise import clean
from bot.understanding.reading import Kind, Memory, Part, Reading
from bot.understanding.stray import stray_words
from bot.understanding.tokens import tokenize
from bot.understanding.understand import read
from bot.understanding.weights import Weights
from bot.understanding.words import split_words

# Phrases and intents of the trials whose language is kept in memory; the others are read again when asked about.
_ENTRIES_KEPT = 120_000
# Concepts whose phrases are names that identify no patient.
_NAMES = ("person/", "sponsor/", "drug/", "trial/", "disease/", "population/", "stat/", "publication/", "instrument/")


class _Trial(Protocol):
    @property
    def timepoints(self) -> Mapping[str, str]: ...

    @property
    def drug(self) -> str: ...

    @property
    def aliases(self) -> Sequence[str]: ...

    @property
    def short_name(self) -> str: ...


class FrameReading(Protocol):
    """Reads a cleaned message about one trial as frames."""

    def read(self, text: str, language: TrialLanguage, memory: Memory | None) -> Reading:
        """Return what ``text`` asks, with what its thread remembers."""


class VocabularySource(Protocol):
    """What understanding reads from a fact base: words and ways of asking, no figures."""

    def trial_ids(self) -> Sequence[str]:
        """Return the ids of the trials held."""

    def trial(self, trial_id: str) -> _Trial:
        """Return a trial's names and time points."""

    def trial_names(self) -> Iterable[tuple[str, str]]:
        """Return (phrase, trial id) for every name that a trial or its drug goes by."""

    def vocabulary(self, scope: str) -> Sequence[Entry]:
        """Return the vocabulary of "language", "myositis" or a trial."""

    def intents(self, trial_id: str) -> Sequence[IntentEntry]:
        """Return a trial's intents."""


_WEEK = re.compile(r"week-(\d+)")


def _weeks(timepoints: Mapping[str, str]) -> tuple[int, ...]:
    """Return the trial's time points in weeks, ascending, from slugs such as ``week-24``."""
    return tuple(sorted(int(match[1]) for slug in timepoints if (match := _WEEK.fullmatch(slug))))


def _people(entries: Iterable[Entry], beside: KnownNames | None = None) -> KnownNames:
    """Return the names in ``entries`` that may be typed freely, with those of ``beside``."""
    named = (entry for entry in entries if entry.id.startswith(_NAMES))
    return KnownNames.of((name for entry in named for name in (*entry.terms, *entry.exact, entry.label or "")), beside)


class Understanding:
    """Reads questions against the trials of a fact base."""

    def __init__(
        self, source: VocabularySource, weights: Weights | None = None, frames: FrameReading | None = None
    ) -> None:
        """Index the words that all trials share; each trial's own follow when it is first asked about.

        With ``frames`` questions are read as frames, without by the scored rules.
        """
        self._frames = frames
        self._source = source
        self._weights = weights or Weights()
        shared = [*source.vocabulary("language"), *source.vocabulary("myositis")]
        self._everyday, meaning = split_words(shared)
        self._people = _people(meaning)
        self._shared = Lexicon.build(meaning, self._everyday)
        self._trial_ids = dict.fromkeys(source.trial_ids())
        self._names = Names(source.trial_names()) if len(self._trial_ids) > 1 else None
        self._languages: OrderedDict[str, TrialLanguage] = OrderedDict()
        self._entries = 0
        self._lock = threading.Lock()

    def label(self, concept: str) -> str | None:
        """Return how a concept is named to readers."""
        known = self._shared.labels.get(concept)
        if known is not None:
            return known
        for language in list(self._languages.values()):
            if concept in language.lexicon.labels:
                return language.lexicon.labels[concept]
        return None

    def language(self, trial: str) -> TrialLanguage:
        """Return the language of a trial, reading it when it is not in memory."""
        with self._lock:
            known = self._languages.get(trial)
            if known is not None:
                self._languages.move_to_end(trial)
                return known
        entries = list(self._source.vocabulary(trial))
        lexicon = self._shared.extended(entries)
        language = TrialLanguage(
            trial,
            lexicon,
            IntentIndex(self._source.intents(trial), self._weights),
            _weeks(self._source.trial(trial).timepoints),
            self._weights,
            _people(entries, self._people),
        )
        with self._lock:
            if trial in self._languages:  # another thread was quicker
                return self._languages[trial]
            self._languages[trial] = language
            self._entries += language.size
            while self._entries > _ENTRIES_KEPT and len(self._languages) > 1:
                self._entries -= self._languages.popitem(last=False)[1].size
        return language

    def read(self, question: str, memory: Memory | None = None, trial: str | None = None) -> Reading:
        """Return what ``question`` asks. The trial is the one it names, else its place's, else the thread's."""
        text = clean(question)
        named = self._named(self._names, text) if self._names is not None else None
        chosen = named or trial or (memory.trial if memory is not None else None)
        if chosen is None or chosen not in self._trial_ids:
            if len(self._trial_ids) != 1:
                return self._which_trial(text)
            (chosen,) = self._trial_ids
        if memory is not None and memory.trial not in (None, chosen):
            memory = None
        language = self.language(chosen)
        if self._frames is not None:
            return self._frames.read(text, language, memory)
        return read(text, language, memory)

    def accounts_for(self, question: str, trial: str) -> bool:
        """Is every word of ``question`` a concept of the trial's or grammar? Stricter than any reading has to be."""
        language = self.language(trial)
        return not stray_words(recognise(clean(question), language.lexicon, language.weeks))

    def _named(self, names: Names, text: str) -> str | None:
        return names.find([token.word for token in tokenize(text)], self._shared.knows_word)

    def _which_trial(self, text: str) -> Reading:
        if find_identifiers(text):
            return Reading(Kind.NOT_ADVICE, None, identifiers=True, confidence=1.0)
        names = tuple(self._source.trial(trial).short_name for trial in list(self._trial_ids)[:3])
        return Reading(Kind.CLARIFY, None, (Part(Kind.CLARIFY, options=names, confidence=0.5),), confidence=0.5)
