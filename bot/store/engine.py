"""The database behind the store: one locked writer and separate readers on SQLite, a pool on PostgreSQL.

SQLite runs in WAL mode with ``synchronous=NORMAL``: killing the process loses nothing that was committed. A power cut
or a crash of the operating system may lose the last commits that were not yet on disk (the file stays sound). Such a
question may go unanswered, or, where only ``sending`` and ``posted`` were lost, be answered twice. PostgreSQL with its
defaults loses nothing.
"""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import cast

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.pool import StaticPool

from bot.store.checkpoints import Checkpointer
from bot.store.errors import StoreError
from bot.store.limits import BUSY_SECONDS, within

CHECKPOINT_PAGES = 20_000
"""The log of 80 MB at which a commit copies it into the file after all, should the background not get to it."""
OPENING_SECONDS = 30.0
"""How long to wait while another process migrates."""
MIGRATING_SECONDS = 600.0
"""How long a migration itself may take on PostgreSQL."""


class Database:
    """Connections to one database. Every operation is one transaction.

    Raises:
        StoreError: the address is wrong, or the database cannot be reached.
    """

    def __init__(self, address: str) -> None:
        self.url = checked_address(address)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self._one_writer = threading.Lock()
        self._writing: Connection | None = None
        self._checkpointer: Checkpointer | None = None
        self._file: tuple[int, int] | None = None
        with self.explaining("opened"):
            if self.is_sqlite:
                _make_private(Path(self.url.database or ""))
                self._writer = create_engine(self.url, poolclass=StaticPool, connect_args={"check_same_thread": False})
                self._readers = create_engine(self.url, connect_args={"check_same_thread": False})
                _prepare(
                    self._writer, "BEGIN IMMEDIATE", "synchronous=NORMAL", f"wal_autocheckpoint={CHECKPOINT_PAGES}"
                )
                _prepare(self._readers, "BEGIN", "query_only=ON")
                self._turn_on_wal()
                self._checkpointer = Checkpointer(self.url.database or "", self._one_writer)
                self._file = _identity(Path(self.url.database or ""))
            else:
                from bot.store.postgres import engine_for  # noqa: PLC0415 - only where it is asked for

                self._writer = engine_for(self.url)
                # What several statements read, they read as of one moment.
                self._readers = self._writer.execution_options(isolation_level="REPEATABLE READ")

    @property
    def name(self) -> str:
        """The address, without its password."""
        return self.url.render_as_string(hide_password=True)

    @contextmanager
    def write(self, seconds: float = BUSY_SECONDS) -> Iterator[Connection]:
        """Give a connection in a transaction that is committed at the end, or leaves nothing behind.

        ``seconds`` is how long that may take on PostgreSQL, with all waiting; SQLite waits for other writers only.
        """
        self._still_there()
        with self.explaining("written"), within(seconds):
            if self.is_sqlite:
                with self._one_writer:
                    connection = self._own_connection()
                    with connection.begin():
                        yield connection
                    if self._checkpointer is not None:
                        self._checkpointer.committed()
            else:
                with self._writer.begin() as connection:
                    if seconds > BUSY_SECONDS:
                        _allow(connection, seconds)
                    yield connection

    @contextmanager
    def read(self, seconds: float = BUSY_SECONDS) -> Iterator[Connection]:
        """Give a connection that reads; on SQLite it waits for no writer."""
        self._still_there()
        with self.explaining("read"), within(seconds), self._readers.begin() as connection:
            yield connection

    def session(self) -> Connection:
        """Return a connection to PostgreSQL that is the caller's alone, each of its statements a transaction."""
        connection = self._writer.connect().execution_options(isolation_level="AUTOCOMMIT")
        connection.detach()
        return connection

    @contextmanager
    def migrate(self) -> Iterator[Connection]:
        """Give a connection in a transaction that only one process at a time is in."""
        deadline = time.monotonic() + OPENING_SECONDS
        with (
            self.explaining("brought up to date"),
            within(MIGRATING_SECONDS),
            self._one_writer,
            self._writer.connect() as connection,
        ):
            while True:
                try:
                    connection.begin()
                    break
                except OperationalError:  # SQLite gave up waiting for its turn
                    if time.monotonic() > deadline:
                        raise
            if not self.is_sqlite:
                _allow(connection, MIGRATING_SECONDS)
                connection.exec_driver_sql(f"SET LOCAL lock_timeout = {OPENING_SECONDS * 1000:.0f}")
                # A number of our own, the same in every process; PostgreSQL frees it at the end of the transaction.
                connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7307197002)")
            yield connection
            connection.commit()

    def _still_there(self) -> None:
        """Raise ``StoreError`` when the file that was opened is gone from its place.

        A connection goes on writing into a deleted file, which nobody will ever read, and the log of a replaced one
        damages its successor.
        """
        if self._file is not None and _identity(Path(self.url.database or "")) != self._file:
            message = (
                f"The store {self.name} is no longer the file that was opened: it was deleted, moved or replaced. "
                "Nothing more is written. Put it back, or start the bot anew."
            )
            raise StoreError(message)

    def _own_connection(self) -> Connection:
        """Return the one connection that writes to SQLite; the caller holds the writer's lock.

        It stays open: taking one from the pool and giving it back takes as long as a small transaction.
        """
        if self._writing is None or self._writing.closed or self._writing.invalidated:
            self._writing = self._writer.connect()
        return self._writing

    def close(self) -> None:
        """Close every connection."""
        if self._checkpointer is not None:
            self._checkpointer.close()
        with self._one_writer:
            if self._writing is not None:
                self._writing.close()
            self._writer.dispose()
            self._readers.dispose()

    def _turn_on_wal(self) -> None:
        """Switch to WAL. SQLite does not queue for that as it does for transactions, so ask until it can."""
        deadline = time.monotonic() + OPENING_SECONDS
        mode = None
        while mode is None:
            try:
                with closing(self._writer.raw_connection()) as connection, closing(connection.cursor()) as cursor:
                    cursor.execute("PRAGMA journal_mode=WAL")
                    (mode,) = cursor.fetchone() or ("",)
            except sqlite3.DatabaseError as error:
                if "locked" not in str(error) or time.monotonic() > deadline:
                    self._writer.dispose()
                    message = f"The store {self.name} could not be opened: {error}. Is it an SQLite file of the bot's?"
                    raise StoreError(message) from error
                time.sleep(0.01)
        if mode != "wal":
            self._writer.dispose()
            message = (
                f"The store {self.name} is on a disk where SQLite cannot keep a write-ahead log (it says {mode!r}). "
                "Put the file on a local disk, or use PostgreSQL."
            )
            raise StoreError(message)

    @contextmanager
    def explaining(self, deed: str) -> Iterator[None]:
        """Turn what the database says went wrong into a ``StoreError``."""
        try:
            yield
        except (DBAPIError, PoolTimeoutError, OSError) as error:
            cause = str(getattr(error, "orig", None) or error).strip().partition("\n")[0]
            message = (
                f"The store {self.name} could not be {deed}: {cause}. Is it there, with room, and may it be written?"
            )
            raise StoreError(message) from error


