"""Slack's mrkdwn as HTML: styles, code, quotes, links, mentions, and the three escapes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from bot.workspace.page.emoji import with_emoji
from bot.workspace.typed import unescape

_SCHEMES = ("http", "https", "mailto", "tel")
_BROADCASTS = ("here", "channel", "everyone")
_PRE = re.compile(r"\n?```\n?(.+?)\n?```\n?", re.DOTALL)
_CODE = re.compile(r"`([^`\n]+)`")
_ANGLED = re.compile(r"<([^<>\n]+)>")
_ADDRESS = re.compile(r"\bhttps?://[^\s<>|\ue000]*[^\s<>|\ue000.,;:!?)\]}'\"*_~]")
_QUOTE = re.compile(r"(?:&gt;|>) ?")
_LONG_QUOTE = re.compile(r"(?:&gt;|>){3} ?")
_HELD = re.compile("\ue000(\\d+)\ue001")
# A style begins where no word goes on before it and ends where none goes on after it.
_STYLES = tuple(
    (re.compile(rf"(?<![\w{mark}])\{mark}(?=[^\s{mark}])([^{mark}\n]*?)(?<=\S)\{mark}(?![\w{mark}])"), tag)
    for mark, tag in (("*", "strong"), ("_", "em"), ("~", "s"))
)


@dataclass(frozen=True, slots=True)
class Directory:
    """What people and channels are called, by id."""

    people: Mapping[str, str] = field(default_factory=dict)
    channels: Mapping[str, str] = field(default_factory=dict)

    def person(self, person_id: str) -> Markup:
        """A mention of a person."""
        return _mention("@", self.people.get(person_id, person_id))

    def channel(self, channel_id: str, label: str = "") -> Markup:
        """A mention of a channel."""
        return _mention("#", self.channels.get(channel_id) or label or channel_id)


def _mention(sign: str, name: str) -> Markup:
    return Markup('<span class="mention">{}{}</span>').format(sign, name)


def broadcast(name: str) -> Markup:
    """``@here``, ``@channel`` or ``@everyone``: it would notify people, so it must be seen."""
    return Markup('<span class="mention loud">@{}</span>').format(name)


def link(address: str, label: str = "") -> Markup:
    """A link that opens apart; an address of an unsafe scheme stays text."""
    if urlsplit(address).scheme.casefold() not in _SCHEMES:
        return escape(f"{label} ({address})" if label else address)
    shown = label or address.removeprefix("mailto:")
    return Markup('<a href="{}" target="_blank" rel="noopener noreferrer">{}</a>').format(address, shown)


def plain(text: str, *, emoji: bool = True) -> Markup:
    """Plain text in its lines, with emoji unless they are switched off."""
    return _lines(with_emoji(text) if emoji else text)


def mrkdwn(text: str, directory: Directory, *, verbatim: bool = False) -> Markup:
    """Text in Slack's markup; ``verbatim`` leaves bare addresses as they are."""
    return _Parser(directory, verbatim).parse(text)


def _lines(text: str) -> Markup:
    return Markup("<br>").join(text.split("\n"))


class _Parser:
    """One text's parse: what is finished is held aside, so that no later rule touches it."""

    def __init__(self, directory: Directory, verbatim: bool) -> None:
        self._directory = directory
        self._verbatim = verbatim
        self._held: list[Markup] = []

    def parse(self, text: str) -> Markup:
        """The whole text as HTML."""
        text = text.replace("\ue000", "").replace("\ue001", "")
        text = _PRE.sub(lambda found: self._hold(Markup("<pre>{}</pre>").format(unescape(found[1]))), text)
        parts: list[Markup] = []
        lines: list[str] = []
        quoted: list[str] = []
        rest_quoted = False
        for line in text.split("\n"):
            if not rest_quoted and (opening := _LONG_QUOTE.match(line)):
                rest_quoted, line = True, line[opening.end() :]  # noqa: PLW2901 - the quote sign goes
                self._close(parts, lines, "")
                quoted.append(line)
            elif rest_quoted or (mark := _QUOTE.match(line)):
                self._close(parts, lines, "")
                quoted.append(line if rest_quoted or not mark else line[mark.end() :])
            else:
                self._close(parts, quoted, "blockquote")
                lines.append(line)
        self._close(parts, quoted, "blockquote")
        self._close(parts, lines, "")
        return Markup().join(parts)

    def _close(self, parts: list[Markup], lines: list[str], tag: str) -> None:
        """Finish the lines gathered so far, within ``tag`` when there is one."""
        if not lines:
            return
        inner = Markup("<br>").join(self._line(line) for line in lines)
        parts.append(Markup("<{0}>{1}</{0}>").format(tag, inner) if tag else inner)
        lines.clear()

    def _line(self, line: str) -> Markup:
        line = _CODE.sub(lambda found: self._hold(Markup("<code>{}</code>").format(unescape(found[1]))), line)
        line = _ANGLED.sub(lambda found: self._hold(self._angled(found[1])), line)
        if not self._verbatim:
            line = _ADDRESS.sub(lambda found: self._hold(link(unescape(found[0]))), line)
        shown = str(escape(unescape(with_emoji(line))))
        for pattern, tag in _STYLES:
            shown = pattern.sub(rf"<{tag}>\1</{tag}>", shown)
        return Markup(_HELD.sub(lambda found: self._held[int(found[1])], shown))  # noqa: S704 - escaped above

    def _hold(self, html: Markup) -> str:
        self._held.append(html)
        return f"\ue000{len(self._held) - 1}\ue001"

    def _angled(self, inner: str) -> Markup:
        target, _, label = inner.partition("|")
        target, label = unescape(target), unescape(label)
        if target.startswith("@"):
            return self._directory.person(target[1:])
        if target.startswith("#"):
            return self._directory.channel(target[1:], label)
        if target.startswith("!"):
            return _special(target[1:], label)
        if urlsplit(target).scheme:
            return link(target, label)
        return escape(f"<{unescape(inner)}>")


def _special(name: str, label: str) -> Markup:
    if name in _BROADCASTS:
        return broadcast(name)
    if name.startswith("date^"):
        return _date(name.split("^"), label)
    return _mention("@", (label or name).removeprefix("@"))


def _date(parts: list[str], label: str) -> Markup:
    """``<!date^seconds^format|fallback>``: the day and the time, whatever the format's finesse."""
    try:
        at = datetime.fromtimestamp(int(parts[1])).astimezone()
    except (IndexError, ValueError, OverflowError, OSError):
        return escape(label)
    wanted = parts[2] if len(parts) > 2 else "{date}"
    for name, form in (("time_secs", "%H:%M:%S"), ("time", "%H:%M"), ("date_num", "%Y-%m-%d")):
        wanted = wanted.replace(f"{{{name}}}", at.strftime(form))
    return Markup("<time>{}</time>").format(re.sub(r"\{date\w*\}", at.strftime("%B %d, %Y"), wanted))
