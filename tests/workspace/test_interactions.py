"""Commands, buttons, menus, modals, shortcuts and response URLs."""

from __future__ import annotations

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from bot.workspace import NotPossibleError
from tests.kit.conversation import Slack
from tests.kit.running import client_for
from tests.workspace.conftest import MODAL, Seen


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


def test_modal_is_filled_in_and_submitted(slack: Slack, seen: Seen) -> None:
    """A submission carries every input's value, the metadata and the view's hash; then it closes."""
    slack.mention("hello")
    view = slack.click("Note").view
    slack.submit({"words": "Table 2 differs", "kind": "Unclear"})
    body = seen.one("view_submission")["view"]
    values = body["state"]["values"]
    assert "Table 2 differs" == values["words"]["text"]["value"]
    assert "unclear" == values["kind"]["kind"]["selected_option"]["value"]
    assert (view.id, "kept", "note", view.hash) == tuple(
        body[k] for k in ("id", "private_metadata", "callback_id", "hash")
    )
    assert slack.workspace.open_view("Ada Fellow") is None


def test_untouched_optional_input_is_empty(slack: Slack, seen: Seen) -> None:
    """An optional menu nobody touched is there, with nothing selected."""
    slack.mention("hello")
    slack.click("Note")
    slack.submit({"words": "fine"})
    held = seen.one("view_submission")["view"]["state"]["values"]["kind"]["kind"]
    assert {"type": "static_select", "selected_option": None} == held


def test_required_input_holds_the_modal_back(slack: Slack, seen: Seen) -> None:
    """Slack's client does not submit a modal with a required input left empty."""
    slack.mention("hello")
    slack.click("Note")
    with pytest.raises(NotPossibleError, match="please fill in: Words"):
        slack.submit()
    with pytest.raises(NotPossibleError, match="there is no input colour"):
        slack.submit({"colour": "red"})
    assert [] == seen.all("view_submission")


@pytest.mark.parametrize(
    ("words", "on_top", "errors"),
    [
        ("fine", None, {}),
        ("short", "note", {"words": "Too short"}),
        ("again", "second", {}),
        ("deeper", "second", {}),
        ("enough", None, {}),
        ("wrong", "note", {}),
    ],
)
def test_response_actions(words: str, on_top: str | None, errors: dict[str, str], slack: Slack) -> None:
    """Close, errors, update, push and clear; an answer Slack would not understand changes nothing."""
    slack.mention("hello")
    slack.click("Note")
    reply = slack.submit({"words": words})
    view = slack.workspace.open_view("Ada Fellow")
    assert (on_top, errors) == (view.body["callback_id"] if view else None, reply.form_errors)
    assert ("view_response_refused" if words == "wrong" else None) == reply.error


def test_pushed_modal_knows_its_root(slack: Slack) -> None:
    """A pushed modal names the one below and the first; clearing closes them all."""
    slack.mention("hello")
    first = slack.click("Note").view
    second = slack.submit({"words": "deeper"}).view
    assert (first.id, first.id) == (second.previous_id, second.root_id)
    slack.submit({"words": "x"})
    assert slack.workspace.open_view("Ada Fellow") is None


def test_closing_is_told_when_asked_for(slack: Slack, seen: Seen) -> None:
    """A modal with notify_on_close tells the app; a second closing is not possible."""
    slack.mention("hello")
    view = slack.click("Note").view
    slack.workspace.close("Ada Fellow", view)
    assert (view.id, False) == (seen.one("view_closed")["view"]["id"], seen.one("view_closed")["is_cleared"])
    with pytest.raises(NotPossibleError, match="was closed"):
        slack.submit({"words": "x"}, view)


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


def test_views_update_minds_the_hash(slack: Slack) -> None:
    """An update with an old hash is refused, one with the present hash changes the view."""
    slack.mention("hello")
    view = slack.click("Note").view
    client = client_for(slack.workspace)
    old = view.hash
    client.views_update(view_id=view.id, hash=old, view=MODAL | {"callback_id": "other"})
    with pytest.raises(SlackApiError, match="hash_conflict"):
        client.views_update(view_id=view.id, hash=old, view=MODAL)
    assert "other" == slack.workspace.open_view("Ada Fellow").body["callback_id"]


def test_triggers_last_three_seconds_and_serve_once(slack: Slack, seen: Seen) -> None:
    """A used, an expired and an invented trigger are refused, each with its own error."""
    slack.shortcut("ask")
    client = client_for(slack.workspace)

    def error(trigger_id: str) -> str:
        with pytest.raises(SlackApiError) as caught:
            client.views_open(trigger_id=trigger_id, view=MODAL)
        return caught.value.response["error"]

    assert error(seen.one("shortcut")["trigger_id"]) == "exchanged_trigger_id"
    slack.command("/myositis", "x")
    slack.workspace.advance(3.1)
    assert error(seen.one("command")["trigger_id"]) == "expired_trigger_id"
    assert error("1.2.3") == "invalid_trigger_id"


def test_views_are_checked(slack: Slack) -> None:
    """A modal Slack would not open is refused with pointers into the view."""
    client = client_for(slack.workspace)
    ada = slack.workspace.person("Ada Fellow").id
    with pytest.raises(SlackApiError) as caught:
        client.views_publish(user_id=ada, view={"type": "home", "blocks": [{"type": "alert"}]})
    messages = caught.value.response["response_metadata"]["messages"]
    assert ["[ERROR] unsupported type: alert [json-pointer:/view/blocks/0/type]"] == messages


def test_response_url_serves_five_times_in_half_an_hour(slack: Slack, seen: Seen) -> None:
    """The sixth answer is refused, and so is any after thirty minutes."""
    slack.command("/myositis", "one")
    slack.command("/myositis", "two")
    first, second = (WebhookClient(body["response_url"]) for body in seen.all("command"))
    assert [200] * 5 + [404] == [first.send(text="x").status_code for _ in range(6)]
    assert "used_url" in first.send(text="x").body
    slack.workspace.advance(1801)
    assert (404, True) == ((late := second.send(text="x")).status_code, "expired_url" in late.body)


def test_response_url_replaces_and_deletes(slack: Slack, seen: Seen) -> None:
    """An ephemeral answer can be replaced and deleted by its response URL, and in no other way."""
    message = slack.command("/myositis", "x").message
    url = WebhookClient(seen.one("command")["response_url"])
    url.send(text="new", replace_original=True)
    assert ["new"] == [m.text for m in slack.workspace.messages("general", "Ada Fellow")]
    assert message.ts == slack.workspace.messages("general", "Ada Fellow")[0].ts
    url.send(delete_original=True)
    assert [] == slack.workspace.messages("general", "Ada Fellow")


def test_response_url_refuses_what_slack_would(slack: Slack, seen: Seen) -> None:
    """Nothing to say and bad blocks are refused, and do not count as uses."""
    slack.command("/myositis", "x")
    url = WebhookClient(seen.one("command")["response_url"])
    assert "no_text" in url.send(text="").body
    assert "invalid_blocks" in url.send(text="x", blocks=[{"type": "alert"}]).body
    assert [200] * 5 == [url.send(text="x").status_code for _ in range(5)]
