"""Socket Mode: connections, acknowledgements, retries and disconnects as Slack does them."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
from slack_bolt import App
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from bot.workspace import Times, Workspace
from tests.kit.conversation import Slack
from tests.kit.running import Running, client_for
from tests.workspace.conftest import Seen


@contextmanager
def plug(workspace: Workspace) -> Iterator[ClientConnection]:
    """A bare WebSocket connection, as the SDK opens one."""
    address = client_for(workspace).apps_connections_open(app_token=workspace.app_token)["url"]
    with connect(address) as wire:
        yield wire


def read(wire: ClientConnection) -> dict[str, Any]:
    """The next frame."""
    frame: dict[str, Any] = json.loads(wire.recv(timeout=2))
    return frame


def test_hello_names_app_and_connections(workspace: Workspace) -> None:
    """The first frame greets with the number of connections and the app's id."""
    with plug(workspace) as first:
        assert (read(first)["num_connections"], read_hello(workspace)["num_connections"]) == (1, 2)


def read_hello(workspace: Workspace) -> dict[str, Any]:
    """Another connection's greeting."""
    with plug(workspace) as wire:
        hello = read(wire)
    assert ("hello", workspace.hub.app_id) == (hello["type"], hello["connection_info"]["app_id"])
    return hello


def test_connection_address_is_good_once(workspace: Workspace) -> None:
    """A ticket used a second time, or made up, opens nothing."""
    address = client_for(workspace).apps_connections_open(app_token=workspace.app_token)["url"]
    with connect(address) as wire:
        assert read(wire)["type"] == "hello"
    with pytest.raises(InvalidStatus, match="403"), connect(address):
        pass


def test_page_elsewhere_cannot_connect(workspace: Workspace) -> None:
    """A WebSocket from a foreign origin is refused, even with a good ticket."""
    address = client_for(workspace).apps_connections_open(app_token=workspace.app_token)["url"]
    with pytest.raises(InvalidStatus, match="403"), connect(address, origin="https://evil.example"):
        pass


def test_eleventh_connection_is_told_there_are_too_many(workspace: Workspace) -> None:
    """Ten connections are Slack's limit; one more is disconnected at once."""
    with ExitStack() as open_wires:
        for _ in range(10):
            open_wires.enter_context(plug(workspace))
        workspace.wait_for_app(connections=10)
        frame = read(open_wires.enter_context(plug(workspace)))
    assert ("disconnect", "too_many_websockets") == (frame["type"], frame["reason"])


def test_unacknowledged_event_comes_again_with_its_reason(workspace: Workspace) -> None:
    """Without an ack an event comes up to three times more, under the same event id."""
    workspace.hub.gateway.times = Times(ack_deadline=0.02, retry_after=(0.01, 0.01, 0.01))
    with plug(workspace) as wire:
        read(wire)
        act = workspace.post("Ada Fellow", "general", "@myositis hello", wait=False)
        frames = [read(wire) for _ in range(4)]
        act.wait(2)
    assert [(0, ""), (1, "timeout"), (2, "timeout"), (3, "timeout")] == [
        (frame["retry_attempt"], frame["retry_reason"]) for frame in frames
    ]
    assert len({frame["payload"]["event_id"] for frame in frames}) == 1
    assert len({frame["envelope_id"] for frame in frames}) == 4
    assert act.error == "operation_timeout"


def test_acknowledgement_ends_the_retries(workspace: Workspace) -> None:
    """The ack of a retry is as good as that of the first delivery."""
    workspace.hub.gateway.times = Times(ack_deadline=0.02, retry_after=(0.01, 60.0))
    with plug(workspace) as wire:
        read(wire)
        act = workspace.post("Ada Fellow", "general", "@myositis hello", wait=False)
        read(wire)
        wire.send(json.dumps({"envelope_id": read(wire)["envelope_id"]}))
        assert act.wait(2)
    assert (True, 2) == (act.acked, len(act.deliveries[0].attempts))


