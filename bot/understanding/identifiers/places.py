"""E-mail addresses and postal addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.understanding.identifiers.model import Identifier
from bot.understanding.identifiers.words import is_common, word_set
from bot.understanding.normalise import fold

_DOMAIN = re.compile(r" ?@ ?[^\W_](?:[\w-]{0,62}\.){1,5}[^\W\d_]{2,24}")
_LOCAL = re.compile(r"[\w.!#$%&'*+/=?^{|}~-]{1,64}$")
_SPELLED = re.compile(
    r"(?<![\w.])[\w.+-]{2,64} ?(?:\(at\)|\[at\]|\{at\}| at )\s?[\w-]{2,63} ?(?:(?:\(dot\)|\[dot\]"
    r"| dot )|(?<=\w)\.(?=\w))\s?(?:[\w-]{2,40}(?:\.| dot ))?(?:com|org|net|edu|co|uk|de|fr|ch|eu"
    r"|nl|es|it|info)\b",
    re.IGNORECASE,
)

_STREETS = word_set("street road rd avenue ave lane boulevard blvd crescent terrace")
# Ordinary words that many streets are called by: with a capital, between a house number and a street word.
_STREET_NAMES = word_set(
    "Main High Church Park Station School Market Mill Bridge North South East West First Second Third Fourth Fifth"
    " Union Green Long Water Spring Center Centre Hill College Hospital Bank Court Front Lake River"
)
_WEAK_STREETS = word_set("st drive court ct close way place pl square gardens grove mews hill parade highway")
_NUMBERED_STREETS = word_set("rue chemin impasse")
_LED_STREETS = word_set("calle avenida carrer viale piazza rua ulica ul")
_LIVES = word_set(
    "lives living resident residing address addr postcode zip zipcode plz wohnhaft wohnt adresse postal box"
    " postfach apartado"
)
CUES = _STREETS | _WEAK_STREETS | _NUMBERED_STREETS | _LED_STREETS | _LIVES
_COMPOUND = re.compile(
    r"\b[A-ZÄÖÜÅØÆ][^\W\d_]{2,25}(?:stra(?:ß|ss)e|str\.|gasse|allee|platz|weg|ring|ufer|straat|gracht|laan|plein|kade"
    r"|singel|gatan|vägen|gade|vej|veien|gata|katu|tie)[ ,]\s?\d{1,4}[a-z]?\b"
)
_VIA = re.compile(r"\bVia (?:de[il]?l?a? )?(?P<name>[A-Z][^\W\d_]{3,20}),? (?:n\. ?)?\d{1,3}\b")
_BOX = re.compile(r"\b(?:p\.? ?o\.? ?box|postfach|apartado)(?: de correos)? \d{2,6}\b", re.IGNORECASE)
_HOUSE = re.compile(r"(?<![\w.,%])(?P<all>\d{1,5}[A-Za-z]?,? (?P<name>(?:[^\W\d_][\w'.-]{0,20} ){1,3}))$")
_AFTER = re.compile(
    r" (?:de(?: la)? |du |des "
    r"|del )?(?P<name>[^\W\d_][\w'-]{1,24})(?: [^\W\d_][\w'-]{1,24}){0,2},? (?:n[°º.] ?)?\d{1,4}\b"
)
_POSTCODE = re.compile(r"\b(?:GIR 0AA|[A-PR-UWYZ]{1,2}\d[A-Z\d]? \d[ABD-HJLNP-UW-Z]{2})\b")
_POSTAL_NUMBER = re.compile(r"[\s:.-]{0,3}(?:(?:code|is|no)\b\s?){0,2}(?:\d{5}(?:-\d{4})?|\d{4})\b(?![%.]\d)")


def find_emails(text: str) -> Iterator[Identifier]:
    """Yield e-mail addresses, also such as are spelled with "(at)" or "at … dot com"."""
    for domain in _DOMAIN.finditer(text):
        window = max(0, domain.start() - 64)
        local = _LOCAL.search(text[window : domain.start()])
        if local is not None:
            yield Identifier("email", window + local.start(), domain.end())
    for match in _SPELLED.finditer(text):
        if "(" in match.group() or "[" in match.group() or " dot " in match.group().lower():
            yield Identifier("email", *match.span())


def find_addresses(text: str, words: list[tuple[str, int, int]], hinted: bool) -> Iterator[Identifier]:
    """Yield street addresses and, where somebody in particular is spoken of (``hinted``), postcodes."""
    seen = {word for word, _, _ in words}
    lives = not _LIVES.isdisjoint(seen)
    for word, start, end in words:
        if word in _STREETS or (word in _WEAK_STREETS and (lives or hinted)):
            yield from _house(text, start, end, strict=word in _WEAK_STREETS and not lives, lives=lives)
        elif word in _NUMBERED_STREETS and (
            number := re.search(r"\b\d{1,4},? ?(?:bis |ter )?$", text[max(0, start - 9) : start])
        ):
            yield Identifier("address", start - len(number.group()), end)
        elif word in _LED_STREETS and (after := _AFTER.match(text, end)) and not is_common(fold(after["name"])):
            yield Identifier("address", start, after.end())
        elif word in ("zip", "zipcode", "plz", "postcode", "postal") and (postal := _POSTAL_NUMBER.match(text, end)):
            yield Identifier("address", *postal.span())
    for match in _COMPOUND.finditer(text):
        yield Identifier("address", *match.span())
    for match in _BOX.finditer(text):
        yield Identifier("address", *match.span())
    for match in _VIA.finditer(text):
        if not is_common(fold(match["name"])):
            yield Identifier("address", *match.span())
    if lives or hinted:
        for match in _POSTCODE.finditer(text.upper() if lives and text.isascii() else text):
            yield Identifier("address", *match.span())


def _house(text: str, start: int, end: int, *, strict: bool, lives: bool) -> Iterator[Identifier]:
    window = max(0, start - 60)
    house = _HOUSE.search(text[window:start])
    if house is None:
        return
    names = house["name"].split()
    dull = [is_common(fold(name)) for name in names]
    named = len(names) == 1 and names[0] in _STREET_NAMES
    if not named and (all(dull) or (any(dull) and not lives)):
        return
    if strict and not all(name[0].isupper() for name in names):
        return
    yield Identifier("address", window + house.start("all"), end)
