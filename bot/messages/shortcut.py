"""Words of the message shortcut: an answer from the trial to a colleague's message."""

from __future__ import annotations

SHARE_THERE = "Share to the thread"
ONLY_YOU = "For the message you chose. Only you see this; you can share it to the thread from the menu."
ONLY_YOU_NOTHING_TO_SHARE = "For the message you chose. Only you see this."
NAMES_A_PATIENT = (
    "That message looks like it identifies a patient, so I did not look anything up and keep nothing of it. Only you "
    "see this: please ask its author to take the patient details out."
)
NO_WORDS = "That message has no text that I can read. Choose a message with a question in words."
NOT_HERE = "I cannot see which message that was. Please ask in your own words."
