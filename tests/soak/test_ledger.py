"""The books of a soak run find what they are there to find."""

from __future__ import annotations

import pytest

from bot.dispatch.delivery import METADATA
from bot.workspace import Workspace
from tests.soak.ledger import Ledger


class Run:
    """A run of one question, answered by hand."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.ledger = Ledger(workspace.bot.bot_id, workspace.hub.team_id)
        workspace.feed.subscribe(self.ledger.watch)
        act = workspace.post("Ada Fellow", "general", "@myositis did it work?", wait=False)
        act.deliveries[0].status = "acked"
        self.ledger.ask(act)
        (self.key,) = self.ledger.asked

    def answer(self, suffix: str = "", text: str = "About half", key: str | None = None) -> None:
        from bot.workspace.posting import as_bot

        metadata = {"event_type": METADATA, "event_payload": {"key": (key or self.key) + suffix}}
        hub = self.workspace.hub
        as_bot(hub, self.workspace.channel("general"), text, [], thread_ts=None, metadata=metadata)


@pytest.fixture
def run():
    with Workspace() as workspace:
        yield Run(workspace)


def test_a_question_without_answer_is_lost(run):
    """Acknowledged and never answered."""
    assert [run.key] == run.ledger.lost


def test_a_question_taken_on_without_answer_is_lost(run):
    """Killed before it could acknowledge, but the store had it."""
    run.ledger.asked[run.key].deliveries[0].status = "failed"
    assert ([], [run.key]) == (run.ledger.lost, run.ledger.unreached)
    run.ledger.accepted = frozenset({run.key, "m:T1:C1:1.0"})
    assert ([run.key], []) == (run.ledger.lost, run.ledger.unreached)


def test_another_s_answer_does_not_help(run):
    """An answer counts for its own question only."""
    run.answer(key="m:T1:C1:1.0")
    assert [run.key] == run.ledger.lost


def test_an_answered_question_is_not_lost(run):
    """One answer, no duplicate."""
    run.answer()
    assert ([], 0, []) == (run.ledger.lost, run.ledger.duplicates, run.ledger.unexplained)


def test_a_second_answer_is_unexplained(run):
    """Twice the same job."""
    run.answer()
    run.answer()
    assert ([run.key], 1) == (run.ledger.unexplained, run.ledger.duplicates)


def test_a_copy_that_says_so_is_explained(run):
    """The rule for unknown outcomes; one that does not say so is not explained by it."""
    run.answer()
    run.answer("#1", "The connection broke while I answered, so this may be here twice. About half")
    assert ([], 1) == (run.ledger.unexplained, run.ledger.duplicates)
    run.answer("#2")
    assert 1 == len(run.ledger.unexplained)


def test_an_answer_sent_privately_counts(run):
    """Where the channel was closed."""
    run.answer("@dm")
    assert ([], 1) == (run.ledger.lost, run.ledger.privately)


def test_what_never_reached_the_bot_is_told_apart(run):
    """Slack gives up delivering after three retries."""
    act = run.ledger.asked[run.key]
    act.deliveries[0].status = "failed"
    assert ([], [run.key]) == (run.ledger.lost, run.ledger.unreached)
