"""Tests that a thread remembers its slots, for a while, and nobody else's."""

from __future__ import annotations

from datetime import timedelta

DAY = timedelta(days=1)
DM = {"trial": "abatacept-iim", "concepts": ["population/dm"], "whom": ["population/dm"]}


def test_a_thread_remembers(store, at):
    """What was asked last is there for the follow-up, as it was."""
    store.remember("T1", "C1", "1.1", DM, at(), DAY)
    assert DM == store.recall("T1", "C1", "1.1", at(1))


def test_the_last_reading_replaces_the_one_before(store, at):
    """A thread has one memory, and its time starts anew."""
    store.remember("T1", "C1", "1.1", DM, at(), DAY)
    store.remember("T1", "C1", "1.1", {"trial": None}, at(100), DAY)
    assert {"trial": None} == store.recall("T1", "C1", "1.1", at(100) + DAY - timedelta(seconds=1))


def test_threads_channels_and_teams_are_apart(store, at):
    """No memory leaks to another place."""
    store.remember("T1", "C1", "1.1", DM, at(), DAY)
    for place in [("T1", "C1", "1.2"), ("T1", "C1", None), ("T1", "C2", "1.1"), ("T2", "C1", "1.1")]:
        assert None is store.recall(*place, at(1))


def test_a_direct_message_without_a_thread_has_a_memory(store, at):
    """The conversation itself remembers."""
    store.remember("T1", "D1", None, DM, at(), DAY)
    assert DM == store.recall("T1", "D1", None, at(1))


def test_expired_memory_is_gone(store, at):
    """To the moment, whether or not anyone swept."""
    store.remember("T1", "C1", "1.1", DM, at(), DAY)
    assert DM == store.recall("T1", "C1", "1.1", at() + DAY - timedelta(microseconds=1))
    assert None is store.recall("T1", "C1", "1.1", at() + DAY)
