"""Labelled questions as examples for each classifier."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from bot.training.corpus import Row, frames_of
from bot.training.labels import Labels
from bot.understanding.concepts import Recognised, recognise
from bot.understanding.features import Word, question_features, word_features, words_of
from bot.understanding.frame import ADVICE, ASKS, CLAIMS, INHERIT, Frame
from bot.understanding.grammar import ABOUT, EXCEPT, NO_ROLE, OF, WHEN, WHOM
from bot.understanding.language import TrialLanguage
from bot.understanding.normalise import clean
from bot.understanding.resolve import Declarations

READ_ACTS = frozenset({ASKS, CLAIMS, ADVICE})
"""The acts that are read; the others follow from the ask."""


class Example(NamedTuple):
    """One labelled question as recognised: its frames, the frame its thread remembers, and its row."""

    row: Row
    found: Recognised
    words: list[Word]
    frames: tuple[Frame, ...]
    ambiguous: tuple[Frame, ...]
    before: Frame | None

    @property
    def writer(self) -> str:
        """The writer's id; questions are split by it."""
        return str(self.row["writer"])


def examples_of(rows: Sequence[Row], language: TrialLanguage, trial: Declarations) -> list[Example]:
    """Return the examples of ``rows``, threads resolved by the rows that they follow."""
    labels = Labels(language, trial.tested)
    by_id = {row["id"]: row for row in rows}
    examples = []
    for row in rows:
        found = recognise(clean(row["question"]), language.lexicon, language.weeks)
        frames = tuple(labels.frame(label) for label in row.get("frames") or [])
        ambiguous = tuple(labels.frame(label) for label in row.get("ambiguous") or [])
        earlier = by_id.get(row.get("after", ""))
        before = None
        while earlier is not None and before is None:
            known = [labels.frame(label) for label in frames_of(earlier)]
            before = next((frame for frame in reversed(known) if frame.act in ("asks", "claims", "advice")), None)
            earlier = by_id.get(earlier.get("after", ""))
        examples.append(Example(row, found, words_of(found, trial.dims, trial.own), frames, ambiguous, before))
    return examples


def ask_label(example: Example) -> str:
    """Return the ask that the words themselves say: of an elliptical turn, that it is inherited."""
    frame = example.frames[0]
    unsaid = str(example.row.get("unsaid", ""))
    if unsaid.startswith("everything") and example.before is not None and example.before.ask == frame.ask:
        return INHERIT
    return frame.ask


@dataclass(slots=True)
class Sets:
    """Features and labels for the three classifiers, with the writer of each example."""

    acts: list[str] = field(default_factory=list)
    acted: list[set[str]] = field(default_factory=list)
    asks: list[str] = field(default_factory=list)
    questions: list[set[str]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    acted_texts: list[str] = field(default_factory=list)
    writers: list[str] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    words: list[list[str]] = field(default_factory=list)
    word_writers: list[str] = field(default_factory=list)


def sets_of(examples: Iterable[Example], own: AbstractSet[str]) -> Sets:
    """Return what the classifiers learn from ``examples``."""
    sets = Sets()
    for example in examples:
        unlabelled_thread = bool(example.row.get("thread")) and example.before is None
        if len(example.frames) == 1 and not unlabelled_thread:
            features = question_features(example.found, example.words, example.before, own)
            if example.frames[0].act in READ_ACTS:
                sets.acts.append(example.frames[0].act)
                sets.acted.append(features)
                sets.acted_texts.append(example.found.text)
            sets.asks.append(ask_label(example))
            sets.questions.append(features)
            sets.texts.append(example.found.text)
            sets.writers.append(example.writer)
        labels = frames_of(example.row)
        roles = roles_said(example, labels)
        for place, role in enumerate(roles):
            sets.roles.append(role)
            sets.words.append(word_features(example.words, place))
            sets.word_writers.append(example.writer)
    return sets


def roles_said(example: Example, labels: Sequence[Mapping[str, object]]) -> list[str]:
    """Return the role of each word by the words that the labels give for their slots."""
    text = example.found.text.casefold()
    roles = [NO_ROLE] * len(example.words)

    def mark(words: object, role: str) -> None:
        said = clean(str(words)).casefold()
        start = text.find(said) if said else -1
        if start < 0:
            return
        for place, word in enumerate(example.words):
            if word.token.start >= start and word.end <= start + len(said):
                roles[place] = role

    for label in labels:
        for slot, role in (("of", OF), ("about", ABOUT), ("when", WHEN)):
            value = label.get(slot)
            if isinstance(value, dict) and value.get("words"):
                mark(value["words"], role)
        sides: Any = label.get("versus") or []
        listed: Any = label.get("whom") or []
        whom = [*listed, *(one for side in sides for one in side)]
        for entry in whom:
            if entry.get("words"):
                mark(entry["words"], (EXCEPT if entry.get("exclude") else WHOM) + str(entry["dim"]))
    return roles
