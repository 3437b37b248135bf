"""When a listener fails: whoever pressed or typed something hears of it, with a reference that finds the log line."""

from __future__ import annotations

import logging
import secrets
from typing import Any

from slack_bolt import App, BoltResponse

from bot import messages
from bot.listeners.actions.telling import tell_person
from bot.logs import place
from bot.middleware.identity import UnknownIdentityError
from bot.middleware.payload import ident, inner, text, url_of
from bot.services import Services
from bot.store import StoreError

_log = logging.getLogger(__name__)


def register(app: App, services: Services) -> None:
    """Say what happens to exceptions of listeners and middleware; Bolt would log them with their messages."""

    @app.error
    def failed(error: Exception, body: dict[str, Any], response: BoltResponse | None) -> BoltResponse | None:
        reference = secrets.token_hex(4)
        kind = text(body, "type") if text(body, "type").isidentifier() else "command"
        _log.error("reference %s: %s failed: %s", reference, kind, place(error))
        is_event = kind == "event_callback"
        user = ident(inner(body, "user"), "id") or ident(body, "user_id")
        if user and not is_event:
            tell_person(services, user, url_of(body), messages.apology(reference))
        if response is None or isinstance(error, StoreError | UnknownIdentityError):
            return None  # acknowledged already, or not to be, so that it comes again
        return BoltResponse(status=200)
