"""What understanding needs of one trial."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.understanding.identifiers import KnownNames
from bot.understanding.intents import IntentIndex
from bot.understanding.lexicon import Lexicon
from bot.understanding.weights import Weights


@dataclass(slots=True)
class TrialLanguage:
    """What understanding needs of one trial: its lexicon, intents and time points in weeks."""

    trial: str
    lexicon: Lexicon
    intents: IntentIndex
    weeks: tuple[int, ...] = ()
    weights: Weights = field(default_factory=Weights)
    people: KnownNames = field(default_factory=KnownNames)

    @property
    def size(self) -> int:
        """How much of memory it takes, in phrases and intents."""
        return self.lexicon.size + self.intents.size
