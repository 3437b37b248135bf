"""When a workspace removes the bot, everything kept about it is deleted."""

from __future__ import annotations

import logging
from typing import Any

from slack_bolt import App

from bot.middleware.payload import inner, team_of
from bot.services import Services

_log = logging.getLogger(__name__)


def register(app: App, services: Services) -> None:
    """Listen for being uninstalled and for tokens being revoked."""

    @app.event("app_uninstalled")
    def uninstalled(body: dict[str, Any]) -> None:
        _forget(body)

    @app.event("tokens_revoked")
    def revoked(body: dict[str, Any]) -> None:
        # Tokens of persons may go while the bot stays.
        if inner(body, "event", "tokens").get("bot"):
            _forget(body)

    def _forget(body: dict[str, Any]) -> None:
        team = team_of(body)
        if team != "-":
            services.store.delete_team(team)
            _log.warning("workspace %s removed the bot; what was kept about it is deleted", team)
