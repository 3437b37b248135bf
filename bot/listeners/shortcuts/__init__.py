"""Shortcuts. One that is left over from another version is acknowledged."""

from __future__ import annotations

import re

from slack_bolt import Ack, App

from bot.listeners.shortcuts import answering
from bot.services import Services

_ANY = re.compile(".*", re.DOTALL)


def register(app: App, services: Services) -> None:
    """Register the shortcut, and acknowledge whatever else arrives, or the person would see a failure."""
    answering.register(app, services)

    @app.shortcut(_ANY)
    def anything(ack: Ack) -> None:
        ack()
