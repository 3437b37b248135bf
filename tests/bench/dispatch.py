"""The yardstick: how long Slack's own framework takes to bring an event to a listener that does nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Semaphore
from typing import Any

from slack_bolt import App, BoltRequest
from slack_sdk import WebClient

from bot.workspace import Workspace
from tests.bench.timing import Call


def mention(number: int) -> dict[str, Any]:
    """Return the body of an ``app_mention`` as Socket Mode delivers it."""
    text = " did DM patients respond?"
    elements = [{"type": "user", "user_id": "U0BOT"}, {"type": "text", "text": text}]
    event = {
        "type": "app_mention",
        "user": "U1ADA",
        "client_msg_id": f"6c1f0d9e-{number:012d}",
        "ts": f"1763800000.{number:06d}",
        "event_ts": f"1763800000.{number:06d}",
        "text": f"<@U0BOT>{text}",
        "team": "T1",
        "channel": "C1GENERAL",
        "blocks": [
            {"type": "rich_text", "block_id": "b", "elements": [{"type": "rich_text_section", "elements": elements}]}
        ],
    }
    return {
        "type": "event_callback",
        "token": "unused",
        "team_id": "T1",
        "context_team_id": "T1",
        "context_enterprise_id": None,
        "api_app_id": "A1",
        "event": event,
        "event_id": f"Ev{number:08d}",
        "event_time": 1763800000,
        "event_context": "4-x",
        "is_ext_shared_channel": False,
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": "T1",
                "user_id": "U0BOT",
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
    }


@contextmanager
def dispatches(count: int) -> Iterator[list[Call]]:
    """Yield ``count`` calls, each of which dispatches an event and returns when the empty listener was reached."""
    with Workspace() as workspace:
        app = App(
            token_verification_enabled=False,
            client=WebClient(token=workspace.bot_token, base_url=workspace.api_url),
        )
        reached = Semaphore(0)

        @app.event("app_mention")
        def _empty() -> None:
            reached.release()

        def call(body: dict[str, Any]) -> Call:
            def dispatch() -> None:
                app.dispatch(BoltRequest(mode="socket_mode", body=body))
                reached.acquire()

            return dispatch

        calls = [call(mention(number)) for number in range(count)]
        calls[0]()  # the first asks the workspace who the bot is
        try:
            yield calls
        finally:
            app.listener_runner.listener_executor.shutdown()
