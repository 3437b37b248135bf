"""Messages that identify a patient, on every surface: told to that person alone, nothing answered, nothing kept."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.workspace import AppSettings
from tests.kit.oracles import assert_message

PATIENT = "MRN 00482917, Gloria Penhaligon, 71F: did DM patients respond?"
REFUSED = "Please remove the patient details"
TRACES = (b"00482917", b"Penhaligon", b"penhaligon", b"subgroup-dm", b'"kind"', b"population/dm")


@pytest.fixture
def kept(settings):
    """What of the message, or of its reading, is in the store's files."""

    def found() -> list[bytes]:
        path = re.sub("^sqlite:///", "", settings.store)
        files = b"".join(Path(path + end).read_bytes() for end in ("", "-wal") if Path(path + end).exists())
        return [trace for trace in TRACES if trace in files]

    return found


def refused(reply) -> None:
    """The refusal and nothing else: no figure, no button, seen by one person."""
    assert REFUSED in reply.text
    assert "edit or delete" in reply.text
    assert "%" not in reply.text
    assert [] == reply.buttons
    assert_message(reply.text, reply.blocks)
    shown_to = reply.message.visible_to or reply.message.channel[:1]
    assert shown_to in (reply.act.message.user if reply.act.message else reply.message.visible_to, "D")


def test_in_a_channel(slack, kept):
    """An ephemeral message, where everybody else sees nothing."""
    reply = slack.mention(PATIENT)
    refused(reply)
    assert [] == kept()


def test_in_a_thread(slack):
    """The thread remembers what it was about before, not this."""
    first = slack.mention("was it safe?")
    reply = slack.mention(PATIENT, thread=first.message)
    refused(reply)
    assert first.message.thread_ts == reply.message.thread_ts
    assert "DM" not in slack.mention("source?", thread=first.message).text.partition("\n")[0]


def test_directly(slack, kept):
    """A reply in the conversation, which remembers nothing of it."""
    refused(slack.dm(PATIENT))
    assert [] == kept()
    assert "Where that comes from" not in slack.dm("source?").text


@pytest.mark.parametrize(
    "typed", [PATIENT, f"glossary {PATIENT}", f"fact {PATIENT}", f"abatacept {PATIENT}", f"quiz {PATIENT}"]
)
def test_by_command(slack, kept, typed):
    """In the acknowledgement, also behind the names of cards."""
    refused(slack.command("/myositis", typed))
    assert [] == kept()


def test_beyond_what_is_read(slack, kept):
    """A pasted page is checked to its end, although only its beginning would be read."""
    page = "did DM patients respond? " * 400 + PATIENT
    refused(slack.mention(page))
    refused(slack.command("/myositis", page))
    assert [] == kept()


class TestOverheard:
    """Where the bot may listen in its own threads."""

    @pytest.fixture
    def app_settings(self) -> AppSettings:
        return AppSettings().with_history()

    def test_talk_among_people_is_not_admonished(self, slack, kept):
        """Who did not address the bot hears nothing, and nothing is kept either."""
        first = slack.mention("was it safe?")
        assert slack.say(PATIENT, thread=first.message).silent
        assert b"Penhaligon" not in kept()


def test_what_is_stored_is_that_a_refusal_is_owed(slack, services, workspace):
    """Where and when, and that it was refused; no reading."""
    slack.mention(PATIENT)
    held = services.store.people.export(workspace.hub.team_id, workspace.person("Ada Fellow").id)
    (row,) = next(each.rows for each in held if each.table == "outbox")
    assert {"surface": "channel", "notice": "identifiers"} == row["payload"]
