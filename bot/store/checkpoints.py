"""Copies SQLite's write-ahead log into the file in the background, so that no commit has to wait for the disk."""

from __future__ import annotations

import logging
import sqlite3
import threading

COMMITS = 250
"""How many commits lie between two copies; the log grows to a few megabytes meanwhile."""
LONG_LOG = 4000
"""Pages (of 4 kB) from which the log is made to start again; before, it does so whenever everything was copied."""
_PATIENCE = 0.05  # seconds to wait for readers of this or another process while writers stand still
_log = logging.getLogger(__name__)


class Checkpointer:
    """A thread that copies the log whenever enough was committed."""

    def __init__(self, file: str, one_writer: threading.Lock) -> None:
        self._file = file
        self._one_writer = one_writer
        self._commits = 0
        self._wanted = threading.Event()
        self._closing = False
        self._thread = threading.Thread(target=self._run, name="store-checkpoints", daemon=True)
        self._thread.start()

    def committed(self) -> None:
        """Count a commit; the caller holds the writer's lock."""
        self._commits += 1
        if self._commits % COMMITS == 0:
            self._wanted.set()

    def close(self) -> None:
        """End the thread."""
        self._closing = True
        self._wanted.set()
        self._thread.join()

    def _run(self) -> None:
        connection = sqlite3.connect(self._file, timeout=_PATIENCE, isolation_level=None)
        try:
            while self._wanted.wait() and not self._closing:
                self._wanted.clear()
                self._copy(connection)
        finally:
            connection.close()

    def _copy(self, connection: sqlite3.Connection) -> None:
        """Copy what is there while writers go on; only if the log has grown long nevertheless, let them stand still."""
        try:
            _, pages, _ = connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
            if pages > LONG_LOG:
                with self._one_writer:
                    connection.execute("PRAGMA wal_checkpoint(RESTART)").fetchone()
        except sqlite3.Error as error:  # nothing is lost: the log keeps it until the next time
            _log.warning("the store's log could not be copied into its file: %s", error)