def test_event_sent_while_nobody_listens_arrives_later(workspace: Workspace) -> None:
    """An event that finds no connection is retried, so an app that restarts misses nothing."""
    workspace.hub.gateway.times = Times(ack_deadline=1.0, retry_after=(0.05, 0.05, 0.05))
    act = workspace.post("Ada Fellow", "general", "@myositis hello", wait=False)
    with plug(workspace) as wire:
        read(wire)
        frame = read(wire)
        wire.send(json.dumps({"envelope_id": frame["envelope_id"]}))
        assert act.wait(2)
    assert (True, 1) == (act.acked, min(frame["retry_attempt"], 1))


def test_command_is_not_retried_but_fails_for_its_author(slack: Slack, seen: Seen) -> None:
    """An unanswered slash command shows operation_timeout, and is delivered once only."""
    slack.workspace.hub.gateway.times = Times(ack_deadline=0.5)
    reply = slack.command("/myositis", "never")
    assert ("operation_timeout", 1) == (reply.error, len(seen.all("command")))


def test_command_without_an_app_fails_at_once(workspace: Workspace) -> None:
    """Where no app is connected a slash command shows dispatch_failed."""
    began = time.monotonic()
    assert workspace.command("Ada Fellow", "general", "/myositis").error == "dispatch_failed"
    assert time.monotonic() - began < 1


def test_each_delivery_goes_to_one_connection(workspace: Workspace, make_bot: Any, seen: Seen) -> None:
    """With two connections every event arrives once, and both get some."""
    with Running(workspace, make_bot) as one, Running(workspace, make_bot) as two:
        acts = [workspace.post("Ada Fellow", "general", "@myositis hello") for _ in range(6)]
        one.settle()
        two.settle()
    assert len(seen.all("app_mention")) == 6
    assert len({act.deliveries[0].attempts[0].connection for act in acts}) == 2


def test_closed_connection_hands_its_events_to_another(workspace: Workspace) -> None:
    """What a connection had not acknowledged when it closed is sent again on another."""
    workspace.hub.gateway.times = Times(ack_deadline=5.0, retry_after=(0.01,))
    with plug(workspace) as first, plug(workspace) as second:
        read(second)
        workspace.hub.gateway._connections.reverse()
        act = workspace.post("Ada Fellow", "general", "@myositis hello", wait=False)
        assert [read(first)["type"], read(first)["type"]] == ["hello", "events_api"]
        first.close()
        frame = read(second)
        wire_ack(second, frame)
        assert act.wait(2)
    assert (1, True) == (frame["retry_attempt"], act.acked)


@pytest.mark.parametrize("kind", ["slash_commands", "interactive"])
def test_closed_connection_hands_a_command_or_press_to_another(workspace: Workspace, kind: str) -> None:
    """Socket Mode delivers at least once: whoever typed or pressed sees no error when one of two connections breaks."""
    workspace.hub.gateway.times = Times(ack_deadline=5.0)
    with plug(workspace) as first, plug(workspace) as second:
        read(second)
        workspace.hub.gateway._connections.reverse()
        if kind == "slash_commands":
            act = workspace.command("Ada Fellow", "general", "/myositis", "hello", wait=False)
        else:
            act = workspace.shortcut("Ada Fellow", "ask", wait=False)
        assert ["hello", kind] == [read(first)["type"], read(first)["type"]]
        first.close()
        frame = read(second)
        wire_ack(second, frame)
        assert act.wait(2)
    assert (kind, act.deliveries[0].payload, None) == (frame["type"], frame["payload"], act.error)
    assert "retry_attempt" not in frame


