"""Read time expressions ("wk24", "six months", "a year") as weeks after the start of treatment."""

from __future__ import annotations

from typing import NamedTuple

from bot.understanding.tokens import Token

_UNITS = {
    **dict.fromkeys(("week", "weeks", "wk", "wks", "wkly"), "week"),
    **dict.fromkeys(("month", "months", "mo", "mos", "mth", "mths"), "month"),
    **dict.fromkeys(("year", "years", "yr", "yrs"), "year"),
    **dict.fromkeys(("day", "days"), "day"),
}
TIME_UNITS = frozenset(_UNITS)
"""No time without one of these or a digit."""
# One letter is a unit only right behind its number ("24w", "6m", "1y").
_LETTERS = {"w": "week", "m": "month", "y": "year", "d": "day"}
_WORDS = {
    word: number
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ]
    )
} | {
    "a": 1,
    "an": 1,
    "half": 0.5,
    "full": 1,
    "whole": 1,
    "entire": 1,
    "couple": 2,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
}
NUMBER_WORDS = frozenset(_WORDS)
"""Words that may stand for a number, an article among them."""
# Calendar months against weeks: trials call 24 weeks six months and 52 weeks a year.
_WEEKS_A_MONTH = 52 / 12
_SNAP_WEEKS = 2
_AT = frozenset({"at", "by"})
_SPAN = frozenset({"to", "through", "until", "till"})
_BOTH = frozenset({"and", "or", "vs", "versus", "v", "&"})
_AGE_WORDS = {"old", "olds", "of", "o"}
_OLDEST_FOLLOW_UP_YEARS = 12


class TimeMention(NamedTuple):
    """A time expression: its tokens from ``first`` up to ``last`` (exclusive), and weeks (``to_weeks`` of a range)."""

    first: int
    last: int
    weeks: int
    to_weeks: int | None = None


def _number(token: Token) -> float | None:
    if token.word[:1].isdigit():
        try:
            return float(token.word.replace(",", ""))
        except ValueError:
            return None
    return _WORDS.get(token.word)


def _weeks(count: float, unit: str, known: tuple[int, ...]) -> int:
    weeks = {"week": count, "month": count * _WEEKS_A_MONTH, "year": count * 52, "day": count / 7}[unit]
    if unit != "week":
        for week in known:
            if abs(week - weeks) <= _SNAP_WEEKS:
                return week
    return round(weeks)


def find_times(text: str, tokens: list[Token], known: tuple[int, ...]) -> list[TimeMention]:
    """Return the time expressions in ``tokens`` of ``text``; ``known`` are the trial's own time points, in weeks.

    Ages ("72 years old", "18 years") are not times: years beyond any follow-up are left alone.
    """
    found: list[TimeMention] = []
    position = 0
    while position < len(tokens):
        mentions = _unit_first(text, tokens, position, known) or _number_first(text, tokens, position, known)
        found.extend(mentions)
        position = mentions[-1].last if mentions else position + 1
    return found


def _unit_first(text: str, tokens: list[Token], place: int, known: tuple[int, ...]) -> list[TimeMention]:
    """Read "week 24", "weeks 24 to 52" and "weeks 24 and 52"."""
    word = tokens[place].word
    unit = _UNITS.get(word) or (_LETTERS[word] if word == "w" else None)
    if unit is None or place + 1 >= len(tokens) or not tokens[place + 1].word[:1].isdigit():
        return []
    low = _number(tokens[place + 1])
    if low is None:
        return []
    joined = _joined(text, tokens, place + 1)
    if joined is None:
        return [TimeMention(place, place + 2, _weeks(low, unit, known))]
    span, last = joined
    high = _number(tokens[last]) or 0
    if span and high > low:
        return [TimeMention(place, last + 1, _weeks(low, unit, known), _weeks(high, unit, known))]
    return [
        TimeMention(place, place + 2, _weeks(low, unit, known)),
        TimeMention(last, last + 1, _weeks(high, unit, known)),
    ]


def _joined(text: str, tokens: list[Token], number: int) -> tuple[bool, int] | None:
    """Return whether the number at ``number`` opens a span, and where its other number stands."""
    after = number + 1
    if after >= len(tokens):
        return None
    word = tokens[after].word
    if word[:1].isdigit():
        between = text[tokens[number].end : tokens[after].start]
        return (True, after) if between.strip() == "-" else None
    if after + 1 < len(tokens) and tokens[after + 1].word[:1].isdigit():
        if word in _SPAN or (word == "and" and _is_between(tokens, number)):
            return True, after + 1
        if word in _BOTH and not text[tokens[after + 1].end :].lstrip().startswith("%"):
            return False, after + 1
    return None


def _is_between(tokens: list[Token], number: int) -> bool:
    """Does "between" open the span ("between weeks 24 and 52")?"""
    return any(token.word == "between" for token in tokens[max(0, number - 2) : number])


def _number_first(text: str, tokens: list[Token], place: int, known: tuple[int, ...]) -> list[TimeMention]:
    """Read "24 weeks", "24w", "six months", "half a year", "24 to 52 weeks" and "week 24 or 52"."""
    count = _number(tokens[place])
    digits = tokens[place].word[:1].isdigit()
    if count is None:
        return []
    if place + 1 >= len(tokens):
        bare = digits and count in known and place and tokens[place - 1].word in _AT
        return (
            [TimeMention(place, place + 1, int(count))]
            if bare and not text[tokens[place].end :].startswith("%")
            else []
        )
    following = tokens[place + 1]
    after = place + 2
    unit = _UNITS.get(following.word)
    if unit is None and digits and following.word in _LETTERS and following.start == tokens[place].end:
        unit = _LETTERS[following.word]
        if following.word in "my" and count > _OLDEST_FOLLOW_UP_YEARS:
            return []  # "58M" is a patient, not months
    if unit is None and tokens[place].word == "half" and following.word == "a" and after < len(tokens):
        unit, after = _UNITS.get(tokens[after].word), after + 1
    at_known = digits and count in known and place > 0 and tokens[place - 1].word in _AT
    if unit is None and at_known and not text[tokens[place].end :].startswith("%"):
        return [TimeMention(place, place + 1, int(count))]  # "their rate at 52"
    if unit is None:
        return _span_first(text, tokens, place, known) if digits else []
    if tokens[place].word == "a" and unit in ("week", "day"):
        return []  # "125 mg a week" is how often
    if unit == "year":
        behind = tokens[after].word if after < len(tokens) else ""
        if count > _OLDEST_FOLLOW_UP_YEARS or behind in _AGE_WORDS:
            return []
    return [TimeMention(place, after, _weeks(count, unit, known))]


def _span_first(text: str, tokens: list[Token], place: int, known: tuple[int, ...]) -> list[TimeMention]:
    joined = _joined(text, tokens, place)
    if joined is None or joined[1] + 1 >= len(tokens):
        return []
    span, last = joined
    low, high, unit = _number(tokens[place]), _number(tokens[last]), _UNITS.get(tokens[last + 1].word)
    if low is None or high is None or unit is None:
        return []
    if span and high > low:
        return [TimeMention(place, last + 2, _weeks(low, unit, known), _weeks(high, unit, known))]
    return [
        TimeMention(place, place + 1, _weeks(low, unit, known)),
        TimeMention(last, last + 2, _weeks(high, unit, known)),
    ]
