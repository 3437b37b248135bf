"""Naughty strings and forty thousand characters through every way in: proper blocks, no markup, no figure of theirs."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from slack_bolt import BoltRequest

from bot import messages
from bot.workspace import Times
from knowledge.fingerprint import PACKAGE
from tests.kit.oracles import assert_message, assert_view
from tests.safety import surfaces
from tests.understanding.test_naughty import INJECTIONS, LONG_ONES, NAUGHTY, SLACK

CITED = re.compile(r"\[\d+(?:,\d+)*\]")
ADDRESS = re.compile(r"<https://[^|<>]+\|")
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
MARKUP = re.compile(r"<[^<>]*>")
BATCH = 50
LONG = 10_000
"""From here on one at a time: the SDK's receiver confuses several frames of this size that arrive at once."""
SLACKS_OWN = [text for text in (*SLACK, *INJECTIONS) if text.strip() and text.isprintable()]
STRINGS = [text for text in (*NAUGHTY, *SLACKS_OWN, *LONG_ONES) if text.strip() and "\ud800" not in text]


JUDGED: set[str] = set()


@pytest.fixture
def times() -> Times:
    """Much is sent at once, and a busy machine may take its time: nothing here is about being late."""
    return Times(ack_deadline=30.0)


@pytest.fixture(scope="session")
def ours(answerer) -> set[str]:
    """Every number that the bot may say by itself: those of the fact base's texts, and of its own words."""
    texts = [path.read_text("utf-8") for path in _sources()]
    base = answerer.base
    texts += [base.version, base.date]
    for trial in base.trial_ids():
        texts += [str(base.trial(trial)), str(base.caveat_rules(trial)), str(base.merged_caveats(trial))]
        texts += [str(base.fact(trial, name)) for name in base.fact_ids(trial)]
        texts += [str(base.answer(trial, name)) for name in base.answers(trial)]
    return {number for text in texts for number in NUMBER.findall(text)}


def _sources() -> Iterator[Path]:
    yield from PACKAGE.rglob("*.yaml")
    yield from Path(messages.__file__).parent.glob("*.py")


@pytest.fixture
def judge(ours):
    """Judge what was shown: the four oracles, no live markup, no number that is none of ours."""

    def check(text: str, shown_in: Any, typed: str = "") -> None:
        is_view = isinstance(shown_in, dict)
        blocks = shown_in["blocks"] if is_view else shown_in
        shown = json.dumps([text, blocks])
        if shown in JUDGED:
            return  # many strings get the same reply
        JUDGED.add(shown)
        if is_view:
            assert_view(shown_in)
        else:
            assert_message(text, blocks)
        for said in [text, *_mrkdwn(blocks)]:
            for found in MARKUP.findall(said):
                assert re.fullmatch(r"<https://[^|<>]+\|[^<>]+>", found), (found, typed[:80])
        assert not set(_elements(blocks)) & {"user", "usergroup", "broadcast", "channel"}, typed[:80]
        loose = set(NUMBER.findall(CITED.sub("", ADDRESS.sub("", text)))) - ours
        assert set() == loose, typed[:80]

    return check


def _mrkdwn(part: Any) -> Iterator[str]:
    """Yield every text that Slack reads markup in."""
    if isinstance(part, dict):
        if part.get("type") == "mrkdwn":
            yield part["text"]
        for each in part.values():
            yield from _mrkdwn(each)
    elif isinstance(part, list):
        for each in part:
            yield from _mrkdwn(each)


