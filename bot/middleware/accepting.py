"""The middleware that takes questions in before Bolt acknowledges their events."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from slack_bolt import App, BoltContext, BoltResponse

from bot.middleware.addressing import question_in
from bot.middleware.intake import take_in
from bot.services import Services
from bot.store import StoreError

ACCEPTED = "accepted"
"""Under this name the context carries the key of the job that the event's listener may announce."""

_log = logging.getLogger(__name__)


def register(app: App, services: Services) -> None:
    """Put the middleware in front of every listener."""

    @app.middleware
    def accept(body: dict[str, Any], context: BoltContext, next: Callable[[], BoltResponse]) -> BoltResponse:  # noqa: A002
        if body.get("type") == "event_callback":
            question = question_in(body, context.bot_user_id or "")
            if question is not None:
                try:
                    context[ACCEPTED] = take_in(question, services)
                except StoreError:
                    _log.exception("a question could not be stored; it is not acknowledged, so that it comes again")
                    return BoltResponse(status=503, body="")
        return next()
