"""Commands, buttons, menus and shortcuts, and what their payloads carry."""

from __future__ import annotations

import pytest

from bot.workspace import NotPossibleError
from tests.kit.conversation import Slack
from tests.workspace.conftest import Seen


def test_command_is_answered_in_its_ack(slack: Slack, seen: Seen) -> None:
    """The ack carries the answer: ephemeral, to its author only, without any Web API call."""
    reply = slack.command("/myositis", "abatacept <2")
    assert ("You typed abatacept &lt;2", slack.workspace.person("Ada Fellow").id) == (
        reply.text,
        reply.message.visible_to,
    )
    assert "general" == seen.one("command")["channel_name"]
    calls = [entry.data["method"] for entry in slack.workspace.feed.since(reply.act.seq, {"api"})]
    assert "chat.postMessage" not in calls


def test_command_in_channel_shows_what_was_typed(slack: Slack) -> None:
    """An answer for everybody names the command it answers."""
    reply = slack.command("/myositis", "loud")
    assert (None, "/myositis loud") == (reply.message.visible_to, reply.message.command)


def test_command_answered_later_by_response_url(slack: Slack) -> None:
    """An empty ack shows nothing; the answer comes by the response URL, still private."""
    reply = slack.command("/myositis", "later")
    assert ("Later", True) == (reply.text, reply.message.ephemeral)


def test_command_answer_with_bad_blocks_is_an_error(slack: Slack) -> None:
    """Blocks that Slack would not take leave the author with an error and no message."""
    reply = slack.command("/myositis", "bad")
    assert ("invalid_command_response", []) == (reply.error, reply.messages)


def test_unregistered_command_is_not_sent(slack: Slack, seen: Seen) -> None:
    """Slack's client knows which commands there are."""
    with pytest.raises(NotPossibleError, match="/lupus is not a valid command"):
        slack.command("/lupus")
    assert [] == seen.bodies


def test_command_in_a_direct_message(slack: Slack, seen: Seen) -> None:
    """There the channel is called directmessage."""
    slack.command("/myositis", "x", channel=slack.direct)
    assert "directmessage" == seen.one("command")["channel_name"]


def test_command_works_where_the_app_is_no_member(slack: Slack) -> None:
    """A command can be typed anywhere, and its answer is seen there, also one for everybody."""
    slack.workspace.add_channel("elsewhere", with_app=False)
    assert slack.command("/myositis", "loud", channel="elsewhere").text == "For everybody"


def test_button_tells_message_and_value(slack: Slack, seen: Seen) -> None:
    """A pressed button comes with its message, its channel, its value and a response URL that works."""
    asked = slack.mention("hello")
    reply = slack.click("More")
    body = seen.one("block_actions")
    assert ("more", "dm", "button") == tuple(body["actions"][0][key] for key in ("action_id", "value", "type"))
    assert (asked.message.ts, asked.message.thread_ts) == (body["message"]["ts"], body["container"]["thread_ts"])
    assert ("More of it", asked.message.thread_ts, True) == (
        reply.text,
        reply.message.thread_ts,
        reply.message.ephemeral,
    )


def test_button_on_an_ephemeral_message(slack: Slack, seen: Seen) -> None:
    """There the payload says ephemeral and leaves the message out."""
    slack.command("/myositis", "abatacept")
    slack.click("More")
    body = seen.one("block_actions")
    assert (True, False) == (body["container"]["is_ephemeral"], "message" in body)


def test_overflow_and_sharing(slack: Slack, seen: Seen) -> None:
    """An overflow menu tells the option; sharing by response URL is seen by everybody."""
    slack.mention("hello")
    reply = slack.choose("menu", "Share")
    assert seen.one("block_actions")["actions"][0]["selected_option"]["value"] == "share"
    assert ("Shared", None) == (reply.text, reply.message.visible_to)


def test_feedback_buttons(slack: Slack, seen: Seen) -> None:
    """Either button comes as one action of type feedback_buttons with the button's own value."""
    slack.mention("hello")
    slack.feedback("positive")
    slack.feedback("negative", slack.workspace.messages("general")[-1])
    actions = [body["actions"][0] for body in seen.all("block_actions")]
    assert [("feedback_buttons", "good"), ("feedback_buttons", "bad")] == [(a["type"], a["value"]) for a in actions]


def test_pressing_what_is_not_there_says_what_is(slack: Slack) -> None:
    """A slip in a test names the buttons that there are."""
    message = slack.mention("hello").message
    with pytest.raises(NotPossibleError, match=r"there is no 'Less' to press; there is: .*more \(More\)"):
        slack.click("Less", message)
    with pytest.raises(NotPossibleError, match="none of the options"):
        slack.choose("menu", "Delete", message)


def test_ephemeral_message_is_not_for_others(slack: Slack) -> None:
    """Nobody else can press what they do not see."""
    message = slack.command("/myositis", "abatacept").message
    with pytest.raises(NotPossibleError, match="Ben Attending does not see this message"):
        slack.as_("Ben Attending").click("More", message)


def test_shortcuts(slack: Slack, seen: Seen) -> None:
    """A message shortcut carries the message, a global one does not; both open modals."""
    message = slack.say("Table 2 differs").act.message
    assert slack.shortcut("ask", message).view.body["callback_id"] == "note"
    assert slack.shortcut("ask").view.body["callback_id"] == "note"
    assert "Table 2 differs" == seen.one("message_action")["message"]["text"]
    assert "message" not in seen.one("shortcut")


def test_home_buttons_carry_the_view(slack: Slack, seen: Seen) -> None:
    """A button in the Home tab comes with its view and without message or response URL."""
    home = slack.open_home().home
    slack.click("More")
    body = seen.one("block_actions")
    assert ({"type": "view", "view_id": home.id}, False) == (body["container"], "response_url" in body)
