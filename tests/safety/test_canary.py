"""A strange word goes in by every way there is, and is found nowhere afterwards."""

from __future__ import annotations

import logging
import re
from pathlib import Path

import pytest

from bot import logs
from bot.workspace import AppSettings
from tests.safety import surfaces

CANARY = "zebrafinch"
QUESTION = f"did DM patients respond, {CANARY}?"


@pytest.fixture(autouse=True)
def wide_open(caplog):
    """Every logger of the process at DEBUG, and a handler of an administrator's own."""
    logs.keep_words_out()
    caplog.set_level(logging.DEBUG)
    for name in list(logging.root.manager.loggerDict):
        caplog.set_level(logging.DEBUG, logger=name)


@pytest.fixture
def app_settings() -> AppSettings:
    """With the history scopes, so that more comes in."""
    return AppSettings().with_history()


@pytest.fixture
def found(settings, services, caplog, capfd):
    """Where the word is: files of the store, counts, log, and what was printed."""

    def places() -> list[str]:
        path = re.sub("^sqlite:///", "", settings.store)
        files = {end: Path(path + end) for end in ("", "-wal", "-shm")}
        held = {end or "file": file.read_bytes().lower() for end, file in files.items() if file.exists()}
        assert b"subgroup-dm" in held["file"] + held.get("-wal", b"")  # what is kept would be seen
        printed = "".join(capfd.readouterr())
        for name, text in {
            "log": caplog.text + "".join(str(record.__dict__) for record in caplog.records),
            "counts": str(services.store.counts()),
            "unanswered": str(services.store.inbox.wanted() if hasattr(services.store.inbox, "wanted") else ""),
            "printed": printed,
        }.items():
            held[name] = text.lower().encode()
        return [name for name, text in held.items() if CANARY.encode() in text]

    return places


def test_every_way_in(slack, found, caplog):
    """Mention, thread, direct, command, button, form, shortcut, quiz: the log says what each was, never its words."""
    for way in surfaces.ALL:
        way(slack, QUESTION)
        way(slack, CANARY)
    slack.mention(f"is {CANARY} better than tofacitinib?")
    slack.mention(f"Jane Doe, 67F, {CANARY}")
    slack.open_home()
    assert [] == found()
    theirs = [record for record in caplog.records if record.name.startswith(("slack_bolt", "slack_sdk"))]
    assert len(theirs) > 500
    assert re.search(r"question m:\S+: answer subgroup-dm, score \d\.\d\d; \d+\.\d ms", caplog.text)


@pytest.mark.parametrize("where", ["read", "answer"])
def test_an_exception_that_holds_it(  # noqa: PLR0917 - what it looks at is most of them
    slack, services, monkeypatch, found, caplog, where
):
    """Reading or answering fails with the word in the exception's text and in its cause; everybody gets an apology."""
    slack.mention("did DM patients respond?")

    def fail(*_args, **_kwargs):
        try:
            raise KeyError(CANARY)
        except KeyError as error:
            raise ValueError(f"cannot read {QUESTION}") from error

    monkeypatch.setattr(services.answerer, where, fail)
    for way in (surfaces.mention, surfaces.direct, surfaces.command, surfaces.shortcut):
        reply = way(slack, QUESTION)
        (reference,) = re.findall(r"reference: ([0-9a-f]{8})", reply.text)
        assert reference in caplog.text
        assert CANARY not in reply.text
    assert [] == found()
    assert "ValueError" in caplog.text


def test_a_listener_that_fails_with_it(slack, services, monkeypatch, found):
    """A fault in the middle of a press, a form or the posting of a reply is logged without it."""
    slack.mention("did DM patients respond?")

    def fail(*_args, **_kwargs):
        raise RuntimeError(QUESTION)

    view = slack.feedback("negative").view
    monkeypatch.setattr("bot.listeners.views.feedback.guard", fail)
    (block,) = [block for block in view.blocks if block["type"] == "input"]
    slack.submit({block["block_id"]: CANARY}, view)
    monkeypatch.setattr("bot.dispatch.replies.rendered", fail)
    slack.mention(QUESTION)
    assert [] == found()


def test_what_is_sent_with_consent_is_stored(slack, services, settings):
    """The one exception: words that a person agreed to send to the curators, and nobody else's."""
    slack.mention("did DM patients respond?")
    view = slack.feedback("negative").view
    (block,) = [block for block in view.blocks if block["type"] == "input"]
    slack.submit({block["block_id"]: f"the {CANARY} is wrong"}, view)
    person = slack.workspace.person("Ada Fellow").id
    held = services.store.people.export(slack.workspace.hub.team_id, person)
    assert CANARY in str([each.rows for each in held])
    services.store.people.delete(slack.workspace.hub.team_id, person)
    assert CANARY not in str(services.store.people.export(slack.workspace.hub.team_id, person))


def test_without_the_rule_the_log_would_hold_it(slack, caplog):
    """The search has eyes: Bolt prints every payload once records are as Python makes them."""
    logging.setLogRecordFactory(logging.LogRecord)
    try:
        slack.mention(QUESTION)
        assert CANARY in caplog.text
    finally:
        logs.keep_words_out()
