"""Reads figures back from a rendered text, independently of how it was made: numbers in digits and in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import yaml

from knowledge.records import FactRecord
from tests.questions.asking import FOLDER, TRIAL, base

_KNOWLEDGE = FOLDER.parents[1] / "knowledge"
_MARKS = re.compile(r" \[\d+(?:,\d+)*\]")
LEFT_OUT = "I answer three questions at a time"
_CITATION = re.compile(r"^\[\d+\] ")
_DIGITS = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_UP_TO_TWENTY = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
)
_TENS = "thirty forty fifty sixty seventy eighty ninety"
WORDS = {word: str(number) for number, word in enumerate(_UP_TO_TWENTY.split())}
WORDS |= {word: str(10 * number) for number, word in enumerate(_TENS.split(), start=3)}
WORDS |= {"hundred": "100", "thousand": "1000", "dozen": "12"}
_WORD = re.compile(rf"\b(?:{'|'.join(WORDS)})\b", re.IGNORECASE)


@lru_cache(maxsize=1)
def declared() -> re.Pattern[str]:
    """Return what matches the declared names, time points and idioms, the longest first."""
    phrases: list[str] = []
    for path in (_KNOWLEDGE / "language" / "names.yaml", _KNOWLEDGE / "trials" / TRIAL / "trial.yaml"):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        phrases += data["names"] + data["idioms"]
    # Names of terms hold years and numbers; "zero" is where a difference has no effect, not a figure of the trial.
    phrases += [name for term in base().glossary(TRIAL) for name in (term.term, *term.aliases)]
    phrases += ["zero", "more than one way"]
    phrases.sort(key=len, reverse=True)
    return re.compile(rf"(?<![\w.])(?:{'|'.join(map(re.escape, phrases))})(?![\w%]|[.,]\d)", re.IGNORECASE)


def said(text: str, offered: Iterable[str] = ()) -> str:
    """Return what the text itself states: without citations and their marks, footer, offered questions, names."""
    questions = {"• " + question for question in offered}
    lines = [
        line
        for line in text.split("\n")
        if not _CITATION.match(line)
        and line not in questions
        and not line.startswith(("facts ", "Read as: ", LEFT_OUT))
    ]
    return declared().sub(" ", _MARKS.sub("", "\n".join(lines)))


def numbers(text: str) -> set[str]:
    """Return every number in a text, digits and words alike, in one spelling."""
    found = {_plain(number) for number in _DIGITS.findall(text)}
    return found | {WORDS[word.casefold()] for word in _WORD.findall(text)}


def _plain(number: str) -> str:
    return number.replace(",", "")


def numbers_of(facts: Iterable[FactRecord]) -> set[str]:
    """Return every number that the figures of ``facts`` hold, in any of their printed forms."""
    found: set[str] = set()
    for fact in facts:
        for figure in fact.figures:
            for form in (*figure.forms.values(), *figure.numbers.values(), figure.as_printed):
                found |= numbers(form)
    return found


def facts_of(answer: Mapping[str, Any]) -> list[FactRecord]:
    """Return the facts that an answer names as its own and as those of its figures."""
    names = dict.fromkeys([*answer["facts"], *(figure["fact"] for figure in answer["figures"])])
    found = [base().fact(TRIAL, name) for name in names]
    return [fact for fact in found if fact is not None]
