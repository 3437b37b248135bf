"""Emoji by the names Slack writes between colons."""

from __future__ import annotations

import re
import unicodedata

_NAMED = {
    "+1": "👍",
    "-1": "👎",
    "thumbsup": "👍",
    "thumbsdown": "👎",
    "warning": "⚠️",
    "white_check_mark": "✅",
    "x": "❌",
    "tada": "🎉",
    "wave": "👋",
    "eyes": "👀",
    "bulb": "💡",
    "book": "📖",
    "memo": "📝",
    "mag": "🔍",
    "heart": "❤️",
    "smile": "😄",
    "question": "❓",
    "information_source": "ℹ️",
    "arrow_right": "➡️",
    "point_right": "👉",
    "rocket": "🚀",
}
_SHORTCODE = re.compile(r":([a-z0-9_+'-]+):")


def emoji(name: str) -> str | None:
    """The character of that name; None for a name nobody knows, which Slack shows as typed."""
    if name in _NAMED:
        return _NAMED[name]
    try:
        found = unicodedata.lookup(name.replace("_", " "))
    except KeyError:
        return None
    # Only symbols are emoji: `:space:` and `:comma:` name characters as well.
    return found if unicodedata.category(found) == "So" else None


def with_emoji(text: str) -> str:
    """The text with every known shortcode turned into its character."""
    return _SHORTCODE.sub(lambda match: emoji(match.group(1)) or match.group(), text)
