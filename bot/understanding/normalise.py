"""Make typed text comparable: Slack escapes out, Unicode folded, quotes and dashes plain.

Inbound Slack text escapes ``& < >``, wraps links as ``<url|label>`` and mentions as ``<@U1|name>``; phones add
smart quotes and non-breaking spaces (docs.slack.dev, "Formatting text for app surfaces").
"""

from __future__ import annotations

import html
import re
import unicodedata

# A longer question than this is cut: bounded time matters more than the tail of a pasted page.
MAX_CHARACTERS = 4_000

_USER = re.compile(r"<[@!#][^<>]{0,200}>")
_LINK = re.compile(r"<((?:https?|mailto|tel)[^<>|]{0,2000})(?:\|([^<>]{0,2000}))?>")
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufe00-\ufe0f]")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
_APOSTROPHES = str.maketrans(dict.fromkeys("\u2018\u2019\u201b\u02bc\u00b4`\u2032", "'"))
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-"))
# A code holds a letter: "mrn:00482917:" is none.
_EMOJI_CODE = re.compile(r":(?=[a-z0-9_+-]*[a-z])[a-z0-9_+-]{2,40}:")
# "????" asks no more than "?".
_INSISTENCE = re.compile(r"([?!])(?:\s*\1){3,}")
_SPACES = re.compile(r"[^\S\n]+")


def _linked(match: re.Match[str]) -> str:
    """Return a link's label; with a telephone or e-mail address the address too, which may identify somebody."""
    address, label = match.group(1), match.group(2)
    if not label:
        return address
    return f"{label} {address}" if address.startswith(("mailto:", "tel:")) and label not in address else label


def unslack(text: str) -> str:
    """Return ``text`` without Slack's markup: mentions dropped, links as their label or address, escapes undone."""
    if "<" in text:
        text = _USER.sub(" ", text)
        text = _LINK.sub(_linked, text)
    return html.unescape(text) if "&" in text else text


def clean(text: str) -> str:
    """Return ``text`` as a person meant it, with its case kept: no markup, invisible or control characters."""
    text = unslack(text[:MAX_CHARACTERS])
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)[:MAX_CHARACTERS]  # one letter may stand for eighteen
        text = _INVISIBLE.sub("", text).translate(_APOSTROPHES).translate(_DASHES)
    plain = text.isascii() and text.isprintable()  # then a space is the only white space
    if not plain:
        text = _CONTROL.sub(" ", text)
    if ":" in text:
        text = _EMOJI_CODE.sub(" ", text)
    if "?" in text or "!" in text:
        text = _INSISTENCE.sub(r"\1", text)
    return (_SPACES.sub(" ", text) if not plain or "  " in text else text).strip()


def fold(text: str) -> str:
    """Return ``text`` for comparison: case and accents gone."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))
