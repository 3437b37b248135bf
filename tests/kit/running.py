"""Running a Bolt app on a workspace, knowing when it is idle, and stopping it fast."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from bot.workspace import Workspace


def client_for(workspace: Workspace) -> WebClient:
    """The SDK's client for this workspace, without the retry that can post twice."""
    return WebClient(token=workspace.bot_token, base_url=workspace.api_url, retry_handlers=[])


@dataclass
class Bot:
    """What a factory makes: the app, and for apps with threads of their own how to ask and end them.

    ``idle`` says that nothing accepted is still to be posted; ``close`` frees what was opened. ``handler`` is the
    adapter of Socket Mode that the bot runs with.
    """

    app: App
    idle: Callable[[], bool] = lambda: True
    close: Callable[[], None] = lambda: None
    handler: type[SocketModeHandler] = SocketModeHandler


Factory = Callable[[Workspace], App | Bot]


# How long the SDK may take to close before its connections are cut.
_CLOSING_SECONDS = 3.0


class Running:
    """A bot connected to a workspace by Socket Mode, as a context manager."""

    def __init__(self, workspace: Workspace, factory: Factory) -> None:
        made = factory(workspace)
        self.workspace = workspace
        self.bot = made if isinstance(made, Bot) else Bot(made)
        self._busy = 0
        self._lock = threading.Lock()
        runner = self.bot.app.listener_runner
        self._track(runner.listener_executor)
        # The SDK looks for a lost connection once in an interval; ten seconds would make tests wait.
        self.handler = self.bot.handler(self.bot.app, workspace.app_token, ping_interval=1.0)

    def __enter__(self) -> Self:
        before = self.workspace.hub.gateway.connections
        self.handler.connect()  # type: ignore[no-untyped-call]
        self.workspace.wait_for_app(connections=before + 1)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def idle(self) -> bool:
        """No listener runs, nothing is on its way in either direction."""
        return (
            self.workspace.deliveries_under_way == 0
            and self._busy == 0
            and self.workspace.calls_under_way == 0
            and self.bot.idle()
        )

    def settle(self, timeout: float = 10.0) -> None:
        """Wait until the bot is idle; raises TimeoutError when it does not come to rest."""
        deadline = time.monotonic() + timeout
        calm = 0
        while calm < 2:
            calm = calm + 1 if self.idle else 0
            if time.monotonic() > deadline:
                raise TimeoutError(f"the bot is still busy after {timeout:g} seconds")
            time.sleep(0.001)

    def stop(self) -> None:
        """Disconnect. The SDK's own ``close`` waits for a receive to time out: data wakes it."""
        client = self.handler.client
        client.closed, client.auto_reconnect_enabled = True, False
        client.message_queue.put(None)
        closing = threading.Thread(target=self.handler.close, daemon=True)
        closing.start()
        began = time.monotonic()
        while closing.is_alive():
            self.workspace.hub.gateway.nudge()
            closing.join(0.002)
            if time.monotonic() - began > _CLOSING_SECONDS:
                # A session opened while the client was closing hears no nudge: end it from both sides.
                self.workspace.cut_connections()
                session = client.current_session
                if session is not None and session.sock is not None:
                    session.sock.close()
                closing.join(_CLOSING_SECONDS)
                break
        self.bot.app.listener_runner.listener_executor.shutdown(wait=False)
        self.bot.close()

    def _track(self, executor: Any) -> None:
        assert isinstance(executor, ThreadPoolExecutor)
        submit = executor.submit

        def counted(*args: Any, **kwargs: Any) -> Future[Any]:
            with self._lock:
                self._busy += 1
            future = submit(*args, **kwargs)
            future.add_done_callback(self._finished)
            return future

        executor.submit = counted  # type: ignore[method-assign]

    def _finished(self, _future: Future[Any]) -> None:
        with self._lock:
            self._busy -= 1
