"""Events: questions, the Home and Messages tabs, leaving a workspace."""

from __future__ import annotations

import re

from slack_bolt import App

from bot.listeners.events import home, leaving, questions
from bot.services import Services

_ANY = re.compile(".*", re.DOTALL)


def register(app: App, services: Services) -> None:
    """Register the listeners for events; whatever else arrives is acknowledged and left at that."""
    questions.register(app, services)
    home.register(app, services)
    leaving.register(app, services)

    @app.event(_ANY)
    def anything_else() -> None:
        """Acknowledge it, or it would be sent again and again."""
