"""The curators' commands: list, show, resolve, export, and what people ask without an answer."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from typer.testing import CliRunner

from bot.cli.commands import app
from bot.store import Store

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
ABOUT = {"trial": "abatacept-iim", "answers": ["subgroup-dm"], "version": "2026.11-1"}


@pytest.fixture
def address(tmp_path):
    """Return the address of a store with two items."""
    found = f"sqlite:///{tmp_path}/bot.db"
    store = Store.open(found)
    store.inbox.add("answer", "T1", "U1", ABOUT, "the \x1b[31minterval\x9b is [bold]wrong[/bold]\nsecond line", NOW)
    store.inbox.add("card", "T1", "U2", {"trial": "abatacept-iim", "card": "c-1"}, None, NOW)
    store.close()
    return found


@pytest.fixture
def inbox(address):
    """Run one of the commands."""

    def run(*arguments, store=address):
        return CliRunner().invoke(app, ["inbox", *arguments, "--store", store])

    return run


def test_the_list_shows_what_is_open(inbox):
    """One line an item; resolved ones only when asked for."""
    first, second = inbox("list").output.splitlines()
    assert ["1", "2026-11-23", "answer", "open"] == first.split()[:4]
    assert "second line" in first
    assert ["2", "2026-11-23", "card", "open"] == second.split()
    inbox("resolve", "1")
    assert ["2"] == [line.split()[0] for line in inbox("list").output.splitlines()]
    assert ["done", "open"] == [line.split()[3] for line in inbox("list", "--all").output.splitlines()]


def test_an_item_is_shown_whole_and_steers_no_terminal(inbox):
    """What somebody wrote is text, whatever is in it."""
    shown = inbox("show", "1").output
    assert "subgroup-dm" in shown
    assert "[bold]wrong[/bold]\nsecond line" in shown
    assert set() == {"\x1b", "\x9b"} & set(shown)


def test_resolving_says_what_it_did(inbox):
    """With a note; twice or for no item it says why not."""
    assert 0 == inbox("resolve", "1", "--note", "fixed").exit_code
    assert "fixed" in inbox("show", "1").output
    for number, why in (("1", "was resolved before"), ("9", "no item 9")):
        refused = inbox("resolve", number)
        assert (1, True) == (refused.exit_code, why in refused.output)
    assert (1, True) == ((missing := inbox("show", "9")).exit_code, "no item 9" in missing.output)


def test_the_export_names_nobody(inbox, tmp_path):
    """Other programs read JSON Lines; the file is its owner's alone."""
    first, second = map(json.loads, inbox("export").output.splitlines())
    assert ("answer", ["subgroup-dm"]) == (first["kind"], first["about"]["answers"])
    assert set() == {"user", "team"} & (first.keys() | second.keys())
    file = tmp_path / "inbox.jsonl"
    assert 0 == inbox("export", "--to", str(file)).exit_code
    assert (2, 0o600) == (len(file.read_text().splitlines()), file.stat().st_mode & 0o777)
    inbox("resolve", "1")
    assert 1 == len(inbox("export").output.splitlines())
    assert 2 == len(inbox("export", "--all").output.splitlines())


def test_unanswered_topics_come_with_their_names(inbox, address):
    """What is asked most comes first, as the fact base calls it."""
    assert "Nothing was asked" in inbox("topics").output
    store = Store.open(address)
    for topics in (["drug/jak", "topic/quality-of-life"], ["drug/jak", "not-understood"]):
        store.inbox.count_unanswered("T1", "abatacept-iim", topics, NOW)
    store.close()
    first, *rest = inbox("topics").output.splitlines()
    assert ["2", "last", "2026-11-23", "drug/jak"] == first.split()[:4]
    assert "(" in first
    assert any("quality of life" in line.casefold() for line in rest)


def test_votes_are_listed(inbox, address):
    """Those that most people found not helpful first."""
    assert "Nobody has voted" in inbox("votes").output
    store = Store.open(address)
    store.inbox.vote("T1", "abatacept-iim", ["safety-overview"], up=True, key="a", now=NOW)
    store.inbox.vote("T1", "abatacept-iim", ["subgroup-dm"], up=False, key="b", now=NOW)
    store.close()
    assert ["subgroup-dm", "safety-overview"] == [line.split()[5] for line in inbox("votes").output.splitlines()]


def test_an_empty_inbox_and_a_wrong_store_say_so(inbox, tmp_path):
    """No traceback for anybody."""
    assert "The inbox is empty." in inbox("list", store=f"sqlite:///{tmp_path}/empty.db").output
    refused = inbox("list", store="mysql://x/y")
    assert (1, True) == (refused.exit_code, "cannot be kept in mysql" in refused.output)
