"""What people do on the page, in a real browser with the bot itself."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect
from playwright.sync_api import Page as Tab

from bot.answering.service import Answerer
from bot.workspace import Workspace
from tests.kit.conversation import Slack
from tests.kit.running import Running, client_for
from tests.page.conftest import Visit

pytestmark = pytest.mark.browser
DM = "@myositis did DM patients respond?"
DM_ANSWER = "no clear benefit over placebo in DM"


def write(tab: Tab, text: str, where: str = "Message #general") -> None:
    """Type into a composer and send it with Enter."""
    field = tab.get_by_label(where)
    field.fill(text)
    field.press("Enter")


def in_thread(tab: Tab) -> Locator:
    return tab.locator("#thread-log .message")


def asked(slack: Slack, text: str = DM) -> str:
    """The address of a thread in which the bot has answered."""
    return f"/?t={slack.mention(text).message.thread_ts}"


def test_a_question_is_answered_in_its_thread(visit: Visit) -> None:
    """Somebody asks in a channel, opens the thread and reads the whole answer there."""
    tab = visit()
    write(tab, DM)
    tab.get_by_role("link", name="1 reply").click()
    answer = in_thread(tab).nth(1)
    expect(answer.get_by_role("heading")).to_contain_text(DM_ANSWER)
    for part in ("22/40† (55.0%) abatacept vs 21/42† (50.0%) placebo, P = 0.679", "⚠ ", "evidence, not advice"):
        expect(answer).to_contain_text(part)
    expect(answer.get_by_role("link", name="Aggarwal et al.")).to_have_attribute("target", "_blank")


def test_a_follow_up_in_the_thread_is_answered_there(visit: Visit, slack: Slack) -> None:
    """What is written in the thread pane goes to the thread, and the bot knows what the thread is about."""
    tab = visit(asked(slack))
    write(tab, "@myositis and IMNM?", "Reply in the thread")
    expect(in_thread(tab)).to_have_count(4)
    expect(in_thread(tab).last).to_contain_text("Not reported for IMNM alone")
    expect(tab.locator("#log .message")).to_have_count(1)


def test_a_suggested_question_opens_its_answer(visit: Visit) -> None:
    """The first page offers three questions; one click shows the answer."""
    tab = visit()
    welcome = tab.get_by_role("region", name="Welcome")
    expect(welcome.locator("[data-ask]")).to_have_count(3)
    welcome.get_by_role("button", name="was it safe?").click()
    expect(in_thread(tab).nth(1)).to_contain_text("adverse")


def test_a_command_is_answered_privately_until_it_is_shared(visit: Visit) -> None:
    """Only who typed the command sees the overview; sharing shows it to everybody, with who shared it."""
    ada, ben = visit(), visit()
    ben.get_by_role("link", name="Ben Attending").click()
    write(ada, "/myositis abatacept")
    private = ada.locator("#log .message").first
    expect(private).to_contain_text("Only visible to you")
    expect(private.locator("pre")).to_contain_text("[-|---------o---------]")
    expect(ben.locator("#log .message")).to_have_count(0)
    private.get_by_label("More actions").click()
    private.get_by_role("button", name="Share").click()
    expect(ben.locator("#log .message")).to_contain_text("Shared by @Ada Fellow")
    expect(ben.locator("#log .message")).not_to_contain_text("Only visible to you")
    expect(ada.locator("#log .message")).to_have_count(2)


def test_a_command_nobody_registered_is_refused(visit: Visit) -> None:
    """A mistyped command says so and stays in the composer to be corrected."""
    tab = visit()
    write(tab, "/myosotis")
    expect(tab.locator("#said")).to_contain_text("/myosotis is not a valid command")
    expect(tab.get_by_label("Message #general")).to_have_value("/myosotis")


def test_a_question_asked_back_is_settled_by_a_button(visit: Visit, slack: Slack) -> None:
    """Where a question could mean several things the bot asks, and one press answers."""
    tab = visit(asked(slack, "@myositis compare the two for me"))
    in_thread(tab).nth(1).locator(".actions .button").first.click()
    expect(in_thread(tab)).to_have_count(3)
    expect(in_thread(tab).last).to_contain_text("Not shown to differ")


def test_a_patient_to_treat_is_refused(visit: Visit) -> None:
    """Asked for advice the bot gives none, and says what the trial can tell."""
    tab = visit()
    write(tab, "@myositis should I give subcutaneous abatacept to my DM patient?")
    tab.get_by_role("link", name="1 reply").click()
    expect(in_thread(tab).last).to_contain_text("I can't advise on a patient")


@pytest.mark.parametrize(
    ("entry", "said"),
    [("Details and sources", "Caveats, in full"), ("How calculated", "Newcombe"), ("Copy for a slide", "55.0%")],
)
def test_an_entry_of_the_menu_opens_a_modal(
    visit: Visit, slack: Slack, workspace: Workspace, entry: str, said: str
) -> None:
    """Each opens with a title and text; Escape closes it, and the workspace knows that it is closed."""
    tab = visit(asked(slack))
    in_thread(tab).last.get_by_label("More actions").click()
    tab.get_by_role("button", name=entry).click()
    dialog = tab.get_by_role("dialog")
    expect(dialog).to_contain_text(said)
    tab.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    assert workspace.open_view("Ada Fellow") is None


def test_the_home_tab_shows_what_the_bot_published(visit: Visit, answerer: Answerer) -> None:
    """Opening the app tells it so; what it can answer and the version of its facts appear."""
    tab = visit()
    tab.get_by_role("link", name="Myositis Bot").click()
    home = tab.get_by_role("region", name="Home of Myositis Bot")
    expect(home.get_by_role("heading", name="Trials I can answer about")).to_be_visible()
    expect(home).to_contain_text(answerer.base.version)
    home.get_by_role("button", name="Overview").click()
    tab.get_by_role("link", name="Messages (unread)").click()
    expect(tab.locator("#log .message")).to_contain_text("Difference, percentage points")
    expect(tab.get_by_role("link", name="(unread)")).to_have_count(0)


def test_the_messages_tab_offers_first_questions(visit: Visit) -> None:
    """A suggested prompt is sent as the person's own message, and answered in the thread that opens."""
    tab = visit()
    tab.get_by_role("link", name="Myositis Bot").click()
    tab.get_by_role("link", name="Messages", exact=True).click()
    tab.get_by_role("button", name="Safety").click()
    expect(in_thread(tab).last).to_contain_text("adverse")


