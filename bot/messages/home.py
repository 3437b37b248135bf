"""Words of the Home tab, and who stands behind the bot."""

from __future__ import annotations

BEHIND = "Who stands behind it"
PRIVACY = "What is kept"
QUIZ = "Your quiz"
REVIEWED = "Every fact is reviewed by a clinician."
NOT_REVIEWED = "Not yet clinically reviewed: check a figure at its source before you rely on it."
NO_CLINICIAN = "No clinician is named for this installation; whoever runs the bot can name one."
EDUCATION = "It reports evidence for education. It is no medical advice, and no substitute for reading the sources."


def facts(version: str, date: str) -> str:
    """Return which fact base answers."""
    return f"Facts {version}, as of {date}."


def responsible(clinician: str, contact: str) -> tuple[str, ...]:
    """Return who is responsible for this installation and how to reach them."""
    if not clinician and not contact:
        return (NO_CLINICIAN,)
    named = (f"Clinician responsible: {clinician}",) if clinician else ()
    return (*named, f"To reach them: {contact}") if contact else named
