"""Buttons and menus. Their answers are made from today's facts, however old the message they stand on."""

from __future__ import annotations

import re
from typing import Any

from slack_bolt import Ack, App

from bot import messages
from bot.listeners.actions import asking, feedback, menu, privacy, quiz
from bot.listeners.actions.telling import tell
from bot.listeners.pressed import pressed
from bot.services import Services

_ANY = re.compile(".*", re.DOTALL)


def register(app: App, services: Services) -> None:
    """Register the buttons; one that nobody knows (any more) is answered too."""
    asking.register(app, services)
    menu.register(app, services)
    feedback.register(app, services)
    privacy.register(app, services)
    quiz.register(app, services)

    @app.action(_ANY)
    def unknown(ack: Ack, body: dict[str, Any]) -> None:
        ack()
        press = pressed(body)
        if press is not None:
            tell(services, press, messages.OLD_BUTTON)
