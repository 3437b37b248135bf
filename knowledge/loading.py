"""Reading the fact base's folders. Nothing here raises for bad data: every problem found is returned, with its place.

``load_knowledge(root)`` reads all; ``load_trial(folder)`` one trial without the shared folders. Models say nothing of
files; ``places.where(model)`` tells where one was written, ``places.where(model, "values", 0)`` where a part of it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from knowledge.dates import check_read_dates, check_review_dates
from knowledge.following import Unread
from knowledge.links import check_links
from knowledge.marked import MarkedDict
from knowledge.models.base import Model
from knowledge.models.facts import DerivedFact, Fact, FactBase, RelatedFact, RelatedTrial
from knowledge.models.language import DeclaredWords, Intent, VocabularyEntry
from knowledge.models.quiz import QuizCard
from knowledge.models.scope import AskGroup, Dimension, SlotValues
from knowledge.models.texts import (
    AnswerText,
    Caveat,
    CaveatRule,
    GlossaryTerm,
    MergedCaveat,
    NotCovered,
    NotFound,
)
from knowledge.models.trial import LedgerEntry, Source, Trial
from knowledge.problems import Place, Problem, by_place
from knowledge.reading import FileReader, Places

__all__ = ["Knowledge", "LoadedTrial", "Place", "Places", "Problem", "Shared", "load_knowledge", "load_trial"]

TRIAL_FILES = (
    "trial", "sources", "ledger", "facts", "derived", "caveats", "glossary", "not-covered", "related", "vocabulary",
    "intents", "answers",
)  # fmt: skip
OPTIONAL = ("quiz",)


@dataclass(slots=True)
class LoadedTrial:
    """One trial's folder as models. ``trial`` is None when trial.yaml cannot be read.

    ``unread`` names entries that did not validate, so that references to them are not reported as well.
    """

    id: str
    folder: Path
    places: Places
    trial: Trial | None = None
    sources: tuple[Source, ...] = ()
    ledger: tuple[LedgerEntry, ...] = ()
    facts: tuple[Fact, ...] = ()
    derived: tuple[DerivedFact, ...] = ()
    related: tuple[RelatedTrial, ...] = ()
    caveats: tuple[Caveat, ...] = ()
    merged: tuple[MergedCaveat, ...] = ()
    caveat_rules: tuple[CaveatRule, ...] = ()
    glossary: tuple[GlossaryTerm, ...] = ()
    not_covered: tuple[NotCovered, ...] = ()
    not_found: tuple[NotFound, ...] = ()
    vocabulary: tuple[VocabularyEntry, ...] = ()
    intents: tuple[Intent, ...] = ()
    answers: tuple[AnswerText, ...] = ()
    quiz: tuple[QuizCard, ...] = ()
    unread: frozenset[str] = frozenset()

    def related_facts(self) -> Iterator[tuple[RelatedTrial, RelatedFact]]:
        """Yield every related-trial fact with its trial."""
        for related in self.related:
            for fact in related.facts:
                yield related, fact

    def all_facts(self) -> Iterator[FactBase]:
        """Yield facts, derived results and related-trial facts."""
        yield from self.facts
        yield from self.derived
        for _, fact in self.related_facts():
            yield fact


@dataclass(slots=True)
class Shared:
    """What is no trial's own: vocabulary of the language and of the field, general terms, their sources and ledger."""

    asks: tuple[AskGroup, ...] = ()
    dimensions: tuple[Dimension, ...] = ()
    slots: tuple[SlotValues, ...] = ()
    language: tuple[VocabularyEntry, ...] = ()
    myositis: tuple[VocabularyEntry, ...] = ()
    words: tuple[DeclaredWords, ...] = ()
    glossary: tuple[GlossaryTerm, ...] = ()
    sources: tuple[Source, ...] = ()
    ledger: tuple[LedgerEntry, ...] = ()

    def names(self) -> tuple[str, ...]:
        """Return the declared names with digits that are no figures."""
        return tuple(name for words in self.words for name in words.names)

    def idioms(self) -> tuple[str, ...]:
        """Return the declared phrases whose word of number is no figure."""
        return tuple(idiom for words in self.words for idiom in words.idioms)

    def ambiguous(self) -> dict[str, tuple[str, ...]]:
        """Return the phrases declared to mean several concepts, with the concepts."""
        return {phrase: concepts for words in self.words for phrase, concepts in words.ambiguous.items()}


