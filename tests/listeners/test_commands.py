"""The slash command: its answer is in the acknowledgement, seen by one person, and can be shared."""

from __future__ import annotations

import pytest

from tests.kit.oracles import assert_message

CARDS = {
    "": "Trials I can answer about",
    "help": "Ask me about the trial",
    "abatacept": "Primary end point",
    "sources": "What was read for",
    "abatacept sources": "What was read for",
    "glossary": "Terms I can explain",
    "glossary nosuchterm": "That term is not in the glossary",
    "fact primary-result": "fact primary-result",
    "fact nosuchfact": "No fact of that name",
    "did DM patients respond?": "About half",
    "abatacept did DM patients respond?": "About half",
    "did it work in <DM> & PM?": "facts 2026",
    "what is the weather": "nothing in the fact base",
    "MRN 00482917, did she respond?": "Please remove the patient details",
    "<!channel> did DM patients respond?": "About half",
}


@pytest.mark.parametrize(("typed", "shown"), CARDS.items())
def test_what_can_be_typed(slack, typed, shown):
    """Each way of asking has its answer; only the asker sees it, and all four judges find it good."""
    reply = slack.command("/myositis", typed)
    assert shown.casefold() in reply.text.casefold()
    assert [slack.workspace.person("Ada Fellow").id] == [message.visible_to for message in reply.messages]
    assert_message(reply.text, reply.blocks)


AROUND = ["{}.", "{}!", "{}?", "“{}”", '"{}"', "‘{}’", "*{}*", "`{}`", "({})", "{} ."]
WORDS = [
    "help",
    "sources",
    "abatacept sources",
    "glossary",
    "glossary TIS",
    "fact subgroup-dm",
    "privacy",
    "quiz export",
]


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize("words", WORDS)
def test_what_stands_around_a_command_does_not_change_it(slack, words, around):
    """Quotes, stops and signs of formatting are how people write, and no part of a name."""
    assert slack.command("/myositis", words).text == slack.command("/myositis", around.format(words)).text


def test_a_term_is_explained(slack):
    """By name or alias, in any case."""
    assert "IMACS" in slack.command("/myositis", "glossary imacs doi").text


def test_the_answer_travels_in_the_ack(slack, workspace):
    """No call of the Web API, so none can be lost."""
    slack.mention("hello")  # the first event asks who the bot is
    workspace.faults.drop("*", times=50)
    reply = slack.command("/myositis", "did DM patients respond?")
    assert "About half" in reply.act.deliveries[0].ack_payload["text"]
    workspace.faults.clear()


def test_it_works_where_the_bot_is_no_member(slack, workspace):
    """The command and its Share need no invitation."""
    workspace.add_channel("elsewhere", ["Ada Fellow", "Ben Attending"], with_app=False)
    slack.command("/myositis", "did DM patients respond?", channel="elsewhere")
    shared = slack.choose("more", "share")
    assert "About half" in shared.text
    assert None is shared.message.visible_to


def test_delivered_twice_it_says_the_same_twice(slack, workspace, services):
    """Whichever acknowledgement Slack takes, the answer is in it; what had no answer is counted once."""
    workspace.faults.deliver_twice("slash_commands")
    reply = slack.command("/myositis", "did rituximab work?")
    assert 1 == len({message.text for message in reply.messages})
    assert {1} == {topic.total for topic in services.store.inbox.topics()}


def test_it_is_answered_without_the_store(slack, monkeypatch):
    """A store that fails must not withhold an answer that needs none."""
    from bot.store import Store, StoreError

    def failing(*_args):
        raise StoreError("disk full")

    monkeypatch.setattr(Store, "claim", failing)
    assert "About half" in slack.command("/myositis", "did DM patients respond?").text


