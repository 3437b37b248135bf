"""Which of the figures that an answer showed are different in a newer fact base."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.messages.feedback import WITHDRAWN
from knowledge.reader import FactBase
from knowledge.records import FigureRecord, Trial


@dataclass(frozen=True, slots=True)
class Changed:
    """A figure that changed: what it is, its fact and key, as it was shown and as it is now."""

    name: str
    fact: str
    key: str
    old: str
    new: str


def changed_figures(
    old: FactBase, new: FactBase, trial: str, figures: Mapping[str, Iterable[str]]
) -> tuple[Changed, ...]:
    """Return what changed of ``figures`` (ids of facts, each with keys of its figures), in their order.

    A figure that ``old`` does not hold was not shown from it, and is left out.
    """
    if trial not in old.trial_ids():
        return ()
    about, still = old.trial(trial), trial in new.trial_ids()
    found = []
    for fact_id, keys in figures.items():
        before, after = old.fact(trial, fact_id), new.fact(trial, fact_id) if still else None
        for key in keys:
            was = before.figure(key) if before is not None else None
            if was is None:
                continue
            now = after.figure(key) if after is not None else None
            pair = _difference(was, now)
            if pair is not None:
                found.append(Changed(_name(was, about), fact_id, key, *pair))
    return tuple(found)


def _difference(was: FigureRecord, now: FigureRecord | None) -> tuple[str, str] | None:
    """Return the first printed form that differs, before and after; None where all are the same."""
    if now is None:
        return was.forms.get("", was.as_printed), WITHDRAWN
    for form, printed in was.forms.items():
        if now.forms.get(form) != printed:
            return printed, now.forms.get(form, now.as_printed)
    return None


def _name(figure: FigureRecord, about: Trial) -> str:
    """Return a figure as a reader knows it: what was measured, in whom, when."""
    named = {**about.populations, **about.arms}
    arms = [named.get(name, name) for name in ((figure.arm,) if figure.arm else figure.contrast)]
    whom = about.populations.get(figure.population or "", "")
    parts = (figure.name, " against ".join(arms), whom, about.timepoints.get(figure.timepoint or "", ""))
    return ", ".join(part for part in parts if part)
