"""Misbehaviour on demand does what it says, once for each time it was asked for."""

from __future__ import annotations

import http.client
import time

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from bot.workspace import Times
from tests.kit.conversation import Slack
from tests.kit.running import client_for
from tests.workspace.conftest import Seen


@pytest.mark.parametrize(("same", "ids"), [(True, 1), (False, 2)])
def test_delivered_twice(same: bool, ids: int, slack: Slack, seen: Seen) -> None:
    """One message arrives twice, under one event id or two; the next one once."""
    slack.workspace.faults.deliver_twice(same_event_id=same)
    slack.mention("hello")
    assert (2, ids) == (len(seen.all("app_mention")), len({body["event_id"] for body in seen.all("app_mention")}))
    slack.mention("again")
    assert len(seen.all("app_mention")) == 3


def test_delivered_late(slack: Slack) -> None:
    """The delivery waits as long as it was told to."""
    slack.workspace.faults.deliver_late(0.2, "app_mention")
    began = time.monotonic()
    assert slack.mention("hello").text == "An answer"
    assert time.monotonic() - began >= 0.2


def test_lost_ack_brings_the_event_again(slack: Slack, seen: Seen) -> None:
    """The app acknowledged, the workspace did not hear it: the event comes again."""
    slack.workspace.hub.gateway.times = Times(ack_deadline=0.1, retry_after=(0.01,))
    slack.workspace.faults.lose_ack()
    reply = slack.mention("hello")
    assert (2, True) == (len(seen.all("app_mention")), reply.acked)


def test_command_delivered_twice(slack: Slack, seen: Seen) -> None:
    """Commands can be delivered twice as well, with the same trigger."""
    slack.workspace.faults.deliver_twice("slash_commands")
    slack.command("/myositis", "x")
    assert (2, 1) == (len(seen.all("command")), len({body["trigger_id"] for body in seen.all("command")}))


def test_connection_dropped_after_a_post_was_accepted(slack: Slack) -> None:
    """The client sees a reset although the message stands: the outcome it cannot know."""
    slack.workspace.faults.drop()
    with pytest.raises((ConnectionError, http.client.HTTPException, OSError)):
        client_for(slack.workspace).chat_postMessage(channel="general", text="did it?")
    assert ["did it?"] == [message.text for message in slack.workspace.messages("general")]


def test_connection_dropped_before_a_post_was_accepted(slack: Slack) -> None:
    """The client sees the same reset, and there is no message."""
    slack.workspace.faults.drop(after_accepting=False)
    with pytest.raises((ConnectionError, http.client.HTTPException, OSError)):
        client_for(slack.workspace).chat_postMessage(channel="general", text="did it?")
    assert [] == slack.workspace.messages("general")


def test_refusals_on_demand(slack: Slack) -> None:
    """Any error of Slack's can be asked for, as often as wanted; invalid_blocks explains itself."""
    slack.workspace.faults.refuse("invalid_blocks", times=2)
    client = client_for(slack.workspace)
    for _ in range(2):
        with pytest.raises(SlackApiError) as caught:
            client.chat_postMessage(channel="general", text="x")
        assert "json-pointer" in caught.value.response["response_metadata"]["messages"][0]
    assert client.chat_postMessage(channel="general", text="x")["ok"]


def test_server_error_is_not_json(slack: Slack) -> None:
    """A broken proxy answers with a status and words of its own."""
    slack.workspace.faults.http_error(503)
    with pytest.raises(SlackApiError) as caught:
        client_for(slack.workspace).chat_postMessage(channel="general", text="x")
    assert caught.value.response.status_code == 503


def test_latency_delays_answers(slack: Slack) -> None:
    """Posts take as long as they are told to, other calls do not."""
    slack.workspace.faults.latency(0.1)
    client = client_for(slack.workspace)
    began = time.monotonic()
    client.chat_postMessage(channel="general", text="x")
    posted = time.monotonic()
    client.auth_test()
    assert posted - began >= 0.1 > time.monotonic() - posted


def test_expired_trigger(slack: Slack) -> None:
    """The trigger handed out has expired already: the modal does not open."""
    slack.workspace.faults.expire_trigger()
    slack.running.bot.app.logger.disabled = True
    reply = slack.shortcut("ask")
    assert ([("views.open", "expired_trigger_id")], []) == (reply.refusals, reply.views)
    assert len(slack.shortcut("ask").views) == 1


