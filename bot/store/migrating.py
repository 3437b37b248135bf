"""Brings a database to the newest schema when it is opened. Two processes that try at once take turns."""

from __future__ import annotations

import threading
from pathlib import Path

from sqlalchemy import Connection, inspect

from bot.store.engine import OPENING_SECONDS, Database
from bot.store.errors import StoreError

MIGRATIONS = Path(__file__).with_name("migrations")
HEAD = "0004"
"""The newest migration; a database that has it is opened without loading Alembic."""
_one_at_a_time = threading.Lock()  # Alembic's context is the module's, not the thread's


def migrate(database: Database) -> None:
    """Run the migrations that a database lacks, all or none.

    Raises:
        StoreError: the database was made by a newer version of the bot, or cannot be written.
    """
    with database.read(OPENING_SECONDS) as connection:
        if version(connection) == HEAD:
            return
    with _one_at_a_time, database.migrate() as connection:
        found = version(connection)
        if found != HEAD:  # else another process was faster
            _upgrade(connection, found, database.name)


def version(connection: Connection) -> str | None:
    """Return the migration a database is at; None when it is empty."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one_or_none()


def known_versions() -> frozenset[str]:
    """Return the migrations that this version of the bot knows."""
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    return frozenset(script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions())


def _upgrade(connection: Connection, found: str | None, name: str) -> None:
    # Loaded only where there is something to do: it takes longer than opening the database.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    if found is not None and found not in known_versions():
        message = (
            f"The store {name} was made by a newer version of the bot (migration {found}; this version knows up to "
            f"{HEAD}). Run that version, or restore the backup made before it ran."
        )
        raise StoreError(message)
    command.upgrade(config, "head")
