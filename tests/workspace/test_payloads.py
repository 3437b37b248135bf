"""Payloads have the fields that recorded ones have: a wrong fake makes every other test wrong.

The fields were compared with the payloads recorded in the test scenarios of Slack's Bolt for Python
(20 July 2026). Fields of one installation only (Enterprise Grid names, thumbnails) are left out.
"""

from __future__ import annotations

from typing import Any

import pytest

from bot.workspace import AppSettings
from tests.kit.conversation import Slack
from tests.workspace.conftest import Seen

CALLBACK = {
    "token",
    "team_id",
    "api_app_id",
    "event",
    "type",
    "event_id",
    "event_time",
    "authorizations",
    "is_ext_shared_channel",
    "event_context",
}
MESSAGE = {"client_msg_id", "type", "text", "user", "ts", "team", "blocks", "channel", "event_ts"}
FILE = {
    "id",
    "created",
    "timestamp",
    "name",
    "title",
    "mimetype",
    "filetype",
    "pretty_type",
    "user",
    "editable",
    "size",
    "mode",
    "is_external",
    "external_type",
    "is_public",
    "public_url_shared",
    "display_as_bot",
    "username",
    "url_private",
    "url_private_download",
    "media_display_type",
    "permalink",
    "permalink_public",
    "has_rich_preview",
}
INTERACTION = {"type", "user", "token", "team", "enterprise", "is_enterprise_install"}
ACTIONS = INTERACTION | {"api_app_id", "container", "trigger_id", "actions"}
VIEW = {
    "id",
    "team_id",
    "type",
    "blocks",
    "private_metadata",
    "callback_id",
    "state",
    "hash",
    "title",
    "clear_on_close",
    "notify_on_close",
    "close",
    "submit",
    "previous_view_id",
    "root_view_id",
    "app_id",
    "external_id",
    "app_installed_team_id",
    "bot_id",
}


@pytest.fixture
def app_settings() -> AppSettings:
    """An app that hears everything."""
    return AppSettings().with_history()


def test_event_bodies(slack: Slack, seen: Seen) -> None:
    """Mention, message, reply in a thread and file: envelope and event field by field."""
    root = slack.mention("hello").act.message
    slack.say("and PM?", thread=root)
    slack.dm("read this", files=["a.png"])
    mention, message = seen.one("app_mention"), seen.all("message")[0]
    assert CALLBACK == set(mention) == set(message)
    assert MESSAGE == set(mention["event"])
    assert MESSAGE | {"channel_type"} == set(message["event"])
    replies = [b["event"] for b in seen.all("message") if b["event"]["text"] == "and PM?"]
    assert MESSAGE | {"channel_type", "thread_ts", "parent_user_id"} == set(replies[0])
    shared = seen.one("file_share")["event"]
    assert (MESSAGE - {"team"}) | {"channel_type", "subtype", "files", "upload", "display_as_bot"} == set(shared)
    assert set(shared["files"][0]) >= FILE


def test_authorizations(slack: Slack, seen: Seen) -> None:
    """The authorization names the team and the bot's user, outside an organisation without one."""
    slack.mention("hello")
    expected = {
        "enterprise_id": None,
        "team_id": slack.workspace.hub.team_id,
        "user_id": slack.workspace.bot.id,
        "is_bot": True,
        "is_enterprise_install": False,
    }
    assert [expected] == seen.one("app_mention")["authorizations"]


def test_hidden_events(slack: Slack, seen: Seen) -> None:
    """Edits and deletions: no user outside the messages they hold."""
    message = slack.say("helo").act.message
    slack.edit(message, "hello")
    slack.delete(message)
    common = {"type", "subtype", "previous_message", "channel", "hidden", "ts", "event_ts", "channel_type"}
    assert common | {"message"} == set(seen.one("message_changed")["event"])
    assert common | {"deleted_ts"} == set(seen.one("message_deleted")["event"])
    assert {"user", "ts"} == set(seen.one("message_changed")["event"]["message"]["edited"])


def test_bot_messages(slack: Slack, seen: Seen) -> None:
    """Another bot's message has a bot id and profile, and no client_msg_id."""
    slack.workspace.post_as_other_bot("general", "hello")
    slack.running.settle()
    event = seen.one("message")["event"]
    assert {"bot_id", "bot_profile", "app_id"} == set(event) - (MESSAGE | {"channel_type"})
    profile = {"id", "deleted", "name", "updated", "app_id", "icons", "team_id"}
    assert profile == set(event["bot_profile"])
    assert "client_msg_id" not in event


def test_command_body(slack: Slack, seen: Seen) -> None:
    """A slash command is flat, and every value is text."""
    slack.command("/myositis", "hello")
    body = seen.one("command")
    expected = {"token", "team_id", "team_domain", "channel_id", "channel_name", "user_id", "user_name"}
    expected |= {"command", "text", "api_app_id", "is_enterprise_install", "response_url", "trigger_id"}
    assert expected == set(body)
    assert {str} == {type(value) for value in body.values()}


def test_action_bodies(slack: Slack, seen: Seen) -> None:
    """Actions on messages, ephemeral ones and views differ in what they carry."""
    slack.mention("hello")
    slack.click("More")
    slack.command("/myositis", "hello")
    slack.click("More")
    slack.open_home()
    slack.click("More")
    posted, ephemeral, home = seen.all("block_actions")
    on_message = ACTIONS | {"channel", "state", "response_url"}
    assert on_message | {"message"} == set(posted)
    assert on_message == set(ephemeral)
    assert ACTIONS | {"view"} == set(home)
    assert {"type", "message_ts", "channel_id", "is_ephemeral"} == set(ephemeral["container"])
    action: dict[str, Any] = posted["actions"][0]
    assert {"action_id", "block_id", "text", "value", "type", "action_ts"} == set(action)
    assert {"id", "username", "name", "team_id"} == set(posted["user"])


def test_view_and_shortcut_bodies(slack: Slack, seen: Seen) -> None:
    """Modals and shortcuts."""
    message = slack.say("hello").act.message
    slack.shortcut("ask", message)
    slack.submit({"words": "x"})
    slack.shortcut("ask")
    modal = slack.workspace.open_view("Ada Fellow")
    assert modal is not None
    slack.workspace.close("Ada Fellow", modal)
    submitted, closed = seen.one("view_submission"), seen.one("view_closed")
    assert INTERACTION | {"api_app_id", "trigger_id", "view", "response_urls"} == set(submitted)
    assert INTERACTION | {"api_app_id", "view", "response_urls", "is_cleared"} == set(closed)
    assert VIEW == set(submitted["view"]) == set(closed["view"])
    called = INTERACTION | {"action_ts", "callback_id", "trigger_id"}
    assert called == set(seen.one("shortcut"))
    assert called | {"channel", "message_ts", "message", "response_url"} == set(seen.one("message_action"))


def test_home_body(slack: Slack, seen: Seen) -> None:
    """Opening the Home tab names person, direct message and tab."""
    slack.open_home()
    assert {"type", "user", "channel", "tab", "event_ts"} == set(seen.one("app_home_opened")["event"])
