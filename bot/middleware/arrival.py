"""Where payloads come in: whatever arrives, Bolt gets something it can read, and Slack gets its acknowledgement."""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping, Sequence
from typing import Any

from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_bolt.adapter.socket_mode.internals import build_headers, send_response
from slack_sdk.socket_mode.builtin import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.logs import place
from bot.middleware.mending import mended
from bot.middleware.payload import text

_log = logging.getLogger(__name__)

_UNHANDLED = 404


def arrive(app: App, payload: object, headers: Mapping[str, str | Sequence[str]] | None = None) -> BoltResponse:
    """Dispatch a payload and return what Slack is told. Nothing is raised, whatever the payload holds.

    What no listener takes is acknowledged as well, or it would be sent again and again. Not acknowledged is only what
    could not be stored, so that it comes again.
    """
    body: dict[str, Any] = mended(payload)
    try:
        response = app.dispatch(BoltRequest(mode="socket_mode", body=body, headers=dict(headers or {})))
    except Exception as error:  # noqa: BLE001 - the payload would only come again, and fail again
        _log.error("a payload (%s) could not be read: %s", _kind(body), place(error))
        return BoltResponse(status=200)
    if response.status == _UNHANDLED:
        _log.warning("nothing takes a payload (%s); it is acknowledged and left", _kind(body))
        return BoltResponse(status=200)
    return response


def _kind(body: Mapping[str, Any]) -> str:
    """Return what kind of payload it is: no words, and nothing long, of whoever sent it."""
    kind = text(body, "type")
    return kind if kind.isidentifier() and len(kind) < 50 else "unknown"


class Handler(SocketModeHandler):
    """Bolt's Socket Mode adapter, through ``arrive``."""

    def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:  # type: ignore[override]
        """Dispatch an envelope's payload and acknowledge it."""
        began = time.time()
        response = arrive(self.app, req.payload, build_headers(req))
        send_response(client, req, response, began)
