"""What the grammar alone can say of a question: turns that only name another slot, and words that it accounts for."""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.features import Word
from bot.understanding.frame import Frame
from bot.understanding.grammar import Slots
from bot.understanding.resolve import Declarations
from knowledge.records import Ask

_SLOTS = ("when", "arm", "stat", "people", "compare", "turn")
# What a turn may consist of that only names something else than the question before ("and in IMNM, at week 52?").
_TURNS = ("population/", "antibody/", "time/", "arm/", "back/", "chat/")
_ACCOUNTED = (*_TURNS, "form/", "generic/", "word/")
_LONGEST_TURN = 12
_FUNCTION_WORDS = frozenset(
    {"a", "about", "again", "all", "also", "an", "and", "any", "anyone", "are", "as", "at", "be", "been", "between",
     "both", "but", "by", "can", "could", "did", "do", "does", "each", "either", "for", "from", "get", "give", "got",
     "had", "has", "have", "he", "hello", "her", "hey", "hi", "his", "how", "i", "if", "im", "in", "into", "is",
     "it", "its", "just", "know", "let", "like", "many", "me", "mean", "meant", "more", "most", "much", "my", "no",
     "not", "now", "of", "ok", "okay", "on", "one", "ones", "only", "or", "our", "over", "per", "please", "pls",
     "question", "quick", "really", "she", "show", "so", "some", "sorry", "tell", "than", "that", "the", "their",
     "them", "then", "there", "they", "this", "those", "through", "to", "too", "under", "up", "us", "versus", "vs",
     "was", "we", "were", "what", "whats", "when", "where", "which", "who", "with", "you", "your"}
)  # fmt: skip


def is_elliptical(words: Sequence[Word], slots: Slots, ask: Ask | None, trial: Declarations) -> bool:
    """Does every word of a turn name a group, a time, an arm or a statistic, or only point back at what was asked?

    ``ask`` is the one that the thread is about, which has to take what is named.
    """
    filled = {"whom": slots.whom or slots.rest, "when": slots.when, "arm": slots.arm, "stat": slots.stat}
    named = {slot for slot, value in filled.items() if value}
    if ask is None or not named or not named <= set(ask.takes) or len(words) > _LONGEST_TURN:
        return False
    return all(_is_accounted(word, _TURNS, _slotted(trial)) for word in words)


def is_accounted(words: Sequence[Word], frame: Frame, ask: Ask | None, trial: Declarations) -> bool:
    """Is every word of a question grammar, a name, a slot of its frame, or a cue of its ask?"""
    if ask is None:
        return False
    known = _slotted(trial) | {*ask.cues, *frame.of, *trial.own}
    return all(_is_accounted(word, _ACCOUNTED, known) for word in words)


def _slotted(trial: Declarations) -> set[str]:
    return {concept for slot in _SLOTS for concept in trial.slots.get(slot, {})}


def _is_accounted(word: Word, prefixes: tuple[str, ...], known: set[str]) -> bool:
    said = word.token.word
    if said in _FUNCTION_WORDS or not said[:1].isalnum():
        return True
    return bool(word.concepts) and all(c.startswith(prefixes) or c in known for c in word.concepts)
