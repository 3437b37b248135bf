"""The store: there or to be made, of this version, writable, private, with room. Nothing in it is changed."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from bot.doctor.finding import Finding, failed, ok, warn
from bot.messages import doctor as words
from bot.store import StoreError
from bot.store.engine import Database
from bot.store.migrating import HEAD, known_versions, version

ROOM = 200 * 2**20
"""Bytes free under which it is said."""


class _NothingKeptError(Exception):
    """Ends a transaction that must leave nothing behind."""


def about_store(address: str) -> Iterator[Finding]:
    """Look at the database that ``address`` names."""
    file = _file(address)
    if file is not None and not file.exists():
        yield _place(file)
        return
    try:
        database = Database(address)
    except StoreError as error:
        yield failed("store", str(error), "See MYOSITIS_STORE in deploy/CONFIGURATION.md.")
        return
    try:
        yield from _opened(database)
    except StoreError as error:
        yield failed("store", str(error), "See MYOSITIS_STORE in deploy/CONFIGURATION.md.")
    finally:
        database.close()
    if file is not None:
        yield from _on_disk(file)


def _opened(database: Database) -> Iterator[Finding]:
    with database.read() as connection:
        found = version(connection)
    if found is not None and found not in known_versions():
        says = f"{database.name} was made by a newer version of the bot (migration {found}; this one knows {HEAD})"
        yield failed("store", says, words.OF_NEWER)
        return
    try:
        with database.write() as connection:
            connection.exec_driver_sql("CREATE TABLE doctor_looked (number INTEGER)")
            raise _NothingKeptError
    except _NothingKeptError:
        pass
    if found == HEAD:
        yield ok("store", f"{database.name}, at migration {HEAD}, can be written")
    else:
        yield warn("store", f"{database.name} is at migration {found or 'none'}, not yet {HEAD}", words.MIGRATES)


def _file(address: str) -> Path | None:
    try:
        url = make_url(address)
    except ArgumentError:
        return None
    on_disk = url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:")
    return Path(url.database or "") if on_disk else None


def _place(file: Path) -> Finding:
    folder = next(parent for parent in file.absolute().parents if parent.exists())
    if folder.is_dir() and os.access(folder, os.W_OK | os.X_OK):
        return ok("store", f"{file} is not there yet; it is made at the first start")
    return failed("store", f"{file} cannot be made: {folder} may not be written", "Let the bot's user write there.")


def _on_disk(file: Path) -> Iterator[Finding]:
    mode = stat.S_IMODE(file.stat().st_mode)
    if mode & 0o077:
        yield warn("store", f"{file} can be read by others (mode {mode:o})", f"{words.PRIVATE} {file}")
    free = shutil.disk_usage(file.parent).free
    if free < ROOM:
        yield warn("store", f"only {free // 2**20} MB are free beside {file}", "Make room.")
