"""The one check that everything typed freely passes before anything is done with it, on whatever surface."""

from __future__ import annotations

from bot.messages.privacy import IDENTIFIERS_IN_FIELD
from bot.understanding.identifiers import DEFAULT, KnownNames, find_identifiers
from bot.understanding.normalise import MAX_CHARACTERS, clean

_OVERLAP = 200
"""Longer than any identifier: what lies across the edge of two windows lies whole in one of them."""


def names_a_patient(text: str, known: KnownNames = DEFAULT) -> bool:
    """Return whether ``text``, as typed and however long, seems to hold what identifies a patient."""
    step = MAX_CHARACTERS - _OVERLAP
    windows = (text[start : start + MAX_CHARACTERS] for start in range(0, max(len(text) - _OVERLAP, 1), step))
    return any(find_identifiers(clean(window), known=known) for window in windows)


def names_a_patient_later(text: str) -> bool:
    """Return the same for what lies beyond the part of a question that is read."""
    return len(text) > MAX_CHARACTERS and names_a_patient(text[MAX_CHARACTERS - _OVERLAP :])


def guard(text: str, known: KnownNames = DEFAULT) -> str | None:
    """Return what to tell whoever typed ``text`` into a field when it seems to identify a patient; None when not.

    Whoever gets words back stores nothing of the text, and shows them to that person alone.
    """
    return IDENTIFIERS_IN_FIELD if names_a_patient(text, known) else None