def test_response_url_faults(slack: Slack) -> None:
    """Answers to response URLs can be limited like calls."""
    slack.workspace.faults.rate_limit("response_url", retry_after=3)
    slack.command("/myositis", "later")
    assert ({"ratelimited": 1}, []) == (
        dict(slack.workspace.faults.counts),
        slack.workspace.messages("general", "Ada Fellow"),
    )


@pytest.mark.parametrize(("after_accepting", "shown"), [(True, ["x"]), (False, [])])
def test_response_url_connection_dropped(after_accepting: bool, shown: list[str], slack: Slack, seen: Seen) -> None:
    """An answer to a response URL can get lost on its way there or back."""
    slack.command("/myositis", "never mind")
    before = len(slack.workspace.messages("general", "Ada Fellow"))
    slack.workspace.faults.drop("response_url", after_accepting=after_accepting)
    with pytest.raises((ConnectionError, http.client.HTTPException, OSError)):
        WebhookClient(seen.one("command")["response_url"], retry_handlers=[]).send(text="x")
    assert shown == [m.text for m in slack.workspace.messages("general", "Ada Fellow")][before:]


def test_random_deliveries(slack: Slack, seen: Seen) -> None:
    """Duplicates, late deliveries and lost acks by chance; nothing is lost by them."""
    slack.workspace.hub.gateway.times = Times(ack_deadline=0.1, retry_after=(0.01,))
    slack.workspace.faults.at_random(3, duplicate=0.3, late=0.3, lose_ack=0.3)
    asked = [slack.workspace.post("Ada Fellow", "general", "@myositis hello", wait=False).message for _ in range(20)]
    slack.running.settle()
    received = [body["event"]["ts"] for body in seen.all("app_mention")]
    assert {message.ts for message in asked} == set(received)
    assert 20 < len(received)
    assert {"duplicate", "late", "lose_ack"} == set(slack.workspace.faults.counts)


def test_random_duplicates_of_commands(slack: Slack, seen: Seen) -> None:
    """A command may come twice by chance too; its acknowledgement is not lost, for nobody would bring it again."""
    slack.workspace.faults.at_random(3, duplicate=0.5, lose_ack=0.5)
    replies = [slack.command("/myositis", "hello") for _ in range(20)]
    assert 20 < len(seen.all("command"))
    assert {None} == {reply.error for reply in replies}


def test_random_faults_of_response_urls(slack: Slack, seen: Seen) -> None:
    """What is sent by response URL is limited by chance, as posts are."""
    slack.command("/myositis", "hello")
    url = WebhookClient(seen.one("command")["response_url"], retry_handlers=[])
    slack.workspace.faults.at_random(1, ratelimited=1.0)
    assert 429 == url.send(text="x").status_code


def test_event_of_any_shape(slack: Slack, seen: Seen) -> None:
    """Mutilated events are delivered as they are."""
    slack.workspace.send_event({"type": "message", "user": None, "channel_type": "channel"})
    slack.running.settle()
    assert {"type": "message", "user": None, "channel_type": "channel"} == seen.one("message")["event"]


def test_random_faults_are_repeatable_and_counted(slack: Slack) -> None:
    """The same seed strikes the same posts; chances are roughly kept, and clear ends them."""

    def struck() -> list[bool]:
        client = client_for(slack.workspace)
        results = []
        for _ in range(40):
            try:
                client.chat_postMessage(channel="general", text="x")
            except SlackApiError:
                results.append(True)
            else:
                results.append(False)
        return results

    faults = slack.workspace.faults
    faults.at_random(7, ratelimited=0.3)
    first = struck()
    faults.at_random(7, ratelimited=0.3)
    assert first == struck()
    assert 5 <= sum(first) <= 20
    assert 2 * sum(first) == faults.counts["ratelimited"]
    faults.clear()
    assert not any(struck())


def test_unknown_random_fault_is_refused(slack: Slack) -> None:
    """A slip in a fault's name does not pass for a quiet run."""
    with pytest.raises(ValueError, match="no such fault: duplicates"):
        slack.workspace.faults.at_random(1, duplicates=0.2)


def test_cut_connections_come_back(slack: Slack) -> None:
    """After the network cut every WebSocket the SDK reconnects and answers go on."""
    slack.workspace.cut_connections()
    slack.workspace.feed.wait_until(lambda: slack.workspace.hub.gateway.connections == 0, 2)
    slack.workspace.wait_for_app(timeout=15)
    assert slack.mention("hello").text == "An answer"