def test_a_failure_gets_an_apology(slack, services, monkeypatch, caplog):
    """Never silence, never the exception's text."""

    def fail(*_args, **_kwargs):
        raise ValueError("cannot read zebrafinch")

    monkeypatch.setattr(services.answerer, "read", fail)
    reply = slack.command("/myositis", "zebrafinch?")
    assert "reference" in reply.text
    assert (False, False) == ("zebrafinch" in reply.text, "zebrafinch" in caplog.text)


class TestShare:
    """Share shows a private answer to everybody, and says who did."""

    @pytest.fixture
    def shared(self, slack):
        slack.command("/myositis", "did DM patients respond?")
        return slack.choose("more", "share")

    def test_everybody_sees_it(self, slack, shared):
        """The whole answer, with who shared it, and no Share on it."""
        ada = slack.workspace.person("Ada Fellow").id
        assert f"Shared by <@{ada}>" in shared.text
        assert "About half" in shared.text
        assert None is shared.message.visible_to
        assert "share" not in str(shared.blocks[-1]).casefold()
        assert_message(shared.text, shared.blocks)

    def test_once(self, slack, workspace):
        """Pressing it again shows it to nobody again, and says so; a press delivered twice says nothing."""
        asked = slack.command("/myositis", "did DM patients respond?").message
        workspace.faults.deliver_twice("block_actions")
        assert 1 == len(slack.choose("more", "share", on=asked).messages)
        again = slack.choose("more", "share", on=asked)
        assert ([], "You have shared that here already.") == (again.posted, again.text)

    def test_no_second_try_after_a_lost_connection(self, slack, workspace, pace):
        """The outcome is unknown: the copy says that it may be one."""
        slack.command("/myositis", "did DM patients respond?")
        workspace.faults.drop("response_url", after_accepting=True)
        shared = slack.choose("more", "share")
        assert [False, True] == ["twice" in message.text for message in shared.messages]

    def test_too_late(self, slack, workspace):
        """After half an hour Slack refuses, and the person is told directly."""
        asked = slack.command("/myositis", "did DM patients respond?").message
        workspace.faults.refuse("expired_url", "response_url")
        reply = slack.choose("more", "share", on=asked)
        assert "too late" in reply.text
        assert workspace.direct_channel("Ada Fellow").id == reply.message.channel
        assert "Shared by" in slack.choose("more", "share", on=asked).text  # what failed may be tried again

    def test_in_a_direct_message(self, slack):
        """There nobody else would see it; how to share is told instead."""
        slack.dm("did DM patients respond?")
        assert "ask there with the command" in slack.choose("more", "share").text


def test_one_that_slack_did_not_hear_is_answered_again(slack, workspace):
    """The first acknowledgement got lost: the same command comes again, and so does its answer."""
    first = slack.command("/myositis", "did DM patients respond?")
    delivery = first.act.deliveries[0]
    again = workspace.hub.command(delivery.payload)
    slack.running.settle()
    assert first.text == again.ack_payload["text"]


@pytest.mark.parametrize("words", ["fact", "fact a", "fact a b"])
def test_a_fact_without_its_name(slack, words):
    """Says how facts are named instead of guessing at a question."""
    assert any(said in slack.command("/myositis", words).text for said in ("Which fact?", "Near it:"))


def test_a_fact_of_an_unknown_name_tells_where_names_are_found(slack):
    """The names near it, and where an answer shows those of its own facts."""
    said = slack.command("/myositis", "fact a").text
    assert ["Near it:" in said, "Details and sources of an answer name the facts" in said] == [True, True]


@pytest.mark.parametrize(("words", "card"), [("privacy please", "privacy"), ("help me", "help")])
def test_a_card_asked_for_with_a_word_too_many(slack, words, card):
    """It is the card that comes, not the reading of a question."""
    assert slack.command("/myositis", card).text == slack.command("/myositis", words).text


def test_a_cry_for_help_about_a_patient_is_read(slack):
    """More words behind it are a question, and advice is refused as ever."""
    assert "can't advise on a patient" in slack.command("/myositis", "help me treat my patient with abatacept").text
