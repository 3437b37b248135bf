"""Rich text blocks as HTML."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

from bot.workspace.model import Json
from bot.workspace.page.emoji import emoji
from bot.workspace.page.mrkdwn import Directory, broadcast, link, plain

_TAGS = (("code", "code"), ("bold", "strong"), ("italic", "em"), ("strike", "s"), ("underline", "u"))


def rich_text(block: Json, directory: Directory) -> Markup:
    """A ``rich_text`` block; a part of an unknown kind becomes a visible warning."""
    return Markup().join(_part(part, directory) for part in block.get("elements", []))


def warning(what: str, kind: object) -> Markup:
    """What stands where this page does not know how to show something."""
    return Markup('<span class="unknown">This page cannot show the {} “{}”.</span>').format(what, kind)


def _part(part: Json, directory: Directory) -> Markup:
    inner = _inline(part.get("elements", []), directory) if part.get("type") != "rich_text_list" else Markup()
    match part.get("type"):
        case "rich_text_section":
            return Markup('<div class="rich">{}</div>').format(inner)
        case "rich_text_quote":
            return Markup("<blockquote>{}</blockquote>").format(inner)
        case "rich_text_preformatted":
            return Markup('<pre tabindex="0">{}</pre>').format(_raw(part))
        case "rich_text_list":
            return _list(part, directory)
        case kind:
            return warning("rich text", kind)


def _raw(part: Json) -> str:
    return "".join(str(each.get("text") or each.get("url") or "") for each in part.get("elements", []))


def _list(part: Json, directory: Directory) -> Markup:
    tag = "ol" if part.get("style") == "ordered" else "ul"
    items = Markup().join(
        Markup("<li>{}</li>").format(_inline(each.get("elements", []), directory)) for each in part["elements"]
    )
    start = Markup(' start="{}"').format(int(part["offset"]) + 1) if part.get("offset") and tag == "ol" else ""
    return Markup('<{0} class="indent-{1}"{2}>{3}</{0}>').format(tag, int(part.get("indent") or 0), start, items)


def _inline(elements: Iterable[Json], directory: Directory) -> Markup:
    return Markup().join(_styled(_element(each, directory), each.get("style") or {}) for each in elements)


def _styled(inner: Markup, style: Json) -> Markup:
    for name, tag in _TAGS:
        if style.get(name):
            inner = Markup("<{0}>{1}</{0}>").format(tag, inner)
    return inner


def _element(element: Json, directory: Directory) -> Markup:
    match element.get("type"):
        case "text":
            return plain(element["text"], emoji=False)
        case "link":
            return link(element["url"], element.get("text") or "")
        case "user":
            return directory.person(element["user_id"])
        case "channel":
            return directory.channel(element["channel_id"])
        case "broadcast":
            return broadcast(element["range"])
        case "emoji":
            return escape(emoji(element["name"]) or f":{element['name']}:")
        case "date":
            return escape(element.get("fallback") or element["timestamp"])
        case "color":
            return escape(element["value"])
        case "usergroup" | "team":
            return escape("@" + (element.get("usergroup_id") or element.get("team_id") or ""))
        case kind:
            return warning("piece of rich text", kind)
