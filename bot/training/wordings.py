"""What the fact base itself says of its asks, as examples to learn from beside the writers' questions.

The declared meaning of every ask, the phrases of the vocabulary that are cues of an ask, and the example questions of
answers. They carry no restriction labels, so that roles are learned from writers alone; and no writer left out of
training is among them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from bot.training.corpus import read_rows
from bot.understanding.concepts import recognise
from bot.understanding.features import question_features, words_of
from bot.understanding.language import TrialLanguage
from bot.understanding.normalise import clean
from bot.understanding.resolve import Declarations
from knowledge.loading import Knowledge

_ACTS = {"previous answer": "previous", "talk": "talk", "nothing of ours": "none"}
_PIECES = re.compile(r"[;,:]")
_SHORTEST = 4
# A wording that somebody wrote on purpose is worth more than a phrase of the vocabulary.
_WRITTEN = 2.5
# The ask that a scope for advice of no particular topic stands for.
_ADVICE = {"advice": "treatment-decision"}


class Wording(NamedTuple):
    """A piece of text with the ask and the act that it stands for; ``weight`` is how much it counts."""

    text: str
    ask: str
    act: str
    weight: float = 1.0


def wordings_of(knowledge: Knowledge) -> Iterator[Wording]:
    """Yield every wording that the fact base declares, in its order."""
    cues: dict[str, Wording] = {}
    for group in knowledge.shared.asks:
        act = _ACTS.get(group.group, "asks")
        for name, ask in group.asks.items():
            yield Wording(ask.name, name, act)
            yield from (
                Wording(piece.strip(), name, act) for piece in _PIECES.split(ask.means) if len(piece) >= _SHORTEST
            )
            for cue in ask.cues:
                cues.setdefault(cue, Wording("", name, act))
    shared = knowledge.shared
    own = [entry for trial in knowledge.trials for entry in trial.vocabulary]
    for entry in (*shared.language, *shared.myositis, *own):
        if (cued := cues.get(entry.id)) is not None:
            yield from (cued._replace(text=phrase) for phrase in (*entry.terms, *entry.exact))
    for trial in knowledge.trials:
        for answer in trial.answers:
            scope = answer.about[0] if answer.about else None
            if scope is not None:
                wanted = _ADVICE.get(scope.asks[0], scope.asks[0])
                yield from (Wording(question, wanted, scope.act or "asks") for question in answer.examples)


def read_wordings(folder: Path) -> Iterator[Wording]:
    """Yield the wordings that people wrote for an ask, without other labels.

    A line of a file: ``{"ask", "act", "q": [text, …]}``; without an act, something is asked.
    """
    for path in sorted(folder.glob("*.jsonl")):
        for row in read_rows(path):
            act = row.get("act") or "asks"
            yield from (Wording(text, row["ask"], act, _WRITTEN) for text in row["q"])


def features_of(wording: Wording, language: TrialLanguage, trial: Declarations) -> set[str]:
    """Return the features of a wording, as of a question without a thread."""
    found = recognise(clean(wording.text), language.lexicon, language.weeks)
    return question_features(found, words_of(found, trial.dims, trial.own), None, trial.own)