def test_a_direct_message_opens_its_thread(visit: Visit) -> None:
    """Whoever asks the bot directly sees the answer come, and goes on where they are."""
    tab = visit()
    tab.get_by_role("link", name="Myositis Bot").click()
    tab.get_by_role("link", name="Messages", exact=True).click()
    write(tab, "did DM patients respond?", "Message Myositis Bot")
    expect(in_thread(tab).last).to_contain_text(DM_ANSWER)
    expect(tab.get_by_label("Reply in the thread")).to_be_focused()
    tab.keyboard.type("source?")
    tab.keyboard.press("Enter")
    expect(in_thread(tab).last).to_contain_text("Results, sentence 4")


def test_each_person_sees_their_own(visit: Visit, slack: Slack) -> None:
    """Switching the person shows that person's private messages and nobody else's."""
    slack.command("/myositis", "abatacept")
    tab = visit()
    expect(tab.get_by_text("Only visible to you")).to_have_count(1)
    tab.get_by_role("link", name="Ben Attending").click()
    expect(tab.get_by_text("Only visible to you")).to_have_count(0)
    write(tab, "/myositis glossary IMACS DOI")
    expect(tab.get_by_text("Only visible to you")).to_have_count(1)
    tab.get_by_role("link", name="Ada Fellow").click()
    expect(tab.locator("#log .message")).to_contain_text("abatacept")


def test_a_reload_loses_nothing(visit: Visit, slack: Slack) -> None:
    """Thread, messages and the unsent draft are there again after a reload."""
    tab = visit(asked(slack))
    tab.get_by_label("Reply in the thread").fill("half a tho")
    tab.reload()
    expect(in_thread(tab)).to_have_count(2)
    expect(tab.get_by_label("Reply in the thread")).to_have_value("half a tho")


def test_a_second_tab_keeps_step(visit: Visit) -> None:
    """What is asked in one tab and answered appears in the other, while its draft stays untouched."""
    first, second = visit(), visit()
    second.get_by_label("Message #general").fill("a draft")
    write(first, DM)
    expect(second.locator("#log .message")).to_contain_text("1 reply")
    expect(second.get_by_label("Message #general")).to_have_value("a draft")


def test_who_reads_is_not_pulled_away(visit: Visit, slack: Slack) -> None:
    """What happens elsewhere moves no line in the thread; only a new reply there may."""
    tab = visit(asked(slack), height=420)
    log = tab.locator("#thread-log")
    log.evaluate("log => log.scrollTo(0, log.scrollHeight)")
    place = log.evaluate("log => log.scrollTop")
    slack.say("good morning")
    expect(tab.locator("#log .message")).to_have_count(2)
    assert place == log.evaluate("log => log.scrollTop")
    slack.say("thanks", thread=in_thread(tab).first.get_attribute("id").removeprefix("t-"))
    expect(in_thread(tab).last).to_be_in_viewport()


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


def test_a_link_into_slack_leads_to_the_place_here(visit: Visit, slack: Slack, running: Running) -> None:
    """A permalink opens the thread, and a link to the app its direct message; the browser stays on the page."""
    first = slack.mention("did DM patients respond?").message
    client = client_for(running.workspace)
    thread = client.chat_getPermalink(channel=first.channel, message_ts=first.ts)["permalink"]
    app = "https://slack.com/app_redirect?app=A1&team=T1"
    client.chat_postMessage(channel=first.channel, text=f"<{thread}|there> and <{app}|with me>")
    tab = visit()
    tab.get_by_role("link", name="there").click()
    expect(in_thread(tab).last).to_contain_text(DM_ANSWER)
    tab.get_by_role("link", name="with me").click()
    expect(tab.get_by_role("link", name="Messages", exact=True)).to_have_attribute("aria-current", "page")
