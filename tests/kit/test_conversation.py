"""The conversation kit tells what happened, and knows when the bot has come to rest."""

from __future__ import annotations

import threading
import time

import pytest
from slack_bolt import App

from bot.workspace import NotPossibleError, Workspace
from tests.kit.conversation import Slack
from tests.kit.running import Bot, Running, client_for


def test_a_conversation_from_mention_to_modal(slack: Slack) -> None:
    """Mention, button, menu and form, each saying what was posted, where and to whom."""
    asked = slack.mention("did DM patients respond?")
    assert ("An answer", ["More", "Note"], "general") == (
        asked.text,
        asked.buttons,
        slack.workspace.channel(asked.message.channel).name,
    )
    private = slack.click("More", asked.message)
    assert ([], slack.workspace.person("Ada Fellow").id) == (private.posted, private.message.visible_to)
    assert "A note" == slack.click("Note", asked.message).view.body["title"]["text"]
    assert {"words": "Too short"} == slack.submit({"words": "short"}).form_errors


def test_silence_is_quick_and_certain(slack: Slack) -> None:
    """Where nothing is answered the kit does not wait for a time-out."""
    began = time.monotonic()
    assert slack.say("lunch?").silent
    assert time.monotonic() - began < 0.5


def test_two_people_see_different_things(slack: Slack) -> None:
    """A private reply is in one person's channel and not in the other's."""
    slack.command("/myositis", "abatacept")
    ben = slack.as_("Ben Attending")
    seen_by = {who.person: [m.text for m in slack.workspace.messages("general", who.person)] for who in (slack, ben)}
    assert {"Ada Fellow": ["You typed abatacept"], "Ben Attending": []} == seen_by


def test_several_messages_where_one_was_expected(slack: Slack) -> None:
    """Asking for the one message shows all there were."""
    slack.workspace.faults.deliver_twice()
    reply = slack.mention("hello")
    with pytest.raises(AssertionError, match=r"expected one message, got \['An answer', 'An answer'\]"):
        _ = reply.message


def test_nothing_to_press(slack: Slack) -> None:
    """Pressing what nothing shown holds says so."""
    slack.mention("hello")
    with pytest.raises(NotPossibleError, match="nothing shown holds 'Order'"):
        slack.click("Order")
    with pytest.raises(NotPossibleError, match="has no modal open"):
        slack.submit({})


def test_slow_listeners_are_waited_for(workspace: Workspace) -> None:
    """The reply of a listener that takes its time after the ack is still this act's reply."""

    def factory(place: Workspace) -> App:
        app = App(client=client_for(place))

        @app.event("app_mention")
        def mentioned(say):
            time.sleep(0.2)
            say("at last")

        return app

    with Running(workspace, factory) as running:
        assert "at last" == Slack(running).mention("hello").text


def test_a_bot_with_threads_of_its_own_says_when_it_is_idle(workspace: Workspace) -> None:
    """An outbox worked off by another thread is waited for when the factory says how."""
    pending: list[str] = []

    def factory(place: Workspace) -> Bot:
        client = client_for(place)
        app = App(client=client)

        def post(channel: str) -> None:
            client.chat_postMessage(channel=channel, text="from the outbox")
            pending.clear()

        @app.event("app_mention")
        def mentioned(event):
            pending.append(event["ts"])
            threading.Timer(0.1, post, [event["channel"]]).start()

        return Bot(app, idle=lambda: not pending)

    with Running(workspace, factory) as running:
        assert "from the outbox" == Slack(running).mention("hello").text


def test_a_bot_that_never_rests_is_a_timeout(workspace: Workspace) -> None:
    """A kit that waited for ever would hide a bot that hangs."""
    restless = Running(workspace, lambda place: Bot(App(client=client_for(place)), idle=lambda: False))
    with restless as running, pytest.raises(TimeoutError, match="still busy after"):
        running.settle(timeout=0.05)
