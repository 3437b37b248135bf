"""Printed forms of numbers and dates: the one place that says how a figure looks in a displayed text."""

from __future__ import annotations

MINUS = "\u2212"
DASH = "\u2013"

WORDS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def typographic(digits: str) -> str:
    """Return ``digits`` with a true minus sign (U+2212) in place of a hyphen."""
    return MINUS + digits[1:] if digits.startswith("-") else digits


def signed(digits: str) -> str:
    """Return ``digits`` with an explicit sign; zero has none."""
    if digits.startswith("-"):
        return typographic(digits)
    return digits if float(digits) == 0 else "+" + digits


def in_words(digits: str) -> str:
    """Return a whole number up to twenty as a word; ValueError for any other number."""
    if not digits.isdigit() or int(digits) >= len(WORDS):
        raise ValueError(f"{digits} has no word; only whole numbers up to twenty are written out")
    return WORDS[int(digits)]


def between(low: str, high: str, *, to: bool) -> str:
    """Return ``0.9–3.5``, or ``−2.5 to 28.6`` when asked or when a limit is negative (a dash would read as a minus)."""
    joint = " to " if to or low.startswith("-") or high.startswith("-") else DASH
    return f"{typographic(low)}{joint}{typographic(high)}"


def long_date(iso: str) -> str:
    """Return ``March 13, 2017``, ``March 2017`` or ``2017`` for as much of an ISO date as is given."""
    parts = iso.split("-")
    if len(parts) == 1:
        return iso
    month = MONTHS[int(parts[1]) - 1]
    return f"{month} {parts[0]}" if len(parts) == 2 else f"{month} {int(parts[2])}, {parts[0]}"
