"""Telling one person something about what they pressed: a hint that nobody needs again."""

from __future__ import annotations

import logging

from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient

from bot.dispatch.courtesies import after_rate_limits
from bot.listeners.pressed import Pressed
from bot.rendering.blocks import notice
from bot.services import Services

_log = logging.getLogger(__name__)

_FINE = 200
_WHAT = "a hint could not be shown"


def tell(services: Services, press: Pressed, words: str) -> None:
    """Show ``words`` to whoever pressed."""
    tell_person(services, press.user, press.url, words)


def tell_person(services: Services, user: str, url: str, words: str) -> None:
    """Show ``words`` to one person soon, by response URL; directly where there is none. Failures are only logged."""
    shown = notice(words)

    def respond(client: WebClient) -> None:
        hook = WebhookClient(
            url, timeout=client.timeout, ssl=client.ssl, proxy=client.proxy, retry_handlers=after_rate_limits()
        )
        answer = hook.send(text=shown.text, blocks=shown.blocks, response_type="ephemeral", replace_original=False)
        if answer.status_code != _FINE:
            _log.warning("%s: HTTP %s", _WHAT, answer.status_code)

    def write(client: WebClient) -> None:
        client.chat_postMessage(channel=user, text=shown.text, blocks=shown.blocks)

    services.courtesies.do(_WHAT, respond if url else write)
