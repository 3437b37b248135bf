"""Birth dates: after a word for birth in many formats, or old enough to be nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice

from bot.understanding.identifiers.model import Identifier
from bot.understanding.identifiers.words import MONTHS
from bot.understanding.normalise import fold

_MONTH = r"(?P<{0}>[^\W\d_]{{3,10}})\.?"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR = r"'?(?:(?:19|20)\d\d|\d\d)"
_NUMERIC = (
    r"(?:\d{1,2}|(?:19|20)\d\d)(?: ?[./\\-] ?\d{1,2} ?[./\\-] ?| \d{1,2} )(?:(?:19|20)\d\d|\d\d)"
    r"|(?:19|20)\d\d[./-]\d{1,2}[./-]\d{1,2}|\d{8}|\d{6}"
)
_NAMED = (
    rf"{_DAY}(?:st|nd|rd|th|er|\.|º)?[ -]?(?:(?:of|de) )?{_MONTH.format('m1')}[ ,./-]{{1,2}}(?:del? )?{_YEAR}"
    rf"|{_MONTH.format('m2')}[ -]{_DAY}(?:st|nd|rd|th)?[ ,-]{{1,2}}{_YEAR}|{_MONTH.format('m3')} (?:19|20)\d\d"
)
_LINK = r"[^\w\n+]{0,4}(?:(?:is|was|on|op|the|le|il|el|am|an|e|date|day|den|em|a)\b[^\w\n]{0,3}){0,2}'?"
_DATE = re.compile(rf"{_LINK}(?P<date>{_NUMERIC}|{_NAMED})(?![\w%])", re.IGNORECASE)
_BEFORE = re.compile(rf"(?<![\w./-])(?P<date>{_NUMERIC}|{_NAMED})[^\w\n]{{0,3}}$", re.IGNORECASE)
_YEAR_ONLY = re.compile(r"[^\w\n]{0,3}(?P<date>(?:19|20)\d\d)\b(?!-\d)")
_OLD = re.compile(
    r"(?<![\w./-])(?:\d{1,2}[./-]\d{1,2}[./-]19\d\d|19\d\d[./-]\d{1,2}[./-]\d{1,2}"
    r"|\d{1,2}(?:st|nd|rd|th|\.)? (?P<m1>[^\W\d_]{3,10})\.?,? 19\d\d"
    r"|(?P<m2>[^\W\d_]{3,10})\.? \d{1,2}(?:st|nd|rd|th)?,? 19\d\d)(?!\w)"
)
_INITIALLED = re.compile(
    r"(?<![\w-])(?:[A-Z]\.? ?[A-Z]\.?"
    r"|[A-Z]{3})[ ,;:(-]{1,3}(?P<date>\d{1,2}[./-]\d{1,2}[./-](?:(?:19\d\d|200[0-5])"
    r"|(?:[3-9]\d))(?![\w./-]))"
)

# Cues looked at in one text: bounded time matters more than the tail of a pasted page.
_MOST = 100
# Cue words, folded; true where a bare year is enough ("dob 1958", but not "born 1958", which says an age).
CUES: Mapping[str, bool] = {
    **dict.fromkeys(
        (
            "dob",
            "birthdate",
            "geburtsdatum",
            "geboortedatum",
            "birth",
            "nacimiento",
            "naissance",
            "nascita",
            "nascimento",
            "ddn",
            "geburtstag",
            "nac",
            "fodselsdato",
            "fødselsdato",
        ),
        True,
    ),
    **dict.fromkeys(
        (
            "born",
            "birthday",
            "bday",
            "geb",
            "geboren",
            "nee",
            "ne",
            "nacido",
            "nacida",
            "nato",
            "nata",
            "nascido",
            "nascida",
            "urodzony",
            "urodzona",
            "fodd",
            "fodt",
            "født",
            "ur",
            "narozen",
            "narozena",
            "szul",
            "syntynyt",
        ),
        False,
    ),
}
_DOTTED = re.compile(r"(?<!\w)(?:d[./ ] ?o[./ ] ?b\b\.?|b\.(?= ?\d)|\*(?= ?\d))", re.IGNORECASE)


def find_birth_dates(text: str, words: list[tuple[str, int, int]], hinted: bool) -> Iterator[Identifier]:
    """Yield the birth dates of cleaned ``text``; ``hinted`` says that somebody in particular is spoken of."""
    cues = (word for word in words if word[0] in CUES)
    for cue, start, end in islice(cues, _MOST):
        yield from _beside(text, start, end, year=CUES[cue])
    for dotted in islice(_DOTTED.finditer(text), _MOST):
        yield from _beside(text, dotted.start(), dotted.end(), year=True)
    for match in _INITIALLED.finditer(text):
        yield Identifier("birth-date", *match.span("date"))
    if "19" in text:
        for match in _OLD.finditer(text):
            # All in figures such a date is older than any trial; with a month's name a paper may have it.
            if (hinted or not (match["m1"] or match["m2"])) and _month_holds(match):
                yield Identifier("birth-date", *match.span())


def _beside(text: str, start: int, end: int, *, year: bool) -> Iterator[Identifier]:
    match = _DATE.match(text, end)
    if match is None or not _month_holds(match):
        match = _YEAR_ONLY.match(text, end) if year else None
    if match is not None:
        yield Identifier("birth-date", *match.span("date"))
        return
    window = max(0, start - 26)
    before = _BEFORE.search(text[window:start])
    if before is not None and _month_holds(before):
        yield Identifier("birth-date", window + before.start("date"), window + before.end("date"))


def _month_holds(match: re.Match[str]) -> bool:
    names = [value for key, value in match.groupdict().items() if key != "date" and value]
    return all(fold(name) in MONTHS or fold(name)[:3] in MONTHS for name in names)