@dataclass(slots=True)
class Knowledge:
    """The whole fact base: what is shared, the trials, and every problem met while reading."""

    root: Path
    places: Places
    shared: Shared = field(default_factory=Shared)
    trials: tuple[LoadedTrial, ...] = ()
    problems: tuple[Problem, ...] = ()
    unread: Unread = field(default_factory=Unread)

    def sources_of(self, trial: LoadedTrial) -> dict[str, Source]:
        """Return the sources a trial may cite, its own first."""
        return {source.id: source for source in (*self.shared.sources, *trial.sources)}

    def glossary_of(self, trial: LoadedTrial) -> tuple[GlossaryTerm, ...]:
        """Return the terms a trial's answers may use: the general ones and its own."""
        return (*self.shared.glossary, *trial.glossary)


def _read_trial(reader: FileReader, folder: Path) -> LoadedTrial:
    trial = LoadedTrial(folder.name, folder, reader.places)
    path = {name: folder / f"{name}.yaml" for name in (*TRIAL_FILES, *OPTIONAL)}
    _refuse_strangers(reader, folder, [file.name for file in path.values()])
    trial.trial = reader.one(Trial, path["trial"])
    if trial.trial and trial.trial.id != folder.name:
        place = reader.places.where(trial.trial, "id")
        message = f"the trial's id '{trial.trial.id}' is not the name of its folder '{folder.name}'"
        reader.problem(place.file, place.line, "model", message, "make them equal")
    trial.sources = reader.many(Source, path["sources"])
    trial.ledger = reader.many(LedgerEntry, path["ledger"])
    trial.facts = reader.many(Fact, path["facts"])
    trial.derived = reader.many(DerivedFact, path["derived"])
    trial.related = reader.many(RelatedTrial, path["related"])
    caveats = reader.parts(path["caveats"], {"caveats": Caveat, "merged": MergedCaveat, "required": CaveatRule})
    trial.caveats, trial.merged, trial.caveat_rules = caveats["caveats"], caveats["merged"], caveats["required"]
    trial.glossary = reader.many(GlossaryTerm, path["glossary"])
    declined = reader.parts(path["not-covered"], {"topics": NotCovered, "not_found": NotFound})
    trial.not_covered, trial.not_found = declined["topics"], declined["not_found"]
    trial.vocabulary = reader.many(VocabularyEntry, path["vocabulary"])
    trial.intents = reader.many(Intent, path["intents"])
    trial.answers = reader.many(AnswerText, path["answers"])
    if os.path.lexists(path["quiz"]):  # a trial may have no quiz yet; a folder or a dead link is no quiz at all
        trial.quiz = reader.many(QuizCard, path["quiz"])
    return trial


def _refuse_strangers(reader: FileReader, folder: Path, known: Sequence[str]) -> None:
    """Report what stands in a trial's folder under a name that nothing reads: it would be lost without a word."""
    for name in sorted(path.name for path in folder.iterdir()):
        if name in known or name.startswith("."):
            continue
        # The name without its ending decides: facts.yml is nearer to facts.yaml than any other spelling.
        stems = {file.removesuffix(".yaml"): file for file in known}
        stem = name.partition(".")[0]
        near = [own for own in stems if own in stem] or get_close_matches(stem, stems, n=1, cutoff=0.5)
        hint = f"did you mean '{stems[near[0]]}'?" if near else f"a trial has {', '.join(known)}"
        message = f"nothing reads '{name}'; what it says would be lost"
        reader.problem(
            reader.name(folder / name), 1, "file", message, f"{hint} Rename it, put its entries there, or remove it"
        )


def _yaml_files(reader: FileReader, folder: Path) -> Sequence[Path]:
    """Return the files of a shared folder; they may have any name, but the ending makes them data."""
    if not folder.is_dir():
        return []
    for path in sorted(folder.iterdir()):
        if path.suffix != ".yaml" and not path.name.startswith((".", "_")):
            message = f"nothing reads '{path.name}'; what it says would be lost"
            hint = f"did you mean '{path.stem}.yaml'? Rename it, or remove it"
            reader.problem(reader.name(path), 1, "file", message, hint)
    return sorted(folder.glob("*.yaml"))


