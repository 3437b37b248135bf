"""Tests that a database is made, migrated and reopened, and that trouble is told in words."""

from __future__ import annotations

import sqlite3
import stat

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from bot.store import Store, StoreError, engine
from bot.store.migrating import HEAD, MIGRATIONS
from bot.store.schema import metadata
from tests.store.processes import Process


def test_what_was_written_is_there_after_reopening(address, at, job):
    """A clean stop and start lose nothing."""
    first = Store.open(address)
    first.accept("k", job(), at())
    first.close()
    second = Store.open(address)
    assert not second.accept("k", job(), at())
    assert ["k"] == [leased.key for leased in second.lease(at(), 30, "w1")]
    second.close()


def test_two_open_stores_see_each_other(address, store, at, job):
    """Several processes may share one database."""
    other = Store.open(address)
    assert store.accept("k", job(), at())
    assert not other.accept("k", job(), at())
    assert 1 == len(other.lease(at(), 30, "w2"))
    assert [] == store.lease(at(), 30, "w1")
    other.close()


def test_processes_that_migrate_at_once_take_turns(address, at):
    """All of them start on an empty database and work on it."""
    started = [Process(address, "open", f"k{number}") for number in range(4)]
    for process in started:
        process.wait_for("ready")
    for process in started:
        process.say("go")
    for process in started:
        process.wait_for("accepted True")
        process.end()
    store = Store.open(address)
    assert 4 == store.counts()["waiting"]
    store.close()


def test_the_migrations_make_the_schema(store):
    """Tables, columns and indexes are what the code believes them to be."""
    with store._database.read() as connection:
        assert [] == compare_metadata(MigrationContext.configure(connection), metadata)


def test_the_newest_migration_is_the_one_the_store_looks_for():
    """A new step is not forgotten when a database is opened."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert HEAD == ScriptDirectory.from_config(config).get_current_head()


def test_a_database_of_a_newer_version_is_left_alone(address, store):
    """Going back to an older version says so instead of breaking what is there."""
    with store._database.write() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreError, match=r"newer version of the bot \(migration 9999"):
        Store.open(address)


def test_a_step_that_fails_leaves_nothing_behind(address, tmp_path, monkeypatch):
    """A migration is done as a whole or not at all, and can be tried again."""
    broken = tmp_path / "migrations"
    (broken / "versions").mkdir(parents=True)
    (broken / "env.py").write_text((MIGRATIONS / "env.py").read_text())
    step = (MIGRATIONS / "versions" / "v0001_claims_outbox_memory.py").read_text()
    (broken / "versions" / "v0001.py").write_text(
        step.replace("\n\ndef downgrade", "    raise RuntimeError('out of luck')\n\n\ndef downgrade")
    )
    with monkeypatch.context() as patch:
        patch.setattr("bot.store.migrating.MIGRATIONS", broken)
        with pytest.raises(RuntimeError, match="out of luck"):
            Store.open(address)
    store = Store.open(address)
    assert 0 == store.counts()["accepted"]
    store.close()


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ("", "no database URL"),
        ("bot.db", "no database URL"),
        ("mysql://root@localhost/bot", "cannot be kept in mysql"),
        ("sqlite://", "name a file"),
        ("sqlite:///:memory:", "name a file"),
        ("postgresql://bot:geheim@127.0.0.1:1/bot", "could not be"),
    ],
)
def test_a_wrong_address_says_what_to_write(wrong, says):
    """Whoever sets the bot up can mend it, and no password is shown."""
    with pytest.raises(StoreError, match=says) as refused:
        Store.open(wrong)
    assert "geheim" not in str(refused.value)


def test_a_file_that_is_no_database_is_left_alone(tmp_path):
    """A wrong path does not overwrite somebody's file."""
    file = tmp_path / "notes.txt"
    file.write_text("not a database, but a text that is long enough to be looked at " * 20)
    before = file.read_bytes()
    with pytest.raises(StoreError, match="not a database"):
        Store.open(f"sqlite:///{file}")
    assert before == file.read_bytes()


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    """The message has the path."""
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match=r"file/bot\.db could not be opened"):
        Store.open(f"sqlite:///{tmp_path}/file/bot.db")


def test_the_file_belongs_to_its_owner_alone(tmp_path, at):
    """Other people of the machine cannot read who asked where, neither in the file nor in its log."""
    store = Store.open(f"sqlite:///{tmp_path}/state/bot.db")
    store.claim("k", at())
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "state").iterdir()}
    store.close()
    assert dict.fromkeys(["bot.db", "bot.db-wal", "bot.db-shm"], 0o600) == modes


def test_a_locked_file_is_an_error_that_passes(tmp_path, at, job, monkeypatch):
    """While another program holds the file nothing is accepted, so the event may come again; afterwards it is."""
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.05)
    store = Store.open(f"sqlite:///{tmp_path}/bot.db")
    other = sqlite3.connect(tmp_path / "bot.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="could not be written: database is locked"):
        store.accept("k", job(), at())
    assert 0 == store.counts()["accepted"]
    other.execute("ROLLBACK")
    other.close()
    assert store.accept("k", job(), at())
    store.close()


def test_readers_do_not_wait_for_a_writer(tmp_path, at):
    """A follow-up is understood while another thread writes."""
    store = Store.open(f"sqlite:///{tmp_path}/bot.db")
    with store._database.write():
        assert None is store.recall("T1", "C1", None, at())
        assert 0 == store.counts()["accepted"]
    store.close()


def test_the_log_does_not_grow_for_ever(tmp_path, at, job):
    """Thousands of writes keep the write-ahead log at some megabytes."""
    store = Store.open(f"sqlite:///{tmp_path}/bot.db")
    for number in range(3000):
        store.accept(f"T1:C1:{number}", job(), at())
    log = (tmp_path / "bot.db-wal").stat().st_size
    store.close()
    assert log < 60_000_000  # 80 MB when nobody copies it
    assert not (tmp_path / "bot.db-wal").exists()


def deleted(file, _tmp_path):
    file.unlink()


def moved(file, tmp_path):
    file.rename(tmp_path / "elsewhere.db")


def replaced_by_another(file, tmp_path):
    other = tmp_path / "other.db"
    Store.open(f"sqlite:///{other}").close()
    other.replace(file)


@pytest.mark.parametrize("what", [deleted, moved, replaced_by_another])
def test_a_file_that_is_no_longer_the_one_that_was_opened_is_neither_written_nor_read(tmp_path, at, job, what):
    """What goes into a deleted file is lost, and nobody is told that it was kept; put back, it is used again."""
    file = tmp_path / "store" / "bot.db"
    store = Store.open(f"sqlite:///{file}")
    assert store.accept("before", job(), at())
    what(file, tmp_path)
    for attempt in (lambda: store.accept("after", job(), at()), store.next_due, lambda: store.lease(at(), 30, "w1")):
        with pytest.raises(StoreError, match="deleted, moved or replaced"):
            attempt()
    if (tmp_path / "elsewhere.db").exists():
        (tmp_path / "elsewhere.db").rename(file)
        assert store.accept("after", job(), at())
    store.close()
