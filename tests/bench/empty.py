"""``python -m tests.bench.empty``: an app with one listener that does nothing, to compare the bot with."""

from __future__ import annotations

import os
import signal
import threading

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient


def main() -> None:
    """Run until SIGTERM."""
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    client = WebClient(os.environ["SLACK_BOT_TOKEN"], base_url=os.environ["SLACK_API_URL"])
    app = App(client=client, token_verification_enabled=False)

    @app.event("app_mention")
    def _empty() -> None:
        pass

    handlers = [SocketModeHandler(app, os.environ["SLACK_APP_TOKEN"]) for _ in range(2)]
    for handler in handlers:
        handler.connect()
    stop.wait()
    # Nothing is owed to anybody: no need to wait until the SDK has closed its connections.
    os._exit(0)


if __name__ == "__main__":
    main()
