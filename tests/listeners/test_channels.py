"""Asking in channels and threads."""

from __future__ import annotations

import pytest

from bot.workspace import AppSettings
from tests.kit.oracles import assert_message

DM = "did DM patients respond?"


def test_a_mention_is_answered_in_its_thread(slack):
    """Figure, comparator and caveat in one message, in the thread of the question, seen by everybody."""
    reply = slack.mention(DM)
    assert "About half improved on either arm; no clear benefit over placebo in DM." in reply.text
    assert ("55.0%" in reply.text, "⚠" in reply.text) == (True, True)
    assert reply.act.message.ts == reply.message.thread_ts
    assert None is reply.message.visible_to
    assert_message(reply.text, reply.blocks)


def test_a_thread_remembers(slack):
    """A follow-up in the thread is read with what was asked before, and says how it was read."""
    first = slack.mention(DM)
    second = slack.mention("and at week 52?", thread=first.message)
    assert "week 52" in second.text.casefold()
    assert "Read as" in second.text
    assert first.message.thread_ts == second.message.thread_ts


def test_another_thread_does_not_remember(slack):
    """A new question in the channel knows nothing of another thread."""
    slack.mention(DM)
    reply = slack.mention("and at week 52?")
    assert "Read as: dermatomyositis" not in reply.text


def test_another_person_may_go_on(slack):
    """A thread's memory is the thread's, not the person's."""
    first = slack.mention(DM)
    reply = slack.as_("Ben Attending").mention("source?", thread=first.message)
    assert "Where that comes from" in reply.text


def test_a_bare_mention_gets_help(slack):
    """Somebody who only names the bot is told what can be asked."""
    assert "Ask me about the trial" in slack.mention("").text


def test_what_is_not_covered_says_so(slack):
    """No nearest answer in place of none."""
    assert "Not covered: rituximab" in slack.mention("does rituximab work better?").text


def test_patient_details_are_refused_privately(slack, services):
    """Only the person who wrote them is told, and the thread remembers nothing."""
    reply = slack.mention("MRN 00482917, DM, did she respond?")
    assert "Please remove the patient details" in reply.text
    assert reply.act.message.user == reply.message.visible_to
    assert "00482917" not in str(services.store.counts())


def test_what_is_said_to_nobody_is_left_alone(slack):
    """The bot is silent where nobody asked it."""
    assert slack.say(DM).silent


def test_an_edited_question_is_not_answered_again(slack):
    """A corrected typo is no new question."""
    first = slack.mention(DM)
    assert slack.edit(first.act.message, "@myositis did PM patients respond?").silent


def test_a_message_edited_to_name_the_bot_is_answered(slack):
    """Whoever forgot to name the bot can add it."""
    said = slack.say(DM)
    assert "About half" in slack.edit(said.act.message, f"@myositis {DM}").text


def test_a_reply_to_a_deleted_question_is_taken_back(slack, workspace, services):
    """Slack would show it in the channel itself, to people who do not know what it is about."""
    workspace.faults.deliver_late(0.1, "app_mention")
    act = workspace.post("Ada Fellow", "general", f"@myositis {DM}", wait=False)
    workspace.delete(act.message)
    slack.running.settle()
    assert [] == [message for message in workspace.messages("general") if message.bot_id]
    assert 1 == services.store.counts()["gave_up"]


def test_it_is_taken_back_as_soon_as_slack_lets_it(slack, workspace):
    """A rate limit does not leave it standing there."""
    workspace.faults.rate_limit("chat.delete", retry_after=1)
    workspace.faults.deliver_late(0.1, "app_mention")
    act = workspace.post("Ada Fellow", "general", f"@myositis {DM}", wait=False)
    workspace.delete(act.message)
    slack.running.settle()
    assert [] == [message for message in workspace.messages("general") if message.bot_id]


def test_one_that_cannot_be_taken_back_is_for_the_administrator(slack, workspace, caplog):
    """The log says where it stands and what to do."""
    workspace.faults.refuse("cant_delete_message", "chat.delete")
    workspace.faults.deliver_late(0.1, "app_mention")
    act = workspace.post("Ada Fellow", "general", f"@myositis {DM}", wait=False)
    workspace.delete(act.message)
    slack.running.settle()
    assert "could not be deleted (cant_delete_message); delete it by hand" in caplog.text


def test_twice_delivered_is_answered_once(slack, workspace):
    """A duplicate under the same or another event id makes no second answer."""
    workspace.faults.deliver_twice("app_mention", same_event_id=True)
    assert "About half" in slack.mention(DM).text
    workspace.faults.deliver_twice("app_mention", same_event_id=False)
    assert "About half" in slack.mention(DM).text


def test_a_lost_acknowledgement_makes_no_second_answer(slack, workspace):
    """Slack sends again what it thinks was not received."""
    workspace.faults.lose_ack("app_mention")
    assert "About half" in slack.mention(DM).text


class TestWithHistory:
    """Where the workspace granted the optional history scopes."""

    @pytest.fixture
    def app_settings(self) -> AppSettings:
        return AppSettings().with_history()

    def test_a_mention_is_answered_once(self, slack):
        """It arrives as two events, under two ids."""
        reply = slack.mention(DM)
        assert 2 == len(reply.act.deliveries)
        assert "About half" in reply.text

    def test_a_follow_up_needs_no_mention(self, slack):
        """In a thread of its own the bot listens."""
        first = slack.mention(DM)
        assert "week 52" in slack.say("and at week 52?", thread=first.message).text.casefold()

    @pytest.mark.parametrize(
        "text",
        [
            "source?",
            "was that significant?",
            "and PM?",
            "how was that calculated?",
            "is it approved in the US?",
            "how many of those were there though?",
            "what was the difference at week 52?",
        ],
    )
    def test_short_follow_ups_are_understood(self, slack, text):
        """What points back at the answer is a question to the bot."""
        first = slack.mention(DM)
        assert first.message.thread_ts == slack.say(text, thread=first.message).message.thread_ts

    @pytest.mark.parametrize(
        "text",
        [
            "thanks all, see you at noon",
            "lunch?",
            "@Ben did DM patients respond?",
            "hm",
            "who wants coffee?",
            "who is presenting?",
            "are you on call this weekend?",
            "did safety call you?",
            "is week 24 ok for our meeting?",
            "when is the IMNM patient coming?",
            "how many patients are on the list today?",
            "is the PM clinic full at week 24?",
            "what is the dose for bed 4?",
            "are DM and PM both coming on friday?",
            "how did the PM go?",
        ],
    )
    def test_talk_among_people_is_left_alone(self, slack, text):
        """What is not surely a question to the bot gets no answer."""
        first = slack.mention(DM)
        assert slack.say(text.replace("@Ben", "@ben.attending"), thread=first.message).silent

    def test_other_threads_are_left_alone(self, slack):
        """A thread that the bot has no part in is none of its business, however clear the question."""
        said = slack.say("journal club today")
        assert slack.say(DM, thread=said.act.message).silent

    def test_edits_and_joins_are_left_alone(self, slack, workspace):
        """Events about messages and people are no questions."""
        first = slack.mention(DM)
        assert slack.edit(first.act.message, "@myositis did PM patients respond?").silent
        assert slack.delete(slack.say("never mind").act.message).silent
