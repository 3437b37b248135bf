"""The books of commands and presses find what they are there to find."""

from __future__ import annotations

import pytest

from bot.messages import POSSIBLY_AGAIN
from bot.workspace import Workspace
from bot.workspace.delivery import Attempt, Status
from tests.soak.books import Books
from tests.soak.deeds import Deed, Kind
from tests.soak.ledger import Ledger


class Run:
    """A run of one deed, which no bot answers: what came of it is set by hand."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.books = Books(Ledger(workspace.bot.bot_id, workspace.hub.team_id))
        for watch in (self.books.ledger.watch, self.books.watch):
            workspace.feed.subscribe(watch)

    def do(self, kind: Kind, status: Status = "acked", error: str | None = None, connection: int = 1) -> Deed:
        act = self.workspace.command("Ada Fellow", "general", "/myositis", "help")
        delivery = act.deliveries[0]
        delivery.status, delivery.error = status, error
        delivery.attempts = [Attempt("e", 0, delivery.created_at, connection)]
        trigger = self.workspace.hub.state.triggers[delivery.payload["trigger_id"]]
        what = "help" if kind == "command" else "a:T:C:1.0:more:U:"
        deed = Deed(kind, act, what, trigger)
        self.books.deeds.append(deed)
        return deed

    def respond(self, deed: Deed, text: str, response_type: str = "in_channel") -> None:
        fields = {"text": text, "response_type": response_type}
        self.workspace.feed.add("response_url", secret=deed.secret, fields=fields, error=None)
        self.books.ledger.unmarked += response_type == "in_channel"


@pytest.fixture
def run():
    with Workspace() as workspace:
        yield Run(workspace)


@pytest.mark.parametrize("kind", ["command", "follow-up", "share", "modal"])
def test_acknowledged_and_nothing_came(run, kind):
    """Whoever typed or pressed waits in vain: lost."""
    assert "lost" == run.books.outcome(run.do(kind))
    assert 1 == len(run.books.lost)


@pytest.mark.parametrize(
    ("error", "connection", "outcome"),
    [("dispatch_failed", 0, "down"), ("dispatch_failed", 1, "broken"), ("operation_timeout", 1, "late")],
)
def test_what_slack_showed_an_error_for(run, error, connection, outcome):
    """Never delivered, interrupted, or too slow: told apart, and only the last is the bot's."""
    run.do("follow-up", "failed", error, connection)
    assert (outcome, []) == (run.books.outcome(run.books.deeds[0]), run.books.lost)
    assert (outcome == "late") == bool(run.books.late)


@pytest.mark.parametrize("kind", ["follow-up", "share"])
def test_taken_on_and_killed_before_the_acknowledgement(run, kind):
    """Slack showed an error, but the store has it: it must be answered all the same."""
    deed = run.do(kind, "failed", "dispatch_failed")
    run.books.ledger.accepted = frozenset({f"{deed.what}share:v1"})
    assert "lost" == run.books.outcome(deed)


def test_a_command_s_answer_is_in_its_acknowledgement(run):
    """A refused one is none; the same words are answered the same."""
    first, second = run.do("command"), run.do("command")
    first.act.deliveries[0].ack_payload = second.act.deliveries[0].ack_payload = {"text": "Commands"}
    assert ("answered", []) == (run.books.outcome(first), run.books.unexplained)
    second.act.deliveries[0].ack_payload = {"text": "Something went wrong"}
    assert "in 2 ways" in run.books.unexplained[0]
    first.act.deliveries[0].error = "invalid_command_response"
    assert "lost" == run.books.outcome(first)


def test_a_follow_up_is_answered_by_its_own_post(run):
    """Not by that of another button."""
    deed = run.do("follow-up")
    run.books.ledger.answers["a:T:C:1.0:ask-1:U:ask-1:v"] = 1
    assert "lost" == run.books.outcome(deed)
    run.books.ledger.answers[f"{deed.what}more:v"] = 1
    assert "answered" == run.books.outcome(deed)


def test_shared_twice(run):
    """Explained only where the second says so."""
    deed = run.do("share")
    run.respond(deed, "About half")
    run.respond(deed, f"{POSSIBLY_AGAIN} About half")
    assert ("answered", 1, []) == (run.books.outcome(deed), run.books.copies, run.books.unexplained)
    run.respond(deed, "About half")
    assert [deed.secret] == run.books.unexplained


def test_a_post_without_a_mark_that_nobody_shared(run):
    """It belongs to no deed and no question."""
    from bot.workspace.posting import as_bot

    as_bot(run.workspace.hub, run.workspace.channel("general"), "Hello", [])
    assert ["1 posts without a mark, 0 of them shared"] == run.books.unexplained


def test_a_modal_or_the_reason_why_not(run):
    """Either will do; a kill right after the acknowledgement explains neither."""
    opened, told, cut = run.do("modal"), run.do("modal"), run.do("modal")
    opened.trigger.used = True
    run.respond(told, "Not just now", "ephemeral")
    run.books.kills.append(cut.act.deliveries[0].attempts[-1].sent_at + 0.2)
    assert ["answered", "answered", "cut off"] == [run.books.outcome(deed) for deed in (opened, told, cut)]
    run.books.kills[:] = [run.workspace.hub.now() - 60]
    assert "lost" == run.books.outcome(cut)
