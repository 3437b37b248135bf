"""What every model shares: frozen, nothing extra allowed, and the small types the data is made of."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated
from unicodedata import category

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints


class Model(BaseModel):
    """A frozen record that refuses unknown fields, so that a misspelt key is an error and not a lost figure."""

    model_config = ConfigDict(frozen=True, extra="forbid")


_KEBAB = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SLOT = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*/(?:[a-z0-9]+(?:-[a-z0-9]+)*|\*)")
# Digits are 0 to 9 everywhere: `\d` would take those of every script.
_DIGITS = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,15})?")
_FIGURE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:#[1-9][0-9]{0,2})?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PARTIAL = re.compile(r"[0-9]{4}(?:-[0-9]{2})?(?:-[0-9]{2})?")


def _kebab(text: str) -> str:
    if not _KEBAB.fullmatch(text):
        raise ValueError(f"'{text}' is no kebab-case name; write it like 'subgroup-dm'")
    return text


def _slot(text: str) -> str:
    if not _SLOT.fullmatch(text):
        raise ValueError(f"'{text}' is no concept id; write it like 'population/dm'")
    return text


def _digits(text: str) -> str:
    if not _DIGITS.fullmatch(text):
        raise ValueError(
            f'\'{text[:40]}\' is no plain number; write digits 0 to 9 only, like "55.0" or "-2.5", none of them idle'
        )
    return text


def _no_bare_number(value: object) -> object:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        raise ValueError(f'write the number in quotes ("{value}"), so that its last digits stay as printed')
    return value


def _ledger(text: str) -> str:
    if not _FIGURE.fullmatch(text):
        raise ValueError(f"'{text}' names no ledger figure; write its id, or '<id>#2' for the second number in it")
    return text


def _calendar(text: str) -> None:
    year, month, day = ([int(part) for part in text.split("-")] + [1, 1])[:3]
    date(year, month, day)


def _day(text: str) -> str:
    if not _DAY.fullmatch(text):
        raise ValueError(f"'{text}' is no date; write it like 2026-11-22")
    _calendar(text)
    return text


def _partial_date(text: str) -> str:
    if not _PARTIAL.fullmatch(text):
        raise ValueError(f"'{text}' is no date; write 2017-03-13, or as much of it as is printed (2017-03, 2017)")
    _calendar(text)
    return text


def _visible(text: str) -> str:
    # Zero-width characters are no space to `strip`, and yet there is nothing to read.
    if not text.isascii() and all(category(character)[0] in "CZ" for character in text):
        raise ValueError("the text holds nothing that can be seen; write something, or remove the field")
    return text


Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True), AfterValidator(_visible)]
"""A text that is not empty, nor looks so."""

Slug = Annotated[str, AfterValidator(_kebab)]
"""A kebab-case name: of a fact, a key, a caveat, a source, a population."""

ConceptId = Annotated[str, AfterValidator(_slot)]
"""A vocabulary id, ``slot/value``; ``slot/*`` stands for any value of the slot."""

Digits = Annotated[str, BeforeValidator(_no_bare_number), AfterValidator(_digits)]
"""A decimal number as a string, so that trailing zeros survive."""

LedgerRef = Annotated[str, AfterValidator(_ledger)]
"""A figure of the ledger, or with ``#k`` the k-th number inside it."""

Day = Annotated[str, AfterValidator(_day)]
"""A full calendar date, ISO 8601."""

PartialDate = Annotated[str, AfterValidator(_partial_date)]
"""A calendar date as far as it was printed: year, year and month, or the day."""
