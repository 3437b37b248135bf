"""Telling one person something about what they pressed: a hint that nobody needs again."""

from __future__ import annotations

import logging
from http.client import HTTPException

from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.webhook import WebhookClient

from bot.listeners.pressed import Pressed
from bot.rendering.blocks import notice
from bot.services import Services

_log = logging.getLogger(__name__)

_FINE = 200


def tell(services: Services, press: Pressed, words: str) -> None:
    """Show ``words`` to whoever pressed."""
    tell_person(services, press.user, press.url, words)


def tell_person(services: Services, user: str, url: str, words: str) -> None:
    """Show ``words`` to one person, by response URL; directly where there is none. Failures are only logged."""
    shown, client = notice(words), services.client
    try:
        if url:
            hook = WebhookClient(url, timeout=client.timeout, ssl=client.ssl, proxy=client.proxy, retry_handlers=[])
            answer = hook.send(text=shown.text, blocks=shown.blocks, response_type="ephemeral", replace_original=False)
            if answer.status_code != _FINE:
                _log.warning("a hint could not be shown: HTTP %s", answer.status_code)
        else:
            client.chat_postMessage(channel=user, text=shown.text, blocks=shown.blocks)
    except SlackApiError as refusal:
        _log.warning("a hint could not be shown: %s", refusal.response.get("error"))
    except (SlackClientError, OSError, HTTPException) as error:
        _log.warning("a hint could not be shown: %s", type(error).__name__)
