"""The words of a quiz's course: beginning, going on, what is wrong with a tap, export and forgetting."""

from __future__ import annotations

# ---- Beginning ----


def handed_over(count: int, link: str) -> str:
    """Say where the quiz is; ``link`` is the way to the direct message, in Slack's markup, or empty."""
    cards = "1 card" if count == 1 else f"{count} cards"
    where = f"{link} (only you see it)" if link else "our direct message (only you see it): open it under Apps"
    return f"Your quiz, {cards}, is in {where}."


OPEN_DM = "our direct message"
USAGE = (
    "/myositis quiz asks you three cards. You can add a number up to ten, or the word deep for the small print. "
    "/myositis quiz export shows your results as CSV, /myositis quiz forget deletes them at once."
)
NO_SUCH_ANSWER = "There is no card about this answer yet; these are the cards that are next for you anyway."
NO_CARDS = "There are no quiz cards for this trial."


def nothing_due(days: int) -> str:
    """Say that there is nothing to ask, and when there will be."""
    if days < 0:
        return f"There is nothing to ask. {_DEEP}"
    return f"Nothing is due: you have seen every card. {next_card(days)} {_DEEP}"


_DEEP = "/myositis quiz deep goes into the small print."

# ---- Going on ----

UNDONE = "Taken back; as if you had not answered. Here is the card again."
GONE = "That card is not in the fact base any more; it does not count. Here is how it goes on."
CHANGED = "The card has changed since it was shown to you, so your tap does not count. This is how it reads now."


def comes_back(days: int) -> str:
    """Say when a card comes back."""
    return f"This card comes back {_in_days(days)}."


def next_card(days: int) -> str:
    """Say when the next card comes back."""
    return f"Your next card is due {_in_days(days)}."


def _in_days(days: int) -> str:
    if days <= 0:
        return "now"
    return "tomorrow" if days == 1 else f"in {days} days"


# ---- Taps that cannot count ----

ALREADY = "You have answered this card; the first tap counts. The quiz goes on below."
NOT_LAST = "Only the last answer of a quiz can be taken back, and only once."
OVER = "This card belongs to an earlier quiz, so the tap changes nothing. /myositis quiz begins a new one."
UNFIT = "That does not answer this card; nothing has changed. /myositis quiz begins a new quiz."
GONE_ALREADY = "That card is not in the fact base any more, so there is nothing left to correct."
FLAGGED = "Thank you. The curators will look at this card; your answer to it stays as it is."
FLAGGED_BEFORE = "You have told us about this card already; the curators have it in their list."

# ---- A person's own ----

EXPORT_TITLE = "Your answers in quizzes, as CSV. Only you see this."
EXPORT_NONE = "You have answered no quiz card, so there is nothing to export."
EXPORT_HEAD = ("answered_utc", "trial", "card", "version", "result", "given", "due_utc")


def export_page(page: int, pages: int) -> str:
    """Say which part of an export this is, and how to get the next."""
    if pages == 1:
        return EXPORT_TITLE
    rest = f" /myositis quiz export {page + 1} shows the next part." if page < pages else ""
    return f"{EXPORT_TITLE} Part {page} of {pages}, oldest first.{rest}"


def no_such_page(pages: int) -> str:
    """Say how many parts an export has."""
    return f"Your export has {pages} {'part' if pages == 1 else 'parts'}. /myositis quiz export shows the first."


def forgotten(count: int) -> str:
    """Say that it is gone."""
    if not count:
        return "Nothing was stored about your quizzes, and nothing is."
    return "Everything about your quizzes is deleted: cards, answers, intervals. The next quiz begins from nothing."
