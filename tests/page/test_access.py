"""The page can be read and used by everybody: themes, a phone's width, the keyboard alone, a screen reader."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from bot.workspace import Workspace
from tests.kit.conversation import Slack
from tests.page.conftest import Visit

pytestmark = pytest.mark.browser
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 860}
LOW = {"width": 1280, "height": 420}


def places(slack: Slack) -> list[str]:
    """The addresses of every kind of view: channel, threads, inspector, list of channels, Home and Messages."""
    root = slack.mention("did DM patients respond?").act.message
    slack.mention("compare DM and PM", thread=root)
    slack.mention("should I give subcutaneous abatacept to my patient?", thread=root)
    slack.mention("the mean?", thread=root)
    assert root is not None
    slack.command("/myositis", "abatacept")
    direct = slack.workspace.direct_channel("Ada Fellow").id
    slack.dm("hello")
    inspector = f"/?i={root.replies[0]}&ic={root.channel}"
    return ["/", f"/?t={root.ts}", inspector, "/?nav=1", f"/?c={direct}", f"/?c={direct}&tab=home"]


def go(tab: Tab, workspace: Workspace, path: str) -> None:
    tab.goto(workspace.url + path)
    tab.wait_for_selector("html[data-ready]")


def open_modal(tab: Tab) -> None:
    tab.locator("#log").get_by_label("More actions").click()
    tab.get_by_role("button", name="Details and sources").click()
    expect(tab.get_by_role("dialog")).to_be_visible()


def violations(tab: Tab) -> list[str]:
    """What axe objects to, each with the elements it means."""
    found = Axe().run(tab).response["violations"]
    return [f"{each['id']}: {[node['html'][:160] for node in each['nodes']]}" for each in found]


@pytest.mark.parametrize(("size", "scheme"), [(DESK, "light"), (PHONE, "dark")], ids=["desk-light", "phone-dark"])
def test_axe_finds_nothing(visit: Visit, slack: Slack, workspace: Workspace, size: dict[str, int], scheme: str) -> None:
    """No place of the page breaks a rule of accessibility, contrast included."""
    tab = visit(scheme=scheme, **size)
    found = {}
    for path in places(slack):
        go(tab, workspace, path)
        found[path] = violations(tab)
    go(tab, workspace, "/")
    open_modal(tab)
    found["dialog"] = violations(tab)
    assert {} == {path: said for path, said in found.items() if said}


def test_nothing_is_wider_than_a_phone(visit: Visit, slack: Slack, workspace: Workspace) -> None:
    """At 360 pixels nothing must be scrolled sideways but tables and preformatted text, within themselves."""
    tab = visit(**PHONE)
    wide = {}
    for path in places(slack):
        go(tab, workspace, path)
        wide[path] = tab.evaluate(
            """() => [...document.querySelectorAll('#log, #thread-log, #inspector-log, #side, #top, .composer')]
            .filter(each => each.offsetParent && (each.scrollWidth > each.clientWidth + 1 || each.getBoundingClientRect().right > 361))
            .map(each => each.id || each.className)"""
        )
    assert {} == {path: names for path, names in wide.items() if names}


def test_a_question_is_asked_and_answered_with_the_keyboard_alone(visit: Visit) -> None:
    """Tab, Enter, arrows and Escape are enough: ask, open the thread, choose from a menu, leave a dialog."""
    tab = visit()
    tab.get_by_label("Message #general").focus()
    tab.keyboard.type("@myositis did DM patients respond?")
    tab.keyboard.press("Enter")
    link = tab.get_by_role("link", name="1 reply")
    link.focus()
    tab.keyboard.press("Enter")
    menu = tab.locator("#thread-log").get_by_label("More actions")
    menu.focus()
    tab.keyboard.press("Enter")
    tab.keyboard.press("ArrowDown")
    expect(tab.get_by_role("button", name="Details and sources")).to_be_focused()
    tab.keyboard.press("Escape")
    expect(menu).to_be_focused()
    tab.keyboard.press("Enter")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("dialog", name="Details and sources")).to_be_visible()
    tab.keyboard.press("Escape")
    expect(tab.get_by_role("dialog")).to_have_count(0)


def test_the_theme_can_be_changed_and_is_kept(visit: Visit) -> None:
    """The switch turns light into dark, and a reload does not turn it back."""
    tab = visit(scheme="light")
    tab.get_by_label("Change between light and dark").click()
    tab.reload()
    assert "dark" == tab.evaluate("getComputedStyle(document.documentElement).colorScheme")


def test_new_messages_are_announced(visit: Visit, slack: Slack) -> None:
    """A screen reader hears new messages, and each message says who wrote it and when."""
    tab = visit()
    slack.say("good morning")
    message = tab.get_by_role("log", name="Messages in #general").get_by_role("article")
    expect(message).to_have_accessible_name(f"Ada Fellow, {message.locator('time').inner_text()}")


@pytest.mark.parametrize("size", [DESK, LOW, PHONE], ids=["desk", "low", "phone"])
def test_an_opened_menu_is_seen_whole(visit: Visit, slack: Slack, size: dict[str, int]) -> None:
    """A menu at the edge of a pane is neither cut off at the side nor hidden below."""
    root = slack.mention("did DM patients respond?").act.message
    assert root is not None
    tab = visit(f"/?t={root.ts}", **size)
    tab.locator("#thread-log").get_by_label("More actions").click()
    slack.say("meanwhile, somebody else")
    expect(tab.locator("#log .message")).to_have_count(2)
    expect(tab.locator("#thread-log .content details[open] .options")).to_be_in_viewport(ratio=0.99)
