"""What people type is in no file of the bot's, and in no line of its log."""

from __future__ import annotations

import logging
import re
from pathlib import Path

SECRET = "zebrafinch"


def test_no_words_are_kept_or_logged(slack, settings, caplog):
    """A strange word asked everywhere is found nowhere."""
    caplog.set_level(logging.DEBUG, logger="bot")
    slack.mention(f"did DM patients respond, {SECRET}?")
    slack.dm(f"{SECRET}?")
    slack.dm(f"MRN 00482917 {SECRET}")
    path = re.sub("^sqlite:///", "", settings.store)
    kept = b"".join(Path(path + end).read_bytes() for end in ("", "-wal"))
    assert b"subgroup-dm" in kept
    assert (False, False) == (SECRET.encode() in kept, b"00482917" in kept)
    assert SECRET not in caplog.text


def test_a_reading_that_fails_gets_an_apology(slack, services, monkeypatch, caplog):
    """The reference in the apology finds the log line; neither holds what was typed or the exception's text."""

    def fail(*_args):
        raise ValueError(f"cannot read {SECRET}")

    monkeypatch.setattr(services.answerer, "read", fail)
    reply = slack.mention(f"{SECRET}?")
    (reference,) = re.findall(r"reference: ([0-9a-f]{8})", reply.text)
    assert reference in caplog.text
    assert "ValueError" in caplog.text
    assert (False, False) == (SECRET in reply.text, SECRET in caplog.text)


def test_an_answer_that_fails_gets_an_apology(slack, services, monkeypatch, caplog):
    """The same when the question was understood but no answer can be made."""

    def fail(*_args):
        raise ValueError("no such fact")

    monkeypatch.setattr(services.answerer, "answer", fail)
    reply = slack.mention("did DM patients respond?")
    (reference,) = re.findall(r"reference: ([0-9a-f]{8})", reply.text)
    assert reference in caplog.text
    assert "no such fact" not in reply.text


def test_a_store_that_fails_is_no_lost_question(slack, services, workspace, monkeypatch):
    """What cannot be written is not acknowledged, so that Slack sends it again."""
    from bot.store import Store, StoreError

    accept, failures = Store.accept, iter([True, True])

    def failing(self, *args, **more):
        if next(failures, False):
            raise StoreError("disk full")
        return accept(self, *args, **more)

    monkeypatch.setattr(Store, "accept", failing)
    reply = slack.mention("did DM patients respond?")
    assert 3 == len(reply.act.deliveries[0].attempts)
    assert "About half" in reply.text


def test_slack_that_does_not_say_who_the_bot_is_loses_no_question(slack, workspace):
    """The first event asks Slack; where that fails, the event is not acknowledged and comes again."""
    workspace.faults.refuse("internal_error", "auth.test", times=2)
    reply = slack.mention("did DM patients respond?")
    assert 3 == len(reply.act.deliveries[0].attempts)
    assert "About half" in reply.text
