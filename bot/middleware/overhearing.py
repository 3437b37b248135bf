"""When a message that did not name the bot is a question to it all the same.

In a thread of its own a follow-up needs no mention. But there people also talk to each other, and almost anything can
be read as a follow-up once the thread's memory fills the gaps. So the message must look like a question, bring
something of the trial's itself or point back at the answer, and hold no word that has to do with neither ("is the
clinic full at week 24?").
"""

from __future__ import annotations

import re

from bot.understanding.normalise import clean
from bot.understanding.reading import Kind, Memory, Reading
from bot.understanding.scope import Understanding

CONFIDENT = 0.8
"""How sure the reading must be."""
_MATTERS = frozenset(
    {"population", "antibody", "time", "outcome", "stat", "aspect", "drug", "instrument", "trial", "arm", "disease"}
)
_ASKS = re.compile(
    r"^\W*(?:and |so |but |ok |oh |then )*(?:what|who|when|where|which|why|how|did|does|do|was|were|is|are|has|have|"
    r"had|any|can|could)\b|\?\s*$",
    re.IGNORECASE,
)
_PERSONS = re.compile(
    r"\b(?:i|me|my|you|your|yours|we|(?-i:us)|our|ours|he|him|his|she|her|hers|anyone|anybody|someone|somebody|everyone|"
    r"everybody)\b",
    re.IGNORECASE,
)
"""Words of people who talk to each other; whoever means the bot by them can name it."""
_BETWEEN_PERSONS = "aspect/meeting"
"""Where the trial was presented can be asked by name; meetings are what people talk about."""
_LONGEST = 300


def is_surely_asked(words: str, reading: Reading, memory: Memory, understanding: Understanding) -> bool:
    """Tell whether an overheard message is surely a question to the bot."""
    said = clean(words)
    if len(said) > _LONGEST or not _ASKS.search(said) or _PERSONS.search(said):
        return False
    if reading.kind is not Kind.ANSWER or reading.identifiers or reading.confidence < CONFIDENT:
        return False
    if reading.trial is None or not understanding.accounts_for(words, reading.trial):
        return False
    known = set(memory.concepts)
    for part in reading.parts:
        if _BETWEEN_PERSONS in part.concepts:
            continue
        own = {concept.partition("/")[0] for concept in part.concepts if concept not in known}
        if part.about is not None or own & _MATTERS or "back" in own:
            return True
    return False
