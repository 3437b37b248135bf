"""One attempt to bring a message to Slack, and what is certain about it afterwards."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any
from urllib.error import URLError

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.webhook import WebhookClient

from bot.dispatch.owed import Way
from bot.rendering.kit import Rendered
from bot.store import Job

METADATA = "myositis_reply"
"""The type of the metadata by which a message of ours is found again; it holds the job's key."""
_OF_RESPONSE_URLS = ("invalid_blocks", "no_text", "expired_url", "used_url")
"""What the body of a refused response says; any other refusal goes by its HTTP status."""
TIMEOUT = 10
"""Seconds to wait for Slack."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """Slack accepted it. ``thread`` is where it landed, which is not the thread asked for when that is gone."""

    channel: str = ""
    ts: str = ""
    thread: str | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """Slack did not accept it, and says why; ``wait`` is how many seconds it wants to be left alone."""

    error: str
    wait: float | None = None


@dataclass(frozen=True, slots=True)
class Unreached:
    """Nothing was sent: there was no connection."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unclear:
    """It may or may not have been accepted."""

    reason: str


Result = Arrived | Refused | Unreached | Unclear


def deliver(client: WebClient, job: Job, key: str | None, rendered: Rendered, url: str = "") -> Result:
    """Send ``rendered`` the way the job says. Every outcome is a result; nothing is raised for what Slack does.

    ``key`` goes along as metadata, by which a post is found again whose outcome is unknown; None sends none. The SDK's
    own retries must be off in ``client``: they post again after a lost connection.
    """
    try:
        match Way(job.kind):
            case Way.POST:
                return _posted(client, job, key, rendered)
            case Way.EPHEMERAL:
                return _whispered(client, job, rendered)
            case Way.RESPOND:
                return _responded(client, url, rendered)
            case Way.SHARE:
                return _responded(client, url, rendered, shared=True, thread=job.thread)
    except SlackApiError as refusal:
        return _refused(refusal)
    except (SlackClientError, OSError, HTTPException) as error:
        return _lost(error)


def _posted(client: WebClient, job: Job, key: str | None, rendered: Rendered) -> Result:
    answer = client.chat_postMessage(
        channel=job.channel,
        thread_ts=job.thread,
        text=rendered.text,
        blocks=rendered.blocks or None,
        unfurl_links=False,
        unfurl_media=False,
        metadata={"event_type": METADATA, "event_payload": {"key": key}} if key else None,
    )
    message: Any = answer.get("message") or {}
    return Arrived(str(answer.get("channel") or ""), str(answer.get("ts") or ""), message.get("thread_ts"))


def _whispered(client: WebClient, job: Job, rendered: Rendered) -> Result:
    answer = client.chat_postEphemeral(
        channel=job.channel,
        user=job.user or "",
        thread_ts=job.thread,
        text=rendered.text,
        blocks=rendered.blocks or None,
    )
    return Arrived(job.channel, str(answer.get("message_ts") or ""), job.thread)


def _responded(
    client: WebClient, url: str, rendered: Rendered, *, shared: bool = False, thread: str | None = None
) -> Result:
    # A second attempt of the client's own after a lost connection could show the answer twice.
    hook = WebhookClient(url, timeout=client.timeout, ssl=client.ssl, proxy=client.proxy, retry_handlers=[])
    body = {
        "text": rendered.text,
        "blocks": rendered.blocks or None,
        "response_type": "in_channel" if shared else "ephemeral",
        "replace_original": False,
        "unfurl_links": False,
        "unfurl_media": False,
        "thread_ts": thread,
    }
    answer = hook.send_dict({name: value for name, value in body.items() if value is not None})
    if answer.status_code == 200:
        return Arrived()
    if answer.status_code == 429:
        return Refused("ratelimited", _seconds(answer.headers))
    if answer.status_code >= 500:
        return Unclear(f"HTTP {answer.status_code}")
    return Refused(next((error for error in _OF_RESPONSE_URLS if error in answer.body), f"http_{answer.status_code}"))


def _refused(refusal: SlackApiError) -> Result:
    answer: Any = refusal.response
    if answer.status_code == 429:
        return Refused("ratelimited", _seconds(answer.headers))
    if answer.status_code >= 500:
        return Unclear(f"HTTP {answer.status_code}")
    error = str(answer.get("error") or "unknown") if hasattr(answer, "get") else "unknown"
    # An answer that is no JSON comes with a sentence in place of an error.
    return Refused(error) if error.replace("_", "").isalnum() else Unclear(f"HTTP {answer.status_code}, no JSON")


def _lost(error: Exception) -> Result:
    reason = getattr(error, "reason", error)
    if isinstance(error, URLError) and isinstance(reason, ConnectionRefusedError | socket.gaierror | ssl.SSLError):
        return Unreached(type(reason).__name__)
    return Unclear(type(reason).__name__ if isinstance(reason, Exception) else type(error).__name__)


def _seconds(headers: Mapping[str, object]) -> float:
    """Return ``Retry-After``, at most an hour; a second where it cannot be read."""
    found = next((value for name, value in headers.items() if name.lower() == "retry-after"), "1")
    written = str(found[0] if isinstance(found, list) and found else found)
    return min(float(written), 3600.0) if written.isascii() and written.isdecimal() else 1.0
