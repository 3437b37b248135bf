"""Forms that are sent. Other modals only show things: closing one needs no answer."""

from __future__ import annotations

import re

from slack_bolt import Ack, App

from bot.listeners.views import feedback, quiz
from bot.services import Services

_ANY = re.compile(".*", re.DOTALL)


def register(app: App, services: Services) -> None:
    """Acknowledge submissions, closings and requests for options."""
    feedback.register(app, services)
    quiz.register(app, services)

    @app.view_submission(_ANY)
    def submitted(ack: Ack) -> None:
        ack()

    @app.view_closed(_ANY)
    def closed(ack: Ack) -> None:
        ack()

    @app.options(_ANY)
    def options(ack: Ack) -> None:
        ack(options=[])
