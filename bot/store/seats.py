"""Seats: which of the processes of one name a process is, and proof that the one before it is gone.

Leases are held by a seat: ``bot``, or when that is taken ``bot-2``, ``bot-3`` and so on. A process keeps its seat by a
lock that is freed when the process dies, however it dies: by the operating system for SQLite, by the server for
PostgreSQL. So whoever gets a seat knows that nobody works any more under the leases it finds there.
"""

from __future__ import annotations

import hashlib
import os
import re
import sqlite3
import threading
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from bot.store.engine import Database
from bot.store.errors import StoreError
from bot.store.limits import BUSY_SECONDS, within

MOST_SEATS = 1000
_NO_FILE_NAME = re.compile(r"[^\w.-]")
_PATIENCE = 0.05  # seconds: two that reach for a seat at once must not both go without


class Seats:
    """The seat that this process has at one store."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._one_at_a_time = threading.Lock()
        self._name = self._seat = ""
        self._file: sqlite3.Connection | None = None
        self._session: Connection | None = None

    def take(self, name: str) -> str:
        """Return the seat of this process among those of ``name``: the one it has, else the first that is free.

        A connection to PostgreSQL that broke took the seat with it; another is taken then.

        Raises:
            StoreError: no seat could be had.
        """
        with self._one_at_a_time, self._database.explaining("asked for a place"):
            if self._name == name and self._kept():
                return self._seat
            self._leave()
            for number in range(1, MOST_SEATS + 1):
                seat = name if number == 1 else f"{name}-{number}"
                if self._locked(seat):
                    self._name, self._seat = name, seat
                    return seat
        message = f"The store {self._database.name} has {MOST_SEATS} processes called {name!r} already."
        raise StoreError(message)

    def close(self) -> None:
        """Leave the seat to the next."""
        with self._one_at_a_time:
            self._leave()

    def _kept(self) -> bool:
        if self._session is None:
            return self._file is not None
        try:
            with within(BUSY_SECONDS):
                self._session.execute(text("SELECT 1"))
        except DBAPIError:
            return False
        return True

    def _leave(self) -> None:
        self._name = self._seat = ""
        if self._file is not None:
            self._file.close()
            self._file = None
        if self._session is not None:
            with suppress(DBAPIError), within(BUSY_SECONDS):
                self._session.close()
            self._session = None

    def _locked(self, seat: str) -> bool:
        if self._database.is_sqlite:
            self._file = locked_file(Path(self._database.url.database or ""), seat)
            return self._file is not None
        with within(BUSY_SECONDS):
            if self._session is None:
                self._session = self._database.session()
            # The server's locks know databases but no schemas, and several stores may share a database.
            (schema,) = self._session.execute(text("SELECT current_schema()")).one()
            locked = self._session.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": _key(schema, seat)})
            return bool(locked.scalar_one())


def locked_file(database: Path, seat: str) -> sqlite3.Connection | None:
    """Lock the file of a seat, beside the database, until the connection is closed; None when another holds it.

    The lock is SQLite's own, which works wherever the database does. The file stays empty, and stays: were it deleted,
    one process could hold the lock of the deleted file and another that of the new one.
    """
    place = database.resolve()
    file = place.with_name(f"{place.name}.seat-{_NO_FILE_NAME.sub('-', seat)}")
    # Only what is missing is opened here: closing it again would free the locks this process has on the file.
    with suppress(FileExistsError):
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    connection = None
    try:
        connection = sqlite3.connect(file, timeout=_PATIENCE, isolation_level=None, check_same_thread=False)
        connection.execute("BEGIN EXCLUSIVE").close()
    except sqlite3.Error as error:
        if connection is not None:
            connection.close()
        if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY:
            return None
        message = f"{file} could not be locked: {error}. May it be written?"
        raise StoreError(message) from error
    return connection


def _key(schema: str | None, seat: str) -> int:
    """Return the number under which PostgreSQL locks a seat."""
    named = "\0".join(("myositis-bot", "seat", schema or "", seat)).encode()
    return int.from_bytes(hashlib.blake2b(named, digest_size=8).digest(), signed=True)
