"""The checks of the fact base: double entry, arithmetic, recomputation, references, texts, caveats, vocabulary.

`run_checks` runs every rule and returns all problems at once, those of loading included. Nothing here reads a clock.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import date

from knowledge.checks.arithmetic import check_arithmetic
from knowledge.checks.caveats import check_caveats
from knowledge.checks.collect import figure_view
from knowledge.checks.derived import check_derived
from knowledge.checks.double_entry import check_double_entry, single_entry_count
from knowledge.checks.forms import check_forms
from knowledge.checks.freshness import check_freshness
from knowledge.checks.labels import check_labels
from knowledge.checks.meaning import check_meaning
from knowledge.checks.references import check_references
from knowledge.checks.scopes import check_scopes
from knowledge.checks.texts import check_texts
from knowledge.checks.view import FigureView
from knowledge.checks.vocabulary import check_vocabulary
from knowledge.loading import Knowledge, LoadedTrial
from knowledge.problems import Problem, by_place

__all__ = ["FIGURE_RULES", "TRIAL_RULES", "check_figures", "run_checks", "single_entries"]

FIGURE_RULES: dict[str, Callable[[FigureView], Iterable[Problem]]] = {
    "double-entry": check_double_entry,
    "arithmetic": check_arithmetic,
    "derived": check_derived,
    "forms": check_forms,
    "labels": check_labels,
}
"""Rules that need nothing but the figures."""

TRIAL_RULES: dict[str, Callable[[Knowledge, LoadedTrial], Iterable[Problem]]] = {
    "references": check_references,
    "scopes": check_scopes,
    "texts": check_texts,
    "meaning": check_meaning,
    "caveats": lambda _, trial: check_caveats(trial),
    "vocabulary": check_vocabulary,
}
"""Rules about everything else that a trial's folder says."""


def check_figures(view: FigureView) -> list[Problem]:
    """Return what the rules about figures find."""
    return [problem for rule in FIGURE_RULES.values() for problem in rule(view)]


def run_checks(knowledge: Knowledge, today: date | None = None, only: Collection[str] | None = None) -> list[Problem]:
    """Return every problem of the fact base, by file and line.

    `only` names the rules to run (keys of FIGURE_RULES and TRIAL_RULES, and "freshness"); `today` is the day against
    which the age of sources is judged, without it their age is not.
    """
    # What trial.yaml declares (names, exceptions) decides what these rules allow: unread, they would only make noise.
    need_trial = {"arithmetic", "texts", "meaning"}
    wanted = {*FIGURE_RULES, *TRIAL_RULES, "freshness"} if only is None else set(only)
    problems = list(knowledge.problems)
    for trial in knowledge.trials:
        view = figure_view(knowledge, trial)
        run = wanted - need_trial if trial.trial is None else wanted
        problems += [problem for name, rule in FIGURE_RULES.items() if name in run for problem in rule(view)]
        problems += [problem for name, rule in TRIAL_RULES.items() if name in run for problem in rule(knowledge, trial)]
        if today is not None and "freshness" in wanted:
            problems += check_freshness(knowledge, trial, today)
    return by_place(problems)


def single_entries(knowledge: Knowledge) -> int:
    """Return how many published figures rest on one transcription only."""
    return sum(single_entry_count(figure_view(knowledge, trial)) for trial in knowledge.trials)
