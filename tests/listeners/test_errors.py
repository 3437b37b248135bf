"""The error table, row by row: what the bot does about each error of Slack's, and who hears of it."""

from __future__ import annotations

import re
import time

import pytest

from bot import messages
from bot.dispatch.remedies import KNOWN, OF_METADATA, Remedy, remedy_for
from bot.store import Store, StoreError
from bot.workspace import Times
from tests.kit.oracles import assert_message, assert_view

DM = "did DM patients respond?"


def of(remedy: Remedy) -> list[str]:
    return [error for error in KNOWN if remedy_for(error) is remedy]


@pytest.fixture
def counts(services):
    return lambda: {name: number for name, number in services.store.counts().items() if number}


@pytest.mark.parametrize("error", sorted({*of(Remedy.PLAINER)} - OF_METADATA))
def test_refused_blocks_are_posted_plainer(slack, workspace, counts, error):
    """Classic blocks first, then text alone: the answer is complete in each."""
    workspace.faults.refuse(error, times=1)
    classic = slack.mention(DM)
    assert "About half" in classic.text
    assert "table" not in {block["type"] for block in classic.blocks}
    workspace.faults.refuse(error, times=2)
    bare = slack.mention(DM)
    assert (classic.text, []) == (bare.text, bare.blocks)
    assert_message(classic.text, classic.blocks)
    assert {"accepted": 2, "posted": 2} == counts()


@pytest.mark.parametrize("error", sorted(OF_METADATA))
def test_a_refused_mark_costs_no_answer(slack, workspace, counts, error):
    """The whole answer comes without it, however long Slack refuses it."""
    workspace.faults.refuse_metadata(error)
    reply = slack.mention(DM)
    assert "About half" in reply.text
    assert "header" == reply.blocks[0]["type"]
    assert {"accepted": 1, "posted": 1} == counts()


@pytest.mark.parametrize("error", of(Remedy.LATER))
def test_what_passes_is_tried_again(slack, workspace, counts, error):
    """A little later, once."""
    workspace.faults.refuse(error, times=2)
    assert "About half" in slack.mention(DM).text
    assert {"accepted": 1, "posted": 1, "retried": 2} == counts()


def test_rate_limits_are_kept(slack, workspace):
    """Not before the time that Slack names."""
    workspace.faults.rate_limit(retry_after=1)
    reply = slack.mention(DM)
    assert "About half" in reply.text
    calls = [
        entry for entry in workspace.feed.since(reply.act.seq, ["api"]) if entry.data["method"] == "chat.postMessage"
    ]
    assert [False, True] == [call.data["answer"]["ok"] for call in calls]
    assert 1.0 <= calls[1].at - calls[0].at < 3.0


@pytest.mark.parametrize("error", of(Remedy.MEND))
def test_the_operator_hears_of_the_bot_s_own_standing(slack, workspace, counts, caplog, error):
    """Nobody who asks can mend that. The answer waits; the log says what is wrong."""
    workspace.faults.refuse(error)
    assert slack.mention(DM).silent
    assert {"accepted": 1, "waiting": 1, "retried": 1} == counts()
    assert [error] == re.findall(r"standing in the workspace is wrong \((\w+)\)", caplog.text)


@pytest.mark.parametrize("error", of(Remedy.PRIVATE))
def test_where_it_may_not_post_the_asker_hears_of_it(slack, workspace, error):
    """The answer comes directly, with why."""
    workspace.faults.refuse(error)
    reply = slack.mention(DM)
    assert reply.text.startswith("I could not answer where you asked")
    assert "About half" in reply.text
    assert workspace.direct_channel("Ada Fellow").id == reply.message.channel
    assert_message(reply.text, reply.blocks)


def test_an_archived_channel(slack, workspace):
    """Archived between question and answer."""
    workspace.faults.latency(0.2)
    channel = workspace.channel("general")
    act = workspace.post("Ada Fellow", "general", f"@myositis {DM}")
    workspace.faults.latency(0.0)
    channel.archived = True
    slack.running.settle()
    direct = workspace.messages(workspace.direct_channel("Ada Fellow"))
    assert ["archived" in message.text for message in direct] == [True]
    assert act.acked


