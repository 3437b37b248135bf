"""People write, and the app gets the events Slack would send and no others."""

from __future__ import annotations

import pytest

from bot.workspace import AppSettings, NotPossibleError, Workspace
from tests.kit.conversation import Slack
from tests.workspace.conftest import Seen


@pytest.fixture
def app_settings(request: pytest.FixtureRequest) -> AppSettings:
    """The minimum app, or with the marker ``history`` one that may read channels."""
    settings = AppSettings()
    return settings.with_history() if "history" in request.fixturenames else settings


@pytest.fixture
def history() -> None:
    """Asks for an app with the optional history scope."""


def test_mention_is_answered_in_its_thread(slack: Slack) -> None:
    """A mention in a channel reaches the app, whose answer is a reply to it."""
    reply = slack.mention("did DM patients respond?")
    assert ("An answer", reply.act.message.ts) == (reply.text, reply.message.thread_ts)


def test_mention_arrives_in_slack_encoding(slack: Slack, seen: Seen) -> None:
    """Typed text is escaped, the name becomes a mention and the composer's rich text says the same."""
    slack.mention("P < 0.05 & https://example.org/a?b=1&c=2?")
    event = seen.one("app_mention")["event"]
    bot = slack.workspace.bot.id
    assert event["text"] == f"<@{bot}> P &lt; 0.05 &amp; <https://example.org/a?b=1&amp;c=2?>"
    kinds = [element["type"] for element in event["blocks"][0]["elements"][0]["elements"]]
    assert kinds == ["user", "text", "link"]


def test_message_to_nobody_stays_unseen(slack: Slack, seen: Seen) -> None:
    """Without the history scope an app never hears what is not said to it."""
    reply = slack.say("lunch?")
    assert ([], True) == (seen.bodies, reply.silent)


def test_history_scope_brings_a_mention_twice(history: None, slack: Slack, seen: Seen) -> None:
    """With the history scope one message comes as app_mention and as message, under two event ids."""
    asked = slack.mention("did DM patients respond?").act.message
    mention, message = seen.one("app_mention"), seen.one("message")
    assert (asked.ts, asked.ts) == (mention["event"]["ts"], message["event"]["ts"])
    assert mention["event_id"] != message["event_id"]


def test_thread_reply_names_its_parent(history: None, slack: Slack, seen: Seen) -> None:
    """A reply carries thread_ts and who started the thread."""
    root = slack.say("journal club").act.message
    slack.say("and PM?", thread=root)
    event = seen.all("message")[-1]["event"]
    assert (root.ts, root.user) == (event["thread_ts"], event["parent_user_id"])


def test_direct_message_needs_no_mention(slack: Slack, seen: Seen) -> None:
    """Every message in the direct message reaches the app as message.im, and never as a mention."""
    reply = slack.dm("hello")
    assert "You wrote: hello" == reply.text
    assert ["message"] == [name for name, _ in seen.bodies]
    assert "im" == seen.one("message")["event"]["channel_type"]


def test_own_message_comes_back_with_a_bot_id(slack: Slack) -> None:
    """What the app posts in a direct message is delivered to it as well, as Slack does."""
    slack.dm("hello")
    sent = [e.data["delivery"] for e in slack.workspace.feed.since(kinds={"delivery"}) if e.data["event"] == "sent"]
    assert [None, slack.workspace.bot.bot_id] == [d.payload["event"].get("bot_id") for d in sent]


def test_files_come_with_the_message(slack: Slack, seen: Seen) -> None:
    """A file makes the message a file_share, with the text unchanged."""
    reply = slack.dm("read this", files=["paper.pdf"])
    event = seen.one("file_share")["event"]
    assert ("read this", ["application/pdf"]) == (event["text"], [file["mimetype"] for file in event["files"]])
    assert "You wrote: read this" == reply.text


