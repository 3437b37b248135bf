"""Dates that cannot be, whatever day it is: what a record holds is not younger than the record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from knowledge.models.base import Model
from knowledge.models.trial import Source, Trial
from knowledge.problems import Problem
from knowledge.reading import Places

RULE = "dates"


def check_read_dates(places: Places, sources: Iterable[Source], read_on: str) -> Iterator[Problem]:
    """Yield a problem for each source read after the day up to which sources are said to have been read."""
    for source in sources:
        if source.retrieved is not None and source.retrieved > read_on:
            place = places.where(source, "retrieved")
            message = f"{source.id} was read on {source.retrieved}, but read_on in trial.yaml is {read_on}"
            yield Problem(place.file, place.line, RULE, message, "correct 'retrieved:', or move 'read_on:' to that day")


def check_review_dates(places: Places, trial: Trial, reviewed: Iterable[Model]) -> Iterator[Problem]:
    """Yield a problem for each review later than the record that it is part of."""
    for entry in reviewed:
        day = getattr(entry, "review").date  # noqa: B009 - facts, terms and the trial have it, their base does not
        if day is not None and day > trial.date:
            place = places.where(entry, "review", "date")
            name = getattr(entry, "id")  # noqa: B009
            message = f"{name} is said to be reviewed on {day}, after the record's date {trial.date}"
            hint = "correct the review's 'date:', or move 'date:' in trial.yaml to that day"
            yield Problem(place.file, place.line, RULE, message, hint)
