"""Is an answer right? Options by their id, numbers as people type them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from bot.messages import quiz as messages
from bot.quiz.cards import Card, NumberKey, Option
from bot.quiz.figures import places, rounded

LONGEST = 40
"""Most characters of a typed number that are read."""
_NUMBER = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)")
# What may stand around a number: P =, about, percent, units.
_AROUND = re.compile(r"[≈~=%]|\b(?:p|about|around|circa|ca|roughly|percent|per cent)\b")


@dataclass(frozen=True, slots=True)
class Grade:
    """How an answer was graded. ``problem`` says, to the reader, why it could not be; then it counts as no answer."""

    right: bool
    option: Option | None = None
    given: Decimal | None = None
    problem: str | None = None


def grade_choice(card: Card, option_id: str) -> Grade:
    """Grade a tap on an option of a choice or a true-false card; a problem where the card has no such option."""
    option = card.option(option_id)
    if option is None:
        return Grade(right=False, problem=messages.NO_SUCH_OPTION)
    return Grade(option.right, option)


def grade_number(card: Card, typed: str) -> Grade:
    """Grade a typed number: "56", "56%", "56,0", ".083", "p=0.083" are read; words give a problem, not an error."""
    if card.number is None:
        return Grade(right=False, problem=messages.NO_SUCH_OPTION)
    read = read_number(typed, card.number.unit)
    if isinstance(read, str):
        return Grade(right=False, problem=read)
    return Grade(is_right(card.number, read), given=read)


def read_number(typed: str, unit: str = "") -> Decimal | str:
    """Return the number typed, or what to tell the reader where there is none, or more than one."""
    if len(typed) > LONGEST:
        return messages.TYPE_A_NUMBER
    text = unicodedata.normalize("NFKC", typed).casefold().strip()
    text = text.replace("\u2212", "-").replace("\u2013", "-").replace("\u00b7", ".").replace("\u2019", "")
    text = re.sub(r"(?<=\d),(?=\d)|^,(?=\d)", ".", text)
    if re.search(r"[<>≤≥]", text):
        return messages.NO_LIMITS
    numbers = _NUMBER.findall(text)
    rest = _AROUND.sub(" ", _NUMBER.sub(" ", text))
    for word in re.findall(r"\w+", unit.casefold()):
        rest = re.sub(rf"\b{re.escape(word)}\b|\b{re.escape(word.rstrip('s'))}\b", " ", rest)
    if len(numbers) > 1:
        return messages.ONE_NUMBER_ONLY
    if not numbers or rest.strip(" .;:()"):
        return messages.TYPE_A_NUMBER
    try:
        return Decimal(numbers[0])
    except InvalidOperation:
        return messages.TYPE_A_NUMBER


def is_right(key: NumberKey, given: Decimal) -> bool:
    """Is ``given`` the number asked for: within tolerance, what a source says, or the number rounded by one digit?

    Never when a figure of another arm, group or time is as near.
    """
    if given in (key.value, *key.readings):
        return True
    off = abs(given - key.value)
    if any(abs(given - rival) <= off for rival in key.rivals):
        return False
    return off <= key.tolerance or given in _rounded(key.value)


def _rounded(value: Decimal) -> tuple[Decimal, ...]:
    digits = places(value)
    return (rounded(value, digits - 1),) if digits else ()
