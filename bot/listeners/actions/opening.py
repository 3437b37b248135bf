"""Opening a modal for whoever pressed something, once."""

from __future__ import annotations

import logging
from typing import Any

from slack_sdk.errors import SlackApiError, SlackClientError

from bot import messages
from bot.listeners.actions.telling import tell
from bot.listeners.pressed import Pressed
from bot.services import Services

_log = logging.getLogger(__name__)


def show(services: Services, press: Pressed, view: dict[str, Any]) -> None:
    """Open a modal; where the trigger has run out, ask to press again."""
    try:
        services.client.views_open(trigger_id=press.trigger, view=view)
    except SlackApiError as refusal:
        _log.warning("a modal could not be opened: %s", refusal.response.get("error"))
        tell(services, press, messages.PRESS_AGAIN)
    except (SlackClientError, OSError) as error:
        _log.warning("a modal could not be opened: %s", type(error).__name__)
        tell(services, press, messages.PRESS_AGAIN)


def first_delivery(services: Services, press: Pressed, what: str = "") -> bool:
    """Tell whether this very press was not seen before; ``what`` is what it chose, at most forty characters of it."""
    return services.store.claim(f"{press.key}:{what[:40]}:{press.at}", services.clock(), press.team)
