"""When a workspace removes the bot, everything kept about it is deleted."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from http.client import HTTPException
from typing import Any

from slack_bolt import App
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.middleware.payload import ident, inner, team_of
from bot.services import Services

_log = logging.getLogger(__name__)

_DEAD = frozenset({"account_inactive", "invalid_auth", "not_authed", "token_expired", "token_revoked"})
"""What Slack says of a token that works no more."""


def register(app: App, services: Services) -> None:
    """Listen for being uninstalled and for tokens being revoked."""

    @app.event("app_uninstalled")
    def uninstalled(body: dict[str, Any]) -> None:
        _forget(body, services)

    @app.event("tokens_revoked")
    def revoked(body: dict[str, Any]) -> None:
        # Tokens of persons, and of other bots of the app, may go while this one stays.
        named = inner(body, "event", "tokens").get("bot")
        if isinstance(named, list) and named and _is_ours(body, named, services):
            _forget(body, services)


def _is_ours(body: Mapping[str, Any], named: list[object], services: Services) -> bool:
    """Return whether the tokens of the users ``named`` are this bot's: by the event, or else by asking Slack."""
    authorizations = body.get("authorizations")
    for each in authorizations if isinstance(authorizations, list) else []:
        if isinstance(each, Mapping) and each.get("is_bot") is True and ident(each, "user_id"):
            return ident(each, "user_id") in named
    try:
        return services.client.auth_test().get("user_id") in named
    except SlackApiError as refusal:
        return str(refusal.response.get("error")) in _DEAD
    except (SlackClientError, OSError, HTTPException) as error:
        _log.critical(
            "tokens were revoked and Slack does not say whose (%s); if the bot was removed, delete its store",
            type(error).__name__,
        )
        return False


def _forget(body: Mapping[str, Any], services: Services) -> None:
    team = team_of(body)
    if team != "-":
        services.store.delete_team(team)
        _log.warning("workspace %s removed the bot; what was kept about it is deleted", team)