def test_both_ways_closed_is_given_up(slack, workspace, counts, caplog):
    """Neither the channel nor the person can be reached: the log says so."""
    workspace.faults.refuse("is_archived")
    workspace.faults.refuse("messages_tab_disabled")
    assert slack.mention(DM).silent
    assert {"accepted": 2, "gave_up": 2} == counts()
    assert "given up (messages_tab_disabled)" in caplog.text


@pytest.mark.parametrize("error", ["message_not_found", "thread_not_found", "user_not_found"])
def test_what_is_gone_is_left(slack, workspace, counts, error):
    """The question is no more: no answer is owed."""
    workspace.faults.refuse(error)
    assert slack.mention(DM).silent
    assert {"accepted": 1, "gave_up": 1} == counts()


@pytest.mark.parametrize("error", ["no_text", "some_error_of_tomorrow"])
def test_anything_else_gets_an_apology(slack, workspace, caplog, error):
    """With a reference that finds the log line, and without Slack's words."""
    workspace.faults.refuse(error)
    reply = slack.mention(DM)
    (reference,) = re.findall(r"reference: ([0-9a-f]{8})", reply.text)
    assert re.search(rf"reference {reference}: .* was refused \({error}\)", caplog.text)
    assert error not in reply.text
    assert workspace.direct_channel("Ada Fellow").id == reply.message.channel


def test_no_error_is_in_two_rows_or_none():
    """Every row of the table holds errors; what it does not name gets an apology."""
    assert {*Remedy} - {Remedy.GIVE_UP} == {remedy_for(error) for error in KNOWN}
    assert Remedy.GIVE_UP is remedy_for("")


def settled(counts, seconds=10.0):
    """Return the counts once the post is marked: the message can be seen before the bot has looked for it."""
    deadline = time.monotonic() + seconds
    while "posted" not in (found := counts()) and time.monotonic() < deadline:
        time.sleep(0.01)
    return found


class TestUnknownOutcome:
    """The connection broke after the post had left."""

    UNCLEAR = ("drop_after", "drop_before", "http", "fatal_error")

    def upset(self, workspace, how):
        match how:
            case "drop_after":
                workspace.faults.drop(after_accepting=True)
            case "drop_before":
                workspace.faults.drop(after_accepting=False)
            case "http":
                workspace.faults.http_error(503)
            case _:
                workspace.faults.refuse(how)

    @pytest.mark.parametrize("how", UNCLEAR)
    def test_in_a_direct_message_the_bot_looks(self, slack, workspace, counts, how):
        """There it may read: exactly one answer, whatever became of the first post."""
        self.upset(workspace, how)
        reply = slack.dm(DM)
        assert "About half" in reply.text
        assert "twice" not in reply.text
        assert (1, 0) == (settled(counts)["posted"], counts().get("unknown", 0))

    @pytest.mark.parametrize("how", UNCLEAR)
    def test_in_a_channel_it_says_that_it_may_be_there_twice(self, slack, workspace, counts, how):
        """There it may not read: the answer comes once more and says so, counted."""
        self.upset(workspace, how)
        reply = slack.mention(DM)
        assert reply.messages[-1].text.startswith("The connection broke while I answered")
        assert (2 if how == "drop_after" else 1) == len(reply.messages)
        assert {"accepted": 2, "posted": 1, "unknown": 1, "copies": 1} == counts()

    @pytest.mark.parametrize("how", UNCLEAR)
    def test_with_the_history_scopes_it_looks_there_too(self, slack, workspace, counts, how):
        """With the optional scopes a channel is no different from a direct message."""
        workspace.hub.app = workspace.hub.app.with_history()
        self.upset(workspace, how)
        assert "About half" in slack.mention(DM).text
        assert {"accepted": 1, "posted": 1} == {k: v for k, v in counts().items() if k not in ("retried", "duplicates")}

    def test_written_late_it_is_settled_all_the_same(self, slack, workspace, monkeypatch):
        """A disk that is busy while the outcome is noted costs no answer."""
        unknown = Store.unknown

        def late(*given):
            time.sleep(0.5)  # ten times as long as the dispatcher waits before it looks
            return unknown(*given)

        monkeypatch.setattr(Store, "unknown", late)
        workspace.faults.drop(after_accepting=False)
        assert "About half" in slack.mention(DM).text

    def test_copies_have_an_end(self, slack, workspace, counts, pace):
        """A connection that always breaks is not posted to for ever."""
        workspace.faults.drop(after_accepting=True, times=99)
        reply = slack.mention(DM)
        assert 1 + pace.most_copies == len(reply.posted) == counts()["unknown"]

    def test_slack_out_of_reach(self, slack, workspace, services, counts, monkeypatch):
        """Where nothing left, nothing is unknown: it is tried again."""
        slack.mention("hello")  # the first event asks who the bot is
        right = services.client.base_url
        monkeypatch.setattr(services.client, "base_url", "http://127.0.0.1:9/api/")
        act = workspace.post("Ada Fellow", "general", f"@myositis {DM}")
        deadline = time.monotonic() + 5
        while not counts().get("retried") and time.monotonic() < deadline:
            time.sleep(0.01)
        monkeypatch.setattr(services.client, "base_url", right)
        slack.running.settle()
        assert 2 == len([message for message in workspace.messages("general") if message.bot_id])
        assert (act.acked, None) == (True, counts().get("unknown"))


