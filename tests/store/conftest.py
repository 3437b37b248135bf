"""A store on either database: every test that asks for one runs on both."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.store import Job, Store
from tests.store.postgres import Server, running_server

START = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server, started when the first test wants it."""
    with running_server() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request, tmp_path) -> str:
    """The address of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/bot.db"
    return request.getfixturevalue("postgres").empty()


@pytest.fixture
def store(address) -> Iterator[Store]:
    """An open, empty store."""
    found = Store.open(address)
    yield found
    found.close()


@pytest.fixture
def at():
    """Moments, in seconds since the test's start."""

    def moment(seconds: float = 0) -> datetime:
        return START + timedelta(seconds=seconds)

    return moment


@pytest.fixture
def job():
    """Jobs; what a test does not care about is filled in."""

    def make(answer: str = "subgroup-dm", **changes) -> Job:
        given = {"kind": "message", "team": "T1", "channel": "C1", "thread": "100.1", "user": "U1"} | changes
        return Job(**{"payload": {"reading": {"answer": answer}, "surface": "channel"}} | given)

    return make


@pytest.fixture
def leased(store, at, job):
    """A job that was accepted at the start and is leased for half a minute."""
    assert store.accept("T1:C1:1.0", job(), at())
    (found,) = store.lease(at(), 30, "w1")
    return found
