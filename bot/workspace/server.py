"""The HTTP and WebSocket server on loopback, in a thread of its own."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

import uvicorn
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.workspace.api.endpoint import Api
from bot.workspace.hub import Hub
from bot.workspace.wire import DroppableProtocol

LOOPBACK = "127.0.0.1"
_SHUTDOWN_STEPS = 40
_OWN_NAMES = {"127.0.0.1", "localhost", "[::1]", "::1"}


class OwnHostOnly:
    """Refuses requests made under a foreign ``Host`` or from a foreign ``Origin``.

    A page in the browser must not reach the workspace by rebinding a name to loopback.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 403 (close a WebSocket before it opens)."""
        if scope["type"] == "lifespan" or _is_own(scope):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await PlainTextResponse("forbidden", 403)(scope, receive, send)


def _is_own(scope: Scope) -> bool:
    for name, value in scope["headers"]:
        if name == b"host":
            if urlsplit(f"//{value.decode('latin-1')}").hostname not in _OWN_NAMES:
                return False
        elif name == b"origin" and urlsplit(value.decode("latin-1")).hostname not in _OWN_NAMES:
            return False
    return True


class _Uvicorn(uvicorn.Server):
    """uvicorn's server, told to start and stop by events instead of by looking now and then."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self.stop = asyncio.Event()
        self._ready = ready

    async def main_loop(self) -> None:
        await self.on_tick(0)
        self._ready()
        await self.stop.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:  # noqa: ARG002 - uvicorn's own signature
        for server in self.servers:
            server.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        for _ in range(_SHUTDOWN_STEPS):
            if not self.server_state.connections and not self.server_state.tasks:
                break
            await asyncio.sleep(0.005)
        for task in list(self.server_state.tasks):
            task.cancel()


class Server:
    """Serves a hub on loopback from a background thread.

    ``port`` 0 takes any free port; ``routes`` are served beside the API (a page, say).
    """

    def __init__(self, hub: Hub, port: int = 0, routes: Sequence[BaseRoute] = ()) -> None:
        self._hub = hub
        self.api = Api(hub)
        ways = ["/commands", "/actions", "/app"]
        answers = [Route(f"{way}/{{team}}/{{number}}/{{secret}}", self.api.respond, methods=["POST"]) for way in ways]
        app = Starlette(
            routes=[
                Route("/api/{method}", self.api.call, methods=["GET", "POST"]),
                WebSocketRoute("/link/", hub.gateway.serve),
                *answers,
                *routes,
            ]
        )
        self._port = port
        self._socket: socket.socket | None = None
        config = uvicorn.Config(
            OwnHostOnly(app),
            http=DroppableProtocol,
            ws="websockets-sansio",
            lifespan="off",
            log_config=None,
            access_log=False,
            ws_max_size=4 * 1024 * 1024,
            ws_ping_interval=None,
        )
        self._config = config
        self._server: _Uvicorn | None = None
        self._thread = threading.Thread(target=self._run, name="workspace", daemon=True)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._ready = threading.Event()

    def start(self) -> None:
        """Start serving; returns when calls are taken. Raises OSError when the port is taken."""
        listening = socket.socket()
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((LOOPBACK, self._port))
        except OSError:
            listening.close()
            raise
        self._socket = listening
        self._hub.base_url = f"http://{LOOPBACK}:{listening.getsockname()[1]}"
        self._thread.start()
        if not self._ready.wait(10):
            raise RuntimeError("the local workspace did not start within 10 seconds")

    def stop(self) -> None:
        """Close every connection and end the thread."""
        if self._loop is not None and self._server is not None and self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._server.stop.set)
            self._thread.join(5)
        if self._socket is not None:
            self._socket.close()

    def _run(self) -> None:
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._hub.gateway.bind(self._loop)
        self._server = _Uvicorn(self._config, self._ready.set)
        try:
            await self._server.serve(sockets=[self._socket] if self._socket else None)
        finally:
            self._hub.gateway.bind(None)
