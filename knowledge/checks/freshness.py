"""Sources grow old: a warning for each that was read more than twelve months before a given day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from knowledge.checks.counts import whole_months
from knowledge.loading import Knowledge, LoadedTrial
from knowledge.problems import Problem

RULE = "freshness"
MONTHS = 12


def check_freshness(knowledge: Knowledge, trial: LoadedTrial, today: date) -> Iterator[Problem]:
    """Yield a warning for each old source, and a problem for each source read after `today`."""
    for source in knowledge.sources_of(trial).values():
        if source.retrieved is None:
            continue
        read = date.fromisoformat(source.retrieved)
        place = trial.places.where(source, "retrieved")
        if read > today:
            yield Problem(
                place.file, place.line, RULE, f"{source.id} is said to be read on {read}, after {today}",
                "correct `retrieved:`", "warning",
            )  # fmt: skip
        elif _months_exceeded(read, today):
            yield Problem(
                place.file, place.line, RULE, f"{source.id} was read on {read}, more than {MONTHS} months ago",
                "read it again, and correct what has changed", "warning",
            )  # fmt: skip


def _months_exceeded(read: date, today: date) -> bool:
    months = whole_months(read, today)
    return months > MONTHS or (months == MONTHS and read.day != today.day)
