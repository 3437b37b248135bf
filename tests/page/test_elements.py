"""What an app may show besides what the bot does: the page must let people use that too."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from bot.workspace import Workspace
from bot.workspace.page import Page
from tests.kit.conversation import Slack
from tests.kit.running import Factory
from tests.page.conftest import Visit
from tests.page.showcase import SETTINGS, make_app

pytestmark = pytest.mark.browser


@pytest.fixture
def make_bot() -> Factory:
    """The showcase app."""
    return make_app


@pytest.fixture
def page() -> Page:
    """A page that knows of the showcase's shortcuts."""
    return Page(SETTINGS)


def in_thread(tab: Tab):
    return tab.locator("#thread-log .message")


def open_form(tab: Tab):
    tab.get_by_label("More actions").click()
    tab.get_by_role("button", name="Form").click()
    return tab.get_by_role("dialog", name="Report a problem")


def test_menus_and_feedback_reach_the_app(visit: Visit, slack: Slack) -> None:
    """A chosen option and a thumb carry their values, and the answers are private."""
    root = slack.mention("which?").act.message
    assert root is not None
    tab = visit(f"/?t={root.ts}")
    tab.get_by_text("Pick a group").click()
    tab.get_by_role("button", name="Necrotizing").click()
    expect(in_thread(tab).last).to_contain_text("Just for you: necrotizing")
    tab.get_by_label("Bad answer").click()
    expect(in_thread(tab).last).to_contain_text("Just for you: bad")
    expect(in_thread(tab).last).to_contain_text("Only visible to you")


def test_a_question_before_an_act_can_be_declined(visit: Visit, slack: Slack) -> None:
    """A button with a confirmation does nothing when it is declined, and its work when it is accepted."""
    root = slack.mention("which?").act.message
    assert root is not None
    tab = visit(f"/?t={root.ts}")
    tab.get_by_role("button", name="Remove").click()
    tab.get_by_role("button", name="Cancel").click()
    expect(in_thread(tab)).to_have_count(2)
    tab.get_by_role("button", name="Remove").click()
    tab.get_by_role("button", name="Yes").click()
    expect(in_thread(tab)).to_have_count(1)


def test_a_dialog_is_filled_in_corrected_and_sent(visit: Visit, slack: Slack, workspace: Workspace) -> None:
    """A modal refuses what is missing, shows the app's error with what was typed, and then sends everything."""
    slack.command("/myositis")
    tab = visit()
    tab.get_by_label("More actions").click()
    tab.get_by_role("button", name="Form").click()
    dialog = tab.get_by_role("dialog", name="Report a problem")
    dialog.get_by_role("button", name="Send").click()
    assert tab.evaluate("document.querySelector('dialog :invalid') !== null")
    dialog.get_by_label("In your words").fill("abc")
    dialog.get_by_role("button", name="Send").click()
    expect(dialog.get_by_text("Please say more")).to_be_visible()
    expect(dialog.get_by_label("In your words")).to_have_value("abc")
    dialog.get_by_label("In your words").fill("The P value")
    dialog.get_by_label("Source").check()
    dialog.get_by_label("Always").check()
    dialog.get_by_role("button", name="Send").click()
    expect(dialog).to_have_count(0)
    tab.get_by_role("link", name="Myositis Bot").click()
    tab.get_by_role("link", name="Messages (unread)").click()
    expect(tab.locator("#log .message").last).to_contain_text("Report: The P value, unclear, ['source'], always")


def test_shortcuts_stand_in_a_messages_menu_and_beside_the_channels(visit: Visit, slack: Slack) -> None:
    """Both kinds of shortcut reach the app, which answers with its dialog."""
    slack.say("they say it works in DM")
    tab = visit()
    tab.get_by_label("More about this message").click()
    tab.get_by_role("button", name="Ask about this").click()
    expect(tab.get_by_role("dialog", name="Report a problem")).to_be_visible()
    tab.keyboard.press("Escape")
    expect(tab.get_by_role("dialog")).to_have_count(0)
    tab.get_by_role("button", name="Ask anything").click()
    expect(tab.get_by_role("dialog", name="Report a problem")).to_be_visible()


def test_a_number_is_told_to_the_app_by_enter(visit: Visit, slack: Slack) -> None:
    """An input that dispatches does so by Enter, without sending the dialog; what was typed elsewhere stays."""
    slack.command("/myositis")
    dialog = open_form(visit())
    dialog.get_by_label("In your words").fill("half a sentence")
    number = dialog.get_by_label("Which number")
    number.fill("12.5")
    number.press("Enter")
    expect(dialog.get_by_text("So far: half a sentence, 12.5")).to_be_visible()
    expect(dialog.get_by_label("In your words")).to_have_value("half a sentence")
    expect(number).to_have_value("12.5")
    expect(number).to_be_focused()


def test_a_number_that_is_none_is_not_sent(visit: Visit, slack: Slack) -> None:
    """What the input does not allow keeps the dialog open, with the browser's own words."""
    slack.command("/myositis")
    dialog = open_form(visit())
    dialog.get_by_label("In your words").fill("The P value")
    dialog.get_by_label("Which number").fill("-3")
    dialog.get_by_role("button", name="Send").click()
    expect(dialog.locator("input:invalid")).to_have_count(1)


def test_a_button_in_a_dialog_takes_along_what_stands_there(visit: Visit, slack: Slack) -> None:
    """The app hears what was typed so far, though nothing was sent yet."""
    slack.command("/myositis")
    dialog = open_form(visit())
    dialog.get_by_label("In your words").fill("unfinished")
    dialog.get_by_role("button", name="Add a hint").click()
    expect(dialog.get_by_text("So far: unfinished, None")).to_be_visible()


def test_a_closed_dialog_gives_the_focus_back(visit: Visit, slack: Slack) -> None:
    """Who works with the keyboard goes on where the dialog was opened."""
    slack.command("/myositis")
    tab = visit()
    menu = tab.get_by_label("More actions")
    menu.focus()
    for key in ("Enter", "ArrowDown", "Enter"):
        tab.keyboard.press(key)
    expect(tab.get_by_role("dialog", name="Details")).to_be_visible()
    tab.keyboard.press("Escape")
    expect(tab.get_by_role("dialog")).to_have_count(0)
    expect(menu).to_be_focused()
