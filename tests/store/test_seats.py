"""Tests that no two living processes lease under one name, and that a dead one's name is free at once."""

from __future__ import annotations

import os
import signal
import stat
import time
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text

from bot.store import Store, StoreError
from bot.store.limits import BUSY_SECONDS
from tests.store.processes import Process


@pytest.fixture
def seated(address):
    """Start processes that take a seat; those that still run at the end are killed."""
    running = []

    def start(name, gets):
        process = Process(address, "seated", name)
        process.wait_for(gets)
        running.append(process)
        return process

    yield start
    for process in running:
        process.kill()


def test_the_second_process_of_a_name_gets_a_name_of_its_own(seated, store):
    """Two bots on one machine, or two containers made alike, do not take each other for dead."""
    seated("bot", gets="bot")
    seated("bot", gets="bot-2")
    assert "bot-3" == store.seat("bot")
    assert "other" == store.seat("other")


def test_a_killed_process_leaves_its_seat_to_the_next(seated, store):
    """Started again after SIGKILL, the bot is who it was, and takes up its own leases."""
    seated("bot", gets="bot").kill()
    # PostgreSQL's server hears of the death, the operating system knows.
    deadline = time.monotonic() + 5
    while (seat := store.seat("bot")) != "bot" and time.monotonic() < deadline:
        store._seats.close()
        time.sleep(0.01)
    assert "bot" == seat


def test_a_seat_is_kept_until_the_store_is_closed(address, store):
    """Asking again changes nothing; a bot that was stopped well leaves its seat at once."""
    first = Store.open(address)
    assert ("bot", "bot") == (first.seat("bot"), first.seat("bot"))
    assert "bot-2" == store.seat("bot")
    first.close()
    other = Store.open(address)
    assert ("bot", "bot-2") == (other.seat("bot"), store.seat("bot"))
    other.close()


def test_names_that_no_file_can_have(store):
    """A worker may be called anything."""
    assert "../a b/ä" == store.seat("../a b/ä")


def test_the_lock_belongs_to_its_owner_alone(tmp_path):
    """It lies beside the database, empty."""
    store = Store.open(f"sqlite:///{tmp_path}/bot.db")
    store.seat("bot")
    file = tmp_path / "bot.db.seat-bot"
    assert (0o600, 0) == (stat.S_IMODE(file.stat().st_mode), file.stat().st_size)
    store.close()


def test_a_lock_that_cannot_be_had_is_an_error_in_words(tmp_path):
    """Nobody works without knowing that they are alone."""
    store = Store.open(f"sqlite:///{tmp_path}/bot.db")
    (tmp_path / "bot.db.seat-bot").mkdir()
    with pytest.raises(StoreError, match="seat-bot could not be locked"):
        store.seat("bot")
    store.close()


class TestPostgres:
    """What a server can do to its clients."""

    @pytest.fixture
    def address(self, postgres):
        """The address of an empty database on the server."""
        return postgres.empty()

    @staticmethod
    def others(postgres):
        """Return the server's processes for everybody's connections."""
        with psycopg.connect(postgres.address) as mine:
            found = mine.execute(
                "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
            )
            return [pid for (pid,) in found]

    def test_a_broken_connection_costs_the_seat_and_another_is_taken(self, store, postgres):
        """Who asks again has a seat that nobody else has."""
        assert "bot" == store.seat("bot")
        for pid in self.others(postgres):
            os.kill(pid, signal.SIGTERM)
        assert "bot" == store.seat("bot")

    def test_stores_in_one_database_have_seats_of_their_own(self, store, postgres):
        """Two installations share a server; neither is a second process of the other."""
        other = Store.open(postgres.empty())
        assert ("bot", "bot") == (store.seat("bot"), other.seat("bot"))
        other.close()

    def test_a_server_that_hangs_is_an_error_in_time(self, store, at, job, postgres):
        """Slack waits three seconds for an acknowledgement: before, the event is refused, and comes again."""
        store.accept("k1", job(), at())
        stopped = self.others(postgres)
        stopped.append(int(Path(f"/proc/{stopped[0]}/stat").read_text().rpartition(")")[2].split()[1]))
        try:
            for pid in stopped:
                os.kill(pid, signal.SIGSTOP)
            for _ in range(2):  # by the connection that is there, and by a new one
                began = time.monotonic()
                with pytest.raises(StoreError, match="could not be written"):
                    store.accept("k2", job(), at())
                assert time.monotonic() - began < BUSY_SECONDS + 0.7
        finally:
            for pid in reversed(stopped):
                os.kill(pid, signal.SIGCONT)
        assert 1 == store.counts()["accepted"]
        assert store.accept("k2", job(), at())

    def test_a_lock_that_is_held_for_long_is_an_error_in_time(self, store, at, job, address):
        """Someone who works on the tables by hand holds up no question for longer than Slack waits."""
        with store._database.session() as mine:
            mine.execute(text("BEGIN"))
            mine.execute(text("LOCK TABLE outbox IN ACCESS EXCLUSIVE MODE"))
            began = time.monotonic()
            with pytest.raises(StoreError, match="could not be written"):
                store.accept("k1", job(), at())
            assert time.monotonic() - began < BUSY_SECONDS + 0.5
            mine.execute(text("ROLLBACK"))
        assert store.accept("k1", job(), at())
