"""Follow-ups, options, and the menu of an answer."""

from __future__ import annotations

import json

import pytest

from tests.kit.oracles import assert_message, assert_view

DM = "did DM patients respond?"


def test_a_follow_up_is_answered_in_the_thread(slack):
    """Everybody sees what was pressed where everybody saw the question."""
    first = slack.mention(DM)
    reply = slack.click(first.buttons[0])
    assert first.message.thread_ts == reply.message.thread_ts
    assert None is reply.message.visible_to
    assert first.text != reply.text
    assert_message(reply.text, reply.blocks)


def test_every_follow_up_of_the_overview_leads_somewhere(slack):
    """No button without an answer."""
    first = slack.command("/myositis", "abatacept")
    for button in first.buttons:
        reply = slack.click(button, on=first.message)
        assert "facts 2026" in reply.text
        assert first.message.visible_to == reply.message.visible_to


def test_a_thread_remembers_what_was_pressed(slack):
    """The next question in the thread is about what the button asked."""
    first = slack.mention(DM)
    pressed = slack.click(first.buttons[0])
    reply = slack.mention("source?", thread=pressed.message)
    assert "Where that comes from" in reply.text


def test_pressing_twice(slack):
    """A second press points to the answer; another person's press is answered."""
    first = slack.mention(DM)
    slack.click(first.buttons[0])
    again = slack.click(first.buttons[0], on=first.message)
    assert ("You have asked that here already", []) == (again.text.partition(";")[0], again.posted)
    assert 1 == len(slack.as_("Ben Attending").click(first.buttons[0], on=first.message).posted)


def test_pressing_twice_what_only_one_person_sees(slack):
    """Such an answer is gone when Slack is loaded anew: every press is answered."""
    first = slack.command("/myositis", DM)
    pressed = [slack.click(first.buttons[0], on=first.message).text for _ in range(2)]
    assert pressed[0] == pressed[1]
    assert "facts 2026" in pressed[0]


@pytest.mark.parametrize("ask", ["mention", "command"])
def test_a_press_delivered_twice_is_answered_once(slack, workspace, ask):
    """One press, one answer, no hint."""
    first = slack.mention(DM) if ask == "mention" else slack.command("/myositis", DM)
    workspace.faults.deliver_twice("block_actions")
    assert "facts 2026" in slack.click(first.buttons[0]).text


def test_in_a_direct_message(slack):
    """The answer stays in the conversation."""
    first = slack.dm(DM)
    reply = slack.click(first.buttons[0])
    assert (first.message.channel, first.message.thread_ts) == (reply.message.channel, reply.message.thread_ts)


def test_on_the_home_tab(slack):
    """What is pressed there is answered directly."""
    slack.open_home("home")
    reply = slack.click("Overview")
    assert workspace_direct(slack) == reply.message.channel
    assert "Primary end point" in reply.text


def workspace_direct(slack) -> str:
    return slack.workspace.direct_channel("Ada Fellow").id


def test_options_of_a_question_asked_back(slack):
    """Choosing one answers it."""
    first = slack.mention("x")
    assert "more than one way" in first.text
    assert "facts 2026" in slack.click(first.buttons[0]).text


@pytest.mark.parametrize(
    ("option", "title"),
    [("details", "Details and sources"), ("slide", "Copy for a slide"), ("calculated", "How calculated")],
)
def test_modals(slack, option, title):
    """Each opens for whoever chose it, and all four judges find it good."""
    slack.mention(DM)
    reply = slack.choose("more", option)
    assert title == reply.view.body["title"]["text"]
    assert_view(reply.view.body)


def test_all_sources(slack):
    """The button below the sources opens all of them."""
    slack.command("/myositis", "sources")
    assert "Aggarwal" in str(slack.click("All sources").view.body)


def test_an_expired_trigger(slack, workspace):
    """A modal that comes too late asks to press again."""
    slack.mention(DM)
    workspace.faults.expire_trigger()
    assert "press it again" in slack.choose("more", "details").text


def test_a_menu_delivered_twice_opens_once(slack, workspace):
    """One choice, one modal."""
    slack.mention(DM)
    workspace.faults.deliver_twice("block_actions")
    assert "details" == slack.choose("more", "details").view.body["callback_id"]


def test_an_unknown_button_gets_a_reason(slack, workspace):
    """A button of another version is no silence."""
    first = slack.mention(DM)
    block = next(block for block in first.blocks if block["type"] == "actions")
    block["elements"][0]["action_id"] = "poem"
    assert "earlier version" in slack.click("poem", on=first.message).text


class TestFactsChanged:
    """Buttons on old messages answer from today's facts, and say so when these are others."""

    @pytest.fixture
    def old(self, slack):
        first = slack.mention(DM)
        block = next(block for block in first.blocks if block["type"] == "actions")
        block["block_id"] = json.dumps(json.loads(block["block_id"]) | {"v": "2025.01-00000000"})
        return first

    def test_a_follow_up_says_so(self, slack, old):
        """The note comes first, the answer is today's."""
        reply = slack.click(old.buttons[0], on=old.message)
        assert reply.text.startswith("The facts have changed since that message")
        assert_message(reply.text, reply.blocks)

    def test_a_modal_says_so(self, slack, old):
        """In the modal as well."""
        view = slack.choose("more", "details", on=old.message).view
        assert "The facts have changed" in str(view.body["blocks"][0])
        assert_view(view.body)

    def test_what_is_gone_says_so(self, slack, old):
        """An answer that is no longer in the fact base."""
        block = next(block for block in old.blocks if block["type"] == "actions")
        block["block_id"] = json.dumps(json.loads(block["block_id"]) | {"a": ["gone"]})
        assert "no longer in the fact base" in slack.choose("more", "details", on=old.message).text
        block["elements"][0]["value"] = json.dumps({"t": "abatacept-iim", "a": "gone"})
        assert "no longer in the fact base" in slack.click(old.buttons[0], on=old.message).text


def test_presses_survive_a_lost_answer(slack, workspace):
    """A press in a channel whose answer was refused for a while is answered later."""
    first = slack.mention(DM)
    workspace.faults.rate_limit(retry_after=0, times=2)
    assert "facts 2026" in slack.click(first.buttons[0]).text


def test_no_words_in_what_buttons_carry(slack):
    """Values and ids hold ids of ours only."""
    reply = slack.mention("did DM patients respond, zebrafinch?")
    assert "zebrafinch" not in json.dumps(reply.blocks)
