"""Opening a modal for whoever pressed something, once."""

from __future__ import annotations

import logging
import secrets
from http.client import HTTPException
from typing import Any

from slack_sdk.errors import SlackApiError, SlackClientError

from bot import messages
from bot.dispatch.remedies import Remedy, remedy_for
from bot.listeners.actions.telling import tell
from bot.listeners.pressed import Pressed
from bot.rendering.views import classic_view
from bot.services import Services

_FINE = 200
_TOO_LATE = frozenset(
    {"expired_trigger_id", "trigger_expired", "exchanged_trigger_id", "trigger_exchanged", "invalid_trigger_id"}
)
_PASSING = (Remedy.LATER, Remedy.UNKNOWN)
_log = logging.getLogger(__name__)


def show(services: Services, press: Pressed, view: dict[str, Any]) -> None:
    """Open a modal; where that fails, say whether pressing again may help, and apologise where it will not."""
    try:
        _open(services, press, view)
    except SlackApiError as refusal:
        answer: Any = refusal.response
        error = str(answer.get("error") or "")
        if error in _TOO_LATE:
            _log.warning("a modal could not be opened: %s", error)
            tell(services, press, messages.PRESS_AGAIN)
        elif answer.status_code != _FINE or remedy_for(error) in _PASSING:
            _log.warning("a modal could not be opened: HTTP %s %s", answer.status_code, error)
            tell(services, press, messages.NOT_JUST_NOW)
        else:
            reference = secrets.token_hex(4)
            _log.error("reference %s: a modal was refused (%s)", reference, error)
            tell(services, press, messages.apology(reference))
    except (SlackClientError, OSError, HTTPException) as error:
        _log.warning("a modal could not be opened: %s", type(error).__name__)
        tell(services, press, messages.NOT_JUST_NOW)


def _open(services: Services, press: Pressed, view: dict[str, Any]) -> None:
    """Open a modal; where its blocks are refused, in blocks that every client knows, while the trigger is good."""
    try:
        services.client.views_open(trigger_id=press.trigger, view=view)
    except SlackApiError as refusal:
        plainer = classic_view(view)
        if remedy_for(str(refusal.response.get("error") or "")) is not Remedy.PLAINER or plainer == view:
            raise
        _log.warning("a modal was refused (%s); trying a plainer form", refusal.response.get("error"))
        services.client.views_open(trigger_id=press.trigger, view=plainer)


def first_delivery(services: Services, press: Pressed, what: str = "") -> bool:
    """Tell whether this very press was not seen before; ``what`` is what it chose, at most forty characters of it."""
    return services.store.claim(f"{press.key}:{what[:40]}:{press.at}", services.clock(), press.team)
