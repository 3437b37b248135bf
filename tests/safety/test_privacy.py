"""Tests of what people can see and delete about themselves, and of what goes when the bot does."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.messages import privacy as words
from bot.store import StoreError
from bot.store.schema import metadata
from tests.kit.oracles import assert_message, assert_view
from tests.safety import surfaces

DM = "did DM patients respond?"


@pytest.fixture
def held(services, workspace):
    """How many rows there are about a person, by table."""

    def counts(person: str = "Ada Fellow") -> dict[str, int]:
        found = services.store.people.counts(workspace.hub.team_id, workspace.person(person).id)
        return {name: number for name, number in found.items() if number}

    return counts


def used(slack):
    """Ada asks in a channel, directly, by command and by button."""
    slack.mention(DM)
    slack.dm(DM)
    slack.dm("and PM?")
    slack.command("/myositis", "abatacept")
    slack.click(slack.last.buttons[0])


def test_the_card(slack):
    """What, how much and how long, seen by one person; it says that nothing typed is kept."""
    used(slack)
    reply = slack.command("/myositis", " Privacy ")
    assert slack.workspace.person("Ada Fellow").id == reply.message.visible_to
    assert_message(reply.text, reply.blocks)
    assert "neither stored nor logged" in reply.text
    assert "Answers given or owed to you" in reply.text
    assert "14 days" in reply.text
    assert [words.EXPORT_BUTTON, words.DELETE_BUTTON] == reply.buttons


def test_everything_can_be_seen(slack):
    """Row by row, with the facts an answer was made from, and nobody else's."""
    used(slack)
    slack.as_("Ben Attending").mention("was it safe?")
    slack.command("/myositis", "privacy")
    view = slack.click(words.EXPORT_BUTTON).view
    assert_view(view.body)
    shown = str(view.blocks)
    assert "subgroup-dm" in shown
    assert "safety" not in shown
    assert "/response/" not in shown
    assert "http" not in shown


def test_everything_can_be_deleted(slack, held, workspace):
    """Hers goes, his stays, and she is told alone; then nothing is left to see."""
    used(slack)
    slack.as_("Ben Attending").mention("was it safe?")
    slack.as_("Ben Attending").dm(DM)
    his = held("Ben Attending")
    assert {"outbox", "claims", "memories"} <= held().keys()
    slack.command("/myositis", "privacy")
    reply = slack.click(words.DELETE_BUTTON)
    assert "Everything stored about you is deleted." == reply.text
    assert workspace.person("Ada Fellow").id == reply.message.visible_to
    assert ({}, his) == (held(), held("Ben Attending"))
    slack.command("/myositis", "privacy")
    assert words.NOTHING_STORED == slack.click(words.DELETE_BUTTON).text


def test_after_every_surface_nothing_of_a_person_is_left(slack, services, workspace):
    """Questions, buttons, forms sent with consent, quizzes: after one press neither id nor direct channel is in any row."""
    for way in surfaces.ALL:
        way(slack, DM)
    slack.mention(DM)
    view = slack.feedback("negative").view
    (block,) = [block for block in view.blocks if block["type"] == "input"]
    slack.submit({block["block_id"]: "the wording is unclear"}, view)
    person, direct = workspace.person("Ada Fellow").id, workspace.direct_channel("Ada Fellow").id
    before = self_and_place(services, person, direct)
    assert {"outbox", "claims", "memories", "inbox", "learning_reviews", "shown"} <= before
    slack.command("/myositis", "privacy", channel=slack.direct)
    slack.click(words.DELETE_BUTTON)
    assert set() == self_and_place(services, person, direct)


def self_and_place(services, person: str, direct: str) -> set[str]:
    """The tables in which a person's id or the channel of their direct conversation stands anywhere."""
    with services.store._database.read() as connection:
        rows = {table.name: str(connection.execute(select(table)).all()) for table in metadata.sorted_tables}
    return {name for name, text in rows.items() if person in text or direct in text}


def test_deleting_asks_first(slack):
    """One press too many is not the end of a quiz's progress."""
    reply = slack.command("/myositis", "privacy")
    (button,) = [e for block in reply.blocks for e in block.get("elements", []) if e.get("style") == "danger"]
    assert words.DELETE_QUESTION == button["confirm"]["title"]["text"]


