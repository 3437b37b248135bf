"""The search itself: a quick look that lets nearly every question pass, then the rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from bot.understanding.identifiers import dates, names, numbers, places
from bot.understanding.identifiers.cues import TITLES
from bot.understanding.identifiers.model import DEFAULT, Identifier, KnownNames
from bot.understanding.identifiers.words import GIVEN, HINTS, PATIENT, RELATION
from bot.understanding.normalise import MAX_CHARACTERS, fold

_WORD = re.compile(r"[^\W\d_]+")
_TRIGGERS = TITLES | PATIENT | frozenset(("name", "surname", "called", "named", "goes", "dot"))
_WORD_TRIGGERS = _TRIGGERS | RELATION
_DIGIT_TRIGGERS = (
    (numbers.CUES - {"number", "numbers"})
    | frozenset(dates.CUES)
    | places.CUES
    | numbers.PHONE_STRONG
    | numbers.PHONE_WEAK
)
# Enough to refuse; a page of addresses need not be read to its end.
_MOST = 16
# Two capitalised words side by side, or a run of at least seven digits with little between them.
_CAPITALS = re.compile(
    r"(?<![A-Za-z'-])[A-Z][A-Za-z'-]{1,30},? (?:[A-Z]\.? )?[A-Z][A-Za-z]"
    r"|[A-Z]\.? ?[A-Z]\.?[ ,;:(-]{1,3}\d\d?[./-]\d|[A-Z][a-z]{2,}(?: [A-Z]\.?)?(?:, ?| ?\()\d\d"
    r"|[A-Z]\. ?[A-Z][a-z]|\b(?:bed|bay|ward|Bed|Bay|Ward) |[(\[{]at[)\]}]"
)
_DIGIT_OR_STOP = re.compile(r"[\d.]")
_CAPITAL_OR_PLACE = re.compile(r"[A-Z(\[{]|b[ae][dy] |ward ")
_NUMBERISH = re.compile(
    r"\d\W{0,2}\d\W{0,2}\d\W{0,2}\d\W{0,2}\d\W{0,2}\d\W{0,2}\d|[A-Z]{2} ?\d\d ?\d\d"
    r"|[A-Z]{6}\d\d[A-Z]|\d[A-Z][A-Z\d]\d-[A-Z]|\w\.\s?\w\.\s?\w\b|[dD]/[oO]/[bB]|\d[./-]\d\d?[./-]19\d\d"
    r"|[bB]\. ?\d\d? ?\w|\* ?\d|(?:nummer|nr|numer|number)\b\W{0,3}\d{5}|[A-Z][a-z.]{6,} \d{1,4}[a-z]?\b"
)


def find_identifiers(text: str, *, known: KnownNames = DEFAULT) -> tuple[Identifier, ...]:
    """Return what in cleaned ``text`` identifies a person, in the order of the text; empty for nearly every question.

    ``known`` holds names that may be typed freely (authors, sponsors, eponyms, drugs).
    """
    text = text[:MAX_CHARACTERS]
    bare = _WORD.findall(text.lower() if text.isascii() else fold(text))
    # Nothing that looks like a number without a digit or full stops; no two names without a capital.
    digits = _DIGIT_OR_STOP.search(text) is not None and _NUMBERISH.search(text) is not None
    if (
        not digits
        and "@" not in text
        and _WORD_TRIGGERS.isdisjoint(bare)
        and text.isascii()
        and (_CAPITAL_OR_PLACE.search(text) is None or _CAPITALS.search(text) is None)
        and ((_DIGIT_TRIGGERS.isdisjoint(bare) and GIVEN.isdisjoint(bare)) or not any(map(str.isdecimal, text)))
    ):
        return ()
    kept: list[Identifier] = []
    for found in islice(_search(text, known), _MOST):
        # What a cue names comes first; a mere shape inside the same stretch adds nothing.
        if all(found.end <= other.start or other.end <= found.start for other in kept):
            kept.append(found)
    return tuple(sorted(kept, key=lambda found: found.start))


def _search(text: str, known: KnownNames) -> Iterator[Identifier]:
    if text.isascii():
        folded = text.lower()
        words = [(match[0], match.start(), match.end()) for match in _WORD.finditer(folded)]
    else:
        words = [(fold(match[0]), match.start(), match.end()) for match in _WORD.finditer(text)]
    hinted = not HINTS.isdisjoint(word for word, _, _ in words)
    if "@" in text or "at" in text.lower():
        yield from places.find_emails(text)
    if any(map(str.isdecimal, text)):
        yield from numbers.find_numbers(text, words)
        if _NUMBERISH.search(text):
            yield from numbers.find_bare_numbers(text)
        yield from dates.find_birth_dates(text, words, hinted)
        yield from places.find_addresses(text, words, hinted)
    yield from names.find_names(text, words, known)
