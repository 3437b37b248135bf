"""What the bot does with each thing that Slack sends. Each folder has ``register(app, services)``."""

from slack_bolt import App

from bot.listeners import actions, commands, events, failing, shortcuts, views
from bot.services import Services


def register(app: App, services: Services) -> None:
    """Register every listener."""
    for kind in (failing, events, commands, actions, shortcuts, views):
        kind.register(app, services)


__all__ = ["register"]
