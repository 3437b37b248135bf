"""Whatever Slack sends: never an exception, never a reply where silence is right, never silence for who asked."""

from __future__ import annotations

import copy
import itertools
import logging
from concurrent.futures import Future
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from slack_bolt import App
from slack_bolt.response import BoltResponse

from bot.app import create_app
from bot.middleware.arrival import arrive
from bot.middleware.mending import mended
from bot.middleware.payload import team_of
from bot.services import Services
from bot.settings import Settings
from bot.workspace import Workspace
from tests.listeners.mutilated import (
    ADDRESSED,
    BOT,
    BOT_ID,
    COMMAND,
    COMMANDS,
    OTHERS,
    PERSON,
    RESPONSE_URL,
    SILENT,
    TS,
    mention,
    message,
    mutilated,
    press,
)

MANY = settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
WHOLE = ADDRESSED | SILENT | OTHERS
_TRIGGERS = itertools.count(1)


class Taking:
    """The bot without its dispatcher: what it accepts stays in the store, to be looked at."""

    def __init__(self, app: App, services: Services, workspace: Workspace) -> None:
        self.app = app
        self.services = services
        self.hook = f"{workspace.api_url.removesuffix('api/')}hooks/none"
        self._running: list[Future[Any]] = []
        executor: Any = app.listener_runner.listener_executor
        submit = executor.submit
        # Listeners go on after the acknowledgement: what they raise belongs to the payload they were called for.
        executor.submit = lambda *args: self._running.append(submit(*args))

    def send(self, body: Any) -> BoltResponse:
        """Deliver a payload as Socket Mode does; return what Slack is told."""
        self.services.store.delete_team(team_of(mended(body)))  # what is sent again is new each time
        sent = copy.deepcopy(body)
        if isinstance(sent, dict) and sent.get("response_url") == RESPONSE_URL:
            sent["response_url"] = self.hook
        response = arrive(self.app, sent)
        while self._running:
            self._running.pop().result(timeout=10)
        return response

    def accepts(self, body: Any) -> bool:
        """Deliver a payload; return whether a reply is owed for it."""
        before = self.accepted
        self.send(body)
        return self.accepted > before

    @property
    def accepted(self) -> int:
        """How many replies the bot has taken upon itself."""
        return self.services.store.counts()["accepted"]


@pytest.fixture(scope="module")
def taking(tmp_path_factory, answerer):
    with Workspace() as workspace:
        # The workspace's own bot goes by another id than these payloads'.
        workspace.hub.bot.id, workspace.hub.bot.bot_id = BOT, BOT_ID
        store = f"sqlite:///{tmp_path_factory.mktemp('mutilated')}/bot.db"
        told = Settings(workspace.bot_token, workspace.app_token, api_url=workspace.api_url, store=store)
        services = Services.of(told, answerer)
        app = create_app(told, services)
        yield Taking(app, services, workspace)
        app.listener_runner.listener_executor.shutdown()
        services.store.close()


