"""Words about privacy: patient identifiers, what is stored about a person, limits of use."""

from __future__ import annotations

IDENTIFIERS_IN_FIELD = (
    "This looks like it identifies a patient. Please take names, dates of birth, numbers and addresses out; nothing "
    "of it was stored."
)
OTHER_WORKSPACE = "I do not answer in this workspace. Whoever runs me can add it to the list of workspaces."
OTHER_CHANNEL = "I do not answer in this channel. Write to me directly, or ask where I am used already."
TOO_OFTEN = "That is more than I answer one person in a minute. Please ask again in a little while."


def notice_words(notice: str) -> str:
    """Return why something is not answered."""
    return {"other-workspace": OTHER_WORKSPACE, "other-channel": OTHER_CHANNEL}.get(notice, TOO_OFTEN)
