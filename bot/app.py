"""Wires the Slack app together. Importing this needs no token and opens no file."""

from __future__ import annotations

import logging

from slack_bolt import App
from slack_bolt.authorization import AuthorizeResult

from bot import listeners, logs
from bot.middleware import accepting
from bot.middleware.allowing import Gate
from bot.middleware.identity import Identity
from bot.services import Services
from bot.settings import Settings


def create_app(settings: Settings, services: Services) -> App:
    """Return the Bolt app, for Socket Mode or HTTP alike. It asks Slack nothing before the first event.

    Start ``services.dispatcher`` before connecting: until then questions are accepted but not answered.
    """
    # Bolt would print whole payloads, and with them what people wrote.
    logs.keep_words_out()
    # Its warnings say nothing without their words, and the bot says itself what nobody takes.
    logging.getLogger("slack_bolt").setLevel(logging.ERROR)
    identity = Identity(services)

    def authorize() -> AuthorizeResult:
        return identity.ask()

    app = App(
        client=services.client,
        signing_secret=settings.signing_secret or None,
        authorize=authorize,
        logger=logging.getLogger("slack_bolt.app"),
        # Helpers for Slack's older agents, which fail on payloads that lack a part of theirs.
        attaching_conversation_kwargs_enabled=False,
    )
    accepting.register(app, services, Gate(settings))
    listeners.register(app, services)
    return app
