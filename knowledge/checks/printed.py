"""Reading the numbers out of a figure as it is printed: "95% CI -2.9 to 10.1", "five (50%)", "Jul 27, 2020".

A date counts as one number and is returned as an ISO date, as far as it is given (2020-07-27, 2023-02). The level
of an interval ("95% CI") is not counted. A hyphen between digits is a range. Digits glued to letters are names.
"""

from __future__ import annotations

import re
from functools import lru_cache

NUMBERS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
NUMBER_WORDS = {word: str(value) for value, word in enumerate(NUMBERS)} | {
    "thirty": "30",
    "forty": "40",
    "fifty": "50",
    "sixty": "60",
    "seventy": "70",
    "eighty": "80",
    "ninety": "90",
}

MONTHS = {name: number for number, name in enumerate(MONTH_NAMES, start=1)}
_MONTH = rf"(?P<%s>{'|'.join(f'{name[:3]}(?:{name[3:]}|t)?' for name in MONTHS)})\.?"
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}

_TOKEN = re.compile(
    "|".join(
        (
            rf"{_MONTH % 'm1'}\s+(?P<d1>\d{{1,2}}),?\s+(?P<y1>\d{{4}})\b",
            rf"\b(?P<d2>\d{{1,2}})\s+{_MONTH % 'm2'},?\s+(?P<y2>\d{{4}})\b",
            rf"\b(?P<y3>\d{{4}})\s+{_MONTH % 'm3'}\s+(?P<d3>\d{{1,2}})\b",
            rf"\b{_MONTH % 'm4'}\s+(?P<y4>\d{{4}})\b",
            r"\b(?P<y5>\d{4})-(?P<m5>\d{2})-(?P<d5>\d{2})\b",
            r"\b(?P<d6>\d{1,2})/(?P<m6>\d{1,2})/(?P<y6>\d{4})\b",
            r"(?P<level>\b\d{2}\s?%\s?CI\b)",
            r"\bphase\s+(?P<roman>iii|ii|iv|i)\b",
            r"\bpast\s+(?P<unit>year)\b",
            rf"\b(?P<word>{'|'.join(NUMBER_WORDS)})\b",
            r"(?P<number>(?<![\w.,)])[-−–]\d+(?:\.\d+)?|(?<![\w.])(?<![^\W\d_][-−–])\d+(?:,\d{3})*(?:\.\d+)?)",
        )
    ),
    re.IGNORECASE,
)


def _month(text: str) -> int:
    if text.isdigit():
        return int(text)
    return next(number for name, number in MONTHS.items() if name.startswith(text[:3].casefold()))


def _iso(match: re.Match[str]) -> str | None:
    groups = match.groupdict()
    for form in "123456":
        year, month, day = (groups.get(part + form) for part in "ymd")
        if year and month:
            stem = f"{year}-{_month(month):02d}"
            return f"{stem}-{int(day):02d}" if day else stem
    return None


def _read(match: re.Match[str]) -> str | None:
    """Return the number a token states, None for what is not counted."""
    if day := _iso(match):
        return day
    if roman := match["roman"]:
        return _ROMAN[roman.casefold()]
    if match["unit"]:
        return "1"
    if word := match["word"]:
        return NUMBER_WORDS[word.casefold()]
    if number := match["number"]:
        return number.replace(",", "").replace("−", "-").replace("–", "-")
    return None


@lru_cache(maxsize=4096)
def _tokens(text: str) -> tuple[tuple[str, int, int], ...]:
    read = ((_read(match), match.start(), match.end()) for match in _TOKEN.finditer(text))
    return tuple((number, start, end) for number, start, end in read if number is not None)


def numbers(text: str) -> tuple[str, ...]:
    """Return the numbers and dates printed in a text, left to right, as plain digits ("-2.9") or ISO dates."""
    return tuple(number for number, _, _ in _tokens(text))


def number_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Return where each of `numbers` begins and ends in the text."""
    return tuple((start, end) for _, start, end in _tokens(text))


def same_number(one: str, other: str) -> bool:
    """Tell whether two numbers are the same to the digits shown: 0.040 is 0.04 with one digit more, so it is not."""
    return _plain(one) == _plain(other)


def _plain(text: str) -> str:
    sign, digits = ("-", text[1:]) if text[:1] in "-−" else ("", text.removeprefix("+"))
    return sign + (digits.lstrip("0") or "0" if "." not in digits else digits.lstrip("0").rjust(1, "0"))
