"""Modals only show things so far: nothing is filled in, and closing one needs no answer."""

from __future__ import annotations

import re

from slack_bolt import Ack, App

from bot.services import Services

_ANY = re.compile(".*", re.DOTALL)


def register(app: App, services: Services) -> None:  # noqa: ARG001 - every folder registers alike
    """Acknowledge submissions, closings and requests for options."""

    @app.view_submission(_ANY)
    def submitted(ack: Ack) -> None:
        ack()

    @app.view_closed(_ANY)
    def closed(ack: Ack) -> None:
        ack()

    @app.options(_ANY)
    def options(ack: Ack) -> None:
        ack(options=[])