def test_a_direct_conversation_starts_anew_after_deleting(slack):
    """What it was about is gone with the rest."""
    slack.dm(DM)
    slack.command("/myositis", "privacy")
    slack.click(words.DELETE_BUTTON)
    assert "Where that comes from" not in slack.dm("source?").text


def test_without_the_store(slack, monkeypatch):
    """Nobody is told that nothing is stored when it only cannot be read."""

    def failing(*_args):
        raise StoreError("disk full")

    slack.mention(DM)
    reply = slack.command("/myositis", "privacy")
    monkeypatch.setattr("bot.store.people.People.delete", failing)
    monkeypatch.setattr("bot.store.people.People.export", failing)
    assert words.NOT_NOW == slack.click(words.DELETE_BUTTON, on=reply.message).text
    assert words.NOT_NOW == slack.click(words.EXPORT_BUTTON, on=reply.message).text
    assert words.NOT_NOW == slack.command("/myositis", "privacy").text


class TestLeaving:
    """The workspace removes the bot."""

    def rows(self, services, team):
        from sqlalchemy import func, select

        from bot.store.schema import metadata

        with services.store._database.read() as connection:
            return sum(
                connection.execute(select(func.count()).select_from(table).where(table.c.team == team)).scalar_one()
                for table in metadata.sorted_tables
                if "team" in table.c
            )

    def test_everything_about_it_is_deleted(self, slack, workspace, services):
        """Every row of every table that names the workspace."""
        used(slack)
        assert self.rows(services, workspace.hub.team_id) > 0
        workspace.uninstall()
        slack.running.settle()
        assert 0 == self.rows(services, workspace.hub.team_id)

    @pytest.mark.parametrize(
        ("tokens", "stays"),
        [
            ({"oauth": ["U0ADA"], "bot": []}, True),
            ({"oauth": [], "bot": ["U0OTHER"]}, True),
            ({"oauth": [], "bot": ["us"]}, False),
            ({"bot": "us"}, True),
            ({}, True),
        ],
    )
    @pytest.mark.parametrize("named", [True, False], ids=["event says who we are", "asking Slack"])
    def test_only_our_own_token_counts(  # noqa: PLR0917 - the cases are two of them
        self, slack, workspace, services, tokens, stays, named
    ):
        """Tokens of persons and of other bots may go while the bot stays."""
        used(slack)
        us = workspace.hub.bot.id
        listed = {kind: [us if each == "us" else each for each in ids] for kind, ids in tokens.items()}
        body = {
            "type": "event_callback",
            "team_id": workspace.hub.team_id,
            "event": {"type": "tokens_revoked", "tokens": listed},
            "authorizations": [{"team_id": workspace.hub.team_id, "user_id": us, "is_bot": True}] if named else [],
        }
        self.deliver(slack, body)
        assert stays is (self.rows(services, workspace.hub.team_id) > 0)

    def test_a_dead_token_is_ours(self, slack, workspace, services):
        """When Slack no longer knows our token, the revoked one was ours."""
        used(slack)
        workspace.hub.revoked.add(workspace.hub.bot_token)
        event = {"type": "tokens_revoked", "tokens": {"bot": ["U0WHO"]}}
        self.deliver(slack, {"type": "event_callback", "team_id": workspace.hub.team_id, "event": event})
        assert 0 == self.rows(services, workspace.hub.team_id)

    def test_when_slack_cannot_be_asked_nothing_is_deleted(self, slack, workspace, services, caplog):
        """The log says what to do."""
        used(slack)
        workspace.faults.drop("auth.test", times=5)
        event = {"type": "tokens_revoked", "tokens": {"bot": ["U0WHO"]}}
        self.deliver(slack, {"type": "event_callback", "team_id": workspace.hub.team_id, "event": event})
        assert self.rows(services, workspace.hub.team_id) > 0
        assert "Slack does not say whose" in caplog.text
        workspace.faults.clear()

    def deliver(self, slack, body):
        """Deliver an event as Socket Mode would."""
        from slack_bolt import BoltRequest

        assert 200 == slack.running.bot.app.dispatch(BoltRequest(mode="socket_mode", body=body)).status
        slack.running.settle()