def checked_address(address: str) -> URL:
    """Return the address in parts; ``StoreError`` when no store can be kept there."""
    try:
        url = make_url(address)
    except ArgumentError as error:
        message = (
            "The store's address is no database URL; write sqlite:////path/to/bot.db or postgresql://user@host/name."
        )
        raise StoreError(message) from error
    if url.drivername in ("postgresql", "postgres"):
        url = url.set(drivername="postgresql+psycopg")
    if url.drivername not in ("sqlite", "sqlite+pysqlite", "postgresql+psycopg"):
        message = f"The store cannot be kept in {url.drivername}; use sqlite:////path/to/bot.db or postgresql://…."
        raise StoreError(message)
    if url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:"):
        message = "The store must outlive the process: name a file, as in sqlite:////path/to/bot.db."
        raise StoreError(message)
    if url.get_backend_name() == "postgresql":
        try:
            import psycopg  # noqa: F401, PLC0415 - only where it is asked for
        except ImportError as error:
            message = "PostgreSQL needs one more package: pip install 'myositis-bot[postgres]'."
            raise StoreError(message) from error
    return url


def _allow(connection: Connection, seconds: float) -> None:
    """Let the statements of this transaction on PostgreSQL take longer than others."""
    connection.exec_driver_sql(f"SET LOCAL statement_timeout = {seconds * 1000:.0f}")


def _identity(file: Path) -> tuple[int, int] | None:
    """Return what tells a file from every other, whatever its name: device and inode; None where there is none."""
    try:
        status = file.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _make_private(file: Path) -> None:
    """Make the file readable by its owner alone before SQLite would make it readable by everybody."""
    file.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))


def _prepare(engine: Engine, begin: str, *pragmas: str) -> None:
    """Let SQLAlchemy, not Python's sqlite3 module, say when transactions begin."""

    @event.listens_for(engine, "connect")
    def connected(dbapi_connection: sqlite3.Connection, _record: object) -> None:
        dbapi_connection.isolation_level = None
        for line in (f"busy_timeout={BUSY_SECONDS * 1000:.0f}", *pragmas):
            dbapi_connection.execute(f"PRAGMA {line}").close()

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        # Straight to the driver: as a statement of SQLAlchemy's it would take longer than what follows.
        driver = cast("sqlite3.Connection", connection.connection.dbapi_connection)
        try:
            driver.execute(begin).close()
        except sqlite3.OperationalError as error:
            raise OperationalError(begin, None, error) from error
