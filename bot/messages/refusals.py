"""What a reader is told where a question is understood and the fact base does not hold what it asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

NOT_SURE = "I am not sure that I read that rightly."
DID_YOU_MEAN = "Did you mean this?"
UNTESTED_DOSE = "That dose was not tested in this trial."
OTHER_TIME = "Not reported for that time in what we read."
OTHER_ARM = "Not reported for that arm in what we read."
UNKNOWN_NUMBER = "That number names another trial or paper; nothing on it is in the fact base."
STATISTICS: Mapping[str, str] = {
    "hazard-ratio": "a hazard ratio", "sd": "a standard deviation", "median": "a median", "range": "a range",
    "mean": "a mean", "change": "a change from baseline", "odds-ratio": "an odds ratio", "risk-ratio": "a risk ratio",
    "difference": "a difference", "interval": "a confidence interval", "p-value": "a P value", "rate": "a rate",
    "count": "a number of patients", "denominator": "a denominator", "nnt": "a number needed to treat",
}  # fmt: skip


def not_reported_for(words: Sequence[str]) -> str:
    """Return the headline that names a group nobody reported, in the asker's words."""
    return f"Not reported for {' and '.join(f'“{word}”' for word in words)}."


def not_reported_by(dimensions: Sequence[str]) -> str:
    """Return the same without the asker's words: by what people would have to be told apart."""
    return f"Not reported {' or '.join(dimensions)}."


def wider_group(label: str) -> str:
    """Introduce the result of the next wider group."""
    return f"What was reported, not restricted to them ({label}):"


def not_held(name: str) -> str:
    """Return the headline for an attribute that the sources read do not hold."""
    return f"Not in what we read: {name}."


def not_held_of(name: str, narrowed: str) -> str:
    """Return the same for an attribute that is held, but not for what it was narrowed to."""
    return f"Not in what we read: {name} for {narrowed}."


def not_as(statistic: str) -> str:
    """Return the headline where a result is held, but not as the statistic asked for."""
    return f"Not given as {STATISTICS.get(statistic, 'that statistic')} in what we read."


def not_studied(label: str) -> str:
    """Return the headline for people who could not enter the trial."""
    return f"Not studied in this trial: {label}."


def another(label: str) -> str:
    """Return the headline for another drug, disease or trial."""
    return f"Not covered: {label}. Nothing on it is in the fact base for this question."
