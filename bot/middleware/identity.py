"""Who the bot is in the workspace: asked once, and never so that a question is acknowledged without being taken in.

Bolt's own authorisation asks Slack at the first event and, when that fails, acknowledges the event with an error: the
question would be lost. Here a failure leaves the event unacknowledged, so that Slack sends it again.
"""

from __future__ import annotations

import threading
from http.client import HTTPException

from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError

from bot.services import Services


class UnknownIdentityError(Exception):
    """Slack does not say who the bot is; the event must not be acknowledged."""


class Identity:
    """Asks Slack who the bot is when that is first wanted, and remembers."""

    def __init__(self, services: Services) -> None:
        self._client: WebClient = services.client
        self._known: AuthorizeResult | None = None
        self._lock = threading.Lock()

    def ask(self) -> AuthorizeResult:
        """Return who the bot is.

        Raises:
            UnknownIdentityError: Slack does not say.
        """
        with self._lock:
            if self._known is None:
                try:
                    answer = self._client.auth_test()
                except (SlackClientError, OSError, HTTPException) as error:
                    message = f"auth.test failed: {type(error).__name__}"
                    raise UnknownIdentityError(message) from None
                self._known = AuthorizeResult.from_auth_test_response(
                    bot_token=self._client.token, auth_test_response=answer
                )
            return self._known