def _vocabulary(reader: FileReader, paths: Iterable[Path], words: list[DeclaredWords]) -> tuple[VocabularyEntry, ...]:
    """Read vocabulary files (lists) and files of declared words (mappings with names, idioms, common)."""
    entries: list[VocabularyEntry] = []
    for path in paths:
        data = reader.data(path)
        if isinstance(data, MarkedDict):
            declared = reader.entry(DeclaredWords, data, reader.name(path))
            if declared is None:
                reader.unreadable.add(reader.name(path))
            else:
                words.append(declared)
        elif data is not None:
            entries.extend(reader.entries(VocabularyEntry, data, reader.name(path)))
    return tuple(entries)


def _read_shared(reader: FileReader, root: Path) -> Shared:
    shared, words = Shared(), list[DeclaredWords]()
    shared.language = _vocabulary(reader, _yaml_files(reader, root / "language"), words)
    special = {root / "myositis" / f"{name}.yaml": name for name in ("glossary", "sources", "ledger")}
    if os.path.lexists(root / "frames"):  # a fact base of facts alone declares nothing to ask
        shared.asks = reader.many(AskGroup, root / "frames" / "asks.yaml")
        shared.dimensions = reader.many(Dimension, root / "frames" / "dimensions.yaml")
        shared.slots = reader.many(SlotValues, root / "frames" / "slots.yaml")
    files = _yaml_files(reader, root / "myositis")
    shared.myositis = _vocabulary(reader, (path for path in files if path not in special), words)
    models: dict[str, type[Model]] = {"glossary": GlossaryTerm, "sources": Source, "ledger": LedgerEntry}
    for path, name in special.items():
        if path in files:
            setattr(shared, name, reader.many(models[name], path))
    shared.words = tuple(words)
    return shared


def _dates(trial: LoadedTrial) -> Iterator[Problem]:
    if declared := trial.trial:
        reviewed = (declared, *trial.all_facts(), *trial.glossary)
        # The shared sources have no such day: they may be read again after the last trial was finished.
        yield from check_read_dates(trial.places, trial.sources, declared.read_on)
        yield from check_review_dates(trial.places, declared, reviewed)


def load_knowledge(root: Path) -> Knowledge:
    """Read the fact base below ``root`` (frames/, language/, myositis/, trials/).

    Problems are in the result, none is raised.
    """
    root = Path(root).resolve()
    reader = FileReader(root, Places())
    knowledge = Knowledge(root, reader.places, _read_shared(reader, root))
    trials = root / "trials"
    folders = sorted(path for path in trials.iterdir() if path.is_dir()) if trials.is_dir() else []
    folders = [path for path in folders if not path.name.startswith((".", "_"))]
    for path in sorted(trials.iterdir()) if trials.is_dir() else ():
        if not path.is_dir() and not path.name.startswith((".", "_")):
            message = f"nothing reads '{path.name}'; a trial is a folder of files"
            reader.problem(reader.name(path), 1, "file", message, "move it into the folder of its trial")
    if not folders:
        reader.problem(f"{root.name}/trials", 1, "file", "there is no trial", "add a folder with the trial's files")
    knowledge.trials = tuple(_read_trial(reader, folder) for folder in folders)
    for trial in knowledge.trials:
        trial.unread = frozenset(reader.unread)
        reader.problems.extend(check_links(trial, knowledge.shared))
        reader.problems.extend(_dates(trial))
    knowledge.problems = tuple(by_place(reader.problems))
    knowledge.unread = Unread(frozenset(reader.unreadable), frozenset(reader.unread), frozenset(reader.mentioned))
    return knowledge


def load_trial(folder: Path) -> tuple[LoadedTrial, tuple[Problem, ...]]:
    """Read one trial's folder alone: the trial as far as it could be read, and its problems."""
    folder = Path(folder).resolve()
    reader = FileReader(folder, Places())
    trial = _read_trial(reader, folder)
    trial.unread = frozenset(reader.unread)
    reader.problems.extend(check_links(trial, Shared()))
    reader.problems.extend(_dates(trial))
    return trial, tuple(by_place(reader.problems))
