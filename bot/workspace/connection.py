"""One Socket Mode connection, and the frames that are no deliveries."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field

from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState


@dataclass(slots=True)
class Connection:
    """One open WebSocket; a draining one was told to disconnect and gets nothing new."""

    number: int
    socket: WebSocket
    outbox: asyncio.Queue[str | None] = field(default_factory=asyncio.Queue)
    draining: bool = False


def hello_frame(connections: int, app_id: str) -> str:
    """The greeting: how many connections the app has, this one included."""
    debug = {"host": "applink-local", "build_number": 1, "approximate_connection_time": 18060}
    frame = {"type": "hello", "num_connections": connections, "debug_info": debug}
    return json.dumps(frame | {"connection_info": {"app_id": app_id}})


def disconnect_frame(reason: str) -> str:
    """The request to go, for one of Slack's reasons."""
    return json.dumps({"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-local"}})


async def write(connection: Connection) -> None:
    """Send what is put into the outbox; None closes the connection."""
    while (text := await connection.outbox.get()) is not None:
        try:
            await connection.socket.send_text(text)
        except (RuntimeError, WebSocketDisconnect):
            return
    if connection.socket.application_state is WebSocketState.CONNECTED:
        await connection.socket.close()
