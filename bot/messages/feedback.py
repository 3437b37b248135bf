"""Words about feedback: thumbs, what is sent to the curators, the note that tells them, corrections."""

from __future__ import annotations

from collections.abc import Sequence

HELPFUL = "Helpful"
NOT_HELPFUL = "Not helpful"
HELPFUL_SPOKEN = "This answer was helpful"
NOT_HELPFUL_SPOKEN = "This answer was not helpful; opens a form"
TELL = "Tell the curators"
TELL_SPOKEN = "Tell the curators about this question; shows first what will be stored"
COUNTED = "Thank you. That is counted for this answer, without your name."
ALREADY_COUNTED = "You have said that already; it counts once."

WRONG_TITLE = "What is wrong?"
WRONG_LABEL = "What is wrong or missing (you may leave this empty)"
WRONG_ABOVE = "Your vote is counted for this answer, without your name. If you like, say what is wrong."
WRONG_STORED = (
    "If you write something and send it, this is stored for the curators of the facts: your words as they stand here, "
    "which answer they are about, the version of the facts, your Slack user ID and the time. If you leave it empty, "
    "nothing more is stored."
)
TELL_LABEL = "Your question, as it will be stored"
TELL_ABOVE = "The curators read what is missing and decide what to read next. Change the question as you like."
TELL_ABOVE_EMPTY = (
    "The curators read what is missing and decide what to read next. I do not have the words of the question any more, "
    "or they are another person's: please write what you want to know."
)
TELL_STORED = (
    "If you send it, this is stored for the curators: exactly the words in this box, what I took the question to be "
    "about, the version of the facts, your Slack user ID and the time. If you close this, nothing is stored."
)
YOURS = (
    "You can see what is stored about you, and delete it, with: /myositis privacy. Please write nothing on patients."
)
SEND = "Store and send"
CANCEL = "Cancel"
DONE = "Close"
SENT_TITLE = "Thank you"
SENT = "That is stored, and the curators will see it."
SENT_NOTHING = "Your vote is counted. Nothing else is stored."
NOT_STORED = "That could not be stored just now. Please send it again in a moment."
TOO_LONG = "That is too long to be stored; please make it shorter."

_WHAT = {
    "question": "A question that the facts do not answer",
    "answer": "Somebody says that an answer is wrong or lacks something",
    "card": "Somebody says that a quiz card is wrong",
}


def note_headline(kind: str, number: int) -> str:
    """Return what curators are told about a new item of their inbox."""
    return f"{_WHAT.get(kind, 'Something new')}: item {number} of the inbox."


def note_line(number: int) -> str:
    """Say how a curator reads the item; its words stay in the store, where the person can delete them."""
    return f"Read it with: myositis-bot inbox show {number}"


def note_about(names: Sequence[str]) -> str:
    """Name what the item is about, by ids of ours."""
    return "About: " + ", ".join(names)


CORRECTION_HEADLINE = "Correction: figures shown above have changed since."
CORRECTION_BUTTON = "Today's answer"
WITHDRAWN = "withdrawn"
MORE_CHANGES = "More figures of that answer have changed; today's answer has them all."


def correction_line(name: str, old: str, new: str) -> str:
    """Return one figure that has changed: what it is, as shown, as it is now."""
    return f"{name}: was {old}, now {new}"


def correction_footer(old: str, new: str) -> str:
    """Name the versions of the facts before and after."""
    return f"shown from facts {old} · now facts {new}"
