"""Tests that no log holds what people typed, whatever level an administrator sets and whatever is logged by whom."""

from __future__ import annotations

import logging
import re
import subprocess
import sys

import pytest

from bot import logs
from bot.store import StoreError

CANARY = "zebrafinch"


@pytest.fixture(autouse=True)
def everything_logged(caplog):
    """All loggers at DEBUG, as an administrator may set them."""
    logs.keep_words_out()
    caplog.set_level(logging.DEBUG)
    for name in ("slack_bolt", "slack_sdk", "bot"):
        caplog.set_level(logging.DEBUG, logger=name)


@pytest.mark.parametrize(
    "name", ["slack_bolt.App", "slack_sdk.web.base_client", "sqlalchemy.engine", "root", "asyncio"]
)
def test_other_loggers_lose_their_words(caplog, name):
    """What stays is level, logger and place in the code; in arguments and exceptions too."""
    logger = logging.getLogger(name)
    caplog.set_level(logging.DEBUG, logger=logger.name)
    logger.debug("payload: %s", {"text": CANARY})
    logger.warning("Unhandled request " + CANARY)  # noqa: G003 - as Bolt does
    try:
        raise ValueError(CANARY)
    except ValueError as error:
        logger.exception(error)
    assert 3 == len(caplog.records)
    assert CANARY not in caplog.text
    assert "ValueError at test_logs.py:" in caplog.text
    assert "WARNING" in caplog.text


def test_our_loggers_lose_the_texts_of_exceptions(caplog):
    """The bot's own words stay; of an exception its type and its places do, along its causes."""
    try:
        try:
            raise KeyError(CANARY)
        except KeyError as error:
            raise ValueError(CANARY) from error
    except ValueError:
        logging.getLogger("bot.x").exception("reference %s: could not be read", "1a2b3c4d")
    assert "reference 1a2b3c4d: could not be read" in caplog.text
    assert re.search(r"ValueError at test_logs\.py:\d+, after KeyError at test_logs\.py:\d+", caplog.text)
    assert CANARY not in caplog.text


def test_the_store_s_errors_keep_their_words(caplog):
    """They tell the operator what to mend, and hold no words of anybody."""
    try:
        raise StoreError("The store sqlite:///bot.db could not be written: disk full.")
    except StoreError:
        logging.getLogger("bot.x").exception("a question could not be stored")
    assert "disk full" in caplog.text


def test_threads_and_the_process_end_without_words():
    """Python would print the text of whatever ended them."""
    code = f"""
import threading
from bot.logs import log_to_stderr
log_to_stderr(10)
def fail():
    raise ValueError("{CANARY}")
thread = threading.Thread(target=fail, name="worker-7")
thread.start()
thread.join()
fail()
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert 1 == done.returncode
    assert "thread worker-7 ended: ValueError at" in done.stderr
    assert "the bot ended: ValueError at" in done.stderr
    assert CANARY not in done.stderr + done.stdout


def test_bolt_and_the_sdk_at_debug(slack, caplog):
    """A whole conversation with their loggers wide open: many lines, none with the word."""
    for name in list(logging.root.manager.loggerDict):
        if name.startswith(("slack_bolt", "slack_sdk")):
            caplog.set_level(logging.DEBUG, logger=name)
    slack.mention(f"did DM patients respond, {CANARY}?")
    slack.command("/myositis", f"{CANARY}?")
    theirs = [record for record in caplog.records if record.name.startswith(("slack_bolt", "slack_sdk"))]
    assert len(theirs) > 20
    assert CANARY not in caplog.text
    assert not [record for record in theirs if "its words are not logged" not in record.getMessage()]


def test_tokens_are_not_logged(slack, settings, caplog):
    """Neither of the two, by whatever library, at DEBUG."""
    for name in list(logging.root.manager.loggerDict):
        caplog.set_level(logging.DEBUG, logger=name)
    slack.mention("did DM patients respond?")
    slack.command("/myositis", "privacy")
    slack.open_home()
    assert len(caplog.records) > 50
    everything = caplog.text + "".join(str(record.__dict__) for record in caplog.records)
    assert (False, False) == (settings.bot_token in everything, settings.app_token in everything)
