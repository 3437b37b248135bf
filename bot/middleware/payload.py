"""Reading Slack's payloads, in which anything may be missing or of another type than expected."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

_NOTHING: Mapping[str, Any] = {}
_LONGEST_URL = 200


def inner(value: object, *path: str) -> Mapping[str, Any]:
    """Return the mapping at ``path``; an empty one where there is none."""
    for name in path:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value if isinstance(value, Mapping) else _NOTHING


def text(value: object, name: str) -> str:
    """Return the string of that name; "" where there is none."""
    found = value.get(name) if isinstance(value, Mapping) else None
    return found if isinstance(found, str) else ""


def ident(value: object, *names: str) -> str:
    """Return the first string of those names that can be an id: short, printable, without white space; else ""."""
    for name in names:
        found = text(value, name)
        if 0 < len(found) <= 100 and found.isprintable() and " " not in found:
            return found
    return ""


def team_of(body: Mapping[str, Any]) -> str:
    """Return the workspace's id, the organisation's for an org-wide installation that names none, "-" without either.

    Events name it ``team_id``, interactions ``team.id`` or ``user.team_id``.
    """
    authorizations = body.get("authorizations")
    first = authorizations[0] if isinstance(authorizations, list) and authorizations else None
    return (
        ident(body, "team_id")
        or ident(inner(body, "team"), "id")
        or ident(inner(body, "user"), "team_id")
        or ident(first, "team_id")
        or ident(body, "enterprise_id")
        or ident(inner(body, "enterprise"), "id")
        or "-"
    )


def url_of(body: Mapping[str, Any]) -> str:
    """Return the response URL of an interaction; "" where there is none, or none that can be posted to."""
    found = text(body, "response_url")
    if not found.isascii() or not found.isprintable() or " " in found or len(found) > _LONGEST_URL:
        return ""
    try:
        parts = urlsplit(found)
        return found if parts.scheme in ("https", "http") and parts.hostname and parts.port != 0 else ""
    except ValueError:
        return ""
