"""Completion, shortcuts and the inspector: what developers and curators work with."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

from bot.workspace import Workspace
from tests.kit.conversation import Slack
from tests.kit.running import Running
from tests.page.conftest import Visit

pytestmark = pytest.mark.browser


def test_the_apps_name_is_completed(visit: Visit) -> None:
    """After ``@`` the app comes first, and Enter takes it without sending."""
    tab = visit()
    field = tab.get_by_label("Message #general")
    field.press_sequentially("hello @my")
    expect(tab.get_by_role("option", name="@myositis")).to_have_attribute("aria-selected", "true")
    field.press("Enter")
    expect(field).to_have_value("hello @myositis ")
    expect(tab.locator("#log .message")).to_have_count(0)


def test_a_command_is_completed_with_its_hint(visit: Visit) -> None:
    """After ``/`` the commands are offered with what they take; Tab takes one, Escape leaves them."""
    tab = visit()
    field = tab.get_by_label("Message #general")
    field.press_sequentially("/m")
    expect(tab.get_by_role("option")).to_contain_text("/myositis [a trial] [a question]")
    field.press("Escape")
    expect(tab.get_by_role("option")).to_have_count(0)
    field.press_sequentially("y")
    field.press("Tab")
    expect(field).to_have_value("/myositis ")


def test_a_slash_command_in_a_thread_is_refused_as_in_slack(visit: Visit, slack: Slack) -> None:
    """The composer of a thread says that commands do not work there, and keeps what was typed."""
    root = slack.mention("did DM patients respond?").act.message
    assert root is not None
    tab = visit(f"/?t={root.ts}")
    field = tab.get_by_label("Reply in the thread")
    field.fill("/myositis")
    field.press("Enter")
    expect(tab.locator("#said")).to_contain_text("Slash commands do not work in threads")
    expect(field).to_have_value("/myositis")


def test_the_inspector_shows_a_messages_blocks_and_copies_them(visit: Visit, slack: Slack) -> None:
    """A message's menu leads to its blocks as JSON, and the button copies exactly those."""
    reply = slack.mention("did DM patients respond?").message
    tab = visit(f"/?t={reply.thread_ts}")
    tab.locator("#thread-log .message").last.get_by_label("More about this message").click()
    tab.get_by_role("link", name="Inspect", exact=True).click()
    tab.get_by_role("button", name="Copy the blocks").click()
    expect(tab.get_by_role("button", name="Copied")).to_be_visible()
    assert reply.blocks == json.loads(tab.evaluate("navigator.clipboard.readText()"))


def test_the_inspector_tells_of_traffic_as_it_happens(visit: Visit, slack: Slack) -> None:
    """Deliveries with the time to their ack, and calls with their answers, open to the raw payload."""
    tab = visit("/?i=1")
    slack.mention("did DM patients respond?")
    row = tab.locator("#traffic details", has_text="app_mention")
    expect(row).to_contain_text("acked in")
    row.locator("summary").click()
    expect(row.locator("pre")).to_contain_text('"type": "event_callback"')
    expect(tab.locator("#traffic details", has_text="chat.postMessage")).to_contain_text("ok")


def test_a_refused_call_stands_out_in_the_inspector(visit: Visit, slack: Slack, workspace: Workspace) -> None:
    """A call that Slack refuses shows its error."""
    workspace.faults.refuse("invalid_blocks", method="chat.postMessage")
    slack.mention("did DM patients respond?")
    tab = visit("/?i=1")
    expect(tab.locator("#traffic .bad", has_text="chat.postMessage")).to_contain_text("invalid_blocks")


def test_a_missing_app_is_told_of(visit: Visit, running: Running) -> None:
    """Where no app is connected the page says that nobody will answer."""
    tab = visit()
    running.stop()
    expect(tab.get_by_text("The app is not connected")).to_be_visible()
