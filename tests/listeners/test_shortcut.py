"""The message shortcut: a colleague's message answered for whoever chose it, and shared only if that person does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from bot.messages import shortcut as words
from tests.kit.oracles import assert_message

ANSWER = "answer-from-trial"
CLAIM = "but did DM patients respond?"
PATIENT = "my patient John Smith, MRN 00482917, has DM: did DM patients respond?"


@pytest.fixture
def chosen(slack):
    """Let Ben say something and Ada choose the shortcut on it; return what Ben said and what she got."""

    def choose(text=CLAIM, **more):
        said = slack.as_("Ben Attending").say(text, **more).act.message
        return said, slack.shortcut(ANSWER, said)

    return choose


def test_the_manifest_registers_it(project):
    """By the name that people see, on messages."""
    manifest = yaml.safe_load((project / "deploy/slack-manifest.yaml").read_text())
    (shortcut,) = manifest["features"]["shortcuts"]
    assert ("message", ANSWER, "Answer from the trial") == (
        shortcut["type"],
        shortcut["callback_id"],
        shortcut["name"],
    )
    assert (True, True) == (len(shortcut["name"]) <= 24, len(shortcut["description"]) <= 150)


def test_the_answer_is_private_first(slack, chosen):
    """Ada alone sees it, and is told that she can share it; Ben is corrected by nobody."""
    said, reply = chosen()
    assert ([], "Ada Fellow") == (reply.posted, slack.workspace.person(reply.message.visible_to).name)
    assert words.ONLY_YOU in reply.text
    assert "About half improved on either arm" in reply.text
    assert_message(reply.text, reply.blocks)
    assert said not in reply.changed


def test_it_is_shared_to_the_thread_of_the_message(slack, chosen):
    """Everybody sees it below Ben's message, with who shared it."""
    said, _ = chosen()
    shared = slack.choose("more", words.SHARE_THERE)
    (message,) = shared.posted
    assert (said.ts, None) == (message.thread_ts, message.visible_to)
    assert message.text.startswith("Shared by <@")
    assert_message(message.text, message.blocks)
    assert words.SHARE_THERE not in str(message.blocks)


def test_a_reply_in_a_thread_is_shared_to_that_thread(slack, chosen):
    """Not to a thread of its own below the reply."""
    root = slack.as_("Ben Attending").say("journal club").act.message
    chosen(thread=root)
    assert [root.ts] == [message.thread_ts for message in slack.choose("more", words.SHARE_THERE).posted]


def test_sharing_twice_shares_once(slack, chosen):
    """A double tap on the same answer."""
    _, reply = chosen()
    slack.choose("more", words.SHARE_THERE, on=reply.message)
    assert [] == slack.choose("more", words.SHARE_THERE, on=reply.message).posted


def test_where_the_bot_is_no_member(slack, workspace):
    """The answer and the share travel by response URL."""
    workspace.add_channel("ward", {"Ada Fellow", "Ben Attending"})
    said = slack.as_("Ben Attending", "ward").say(CLAIM).act.message
    reply = slack.shortcut(ANSWER, said)
    assert ("About half" in reply.text, workspace.channel("ward").id) == (True, reply.message.channel)
    (shared,) = slack.choose("more", words.SHARE_THERE).posted
    assert (said.ts, workspace.channel("ward").id) == (shared.thread_ts, shared.channel)


def test_a_message_that_names_a_patient_gets_a_private_note_only(slack, chosen, settings):
    """Nothing is looked up, nothing kept, and nobody else hears of it."""
    _, reply = chosen(PATIENT)
    assert (words.NAMES_A_PATIENT, []) == (reply.text, reply.posted)
    assert_message(reply.text, reply.blocks)
    assert [] == reply.buttons
    path = Path(re.sub("^sqlite:///", "", settings.store))
    kept = b"".join(path.with_name(path.name + end).read_bytes() for end in ("", "-wal"))
    assert (False, False) == (b"00482917" in kept, b"subgroup-dm" in kept)


def test_a_message_without_words(slack, chosen):
    """A picture cannot be read, and the person hears that."""
    said = slack.as_("Ben Attending").say("", files=["slide.png"]).act.message
    assert words.NO_WORDS == slack.shortcut(ANSWER, said).text


def test_a_message_that_the_facts_do_not_answer(slack, chosen, services):
    """The refusal is private too; the colleague's words are not carried to the curators' form."""
    _, reply = chosen("is tofacitinib better, zebrafinch?")
    assert words.ONLY_YOU_NOTHING_TO_SHARE in reply.text
    assert "zebrafinch" not in str(reply.blocks)
    assert "zebrafinch" not in str(slack.click("Tell the curators").view.body)
    assert ["drug/jak"] == [topic.topic for topic in services.store.inbox.topics()]


def test_a_follow_up_is_read_with_its_thread(slack):
    """In a thread of the bot's the message may lean on what was answered before."""
    first = slack.mention("did DM patients respond?")
    said = slack.as_("Ben Attending").say("and IMNM?", thread=first.message).act.message
    assert "only pooled with PM" in slack.shortcut(ANSWER, said).text


def test_a_shortcut_delivered_twice_answers_once(slack, chosen, workspace):
    """One choice, one answer."""
    workspace.faults.deliver_twice("message_action")
    _, reply = chosen()
    assert 1 == len(reply.messages)


def test_when_the_response_url_has_run_out_the_answer_comes_directly(slack, chosen, workspace):
    """Nobody waits for nothing; there is no thread to share it to from there."""
    workspace.faults.refuse("expired_url", "response_url", times=1)
    _, reply = chosen()
    assert slack.direct.id == reply.message.channel
    assert "About half" in reply.text
    assert words.SHARE_THERE not in str(reply.blocks)


def test_what_was_shared_by_it_is_known_to_corrections(slack, chosen, services):
    """The shared answer showed figures to everybody, the private one did not."""
    chosen()
    assert [] == services.store.shown.of_version(services.answerer.base.version)
    slack.choose("more", words.SHARE_THERE)
    assert 1 == len(services.store.shown.of_version(services.answerer.base.version))


def test_hostile_words_come_back_nowhere(slack, chosen):
    """Nothing of the message stands in the answer: no mention, no link, no channel alert."""
    _, reply = chosen("<!channel> <http://evil.example|did DM> DM patients respond? @here `x` :x: 987654")
    shown = reply.text + str(reply.blocks)
    assert [] == [bad for bad in ("<!channel", "evil.example", "@here", "987654") if bad in shown]
    assert_message(reply.text, reply.blocks)
