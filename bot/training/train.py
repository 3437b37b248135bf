"""Train the reader of questions on the questions in the repository, and write it beside the code that reads it.

    python -m bot.training.train            # writes bot/understanding/trained
    python -m bot.training.train --check    # trains anew and compares the decisions; writes nothing

Everything is fixed: the order of examples, the seed, the solver, the hash of features. Writers whose questions are
sealed are never opened here.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import scipy
import sklearn
from numpy.typing import NDArray

from bot.training.corpus import Row, read_rows
from bot.training.examples import READ_ACTS, Example, Sets, examples_of, sets_of
from bot.training.fit import SEED, fit, matrix_of
from bot.training.wordings import Wording, features_of, read_wordings, wordings_of
from bot.understanding import artifact, features
from bot.understanding.decide import Thresholds, decide
from bot.understanding.declared import asks_of, declarations_of
from bot.understanding.language import TrialLanguage
from bot.understanding.reader import Models, read_question
from bot.understanding.resolve import Declarations
from bot.understanding.scope import Understanding
from bot.understanding.vectors import DEFAULT as VECTORS
from bot.understanding.vectors import WordVectors
from bot.understanding.vectors import load as load_vectors
from knowledge.fingerprint import PACKAGE
from knowledge.loading import load_knowledge
from knowledge.reader import open_or_compile

QUESTIONS = PACKAGE / "questions"
SETTINGS = Path(__file__).parent / "settings.json"
# How much a declared wording counts beside a writer's question.
_WORDING_WEIGHT = 0.3


@dataclass(frozen=True, slots=True)
class Material:
    """What the reader is trained with: the language it reads in, what is declared, writers' questions and wordings."""

    language: TrialLanguage
    declared: Declarations
    examples: list[Example]
    wordings: list[tuple[Wording, set[str]]]
    vectors: WordVectors | None


@dataclass(frozen=True, slots=True)
class Settings:
    """What was chosen on writers left out of training: penalty of the solver, spreads of the scores, thresholds."""

    penalty: float
    spreads: tuple[int, int]
    thresholds: Thresholds

    @classmethod
    def read(cls, path: Path = SETTINGS) -> Settings:
        """Return the settings in the repository."""
        data = json.loads(path.read_text(encoding="utf-8"))
        return cls(data["penalty"], tuple(data["spreads"]), artifact.thresholds_of(data["thresholds"]))

    def write(self, path: Path = SETTINGS) -> None:
        """Keep the settings in the repository."""
        data = {"penalty": self.penalty, "spreads": list(self.spreads), "thresholds": self.thresholds._asdict()}
        path.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


def corpus_files(questions: Path = QUESTIONS) -> list[Path]:
    """Return the files that training reads, in order; the sealed ones are not among them."""
    return sorted(
        [*questions.glob("writers/*.jsonl"), *questions.glob("known/*.jsonl"), *questions.glob("wordings/*.jsonl")]
    )


def material(questions: Path = QUESTIONS) -> Material:
    """Return everything to train with, in a fixed order."""
    base = open_or_compile()
    trial = base.trial_ids()[0]
    language = Understanding(base).language(trial)
    declared = declarations_of(base, trial, asks_of(base), language.lexicon.complements)
    rows: list[Row] = []
    for path in sorted([*questions.glob("writers/*.jsonl"), *questions.glob("known/*.jsonl")]):
        rows += read_rows(path)
    examples = examples_of(rows, language, declared)
    wordings = [*wordings_of(load_knowledge(PACKAGE)), *read_wordings(questions / "wordings")]
    known = [(one, features_of(one, language, declared)) for one in wordings]
    return Material(language, declared, examples, known, load_vectors())


