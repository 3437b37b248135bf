"""The thumbs below an answer, in a real browser with the bot itself."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from bot.messages import feedback as words
from bot.workspace import Workspace
from tests.kit.conversation import Slack
from tests.page.conftest import Visit

pytestmark = pytest.mark.browser


def test_a_thumb_up_is_thanked_for_privately(visit: Visit, slack: Slack) -> None:
    """The thumbs below an answer say what they mean, and only who pressed one sees the thanks."""
    reply = slack.mention("did DM patients respond?").message
    tab = visit(f"/?t={reply.thread_ts}")
    tab.get_by_role("button", name=words.HELPFUL_SPOKEN).click()
    said = tab.locator(".message.ephemeral")
    expect(said).to_contain_text(words.COUNTED)
    expect(said).to_contain_text("Only visible to you")


def test_a_thumb_down_opens_a_form_that_may_stay_empty(visit: Visit, slack: Slack, workspace: Workspace) -> None:
    """What would be stored is said in the form; what is typed is sent and thanked for in its place."""
    reply = slack.mention("did DM patients respond?").message
    tab = visit(f"/?t={reply.thread_ts}")
    tab.get_by_role("button", name=words.NOT_HELPFUL_SPOKEN).click()
    dialog = tab.get_by_role("dialog")
    expect(dialog).to_contain_text(words.WRONG_STORED)
    dialog.get_by_label(words.WRONG_LABEL).fill("The interval is missing its unit.")
    dialog.get_by_role("button", name=words.SEND).click()
    expect(dialog).to_contain_text(words.SENT_TITLE)
    dialog.get_by_role("button", name=words.DONE, exact=True).click()
    expect(dialog).to_have_count(0)
    assert workspace.open_view("Ada Fellow") is None