def test_edit_and_deletion_are_told_hidden(history: None, slack: Slack, seen: Seen) -> None:
    """An edit and a deletion come as hidden messages that hold what stood there before."""
    message = slack.say("helo").act.message
    slack.edit(message, "hello")
    slack.delete(message)
    changed, deleted = seen.one("message_changed")["event"], seen.one("message_deleted")["event"]
    assert ("helo", "hello", True) == (
        changed["previous_message"]["text"],
        changed["message"]["text"],
        changed["hidden"],
    )
    assert (message.ts, "hello") == (deleted["deleted_ts"], deleted["previous_message"]["text"])


def test_edit_that_adds_a_mention_is_a_mention(slack: Slack) -> None:
    """Naming the app only in an edit delivers the mention then."""
    message = slack.say("did DM patients respond?").act.message
    reply = slack.edit(message, "@myositis did DM patients respond?")
    assert ("An answer", message.ts) == (reply.text, reply.message.thread_ts)


def test_mention_where_the_app_is_not_a_member(slack: Slack, seen: Seen) -> None:
    """In a channel the app is not in, nothing reaches it."""
    slack.workspace.add_channel("elsewhere", with_app=False)
    assert slack.mention("hello?", channel="elsewhere").silent
    assert [] == seen.bodies


def test_another_bot_may_mention(slack: Slack, seen: Seen) -> None:
    """Another app's mention comes with its bot id, so that it can be told apart."""
    slack.workspace.post_as_other_bot("general", "@myositis hello")
    slack.running.settle()
    assert slack.workspace.bot.bot_id != seen.one("app_mention")["event"]["bot_id"]


def test_people_cannot_post_where_slack_would_not_let_them(workspace: Workspace) -> None:
    """Posting to an archived channel, or one the person is not in, is refused before it is sent."""
    workspace.add_channel("old", archived=True)
    workspace.add_channel("theirs", members=["Ben Attending"])
    with pytest.raises(NotPossibleError, match="#old is archived"):
        workspace.post("Ada Fellow", "old", "hello")
    with pytest.raises(NotPossibleError, match="Ada Fellow is not in #theirs"):
        workspace.post("Ada Fellow", "theirs", "hello")


def test_unknown_names_list_the_known(workspace: Workspace) -> None:
    """A slip in a name says who and what there is."""
    with pytest.raises(NotPossibleError, match=r"there are: .*Ada Fellow"):
        workspace.post("Ida", "general", "hello")
    with pytest.raises(NotPossibleError, match="there is no channel 'generally'; there are: general"):
        workspace.post("Ada Fellow", "generally", "hello")


def test_home_and_messages_tab(slack: Slack, seen: Seen) -> None:
    """Opening either tab is told with the tab; a published Home view comes with the next opening."""
    first = slack.open_home()
    again = slack.open_home()
    slack.open_home("messages")
    assert ["home", "home", "messages"] == [body["event"]["tab"] for body in seen.all("app_home_opened")]
    assert "view" not in seen.all("app_home_opened")[0]["event"]
    assert first.home.id == seen.all("app_home_opened")[1]["event"]["view"]["id"] == again.home.id
    assert "did DM patients respond?" == slack.workspace.prompts("Ada Fellow")["prompts"][0]["message"]


def test_messages_remembered_are_bounded() -> None:
    """A full channel forgets its oldest message, so that a long run does not grow."""
    from bot.workspace import Bounds

    workspace = Workspace(bounds=Bounds(messages_per_channel=3))
    for number in range(5):
        workspace.post("Ada Fellow", "general", str(number), wait=False)
    assert ["2", "3", "4"] == [message.text for message in workspace.messages("general")]


def test_joining_is_announced_where_subscribed(workspace: Workspace) -> None:
    """Coming and going changes who is in the channel; unsubscribed events are not sent."""
    cleo = workspace.add_person("Cleo")
    act = workspace.join("Cleo", "general", inviter="Ada Fellow")
    assert (True, []) == (cleo.id in workspace.channel("general").members, act.deliveries)
    workspace.leave("Cleo", "general")
    assert cleo.id not in workspace.channel("general").members