def _elements(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        yield str(part.get("type"))
        for each in part.values():
            yield from _elements(each)
    elif isinstance(part, list):
        for each in part:
            yield from _elements(each)


@pytest.mark.parametrize("way", ["mention", "direct"])
def test_messages(slack, workspace, judge, way):
    """Each string by mention and directly, all at once: one reply each, in its own thread."""
    asked = {}
    for number, text in enumerate(STRINGS):
        if way == "mention":
            named = f"<@{workspace.bot.id}> {text}"
            act = workspace.post("Ada Fellow", "general", named, encoded=True, wait=False)
        else:
            act = workspace.direct("Ada Fellow", text, encoded=True, wait=False)
        asked[act.message.ts] = text
        if number % BATCH == 0 or len(text) > LONG:
            slack.running.settle(timeout=60)
    slack.running.settle(timeout=60)
    where = "general" if way == "mention" else workspace.direct_channel("Ada Fellow")
    replies = [message for message in workspace.messages(where) if message.bot_id]
    replied = {message.thread_ts: message for message in replies}
    private = [entry.data["message"] for entry in workspace.feed.since(0, ["ephemeral"])]
    assert len(STRINGS) == len(replies) + len(private)
    for message in (*replies, *private):
        judge(message.text, message.blocks, asked.get(message.thread_ts, ""))
    assert replied.keys() <= asked.keys()


def test_shortcuts(slack, workspace, judge):
    """Each string as a colleague's message that somebody chooses."""
    chosen = [workspace.post("Ben Attending", "general", text, encoded=True) for text in STRINGS]
    slack.running.settle()
    before = workspace.feed.last
    for number, act in enumerate(chosen):
        workspace.shortcut("Ada Fellow", surfaces.SHORTCUT, act.message, wait=False)
        if number % BATCH == 0 or len(STRINGS[number]) > LONG:
            slack.running.settle(timeout=60)
    slack.running.settle(timeout=60)
    private = [entry.data["message"] for entry in workspace.feed.since(before, ["ephemeral"])]
    assert len(STRINGS) == len(private)
    for message in private:
        judge(message.text, message.blocks)


@pytest.mark.parametrize("before", ["", "abatacept ", "glossary ", "fact ", "quiz "])
def test_commands(slack, judge, before):
    """Each string behind the command, and behind the words that name a card, by the payload itself."""
    first = slack.command("/myositis", "help")
    payload = first.act.deliveries[0].payload
    for number, text in enumerate(STRINGS):
        body = payload | {"text": before + text, "trigger_id": f"9.{number}"}
        answer = slack.running.bot.app.dispatch(BoltRequest(mode="socket_mode", body=body))
        assert 200 == answer.status
        shown = json.loads(answer.body)
        assert "ephemeral" == shown["response_type"]
        judge(shown["text"], shown["blocks"], text)


@pytest.mark.parametrize("form", ["wrong", "tell", "number"])
def test_forms(slack, judge, ours, form):
    """Each string in each field: it is taken with consent, told what is wrong in the form, or refused; never more."""
    view, block, action = _form(slack, form)
    payload = _submission(slack, view)
    for number, text in enumerate(STRINGS):
        body = copy.deepcopy(payload)
        body["view"]["id"], body["view"]["hash"] = f"V0NAUGHTY{number}", f"{number}.x"
        body["view"]["state"]["values"] = {block: {action: {"type": "plain_text_input", "value": text}}}
        answer = slack.running.bot.app.dispatch(BoltRequest(mode="socket_mode", body=body))
        assert 200 == answer.status
        shown = json.loads(answer.body) if answer.body else {}
        assert shown.get("response_action") in (None, "errors", "update")
        if "view" in shown:
            judge("", shown["view"], text)
        for said in shown.get("errors", {}).values():
            assert not MARKUP.search(said)
            assert set(NUMBER.findall(said)) <= ours
    slack.running.settle(timeout=60)


def _form(slack, form: str) -> tuple[Any, str, str]:
    if form == "number":
        return surfaces.number_form(slack), "quiz-number-block", "quiz-number-input"
    slack.mention("did DM patients respond?" if form == "wrong" else f"{surfaces.UNKNOWN}?")
    view = slack.feedback("negative").view if form == "wrong" else slack.click("tell-curators").view
    (block,) = [block for block in view.blocks if block["type"] == "input"]
    return view, block["block_id"], block["element"]["action_id"]


def _submission(slack, view) -> dict[str, Any]:
    """Submit the form once, in a way that leaves nothing behind, and return the payload that arrived."""
    (block,) = [block for block in view.blocks if block["type"] == "input"]
    reply = slack.submit({block["block_id"]: "Jane Doe, 67F"}, view)
    assert reply.form_errors
    return reply.act.deliveries[0].payload


def test_what_was_asked_is_shown_to_its_asker_as_it_was_typed(slack, judge):
    """The form to the curators shows the question as plain text in its field, where nothing of it is live."""
    slack.mention("how many had <keratitis> & <http://x.example|this> on abatacept on biopsy?")
    view = slack.click("tell-curators").view
    judge("", view.body)
    (field,) = [block["element"] for block in view.blocks if block["type"] == "input"]
    assert ("plain_text_input", True) == (field["type"], "on abatacept on biopsy?" in field["initial_value"])
