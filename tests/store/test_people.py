"""Tests that one person's share of the store can be seen and deleted, and that nobody else's goes with it."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import inspect, select

from bot.store import Memo
from bot.store.people import holdings
from bot.store.schema import metadata

DAY = timedelta(days=1)
HERS = {"outbox", "claims", "memories"}


def fill(store, at, job, user="U1", number=1):
    """Accept a question, a press and a direct message of one person, the first answered."""
    places = (user, None), ("C1", f"{number}.1")
    memos = [Memo("T1", place, thread, {"trial": "x"}, at() + DAY) for place, thread in places]
    store.accept(f"m:T1:C1:{user}", job(user=user), at(), memos=memos)
    store.claim(f"a:T1:C1:{number}.1:ask-1:{user}:x:1", at(), "T1")
    store.claim(f"a:T1:C1:{number}.1:ask-1:{user}", at(), "T1")
    (leased,) = store.lease(at(), 30, "w1", only=f"m:T1:C1:{user}")
    store.posted(leased.id, "C1/1.1", at(1))


def everything(store):
    """Return all rows of all tables as one text."""
    with store._database.read() as connection:
        return str([connection.execute(select(table)).all() for table in metadata.sorted_tables])


def test_everything_about_a_person_is_shown(store, at, job):
    """Each table says what it holds and how long; answers are shown with place and facts, in words JSON can hold."""
    fill(store, at, job)
    fill(store, at, job, "U12", 2)
    held = {each.table: each for each in store.people.export("T1", "U1")}
    counted = store.people.counts("T1", "U1")
    assert (1, 3, 1) == tuple(len(held[name].rows) for name in ("outbox", "claims", "memories"))
    assert {name: len(each.rows) for name, each in held.items()} == counted
    assert "subgroup-dm" in str(held["outbox"].rows[0]["payload"])
    assert "2026-11-23T09:00:00+00:00" == held["outbox"].rows[0]["accepted_at"]
    assert all(each.what and each.how_long for each in held.values())


def test_everything_about_a_person_is_deleted(store, at, job):
    """The id is nowhere afterwards; others, and another workspace's person of that id, notice nothing."""
    fill(store, at, job)
    fill(store, at, job, "U12", 2)
    store.accept("m:T2:C1:9", job(user="U1", team="T2"), at())
    others, counts = store.people.counts("T1", "U12"), store.counts()
    assert 5 == store.people.delete("T1", "U1")
    assert not any(store.people.counts("T1", "U1").values())
    assert others == store.people.counts("T1", "U12")
    assert 1 == store.people.counts("T2", "U1")["outbox"]
    assert counts == store.counts()
    store.delete_team("T2")
    assert "'U1'" not in everything(store)
    assert ":U1:" not in everything(store)


def test_an_owed_answer_is_given_up(store, leased, at):
    """Who is deleted gets no answer any more, not even one that a worker holds already."""
    store.people.delete("T1", "U1")
    assert not store.sending(leased.id, at(1))
    assert 1 == store.counts()["gave_up"]


def test_every_table_says_whom_it_is_about():
    """No table has a person's column without being shown to that person and deleted for them."""
    named = {"user", "person", "author", "asker", "by", "resolved_by", "member"}
    assert HERS <= {table.name for table in holdings()}
    assert [] == [
        table.name for table in metadata.sorted_tables if named & set(table.c.keys()) and table not in holdings()
    ]


def test_every_table_with_a_team_goes_with_it():
    """A table without a team column holds nothing of any workspace: the totals, and the migrations' mark."""
    without = {table.name for table in metadata.sorted_tables if "team" not in table.c}
    assert {"tallies"} == without


def test_the_tables_are_those_of_the_database(store):
    """No table exists that the registry does not know of."""
    with store._database.read() as connection:
        there = set(inspect(connection).get_table_names())
    assert there - {"alembic_version"} == set(metadata.tables)
