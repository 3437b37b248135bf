"""Connections to PostgreSQL that give up in time. Imported only where PostgreSQL is used.

The server's own time limits help against a lock that is held for long. They do not help against a server that does not
run any more, or a network that swallows everything: the driver would wait for ever, and with it whoever asked.
"""

from __future__ import annotations

import math
import time
from collections.abc import Generator
from typing import Any, TypeVar

import psycopg
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL

from bot.store.limits import BUSY_SECONDS, end

IDLE_SECONDS = 15.0
"""After this long the server ends a transaction that its process has left lying, with the locks that it holds."""
_T = TypeVar("_T")


class Bounded(psycopg.Connection[Any]):
    """A connection that is closed when the server has not answered by the end of the operation."""

    def wait(self, gen: Generator[Any, Any, _T], *more: Any, **named: Any) -> _T:  # noqa: ANN401 - the driver's own, which change
        """Run a conversation with the server as the driver does, but not longer than the operation may take."""
        return super().wait(self._in_time(gen), *more, **named)

    def _in_time(self, gen: Generator[Any, Any, _T]) -> Generator[Any, Any, _T]:
        until = end()
        try:
            wanted = next(gen)
            while True:
                ready = yield wanted
                # The driver comes by several times a second with nothing in its hands. An answer is never too late.
                if not ready and time.monotonic() > until:
                    self.close()  # its answer may come yet, and would be taken for that of the next question
                    message = "the server did not answer in time"
                    raise psycopg.OperationalError(message)
                wanted = gen.send(ready)
        except StopIteration as done:
            found: _T = done.value
            return found


def engine_for(url: URL) -> Engine:
    """Return an engine whose operations end in time, whatever the server does."""
    engine = create_engine(
        url,
        pool_pre_ping=True,
        pool_timeout=BUSY_SECONDS,
        connect_args={"connect_timeout": math.ceil(BUSY_SECONDS)},
    )

    @event.listens_for(engine, "do_connect")
    def connect(_dialect: object, _record: object, given: list[Any], named: dict[str, Any]) -> Bounded:
        if time.monotonic() > end():  # the time went by with a connection that was found dead
            message = "the server did not answer in time"
            raise psycopg.OperationalError(message)
        return Bounded.connect(*given, **named)

    @event.listens_for(engine, "connect")
    def connected(connection: Bounded, _record: object) -> None:
        connection.execute(f"SET statement_timeout = {BUSY_SECONDS * 1000:.0f}")  # type: ignore[arg-type,call-overload,unused-ignore]
        connection.execute(f"SET idle_in_transaction_session_timeout = {IDLE_SECONDS * 1000:.0f}")  # type: ignore[arg-type,call-overload,unused-ignore]
        connection.commit()

    return engine
