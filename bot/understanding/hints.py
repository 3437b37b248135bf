"""What a single word hints at: a kind of phrase that no word of a question hints at need not be searched for."""

from __future__ import annotations

from bot.understanding.claims import QUANTITIES
from bot.understanding.patients import PEOPLE
from bot.understanding.times import TIME_UNITS

SOMEBODY, TIME, AGE, MYSELF, THEY, JOINT, QUANTITY = (1 << bit for bit in range(7))
"""A patient or relative; a time; an age; the asker; "they"; a word that may join two questions; a number or share."""
_MYSELF = frozenset({"i", "ive"})
_JOINTS = frozenset({"and", "also", "plus", "as", "then", "&", "+"})


def hints_of(word: str) -> int:
    """Return the hints of a folded word, as the bits of a number."""
    digit = any(map(str.isdigit, word))
    return (
        (SOMEBODY if word in PEOPLE else 0)
        | (TIME if digit or word in TIME_UNITS else 0)
        | (AGE if digit or "ties" in word else 0)  # "in her twenties"
        | (MYSELF if word in _MYSELF else 0)
        | (THEY if word == "they" else 0)
        | (JOINT if word in _JOINTS else 0)
        | (QUANTITY if digit or word in QUANTITIES else 0)
    )