@pytest.fixture
def errors(caplog):
    """What is logged as an error from now on, as a function that also forgets it."""

    def found() -> list[str]:
        said = [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
        caplog.clear()
        return said

    return found


@pytest.mark.parametrize("name", WHOLE)
def test_whole_payloads_are_acknowledged(taking, errors, name):
    """Every kind that the manifest subscribes to, and others that may come."""
    assert 200 == taking.send(WHOLE[name]).status
    assert [] == errors()


@pytest.mark.parametrize("name", ADDRESSED)
def test_who_asks_is_owed_a_reply(taking, name):
    """Mentions and direct messages, whatever else they carry."""
    assert taking.accepts(ADDRESSED[name])


@pytest.mark.parametrize("name", SILENT)
def test_where_nobody_asks_nothing_is_owed(taking, name):
    """Edits, joins, bots, the bot itself, and what people say to each other."""
    assert not taking.accepts(SILENT[name])


@MANY
@given(body=mutilated(WHOLE))
@example(body=None)
@example(body=[])
@example(body={})
@example(body={"type": "event_callback"})
@example(body={"type": "event_callback", "event": None})
@example(body={"type": "event_callback", "event": {"type": "message", "user": {"id": 1}}})
@example(body={"type": "event_callback", "event": {"type": None}})
@example(body={"type": "block_actions", "actions": []})
@example(body={"type": "block_actions", "actions": None, "user": None})
@example(body={"type": "view_submission", "view": None})
@example(body={"type": "view_submission", "view": {"callback_id": "x"}})
@example(body=press("more", "share", "overflow", ephemeral=True, response_url="file:///etc/passwd"))
@example(body=press("more", "share", "overflow", ephemeral=True, response_url="http://[/"))
@example(body=press("poem", "x", response_url="http:///"))
@example(body=press("ask-0", '{"t":[],"a":{},"q":1}'))
def test_mutilated_payloads_raise_nothing(taking, errors, body):
    """They are acknowledged, so that they do not come for ever; nothing is logged as an error."""
    assert 200 == taking.send(body).status
    assert [] == errors()


@MANY
@given(body=mutilated(COMMANDS, kept=("command",)))
@example(body={"command": "/myositis"})
@example(body={"command": "/myositis", "text": None})
@example(body=COMMAND | {"text": "\x00\ud800" * 3_000})
def test_mutilated_commands_are_answered(taking, errors, body):
    """A command that arrives gets an answer in its acknowledgement."""
    if body.get("trigger_id") == COMMAND["trigger_id"]:
        body = body | {"trigger_id": f"{next(_TRIGGERS)}.2.3"}
    response = taking.send(body)
    assert (200, True) == (response.status, '"text"' in response.body)
    assert [] == errors()


def is_question(body: Any) -> bool:
    """Tell whether a payload asks the bot, in words other than the bot's own code."""
    whole = mended(body)
    event = whole.get("event", {})
    get = event.get
    by_a_person = isinstance(get("user"), str) and get("user") not in ("", BOT, "USLACKBOT")
    unmarked = not get("bot_id") and not get("hidden")
    plain = get("subtype") in (None, "", "file_share", "thread_broadcast")
    named = get("type") == "app_mention" or (isinstance(get("text"), str) and f"<@{BOT}>" in get("text"))
    direct = get("channel_type") == "im" or str(get("channel")).startswith("D")
    heard = whole.get("type") == "event_callback" and get("type") in ("app_mention", "message")
    return heard and by_a_person and unmarked and plain and (named or direct)


@MANY
@given(body=mutilated(ADDRESSED | SILENT))
@example(body=mention(thread_ts=5, text=None))
@example(body=message("did it work?", thread_ts="", channel_type=None))
@example(body=mention() | {"authorizations": False, "team_id": None})
@example(body=mention() | {"is_ext_shared_channel": True, "enterprise_id": 7})
def test_a_reply_is_owed_to_who_asks_and_to_nobody_else(taking, errors, body):
    """As long as a payload says who asked, where and when, the question is accepted; nothing else ever is."""
    event = mended(body).get("event", {})
    known = (event.get("channel") in ("C1GENERAL", "D1ADA")) and event.get("user") == PERSON and event.get("ts") == TS
    asked = is_question(body)
    owed = taking.accepts(body)
    if not asked:
        assert not owed
    elif known:
        assert owed
    assert [] == errors()


def test_an_org_wide_installation_is_answered(taking):
    """There a payload may name no workspace."""
    assert taking.accepts(mention() | {"team_id": None, "enterprise_id": "E1", "authorizations": []})


def test_mending_leaves_whole_payloads_as_they_are():
    """What is of its documented type is not touched."""
    for body in WHOLE.values():
        assert body == mended(body)


def test_what_bolt_cannot_read_at_all_does_not_come_again(taking, errors):
    """A kind of payload that Slack has retired: acknowledged, and the log says where reading it failed."""
    assert 200 == taking.send({"type": "workflow_step_edit", "callback_id": "x"}).status
    (said,) = errors()
    assert said.startswith("a payload (workflow_step_edit) could not be read: KeyError at ")
