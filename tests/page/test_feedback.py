"""The message shortcut, who stands behind the bot, and sending words to the curators, in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from bot.messages import feedback, home, privacy, shortcut
from bot.workspace import Workspace
from tests.kit.conversation import Slack
from tests.page.conftest import Visit

pytestmark = pytest.mark.browser


def test_a_colleague_s_message_is_answered_privately_and_then_shared(visit: Visit, slack: Slack) -> None:
    """From the message's own menu; everybody sees it only after the answer's menu was used."""
    said = slack.as_("Ben Attending").say("but did DM patients respond?").act.message
    assert said is not None
    tab = visit()
    tab.get_by_label("More about this message").click()
    tab.get_by_role("button", name="Answer from the trial").click()
    private = tab.locator(".message.ephemeral")
    expect(private).to_contain_text(shortcut.ONLY_YOU)
    expect(private).to_contain_text("About half improved on either arm")
    assert [] == [message for message in slack.workspace.messages("general") if message.thread_ts == said.ts]
    private.get_by_label("More actions").click()
    tab.get_by_role("button", name=shortcut.SHARE_THERE).click()
    thread = visit(f"/?t={said.ts}")
    expect(thread.get_by_text("Shared by")).to_be_visible()


def test_a_message_that_names_a_patient(visit: Visit, slack: Slack) -> None:
    """Whoever chose it alone is told, and nothing is looked up."""
    slack.as_("Ben Attending").say("my patient John Smith, MRN 00482917, has DM: did DM patients respond?")
    tab = visit()
    tab.get_by_label("More about this message").click()
    tab.get_by_role("button", name="Answer from the trial").click()
    expect(tab.locator(".message.ephemeral")).to_contain_text(shortcut.NAMES_A_PATIENT)


def test_the_home_tab_says_who_is_responsible_and_what_is_kept(visit: Visit) -> None:
    """And that no card is due yet, with a button to begin."""
    tab = visit()
    tab.get_by_role("link", name="Myositis Bot").click()
    tab.get_by_role("link", name="Home", exact=True).click()
    shown = tab.get_by_role("region", name="Home of Myositis Bot")
    expect(shown.get_by_role("heading", name=home.BEHIND)).to_be_visible()
    for words in (home.NO_CLINICIAN, home.NOT_REVIEWED, privacy.PRIVACY_HINT, "No quiz card is due."):
        expect(shown).to_contain_text(words)


def test_a_question_is_sent_to_the_curators_and_a_patient_s_details_are_not(
    visit: Visit, slack: Slack, workspace: Workspace
) -> None:
    """The form says at the field what is wrong; once it is right it is sent."""
    reply = slack.mention("did tofacitinib help?").message
    tab = visit(f"/?t={reply.thread_ts}")
    tab.get_by_role("button", name=feedback.TELL_SPOKEN).click()
    dialog = tab.get_by_role("dialog")
    field = dialog.get_by_label(feedback.TELL_LABEL)
    field.fill("my patient John Smith, MRN 00482917")
    dialog.get_by_role("button", name=feedback.SEND).click()
    expect(dialog).to_contain_text("identifies a patient")
    field.fill("tofacitinib against abatacept?")
    dialog.get_by_role("button", name=feedback.SEND).click()
    expect(dialog).to_contain_text(feedback.SENT)