def test_what_is_handed_on_has_no_more_time_than_before(workspace: Workspace) -> None:
    """The person's three seconds run from the first envelope; then they see an error, however often it was sent."""
    workspace.hub.gateway.times = Times(ack_deadline=0.6)
    began = time.monotonic()
    with plug(workspace) as first, plug(workspace) as second:
        read(second)
        workspace.hub.gateway._connections.reverse()
        act = workspace.command("Ada Fellow", "general", "/myositis", "hello", wait=False)
        assert ["hello", "slash_commands"] == [read(first)["type"], read(first)["type"]]
        time.sleep(0.3)
        first.close()
        assert "slash_commands" == read(second)["type"]
        assert act.wait(2)
    assert ("operation_timeout", 2) == (act.error, len(act.deliveries[0].attempts))
    assert time.monotonic() - began < 1.1


def test_a_command_whose_only_connection_closed_fails(workspace: Workspace) -> None:
    """With nobody left to hand it to, its author is told at once instead of after three seconds."""
    with plug(workspace) as only:
        read(only)
        act = workspace.command("Ada Fellow", "general", "/myositis", "hello", wait=False)
        read(only)
    assert act.wait(1)
    assert "dispatch_failed" == act.error


def wire_ack(wire: ClientConnection, frame: dict[str, Any]) -> None:
    """Acknowledge a frame."""
    wire.send(json.dumps({"envelope_id": frame["envelope_id"]}))


def test_disconnect_frame_says_why_and_the_connection_closes(workspace: Workspace) -> None:
    """A told connection still may acknowledge, then is closed; new events go elsewhere."""
    with plug(workspace) as old:
        read(old)
        workspace.disconnect("refresh_requested", grace=0.1)
        frame = read(old)
        assert ("disconnect", "refresh_requested") == (frame["type"], frame["reason"])
        with plug(workspace) as new:
            read(new)
            workspace.post("Ada Fellow", "general", "@myositis hello", wait=False)
            assert read(new)["type"] == "events_api"
            with pytest.raises(ConnectionClosed):
                old.recv(timeout=2)


def test_sdk_reconnects_after_a_disconnect_frame(slack: Slack) -> None:
    """The SDK's client comes back by itself and goes on answering."""
    slack.workspace.disconnect("refresh_requested", grace=0.01)
    numbers = slack.workspace.feed
    slack.workspace.feed.wait_until(lambda: len(numbers.since(kinds={"connection"})) >= 3, 5)
    assert slack.mention("are you there?").text == "An answer"


def test_garbage_from_the_app_harms_nothing(workspace: Workspace) -> None:
    """Frames that are no acknowledgement are noted and otherwise ignored."""
    with plug(workspace) as wire:
        read(wire)
        for garbage in ("not json", "[]", '{"envelope_id": 5}', '{"envelope_id": "made-up"}'):
            wire.send(garbage)
        act = workspace.post("Ada Fellow", "general", "@myositis hello", wait=False)
        wire_ack(wire, read(wire))
        assert act.wait(2)
    assert act.acked


def test_app_that_raises_before_its_ack_is_not_acknowledged(workspace: Workspace) -> None:
    """A command whose listener raises is a timeout for its author, as in Slack."""
    workspace.hub.gateway.times = Times(ack_deadline=0.1)

    def factory(place: Workspace) -> App:
        app = App(client=client_for(place), raise_error_for_unhandled_request=False)
        app.logger.disabled = True

        @app.command("/myositis")
        def command() -> None:
            raise ValueError("broken on purpose")

        return app

    with Running(workspace, factory):
        assert workspace.command("Ada Fellow", "general", "/myositis").error == "operation_timeout"


def test_starting_is_fast() -> None:
    """A workspace is up in well under the 150 ms that tests can afford (measured twice, best counts)."""

    def seconds() -> float:
        began = time.perf_counter()
        with Workspace():
            return time.perf_counter() - began

    assert min(seconds(), seconds()) < 0.15


def test_taken_port_is_an_os_error(workspace: Workspace) -> None:
    """A port in use is said so, for the caller to choose another."""
    port = int(workspace.url.rsplit(":", 1)[1])
    with pytest.raises(OSError, match="in use"):
        Workspace(port=port).start()
