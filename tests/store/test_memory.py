"""Tests that a thread remembers its slots, for a while, and nobody else's."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.store import Job, Memo, SlotsError
from tests.store.remembering import DAY, remember

DM = {"trial": "abatacept-iim", "concepts": ["population/dm"], "whom": ["population/dm"]}


def test_a_thread_remembers(store, at):
    """What was asked last is there for the follow-up, as it was."""
    remember(store, "T1", "C1", "1.1", DM, at())
    assert DM == store.recall("T1", "C1", "1.1", at(1))


def test_the_last_reading_replaces_the_one_before(store, at):
    """A thread has one memory, and its time starts anew."""
    remember(store, "T1", "C1", "1.1", DM, at())
    remember(store, "T1", "C1", "1.1", {"trial": None}, at(100))
    assert {"trial": None} == store.recall("T1", "C1", "1.1", at(100) + DAY - timedelta(seconds=1))


def test_threads_channels_and_teams_are_apart(store, at):
    """No memory leaks to another place."""
    remember(store, "T1", "C1", "1.1", DM, at())
    for place in [("T1", "C1", "1.2"), ("T1", "C1", None), ("T1", "C2", "1.1"), ("T2", "C1", "1.1")]:
        assert None is store.recall(*place, at(1))


def test_a_direct_message_without_a_thread_has_a_memory(store, at):
    """The conversation itself remembers."""
    remember(store, "T1", "D1", None, DM, at())
    assert DM == store.recall("T1", "D1", None, at(1))


def test_expired_memory_is_gone(store, at):
    """To the moment, whether or not anyone swept."""
    remember(store, "T1", "C1", "1.1", DM, at())
    assert DM == store.recall("T1", "C1", "1.1", at() + DAY - timedelta(microseconds=1))
    assert None is store.recall("T1", "C1", "1.1", at() + DAY)


def test_what_was_asked_twice_is_remembered_once(store, at):
    """A repeated delivery of an earlier question does not take the thread back to it."""
    job = Job("post", "T1", "C1", "1.1", "U1", {})
    for key, slots in (("m:1", {"trial": "x"}), ("m:2", DM), ("m:1", {"trial": "x"})):
        store.accept(key, job, at(), memos=[Memo("T1", "C1", "1.1", slots, at() + DAY)])
    assert DM == store.recall("T1", "C1", "1.1", at(1))


def test_words_in_a_memo_leave_nothing_behind(store, at):
    """Neither the claim nor the reply owed: the event can be accepted without them."""
    job = Job("post", "T1", "C1", "1.1", "U1", {})
    with pytest.raises(SlotsError):
        store.accept("m:1", job, at(), memos=[Memo("T1", "C1", "1.1", {"text": "did it work"}, at() + DAY)])
    assert store.accept("m:1", job, at())
