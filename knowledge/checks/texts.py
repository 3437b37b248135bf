"""No figure in a displayed text except by reference, and no word of number or size that figures do not bear out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from knowledge.checks.shown import ShownText, shown_texts
from knowledge.checks.words import GAP, loose_digits, loose_words, without
from knowledge.displayed import figure_index
from knowledge.loading import Knowledge, LoadedTrial
from knowledge.problems import Problem
from knowledge.texts import FigureIndex, Plain, TemplateError, parse, render

RULE = "texts"


def check_texts(knowledge: Knowledge, trial: LoadedTrial) -> Iterator[Problem]:
    """Yield a problem for each unresolved reference, loose digit, and word of number or size that nothing proves."""
    declared = trial.trial
    index = figure_index(trial, knowledge.shared)
    names = [*knowledge.shared.names(), *(declared.names if declared else ())]
    idioms = [*knowledge.shared.idioms(), *(declared.idioms if declared else ())]
    quoted: dict[str, list[str]] = defaultdict(list)
    for item in declared.quoted_words if declared else ():
        quoted[item.fact].append(item.words)
    for shown in shown_texts(knowledge, trial):
        place = trial.places.where(shown.model, *shown.path)
        repeated = [words for fact in shown.quotes for words in quoted[fact]]
        for message, hint in (*_faults(shown, index), *_loose(shown.text, names, [*idioms, *repeated])):
            yield Problem(place.file, place.line, RULE, f"{shown.label}: {message}", hint)


def _faults(shown: ShownText, index: FigureIndex) -> list[tuple[str, str]]:
    if shown.template is None:
        if "{" in shown.text:
            return [("a reference stands where none is resolved", "write this text without figures")]
        return []
    try:
        render(shown.text, index, owner=shown.template.owner)
    except TemplateError as error:
        return error.faults
    return []


def _loose(template: str, names: list[str], idioms: list[str]) -> Iterator[tuple[str, str]]:
    plain = GAP.join(segment.text if isinstance(segment, Plain) else "" for segment in parse(template))
    plain = without(plain, names)
    for digits in loose_digits(plain):
        yield (
            f"the figure {digits} stands in the text itself",
            "refer to it as {fact-id.key}, or declare the name it is part of",
        )
    for word in loose_words(without(plain, idioms)):
        yield (
            f"the word '{word}' states a number or size that no figure bears out",
            "bind it: {words|predicate: fact-id.key, …}, or refer to the figure with :word",
        )
