"""Shortcuts. The manifest registers none yet; one that is left over from another version is acknowledged."""

from __future__ import annotations

import re

from slack_bolt import Ack, App

from bot.services import Services

_ANY = re.compile(".*", re.DOTALL)


def register(app: App, services: Services) -> None:  # noqa: ARG001 - every folder registers alike
    """Acknowledge whatever arrives, or the person would see a failure."""

    @app.shortcut(_ANY)
    def anything(ack: Ack) -> None:
        ack()
