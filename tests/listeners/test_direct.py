"""Asking in a direct message."""

from __future__ import annotations

from tests.kit.oracles import assert_message, assert_view

DM = "did DM patients respond?"


def test_every_message_is_a_question(slack):
    """No mention is needed; the answer stands in the message's thread."""
    reply = slack.dm(DM)
    assert "About half" in reply.text
    assert reply.act.message.ts == reply.message.thread_ts
    assert_message(reply.text, reply.blocks)


def test_the_conversation_remembers(slack):
    """A follow-up is understood in the thread as well as below it."""
    first = slack.dm(DM)
    assert "week 52" in slack.dm("and at week 52?", thread=first.message).text.casefold()
    assert "Where that comes from" in slack.dm("source?").text


def test_small_talk_is_answered(slack):
    """Whoever writes to the bot is never met with silence."""
    assert "Hello" in slack.dm("hello").text
    assert "welcome" in slack.dm("thanks!").text


def test_patient_details_are_refused(slack):
    """The same refusal, in the conversation itself."""
    assert "Please remove the patient details" in slack.dm("MRN 00482917, did she respond?").text


def test_a_file_is_not_read(slack):
    """The text is answered, and that the file was not read is said."""
    reply = slack.dm(DM, files=["chart.pdf"])
    assert "I do not read files" in reply.text
    assert "About half" in reply.text
    assert_message(reply.text, reply.blocks)


def test_a_file_alone_gets_a_reason(slack):
    """A file without words is no question, but no silence either."""
    assert "I do not read files. Please ask in words." == slack.dm("", files=["chart.pdf"]).text


def test_prompts_when_the_tab_opens(slack):
    """At most four questions to begin with, at the top of the tab; each can be answered."""
    (shown,) = slack.open_home("messages").prompts
    prompts = shown["prompts"]
    assert 1 <= len(prompts) <= 4
    for prompt in prompts:
        assert "facts 2026" in slack.dm(prompt["message"]).text


def test_the_home_tab(slack):
    """What can be asked and how."""
    reply = slack.open_home("home")
    assert_view(reply.home.body)
    assert "/myositis" in str(reply.home.blocks)


def test_uninstalling_forgets(slack, services, workspace):
    """When the workspace removes the bot, nothing about it is kept."""
    slack.dm(DM)
    workspace.uninstall()
    slack.running.settle()
    channel = workspace.direct_channel("Ada Fellow").id
    assert None is services.store.recall(workspace.hub.team_id, channel, None, services.clock())
