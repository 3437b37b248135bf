"""The two buttons of what is stored about somebody: show it all, delete it all. Each concerns whoever presses."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App

from bot.listeners.actions.opening import show
from bot.listeners.actions.telling import tell
from bot.listeners.commands.privacy import direct_only, shares_of
from bot.listeners.pressed import pressed
from bot.messages.privacy import NOT_NOW, deleted
from bot.rendering.privacy import DELETE, EXPORT, privacy_modal
from bot.services import Services
from bot.store import StoreError


def register(app: App, services: Services) -> None:
    """Register the buttons."""

    @app.action(EXPORT)
    def export(ack: Ack, body: dict[str, Any]) -> None:
        ack()
        press = pressed(body)
        if press is None:
            return
        try:
            shares = shares_of(services, press.team, press.user, press.channel)
        except StoreError:
            tell(services, press, NOT_NOW)
        else:
            show(services, press, privacy_modal(shares))

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
