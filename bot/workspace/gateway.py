"""Socket Mode: connections, envelopes, acknowledgements, retries and disconnects."""

from __future__ import annotations

import asyncio
import itertools
import json
import threading
from collections.abc import Callable
from dataclasses import dataclass

from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.workspace.connection import Connection, disconnect_frame, hello_frame, write
from bot.workspace.delivery import Attempt, Delivery
from bot.workspace.feed import Feed
from bot.workspace.ids import Ids
from bot.workspace.model import Json
from bot.workspace.settings import Times

MAX_CONNECTIONS = 10
_RETRY_REASON = "timeout"


@dataclass(slots=True)
class _Waiting:
    delivery: Delivery
    attempt: Attempt
    connection: Connection
    timer: asyncio.TimerHandle


class Gateway:
    """Sends deliveries over the app's connections, in the server's event loop.

    ``on_ack`` is called with each acknowledged delivery, before its waiters wake.
    """

    def __init__(
        self,
        times: Times,
        ids: Ids,
        clock: Callable[[], float],
        feed: Feed,
        on_ack: Callable[[Delivery], None],
    ) -> None:
        self.times = times
        self._ids = ids
        self._clock = clock
        self._feed = feed
        self._on_ack = on_ack
        self._tickets: set[str] = set()
        self._numbers = itertools.count(1)
        self._connections: list[Connection] = []
        self._waiting: dict[str, _Waiting] = {}
        self._turn = 0
        self._outstanding = 0
        self._count_lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self.app_id = ""

    def bind(self, loop: asyncio.AbstractEventLoop | None) -> None:
        """Name the event loop everything runs in; None when it ends."""
        self._loop = loop

    # Connecting.

    def ticket(self) -> str:
        """A ticket for one connection, as ``apps.connections.open`` puts into its address."""
        ticket = self._ids.uuid()
        self._tickets.add(ticket)
        return ticket

    @property
    def connections(self) -> int:
        """How many connections are open and take envelopes."""
        return sum(not connection.draining for connection in self._connections)

    @property
    def outstanding(self) -> int:
        """Deliveries not yet acknowledged or given up, retries to come included."""
        return self._outstanding

    async def serve(self, socket: WebSocket) -> None:
        """Serve one connection from ``hello`` to its end."""
        ticket = socket.query_params.get("ticket", "")
        if ticket not in self._tickets:
            await socket.close(code=4001)
            return
        self._tickets.discard(ticket)
        await socket.accept()
        if self.connections >= MAX_CONNECTIONS:
            await socket.send_text(disconnect_frame("too_many_websockets"))
            await socket.close()
            return
        connection = Connection(next(self._numbers), socket)
        self._connections.append(connection)
        connection.outbox.put_nowait(hello_frame(self.connections, self.app_id))
        writer = asyncio.create_task(write(connection))
        self._feed.add("connection", number=connection.number, state="open")
        try:
            while True:
                self._receive(connection, await socket.receive_text())
        except (WebSocketDisconnect, RuntimeError):
            pass
        finally:
            connection.outbox.put_nowait(None)
            writer.cancel()
            self._connections.remove(connection)
            self._feed.add("connection", number=connection.number, state="closed")
            self._abandon(connection)

    # Sending.

    def deliver(self, delivery: Delivery, delay: float = 0.0) -> None:
        """Send a delivery, after ``delay`` seconds; may be called from any thread."""
        with self._count_lock:
            self._outstanding += 1
        if self._loop is None:
            self._fail(delivery, "dispatch_failed")
            return
        self._loop.call_soon_threadsafe(self._begin, delivery, delay)

    def _begin(self, delivery: Delivery, delay: float) -> None:
        if delay > 0:
            asyncio.get_running_loop().call_later(delay, self._send, delivery)
        else:
            self._send(delivery)

    def _send(self, delivery: Delivery, within: float | None = None) -> None:
        """Send an envelope, to be acknowledged ``within`` so many seconds, Slack's deadline if not told."""
        retry = len(delivery.attempts)
        attempt = Attempt(self._ids.uuid(), retry, self._clock(), 0)
        delivery.attempts.append(attempt)
        connection = self._next_connection()
        if connection is None:
            self._unanswered(delivery, "dispatch_failed")
            return
        attempt.connection = connection.number
        envelope: Json = {
            "envelope_id": attempt.envelope_id,
            "payload": delivery.payload,
            "type": delivery.type,
            "accepts_response_payload": delivery.accepts_response,
        }
        if delivery.type == "events_api":
            reason = _RETRY_REASON if retry else ""
            envelope |= {"retry_attempt": retry, "retry_reason": reason}
        deadline = self.times.ack_deadline if within is None else within
        timer = asyncio.get_running_loop().call_later(deadline, self._deadline, attempt.envelope_id)
        self._waiting[attempt.envelope_id] = _Waiting(delivery, attempt, connection, timer)
        connection.outbox.put_nowait(json.dumps(envelope, separators=(",", ":")))
        self._feed.add("delivery", event="sent", delivery=delivery)

    def _next_connection(self) -> Connection | None:
        fresh = [c for c in self._connections if not c.draining] or self._connections
        if not fresh:
            return None
        self._turn += 1
        return fresh[self._turn % len(fresh)]

    # Acknowledgements.

    def _receive(self, connection: Connection, text: str) -> None:
        try:
            frame = json.loads(text)
        except ValueError:
            self._feed.add("connection", number=connection.number, state="bad frame", text=text)
            return
        envelope_id = frame.get("envelope_id") if isinstance(frame, dict) else None
        waiting = self._waiting.get(envelope_id) if isinstance(envelope_id, str) else None
        if waiting is None:
            self._feed.add("delivery", event="late ack", envelope_id=envelope_id)
            return
        delivery, attempt = waiting.delivery, waiting.attempt
        if delivery.lost_acks > 0:
            delivery.lost_acks -= 1
            attempt.ignored_ack = True
            return
        del self._waiting[attempt.envelope_id]
        waiting.timer.cancel()
        attempt.acked_at = self._clock()
        if delivery.status != "pending":
            return
        delivery.ack_payload = frame.get("payload") or None
        delivery.status = "acked"
        self._on_ack(delivery)
        self._feed.add("delivery", event="acked", delivery=delivery)
        self._finish(delivery)

    def _deadline(self, envelope_id: str) -> None:
        waiting = self._waiting.pop(envelope_id, None)
        if waiting is not None:
            self._unanswered(waiting.delivery, "operation_timeout")

    def _unanswered(self, delivery: Delivery, error: str) -> None:
        """Nobody acknowledged: an event comes again, anything else fails for the person."""
        retries = len(delivery.attempts) - 1
        if delivery.type == "events_api" and retries < len(self.times.retry_after):
            asyncio.get_running_loop().call_later(self.times.retry_after[retries], self._send, delivery)
            self._feed.add("delivery", event="unacknowledged", delivery=delivery)
        else:
            self._fail(delivery, error)

    def _fail(self, delivery: Delivery, error: str) -> None:
        delivery.status, delivery.error = "failed", error
        self._feed.add("delivery", event="failed", delivery=delivery)
        self._finish(delivery)

    def _finish(self, delivery: Delivery) -> None:
        with self._count_lock:
            self._outstanding -= 1
        delivery.done.set()

    def _abandon(self, connection: Connection) -> None:
        """A connection closed: what it had not acknowledged counts as unanswered.

        Socket Mode delivers at least once, so commands and interactions too are sent again over another connection,
        for as long as the person still waits for the first: three seconds in all, not three each.
        """
        if self._loop is None:
            return
        gone = [key for key, w in self._waiting.items() if w.connection is connection]
        for key in gone:
            waiting = self._waiting.pop(key)
            left = waiting.timer.when() - self._loop.time()
            waiting.timer.cancel()
            if waiting.delivery.type != "events_api" and left > 0 and self._connections:
                self._send(waiting.delivery, left)
            else:
                self._unanswered(waiting.delivery, "dispatch_failed")

    # Disconnecting.

    def disconnect(self, reason: str, grace: float | None = None) -> None:
        """Tell every connection to go, and close it after ``grace`` seconds; from any thread.

        ``reason`` is Slack's: ``warning``, ``refresh_requested`` or ``link_disabled``.
        """
        if self._loop is not None:
            after = self.times.disconnect_grace if grace is None else grace
            self._loop.call_soon_threadsafe(self._disconnect, reason, after)

    def _disconnect(self, reason: str, grace: float) -> None:
        for connection in self._connections:
            if not connection.draining:
                connection.draining = True
                connection.outbox.put_nowait(disconnect_frame(reason))
                asyncio.get_running_loop().call_later(grace, connection.outbox.put_nowait, None)

    def cut(self) -> None:
        """Close every connection without a word, as a broken network does; from any thread."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._cut)

    def nudge(self) -> None:
        """Send a frame without meaning, which wakes a client that waits for data; from any thread."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._nudge)

    def _nudge(self) -> None:
        for connection in self._connections:
            connection.outbox.put_nowait("{}")

    def _cut(self) -> None:
        for connection in self._connections:
            connection.draining = True
            connection.outbox.put_nowait(None)
