"""Questions were taken in by the middleware before their event was acknowledged; now they may be answered."""

from __future__ import annotations

from slack_bolt import App, BoltContext

from bot.middleware.accepting import ACCEPTED
from bot.services import Services


def register(app: App, services: Services) -> None:
    """Announce accepted questions to the dispatcher."""

    @app.event("app_mention")
    def mentioned(context: BoltContext) -> None:
        services.dispatcher.wake(context.get(ACCEPTED))

    @app.event("message")
    def written(context: BoltContext) -> None:
        services.dispatcher.wake(context.get(ACCEPTED))
