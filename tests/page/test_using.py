"""What people do on the page, in a real browser against a real Bolt app."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from bot.workspace import Workspace
from tests.kit.conversation import Slack
from tests.page.conftest import Visit

pytestmark = pytest.mark.browser


def write(tab: Tab, text: str, where: str = "Message #general") -> None:
    """Type into a composer and send it with Enter."""
    field = tab.get_by_label(where)
    field.fill(text)
    field.press("Enter")


def in_thread(tab: Tab):
    return tab.locator("#thread-log .message")


def test_a_question_is_answered_in_its_thread(visit: Visit) -> None:
    """Somebody asks in a channel, opens the thread and reads the answer there."""
    tab = visit()
    write(tab, "@myositis did DM patients respond?")
    tab.get_by_role("link", name="1 reply").click()
    expect(in_thread(tab).nth(1)).to_contain_text("About half improved on either arm")
    expect(in_thread(tab).nth(1)).to_contain_text("P < 0.05 not reached")


def test_a_follow_up_in_the_thread_is_answered_there(visit: Visit) -> None:
    """What is written in the thread pane goes to the thread, and so does its answer."""
    tab = visit()
    write(tab, "@myositis did it work?")
    tab.get_by_role("link", name="1 reply").click()
    write(tab, "@myositis and IMNM?", "Reply in the thread")
    expect(in_thread(tab)).to_have_count(5)
    expect(in_thread(tab).last).to_contain_text("And so: Followed up")
    expect(tab.locator("#log .message")).to_have_count(1)


def test_a_suggested_question_opens_its_answer(visit: Visit) -> None:
    """The first page offers questions; one click shows the answer."""
    tab = visit()
    tab.get_by_role("button", name="is it safe?").click()
    expect(in_thread(tab).nth(1)).to_contain_text("About half improved")


def test_a_command_is_answered_privately_until_it_is_shared(visit: Visit) -> None:
    """Only who typed the command sees its answer; sharing shows it to everybody."""
    ada, ben = visit(), visit()
    ben.get_by_role("link", name="Ben Attending").click()
    write(ada, "/myositis abatacept")
    private = ada.locator("#log .message", has_text="Overview of abatacept")
    expect(private).to_contain_text("Only visible to you")
    expect(ben.locator("#log .message")).to_have_count(0)
    private.get_by_label("More actions").click()
    private.get_by_role("button", name="Share").click()
    expect(ben.locator("#log .message")).to_contain_text("Shared with everybody")
    expect(ada.locator("#log .message")).to_have_count(2)


def test_a_command_nobody_registered_is_refused(visit: Visit) -> None:
    """A mistyped command says so and stays in the composer to be corrected."""
    tab = visit()
    write(tab, "/myosotis")
    expect(tab.locator("#said")).to_contain_text("/myosotis is not a valid command")
    expect(tab.get_by_label("Message #general")).to_have_value("/myosotis")


def test_a_button_clarifies(visit: Visit, slack: Slack) -> None:
    """A button's answer appears, and a message that the app updates is redrawn."""
    root = slack.mention("which?").act.message
    assert root is not None
    tab = visit(f"/?t={root.ts}")
    tab.get_by_role("button", name="Which one?").click()
    tab.get_by_role("button", name="Week 24").click()
    expect(in_thread(tab).last).to_contain_text("Week 24 it is")


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
    tab.get_by_role("link", name="Messages", exact=True).click()
    expect(tab.locator("#log .message").last).to_contain_text("Report: The P value, unclear, ['source'], always")


def test_escape_closes_a_dialog(visit: Visit, slack: Slack, workspace: Workspace) -> None:
    """The keyboard alone gets out of a dialog, and the workspace knows that it is closed."""
    slack.command("/myositis")
    tab = visit()
    tab.get_by_label("More actions").click()
    tab.get_by_role("button", name="Details").click()
    expect(tab.get_by_role("dialog", name="Details")).to_contain_text("Sources")
    tab.keyboard.press("Escape")
    expect(tab.get_by_role("dialog")).to_have_count(0)
    assert workspace.open_view("Ada Fellow") is None


def test_the_home_tab_shows_what_the_app_published(visit: Visit) -> None:
    """Opening the app tells it so, and what it publishes appears."""
    tab = visit()
    tab.get_by_role("link", name="Myositis Bot").click()
    expect(tab.get_by_role("heading", name="What I can answer")).to_be_visible()


def test_the_messages_tab_offers_the_apps_prompts(visit: Visit) -> None:
    """A suggested prompt is sent as the person's own message."""
    tab = visit()
    tab.get_by_role("link", name="Myositis Bot").click()
    tab.get_by_role("link", name="Messages", exact=True).click()
    tab.get_by_role("button", name="DM patients").click()
    tab.get_by_role("link", name="1 reply").click()
    expect(in_thread(tab).last).to_contain_text("You wrote: did DM patients respond?")


def test_a_reload_loses_nothing(visit: Visit, slack: Slack) -> None:
    """Thread, messages and the unsent draft are there again after a reload."""
    root = slack.mention("which?").act.message
    assert root is not None
    tab = visit(f"/?t={root.ts}")
    tab.get_by_label("Reply in the thread").fill("half a tho")
    tab.reload()
    expect(in_thread(tab)).to_have_count(2)
    expect(tab.get_by_label("Reply in the thread")).to_have_value("half a tho")


def test_a_second_tab_keeps_step(visit: Visit) -> None:
    """What is written in one tab appears in the other, while its draft stays untouched."""
    first, second = visit(), visit()
    second.get_by_label("Message #general").fill("a draft")
    write(first, "good morning")
    expect(second.locator("#log .message")).to_contain_text("good morning")
    expect(second.get_by_label("Message #general")).to_have_value("a draft")


def test_a_message_is_deleted_by_its_author_only(visit: Visit) -> None:
    """The menu of one's own message deletes it for everybody; others have no such entry."""
    ada, ben = visit(), visit()
    ben.get_by_role("link", name="Ben Attending").click()
    write(ada, "never mind")
    theirs = ben.locator("#log .message", has_text="never mind")
    theirs.get_by_label("More about this message").click()
    expect(theirs.get_by_role("button", name="Delete message")).to_have_count(0)
    ada.get_by_label("More about this message").click()
    ada.get_by_role("button", name="Delete message").click()
    expect(ben.locator("#log .message")).to_have_count(0)
