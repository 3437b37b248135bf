"""Observers learn everything that happens, in order, as plain JSON."""

from __future__ import annotations

import json
import threading

from bot.workspace import Bounds, Entry, Workspace
from bot.workspace.reporting import as_json
from tests.kit.conversation import Slack


def converse(slack: Slack) -> list[Entry]:
    """A conversation with something of every kind in it; what the feed held of it."""
    slack.mention("hello")
    slack.click("Note")
    slack.submit({"words": "x"})
    slack.command("/myositis", "later")
    slack.open_home()
    slack.open_home("messages")
    slack.workspace.faults.deliver_twice()
    message = slack.dm("hello").act.message
    slack.edit(message, "hallo")
    slack.workspace.post_as_other_bot("general", "hello")
    slack.workspace.add_person("Cleo")
    slack.workspace.join("Cleo", "general")
    return slack.workspace.feed.since()


def test_every_kind_of_entry_is_json(slack: Slack) -> None:
    """A page can be sent any entry; none holds a token."""
    entries = converse(slack)
    expected = {"message", "message_changed", "ephemeral", "view", "home", "prompts", "delivery", "api"}
    expected |= {"response_url", "connection", "fault", "channel", "person"}
    assert expected == {entry.kind for entry in entries}
    text = json.dumps([as_json(slack.workspace.hub, entry) for entry in entries])
    assert not any(token in text for token in (slack.workspace.bot_token, slack.workspace.app_token))


def test_entries_are_numbered_without_gaps(slack: Slack) -> None:
    """A reader that knows the last number it saw misses nothing and sees nothing twice."""
    entries = converse(slack)
    assert list(range(1, len(entries) + 1)) == [entry.seq for entry in entries]
    assert entries[5:] == slack.workspace.feed.since(entries[4].seq)


def test_a_delivery_tells_payload_ack_and_time(slack: Slack) -> None:
    """The inspector has what was sent, what came back and how long it took."""
    slack.command("/myositis", "abatacept")
    entries = [as_json(slack.workspace.hub, entry) for entry in slack.workspace.feed.since(kinds={"delivery"})]
    report = next(entry["delivery"] for entry in entries if entry["event"] == "acked")
    assert ("slash_commands", "abatacept", "acked") == (report["type"], report["payload"]["text"], report["status"])
    assert "You typed abatacept" == report["ack"]["text"]
    assert report["seconds_to_ack"] > 0


def test_feed_is_bounded() -> None:
    """Only the newest entries are remembered; numbers go on."""
    workspace = Workspace(bounds=Bounds(feed=10))
    for number in range(20):
        workspace.add_person(f"Person {number}")
    assert 10 == len(workspace.feed.since())
    assert workspace.feed.last == workspace.feed.since()[-1].seq > 20


def test_waiting_ends_with_the_change_waited_for() -> None:
    """A waiter wakes as soon as its condition holds, and gives up when it never does."""
    workspace = Workspace()
    threading.Timer(0.05, workspace.add_person, ["Cleo"]).start()
    people = workspace.hub.state.people
    assert workspace.feed.wait_until(lambda: any(p.name == "Cleo" for p in people.values()), 5)
    assert not workspace.feed.wait_until(lambda: False, 0.05)


def test_a_subscription_ends() -> None:
    """After its end a subscriber is told nothing more."""
    workspace = Workspace()
    heard: list[Entry] = []
    end = workspace.feed.subscribe(heard.append)
    workspace.add_person("Cleo")
    end()
    workspace.add_person("Dan")
    assert ["Cleo"] == [entry.data["person"].name for entry in heard]