def train(
    sets: Sets,
    wordings: Sequence[tuple[Wording, set[str]]],
    settings: Settings,
    vectors: WordVectors | None,
) -> Models:
    """Return the classifiers fitted to writers' questions and declared wordings."""

    def of(texts: Iterable[str]) -> NDArray[Any] | None:
        return np.array([vectors.question(text.casefold()) for text in texts]) if vectors is not None else None

    questions = matrix_of([*sets.questions, *(found for _, found in wordings)])
    weights = [1.0] * len(sets.questions) + [one.weight * _WORDING_WEIGHT for one, _ in wordings]
    acting = [(one, found) for one, found in wordings if one.act in READ_ACTS]
    acted = matrix_of([*sets.acted, *(found for _, found in acting)])
    acts = [*sets.acts, *(one.act for one, _ in acting)]
    act_weights = [1.0] * len(sets.acts) + [one.weight * _WORDING_WEIGHT for one, _ in acting]
    asks = [*sets.asks, *(one.ask for one, _ in wordings)]
    act_spread, ask_spread = settings.spreads
    act_vectors = of([*sets.acted_texts, *(one.text for one, _ in acting)])
    ask_vectors = of([*sets.texts, *(one.text for one, _ in wordings)])
    return Models(
        fit(acted, acts, penalty=settings.penalty, spread=act_spread, weights=act_weights, vectors=act_vectors),
        fit(questions, asks, penalty=settings.penalty, spread=ask_spread, weights=weights, vectors=ask_vectors),
        fit(matrix_of(sets.words), sets.roles, penalty=0.5),
        vectors,
    )


def hash_of(paths: Iterable[Path]) -> str:
    """Return a hash of files, in their order."""
    digest = sha256()
    for path in paths:
        content = path.read_bytes()
        digest.update(f"{path.name} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


def made_from(questions: Path = QUESTIONS) -> dict[str, Any]:
    """Return what the reader depends on: hashes of corpus, vocabulary and feature code, the seed."""
    package = Path(features.__file__).parent
    code = [
        package / f"{name}.py"
        for name in ("concepts", "features", "frame", "grammar", "lexicon", "times", "tokens", "turns", "typos")
    ]
    vocabulary = sorted(
        [
            *PACKAGE.glob("language/*.yaml"),
            *PACKAGE.glob("frames/*.yaml"),
            *PACKAGE.glob("myositis/*.yaml"),
            *PACKAGE.glob("trials/*/vocabulary.yaml"),
        ]
    )
    return {
        "corpus": hash_of(corpus_files(questions)),
        "vocabulary": hash_of(vocabulary),
        "code": hash_of([*code, *sorted(Path(__file__).parent.glob("*.py"))]),
        "settings": hash_of([SETTINGS]),
        "vectors": hash_of(sorted(VECTORS.glob("*.*"))),
        "seed": SEED,
    }


def versions() -> dict[str, str]:
    """Return the versions of the libraries that trained the reader."""
    return {"numpy": np.__version__, "scipy": scipy.__version__, "scikit-learn": sklearn.__version__}


def decisions(given: Material, models: Models, thresholds: Thresholds) -> list[tuple[object, ...]]:
    """Return the decision on every question of the corpus, its thread as labelled."""
    found: list[tuple[object, ...]] = []
    for example in given.examples:
        decision = decide(read_question(example.found, given.declared, models, example.before), thresholds)
        options = tuple(one.outcome[:3] for one in decision.options)
        found.append((example.row["id"], decision.kind, decision.outcomes and decision.outcomes[0][:3], options))
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Train the reader, or check that a new training decides alike."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="train anew and compare; write nothing")
    options = parser.parse_args(arguments)
    settings = Settings.read()
    given = material()
    models = train(sets_of(given.examples, given.declared.own), given.wordings, settings, given.vectors)
    if not options.check:
        version = artifact.save(artifact.DEFAULT, models, settings.thresholds, made_from() | {"versions": versions()})
        print(f"train: reader {version} from {len(given.examples)} questions and {len(given.wordings)} wordings")
        return 0
    kept = artifact.load()
    pairs = zip(
        decisions(given, kept.models, kept.thresholds), decisions(given, models, settings.thresholds), strict=True
    )
    differing = [old[0] for old, new in pairs if old != new]
    print(f"train: {len(given.examples) - len(differing)} of {len(given.examples)} questions are decided alike")
    for name in differing[:20]:
        print(f"  differs: {name}")
    return int(bool(differing))


if __name__ == "__main__":
    sys.exit(main())
