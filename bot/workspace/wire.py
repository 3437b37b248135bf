"""The HTTP server's wires: a protocol that can drop a connection, as broken networks do."""

from __future__ import annotations

import asyncio
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

_transports: dict[tuple[str, int], asyncio.BaseTransport] = {}


class DroppableProtocol(H11Protocol):
    """HTTP/1.1 that remembers each client's transport, so that a fault can close it."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Remember the transport under the client's address and port."""
        super().connection_made(transport)
        if self.client is not None:
            _transports[self.client] = transport

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget it again."""
        if self.client is not None:
            _transports.pop(self.client, None)
        super().connection_lost(exc)


class _Dropped(Response):
    """No answer: the connection is closed at once and the client sees a reset."""

    def __init__(self, client: tuple[str, int] | None) -> None:
        super().__init__()
        self._client = client

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - ASGI's signature
        transport: Any = _transports.get(self._client) if self._client else None
        if transport is not None:
            transport.abort()
            # Until the server knows that the client is gone it would report a missing answer.
            while (await receive())["type"] != "http.disconnect":
                pass


def drop_connection(request: Request) -> Response:
    """A response that never comes: the client's connection is reset."""
    client = request.client
    return _Dropped((client.host, client.port) if client else None)