class TestSlowSlack:
    """Waiting for Slack blocks nobody else."""

    @pytest.fixture
    def times(self) -> Times:
        return Times(ack_deadline=1.0, retry_after=(0.02, 0.04, 0.06))

    def test_questions_are_acknowledged_meanwhile(self, slack, workspace):
        """Eight posts are under way; a ninth question is acknowledged at once."""
        workspace.faults.latency(1.0)
        for _ in range(8):
            workspace.post("Ada Fellow", "general", f"@myositis {DM}", wait=False)
        act = workspace.post("Ada Fellow", "general", f"@myositis {DM}")
        assert act.deliveries[0].seconds_to_ack < 0.8
        workspace.faults.latency(0.0)
        slack.running.settle()


class TestResponseUrls:
    """What only one person saw is answered, and shared, by an address that Slack gives with each press."""

    @pytest.fixture
    def private(self, slack):
        return slack.command("/myositis", DM)

    def test_rate_limited(self, slack, workspace, counts, private):
        """A little later."""
        workspace.faults.rate_limit(retry_after=0, method="response_url", times=2)
        assert "Shared by" in slack.choose("more", "share", on=private.message).text
        assert (1, 2) == (counts()["posted"], counts()["retried"])

    def test_blocks_refused(self, slack, workspace, private):
        """The same words in a plainer form."""
        workspace.faults.refuse("invalid_blocks", "response_url", times=2)
        shared = slack.choose("more", "share", on=private.message)
        assert ([], True) == (shared.blocks, "About half" in shared.text)

    @pytest.mark.parametrize("how", ["drop", "http"])
    def test_unknown_outcome(self, slack, workspace, counts, private, how):
        """Nobody may look there: it comes once more, and says that it may be there twice."""
        if how == "drop":
            workspace.faults.drop("response_url", after_accepting=True)
        else:
            workspace.faults.http_error(503, "response_url")
        reply = slack.click(private.buttons[0], on=private.message)
        assert "may be here twice" in reply.messages[-1].text
        assert (1, 1) == (counts()["posted"], counts()["unknown"])

    def test_expired(self, slack, workspace, private):
        """The answer comes directly, with why."""
        workspace.faults.refuse("expired_url", "response_url")
        reply = slack.click(private.buttons[0], on=private.message)
        assert reply.text.startswith("I could not answer where you asked: the time that Slack allows")
        assert workspace.direct_channel("Ada Fellow").id == reply.message.channel
        assert_message(reply.text, reply.blocks)

    @pytest.mark.parametrize("status", [400, 403, 404, 410])
    def test_refused_without_a_word(self, slack, workspace, private, status):
        """The answer comes directly; nobody is told that it is too late when nobody knows why."""
        workspace.faults.http_error(status, "response_url")
        reply = slack.click(private.buttons[0], on=private.message)
        assert reply.text.startswith("I could not answer where you asked: Slack did not take it there.")
        workspace.faults.http_error(status, "response_url")
        shared = slack.choose("more", "share", on=private.message)
        assert "reference" in shared.text
        assert "too late" not in shared.text


