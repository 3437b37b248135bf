"""The two buttons of what is stored about somebody: show it all, delete it all. Each concerns whoever presses."""

from __future__ import annotations

import logging
from typing import Any

from slack_bolt import Ack, App
from slack_sdk.errors import SlackApiError, SlackClientError

from bot import messages
from bot.listeners.actions.telling import tell
from bot.listeners.commands.privacy import direct_only, shares_of
from bot.listeners.pressed import pressed
from bot.messages.privacy import NOT_NOW, deleted
from bot.rendering.privacy import DELETE, EXPORT, privacy_modal
from bot.services import Services
from bot.store import StoreError

_log = logging.getLogger(__name__)


def register(app: App, services: Services) -> None:
    """Register the buttons."""

    @app.action(EXPORT)
    def export(ack: Ack, body: dict[str, Any]) -> None:
        ack()
        press = pressed(body)
        if press is None:
            return
        try:
            view = privacy_modal(shares_of(services, press.team, press.user, press.channel))
            services.client.views_open(trigger_id=press.trigger, view=view)
        except StoreError:
            tell(services, press, NOT_NOW)
        except (SlackApiError, SlackClientError, OSError) as error:
            _log.warning("what is stored could not be shown: %s", type(error).__name__)
            tell(services, press, messages.PRESS_AGAIN)

    @app.action(DELETE)
    def delete(ack: Ack, body: dict[str, Any]) -> None:
        press = pressed(body)
        if press is None:
            ack()
            return
        try:
            said = deleted(services.store.people.delete(press.team, press.user, direct_only(press.channel)))
        except StoreError:
            said = NOT_NOW
        ack()
        tell(services, press, said)
