"""Backup and restore of the store: one file that holds everything as of one moment, taken while the bot works.

SQLite: a copy by SQLite's own online backup. PostgreSQL: ``pg_dump`` and ``pg_restore``, which must be on the machine.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import update
from sqlalchemy.engine import URL

from bot.store.engine import Database, checked_address
from bot.store.errors import StoreError
from bot.store.limits import LONG_SECONDS
from bot.store.migrating import known_versions, migrate
from bot.store.schema import State, outbox

RESTORED = "restored from a backup"
_NAME = "myositis-bot-%Y%m%dT%H%M%S.backup"
LEAST_KEPT = 7
"""So many backups stay whatever the clock says: a week of nights."""
_LONGEST = 500
_IN_USE = "The store {name} is in use. Stop the bot first."


def backup(address: str, file: Path) -> int:
    """Write the store at ``address`` to ``file``, readable by its owner alone, and return its size in bytes.

    Raises:
        StoreError: there is no store, the file is there already, or either cannot be read or written.
    """
    url = checked_address(address)
    if file.exists():
        message = f"{file} is there already. Name another file: a backup never takes the place of an older one."
        raise StoreError(message)
    part = file.with_name(f"{file.name}.part")
    with _explaining(file), _removed_at_the_end(part):
        os.close(os.open(part, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600))
        if url.get_backend_name() == "sqlite":
            _copy(_existing(url), part)
            _sound(part)
        else:
            _run("pg_dump", url, "--format=custom", "--no-owner", "--no-privileges", f"--file={part}")
        part.replace(file)
        return file.stat().st_size


def restore(address: str, file: Path, now: datetime) -> Path | None:
    """Put what ``file`` holds in place of the store, brought up to this version; return where the old one was kept.

    Replies that were owed when the backup was made are not sent: most of them were answered since.

    Raises:
        StoreError: the file is no backup, or of a newer version; the store is in use. Then nothing was changed.
    """
    url = checked_address(address)
    if not file.is_file():
        message = f"There is no backup at {file}."
        raise StoreError(message)
    with _explaining(file):
        if url.get_backend_name() == "sqlite":
            return _restore_file(url, file, now)
        _run("pg_restore", url, "--clean", "--if-exists", "--no-owner", "--single-transaction", str(file))
    _settle(address, now)
    return None


def dated(folder: Path, now: datetime) -> Path:
    """Return the name of a backup made now, in a folder that is made when it is missing."""
    with _explaining(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder / f"{now:{_NAME}}"


def forget(folder: Path, now: datetime, keep: timedelta) -> list[Path]:
    """Delete the backups of a folder that are older than ``keep``, as their names say; return them.

    Clocks go wrong: the newest ``LEAST_KEPT`` stay whatever their dates, and while one is dated later than ``now``
    none goes.
    """
    with _explaining(folder):
        dated_files = []
        for file in folder.iterdir():
            try:
                made = datetime.strptime(file.name, _NAME).replace(tzinfo=now.tzinfo)
            except ValueError:
                continue  # somebody else's file
            dated_files.append((made, file))
        dated_files.sort()
        if dated_files and dated_files[-1][0] > now:
            return []
        gone = [file for made, file in dated_files[:-LEAST_KEPT] if made < now - keep]
        for file in gone:
            file.unlink()
    return gone


def _restore_file(url: URL, file: Path, now: datetime) -> Path | None:
    target = Path(url.database or "")
    part = target.with_name(f"{target.name}.restoring")
    target.parent.mkdir(parents=True, exist_ok=True)
    with _removed_at_the_end(part):
        _sound(file)
        os.close(os.open(part, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600))
        shutil.copyfile(file, part)
        _settle(f"sqlite:///{part}", now)
        kept = None
        if target.exists():
            _alone(target, url)
            kept = target.with_name(f"{target.name}.before-{now:%Y%m%dT%H%M%S}")
            target.replace(kept)
        part.replace(target)
    return kept


def _settle(address: str, now: datetime) -> None:
    """Bring a restored store up to date and let nothing be sent that was owed when the backup was made."""
    database = Database(address)
    try:
        migrate(database)
        with database.write(LONG_SECONDS) as connection:
            owed = update(outbox).where(outbox.c.settled_at.is_(None))
            connection.execute(owed.values(state=State.GAVE_UP, due_at=None, settled_at=now, reason=RESTORED))
    finally:
        database.close()


def _existing(url: URL) -> Path:
    source = Path(url.database or "")
    if not source.is_file():
        message = f"There is no store at {source}, so there is nothing to back up."
        raise StoreError(message)
    return source


def _copy(source: Path, target: Path) -> None:
    """Copy a database that others may be writing; what they commit meanwhile is not in it."""
    with (
        closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as taken,
        closing(sqlite3.connect(target)) as made,
    ):
        taken.backup(made)
        # One file instead of three: the write-ahead log is folded in.
        made.execute("PRAGMA journal_mode=DELETE")


def _sound(file: Path) -> None:
    """Refuse a file that is damaged, no store of the bot's, or of a version that this one does not know."""
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as opened:
            (found,) = opened.execute("PRAGMA integrity_check(1)").fetchone()
            (version,) = opened.execute("SELECT version_num FROM alembic_version").fetchone()
    except (sqlite3.DatabaseError, TypeError) as error:
        message = f"{file} is no backup of the bot's store, or is damaged."
        raise StoreError(message) from error
    if found != "ok":
        message = f"{file} is damaged: {found}"
        raise StoreError(message)
    if version not in known_versions():
        message = f"{file} was made by a newer version of the bot (migration {version}). Restore it with that version."
        raise StoreError(message)


def _alone(file: Path, url: URL) -> None:
    """Make sure that nobody has the database open, and fold its write-ahead log in."""
    with closing(sqlite3.connect(file, isolation_level=None, timeout=0.5)) as connection:
        try:
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("COMMIT")
            connection.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.OperationalError as error:
            raise StoreError(_IN_USE.format(name=url.render_as_string(hide_password=True))) from error
        except sqlite3.DatabaseError:
            return  # what is there is no database: that may be why it is restored


def _run(program: str, url: URL, *arguments: str) -> None:
    """Run one of PostgreSQL's programs; the password goes by its environment, where no list of processes shows it."""
    if shutil.which(program) is None:
        message = f"{program} is not on this machine; install PostgreSQL's client programs."
        raise StoreError(message)
    bare = url.set(drivername="postgresql", password=None).render_as_string()
    around = os.environ | ({"PGPASSWORD": str(url.password)} if url.password else {})
    done = subprocess.run(  # noqa: S603 - the program is named above, the address is the administrator's own
        [program, f"--dbname={bare}", *arguments], env=around, capture_output=True, text=True, check=False
    )
    if done.returncode:
        says = " ".join(done.stderr.split())[:_LONGEST] or f"status {done.returncode}"
        message = f"{program} failed: {says}"
        raise StoreError(message)


@contextmanager
def _explaining(file: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        cause = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        message = f"{getattr(error, 'filename', None) or file}: {cause}"
        raise StoreError(message) from error


@contextmanager
def _removed_at_the_end(part: Path) -> Iterator[None]:
    try:
        yield
    finally:
        for left in (part, *(part.with_name(part.name + more) for more in ("-wal", "-shm", "-journal"))):
            left.unlink(missing_ok=True)