class TestModals:
    """A modal that Slack does not open: the one who pressed hears whether pressing again helps."""

    @pytest.fixture
    def answered(self, slack):
        return slack.mention(DM)

    @pytest.mark.parametrize("error", ["expired_trigger_id", "exchanged_trigger_id"])
    def test_too_late(self, slack, workspace, answered, error):
        """Pressing again gives a new trigger."""
        workspace.faults.refuse(error, "views.open")
        assert messages.PRESS_AGAIN == slack.choose("more", "details", on=answered.message).text

    @pytest.mark.parametrize("how", ["ratelimited", "internal_error", "http", "drop"])
    def test_what_passes(self, slack, workspace, answered, how):
        """It may work in a moment."""
        match how:
            case "ratelimited":
                workspace.faults.rate_limit("views.open")
            case "http":
                workspace.faults.http_error(503, "views.open")
            case "drop":
                workspace.faults.drop("views.open", after_accepting=False)
            case _:
                workspace.faults.refuse(how, "views.open")
        assert messages.NOT_JUST_NOW == slack.choose("more", "details", on=answered.message).text

    def test_what_stays(self, slack, workspace, answered, caplog):
        """Pressing again cannot help: an apology, with a reference that finds the log line."""
        workspace.faults.refuse("invalid_blocks", "views.open")
        reply = slack.choose("more", "details", on=answered.message)
        (reference,) = re.findall(r"reference: ([0-9a-f]{8})", reply.text)
        assert f"reference {reference}: a modal was refused (invalid_blocks)" in caplog.text

    def test_newer_blocks_are_refused(self, slack, workspace, answered):
        """The modal opens in blocks that every client knows, with the same text to copy."""
        workspace.faults.refuse("invalid_blocks", "views.open")
        reply = slack.choose("more", "slide", on=answered.message)
        blocks = reply.view.body["blocks"]
        assert "rich_text" not in {block["type"] for block in blocks}
        assert any("```" in str(block) for block in blocks)
        assert_view(reply.view.body)

    def test_the_hint_itself_is_rate_limited(self, slack, workspace, answered):
        """It comes when Slack's time is up."""
        workspace.faults.refuse("expired_trigger_id", "views.open")
        workspace.faults.rate_limit("response_url", retry_after=1)
        assert messages.PRESS_AGAIN == slack.choose("more", "details", on=answered.message).text


class TestOurOwnFailures:
    """Whoever pressed something hears that it failed, with a reference that finds the log line."""

    def failing(self, *_args, **_kwargs):
        raise ValueError("zebrafinch")

    def heard(self, reply, caplog):
        """Return what the log says under the reference that the person was given."""
        (reference,) = re.findall(r"reference: ([0-9a-f]{8})", reply.text)
        (line,) = (line for line in caplog.text.splitlines() if f"reference {reference}" in line)
        assert "zebrafinch" not in reply.text + caplog.text
        return line

    @pytest.mark.parametrize("ask", ["mention", "dm", "command"])
    def test_a_modal_that_cannot_be_made(self, slack, monkeypatch, caplog, ask):
        """The person alone hears of it."""
        asked = slack.command("/myositis", DM) if ask == "command" else getattr(slack, ask)(DM)
        monkeypatch.setattr("bot.listeners.actions.menu.answer_again", self.failing)
        reply = slack.choose("more", "details", on=asked.message)
        assert "block_actions failed: ValueError at test_errors.py" in self.heard(reply, caplog)
        assert None is not reply.message.visible_to

    def test_a_button_on_the_home_tab(self, slack, workspace, monkeypatch, caplog):
        """There is nothing to answer in: it is told directly."""
        slack.open_home("home")
        monkeypatch.setattr("bot.listeners.actions.asking._owed", self.failing)
        reply = slack.click("Overview")
        assert "ValueError" in self.heard(reply, caplog)
        assert workspace.direct_channel("Ada Fellow").id == reply.message.channel
        assert reply.acked

    def test_a_press_that_cannot_be_stored(self, slack, monkeypatch, caplog):
        """It is not acknowledged, for it is not done; what Slack then shows explains nothing, so the bot does."""
        first = slack.mention(DM)
        with monkeypatch.context() as patched:
            patched.setattr("bot.store.Store.accept", self.unwritable)
            reply = slack.click(first.buttons[0], on=first.message)
        assert "StoreError" in self.heard(reply, caplog)
        assert not reply.acked
        assert "facts 2026" in slack.click(first.buttons[0], on=first.message).text

    def unwritable(self, *_args, **_named):
        raise StoreError("disk full")
