"""What a quiz says in the terminal beside the cards."""

from __future__ import annotations

USAGE = "myositis-bot quiz [a number of cards] [deep], or: quiz export, quiz forget"
NOT_AN_ANSWER = "That is no answer to this card; nothing has changed."
YES_OR_NO = "Type y if you knew it, n if not yet."
_HINTS = {
    "number": "Type the number, or ? if you do not know.",
    "guess": "How sure are you? A sure, B you think so, C no idea.",
    "rate": YES_OR_NO,
    "true-false": "Type T or F.",
}


def hint(kind: str, letters: str, *, undo: bool) -> str:
    """Say what can be typed."""
    said = _HINTS.get(kind) or f"Type {', '.join(letters[:-1])} or {letters[-1:]}."
    return f"{said} {'u takes the last answer back, ' if undo else ''}q leaves."
