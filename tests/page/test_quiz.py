"""A fellow quizzes herself on the page, in a real browser with the bot itself."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect
from playwright.sync_api import Page as Tab

from bot.answering.service import Answerer
from bot.quiz import Card, deck
from tests.page.conftest import Visit

pytestmark = pytest.mark.browser


def newest(tab: Tab) -> Locator:
    """The newest message of the conversation."""
    return tab.locator("#log .message").last


def tap(tab: Tab, card: Card, *, right: bool) -> None:
    """Answer a card by its button, whose name for a screen reader is the whole option."""
    wanted = next(option.text.text for option in card.options if option.right == right)
    newest(tab).get_by_role("button", name=re.compile(re.escape(wanted))).click()


def test_a_whole_quiz_is_taken_on_the_page(visit: Visit, answerer: Answerer) -> None:
    """From the command in a channel by its link to the direct message, three taps, an undo, and the summary."""
    trial = answerer.base.trial_ids()[0]
    first, second, third = deck(answerer.base, trial).cards[:3]
    tab, ben = visit(), visit()
    ben.get_by_role("link", name="Ben Attending").click()
    field = tab.get_by_label("Message #general")
    field.fill("/myositis quiz")
    field.press("Enter")
    told = newest(tab)
    expect(told).to_contain_text("Only visible to you")
    told.get_by_role("link", name="our direct message").click()
    expect(newest(tab)).to_contain_text("Card 1 of 3")
    expect(newest(tab)).to_contain_text(first.prompt.text)
    tap(tab, first, right=True)
    expect(newest(tab)).to_contain_text("Right.")
    expect(newest(tab)).to_contain_text("This card comes back in 2 days.")
    expect(newest(tab)).to_contain_text(second.prompt.text)
    tap(tab, second, right=False)
    expect(newest(tab)).to_contain_text("Not right.")
    newest(tab).get_by_role("button", name="Undo").click()
    expect(newest(tab)).to_contain_text("Taken back")
    tap(tab, second, right=True)
    expect(newest(tab)).to_contain_text(third.prompt.text)
    tap(tab, third, right=False)
    expect(newest(tab)).to_contain_text("2 of 3 right")
    expect(newest(tab)).to_contain_text("Your next card is due tomorrow.")
    expect(ben.locator("#log .message")).to_have_count(0)


def test_the_menu_of_an_answer_begins_a_quiz_about_it(visit: Visit) -> None:
    """In the direct message, beside details and share; in a channel the menu has no such entry."""
    tab = visit()
    tab.get_by_role("link", name="Myositis Bot").click()
    tab.get_by_role("link", name="Messages", exact=True).click()
    tab.get_by_role("button", name="Safety").click()
    tab.get_by_role("link", name="1 reply").click()
    answer = tab.locator("#thread-log .message").last
    answer.get_by_label("More actions").click()
    answer.get_by_role("button", name="Quiz me on this").click()
    expect(tab.locator("#thread-log .message").last).to_contain_text("Card 1 of ")
