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


# ---- /myositis privacy ----

STORED_HEADLINE = "What is stored about you"
STORED_LINES = (
    "What you type is neither stored nor logged; what stays is what a question was about, as topics, and where it was.",
    "Words of yours are kept only where you agree to send them to the curators.",
    "A message that seems to identify a patient is refused, and nothing of it is kept.",
)
EXPORT_BUTTON = "Show me everything"
DELETE_BUTTON = "Delete everything"
EXPORT_TITLE = "Stored about you"
DELETE_QUESTION = "Delete everything stored about you?"
DELETE_WARNING = (
    "What is listed here goes at once and for good, quiz progress included. Answers you are still waiting for will "
    "not come."
)
DELETE_YES = "Delete"
DELETE_NO = "Keep"
NOTHING_STORED = "Nothing is stored about you."
SHORTENED_EXPORT = "There is more than fits here; ask whoever runs me for the rest."
NOT_NOW = "I cannot reach what is stored just now. Please try again in a minute."
PRIVACY_HINT = "/myositis privacy shows what is stored about you, and deletes it."

# By what is asked: the headline, and where to go.
ABOUT_THE_BOT = {
    "privacy": ("What you type is neither stored nor logged, unless you send it to the curators.", PRIVACY_HINT),
    "delete-me": (
        "Nothing is deleted by asking here; one command does it.",
        "/myositis privacy shows what is stored about you and deletes it; /myositis quiz forget deletes quizzes.",
    ),
    "start-over": (
        "Done by asking: a complete question takes nothing from what was asked before.",
        "What a follow-up takes over stands above its answer.",
    ),
}


def thread_memory(days: int) -> str:
    """Say how long a thread is remembered."""
    return f"What a thread was about, as topics and for whoever goes on in it: {days} days. It belongs to no person."


def stored(what: str, count: int, how_long: str) -> str:
    """Return how much of one kind is stored about a person, and until when."""
    return f"{what}: {count}" + (f" (kept {how_long})" if count else "")


def deleted(count: int) -> str:
    """Say that everything about a person was deleted."""
    return "Everything stored about you is deleted." if count else NOTHING_STORED
