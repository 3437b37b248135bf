"""Thumbs, what is sent to the curators, and what is stored of it: only what the person was shown and agreed to."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from bot.messages import feedback as words
from bot.middleware.addressing import Question
from bot.middleware.intake import take_in
from bot.services import Services
from tests.kit.oracles import assert_message, assert_view

DM = "did DM patients respond?"
UNKNOWN = "how many patients on abatacept had zebrafinch keratitis on biopsy?"
JAK = "is tofacitinib better, zebrafinch?"
PATIENT = "my patient John Smith, MRN 00482917, got worse"


def kept(settings) -> bytes:
    """Return every byte of the store."""
    path = Path(re.sub("^sqlite:///", "", settings.store))
    return b"".join(path.with_name(path.name + end).read_bytes() for end in ("", "-wal"))


def votes(services):
    """Return what was voted on."""
    return [(vote.answer, vote.up, vote.down) for vote in services.store.inbox.votes()]


def carried(reply) -> dict:
    """Return what the button to the curators carries."""
    (value,) = [
        element["value"]
        for block in reply.blocks
        for element in block.get("elements", [])
        if element.get("action_id") == "tell-curators"
    ]
    assert len(value) <= 2000
    return json.loads(value)


class TestThumbs:
    """The native buttons below answers."""

    def test_a_thumbs_up_is_counted_without_the_person(self, slack, services):
        """The answer is counted, and the person is thanked privately."""
        first = slack.mention(DM)
        reply = slack.feedback("positive")
        assert [("subgroup-dm", 1, 0)] == votes(services)
        assert (words.COUNTED, []) == (reply.text, reply.posted)
        assert_message(reply.text, reply.blocks)
        assert_message(first.text, first.blocks)

    def test_a_double_tap_counts_once(self, slack, services, workspace):
        """The second tap is told so; a delivery that comes twice is not even told."""
        first = slack.mention(DM)
        slack.feedback("positive", on=first.message)
        assert words.ALREADY_COUNTED == slack.feedback("positive", on=first.message).text
        workspace.faults.deliver_twice("block_actions")
        assert words.COUNTED == slack.as_("Ben Attending").feedback("positive", on=first.message).text
        assert [("subgroup-dm", 2, 0)] == votes(services)

    def test_a_thumbs_down_opens_a_form_with_one_field_that_may_stay_empty(self, slack, services):
        """The form says what is stored before anything is; the vote is counted already."""
        slack.mention(DM)
        view = slack.feedback("negative").view.body
        assert_view(view)
        (field,) = [block for block in view["blocks"] if block["type"] == "input"]
        assert (True, "initial_value" in field["element"]) == (field["optional"], False)
        assert words.WRONG_STORED in str(view["blocks"])
        assert [("subgroup-dm", 0, 1)] == votes(services)
        assert [] == services.store.inbox.items()

    def test_what_is_written_there_is_stored_with_what_it_is_about(self, slack, services):
        """A curator finds the answer and its version; the person is thanked."""
        slack.mention(DM)
        slack.feedback("negative")
        reply = slack.submit({"words": "the interval looks wrong"})
        (item,) = services.store.inbox.items()
        assert ("answer", "the interval looks wrong", ["subgroup-dm"], services.answerer.base.version) == (
            item.kind,
            item.words,
            item.about["answers"],
            item.about["version"],
        )
        assert_view(reply.view.body)
        assert words.SENT in str(reply.view.body)

    def test_an_empty_form_stores_nothing_more(self, slack, services):
        """The vote was counted; there is nothing to read."""
        slack.mention(DM)
        slack.feedback("negative")
        assert words.SENT_NOTHING in str(slack.submit({}).view.body)
        assert [] == services.store.inbox.items(resolved=None)

    def test_on_a_private_answer(self, slack, services):
        """A command's answer takes feedback as well."""
        slack.command("/myositis", DM)
        slack.feedback("positive")
        assert [("subgroup-dm", 1, 0)] == votes(services)

    def test_in_plain_form_for_clients_that_do_not_know_the_native_buttons(self, slack, services, workspace):
        """Where Slack refuses the blocks, ordinary buttons do the same."""
        workspace.faults.refuse("invalid_blocks", "chat.postMessage", times=1)
        first = slack.mention(DM)
        assert {words.HELPFUL, words.NOT_HELPFUL} <= set(first.buttons)
        assert_message(first.text, first.blocks)
        slack.click(words.HELPFUL, on=first.message)
        assert words.WRONG_STORED in str(slack.click(words.NOT_HELPFUL, on=first.message).view.body)
        assert [("subgroup-dm", 1, 1)] == votes(services)

    def test_a_vote_of_another_version_gets_a_reason(self, slack, services):
        """What the button carries cannot be read."""
        first = slack.mention(DM)
        first.blocks[-1]["elements"][0]["positive_button"]["value"] = "??"
        assert "earlier version" in slack.feedback("positive", on=first.message).text
        assert [] == votes(services)


class TestTellTheCurators:
    """The button on what the facts do not answer."""

    @pytest.mark.parametrize("question", [UNKNOWN, JAK])
    def test_the_question_travels_in_the_button_and_is_stored_on_consent_only(
        self, slack, services, settings, question
    ):
        """Nothing is in the store until the form is sent; then exactly what the form showed."""
        first = slack.mention(question)
        assert_message(first.text, first.blocks)
        view = slack.click(words.TELL).view.body
        assert_view(view)
        (field,) = [block for block in view["blocks"] if block["type"] == "input"]
        assert question == field["element"]["initial_value"]
        assert words.TELL_STORED in str(view["blocks"])
        assert b"zebrafinch" not in kept(settings)
        slack.submit({})
        (item,) = services.store.inbox.items()
        assert ("question", question) == (item.kind, item.words)
        assert item.about["topics"] == carried(first)["n"]

    def test_closing_the_form_stores_nothing(self, slack, services, settings):
        """No consent, no words."""
        slack.mention(UNKNOWN)
        view = slack.click(words.TELL).view
        slack.workspace.close("Ada Fellow", view)
        slack.running.settle()
        assert [] == services.store.inbox.items(resolved=None)
        assert b"zebrafinch" not in kept(settings)

    def test_the_person_may_change_the_words_first(self, slack, services):
        """Stored is what stands in the box when it is sent."""
        slack.mention(JAK)
        slack.click(words.TELL)
        slack.submit({"words": "JAK inhibitors against abatacept"})
        assert ["JAK inhibitors against abatacept"] == [item.words for item in services.store.inbox.items()]

    def test_after_a_restart_the_button_has_no_words_and_the_form_asks_for_them(self, slack, services):
        """The words were in memory only, between taking the question in and posting the answer."""
        services.dispatcher.wording.keep = lambda *_: None  # the process that knew them is gone
        first = slack.mention(UNKNOWN)
        assert "w" not in carried(first)
        view = slack.click(words.TELL).view.body
        (field,) = [block for block in view["blocks"] if block["type"] == "input"]
        assert "initial_value" not in field["element"]
        assert words.TELL_ABOVE_EMPTY in str(view["blocks"])
        slack.submit({"words": "keratitis?"})
        assert ["keratitis?"] == [item.words for item in services.store.inbox.items()]

    def test_another_process_posts_the_answer_without_the_words(self, slack, services, settings):
        """What one process took in before it ended, the next one answers from the store, which holds no words."""
        asked = slack.say("nothing to anybody").act.message
        ended = Services.of(settings, services.answerer)
        question = Question(
            slack.workspace.hub.team_id, asked.channel, asked.ts, asked.ts, asked.user, f"<@U1> {UNKNOWN}"
        )
        assert take_in(question, ended)
        ended.store.close()
        assert b"zebrafinch" not in kept(settings)
        assert slack.workspace.feed.wait_until(lambda: len(slack.workspace.messages("general")) > 1, 5)
        slack.running.settle()
        answer = slack.workspace.messages("general")[-1]
        assert "zebrafinch" not in json.dumps(answer.blocks)
        view = slack.click(words.TELL, on=answer).view.body
        assert words.TELL_ABOVE_EMPTY in str(view["blocks"])

    def test_words_are_forgotten_when_the_answer_is_posted(self, slack, services):
        """Memory holds them no longer than it must."""
        slack.mention(UNKNOWN)
        assert {} == services.dispatcher.wording._kept

    def test_words_wait_with_an_answer_that_waits(self, slack, services, workspace):
        """A post that Slack refuses for a moment still carries them."""
        workspace.faults.rate_limit(retry_after=0, times=2)
        assert UNKNOWN == carried(slack.mention(UNKNOWN))["w"]

    def test_another_person_does_not_send_somebody_s_words(self, slack):
        """Ben presses it on Ada's question: the box is empty, and what he sends is his."""
        first = slack.mention(UNKNOWN)
        view = slack.as_("Ben Attending").click(words.TELL, on=first.message).view.body
        assert "zebrafinch" not in str(view)

    def test_on_a_command(self, slack, services):
        """Only the asker sees that answer, and its button carries the question too."""
        first = slack.command("/myositis", JAK)
        assert JAK == carried(first)["w"]
        slack.click(words.TELL)
        slack.submit({})
        assert [JAK] == [item.words for item in services.store.inbox.items()]

    def test_a_long_question_is_cut_to_what_fits(self, slack):
        """Also where quotes and line breaks take more room in the button than they show."""
        for filler in ("wibble ", 'x"\n', "\u00e9\u2028\t"):
            reply = slack.dm("what about zebrafinch keratitis on biopsy? " + filler * 2000)
            if "Tell the curators" in reply.buttons:
                assert carried(reply)["w"].endswith("…")

    def test_no_button_where_a_patient_is_named_or_everything_is_answered(self, slack):
        """Nothing of such a message goes anywhere."""
        assert words.TELL not in slack.dm(PATIENT).buttons
        assert words.TELL not in slack.dm(DM).buttons

    def test_patient_details_are_refused_in_both_forms(self, slack, services, settings):
        """The person is told at the field, and nothing is stored; without them it is."""
        slack.mention(UNKNOWN)
        slack.click(words.TELL)
        assert "identifies a patient" in slack.submit({"words": PATIENT}).form_errors["words"]
        slack.mention(DM)
        slack.feedback("negative")
        assert "identifies a patient" in slack.submit({"words": PATIENT}).form_errors["words"]
        assert [] == services.store.inbox.items(resolved=None)
        assert b"00482917" not in kept(settings)
        slack.submit({"words": "got worse"})
        assert ["got worse"] == [item.words for item in services.store.inbox.items()]

    def test_a_form_delivered_twice_is_stored_once(self, slack, services, workspace):
        """One sending, one item."""
        slack.mention(UNKNOWN)
        slack.click(words.TELL)
        workspace.faults.deliver_twice("view_submission")
        slack.submit({})
        assert 1 == len(services.store.inbox.items())

    def test_a_button_delivered_twice_opens_one_form(self, slack, workspace):
        """A double tap as well as a second delivery."""
        slack.mention(UNKNOWN)
        workspace.faults.deliver_twice("block_actions")
        assert "curators-form" == slack.click(words.TELL).view.body["callback_id"]

    def test_when_it_cannot_be_stored_the_form_says_so(self, slack, services, monkeypatch):
        """Nothing is lost: the words are still in the box."""
        from bot.store import StoreError

        slack.mention(UNKNOWN)
        slack.click(words.TELL)

        def fail(*_args, **_more):
            raise StoreError("disk full")

        monkeypatch.setattr(type(services.store.inbox), "add", fail)
        assert words.NOT_STORED == slack.submit({}).form_errors["words"]

    def test_unanswered_topics_are_counted_by_id(self, slack, services):
        """In channels, direct messages and commands alike; answers count nothing."""
        slack.mention(JAK)
        slack.dm("and quality of life?")
        slack.command("/myositis", "tofacitinib")
        slack.mention(DM)
        found = {topic.topic: topic.total for topic in services.store.inbox.topics()}
        assert (2, 1) == (found["drug/jak"], found["topic/quality-of-life"])


class TestCuratorsChannel:
    """The note that there is something to read."""

    @pytest.fixture
    def settings(self, settings, workspace):
        from dataclasses import replace

        workspace.add_channel("curators", {"Ben Attending"}, with_app=True)
        return replace(settings, curators=workspace.channel("curators").id)

    def test_it_names_the_item_and_none_of_the_words(self, slack, services):
        """The words stay where the person can delete them."""
        slack.mention(UNKNOWN)
        slack.click(words.TELL)
        reply = slack.submit({})
        (item,) = services.store.inbox.items()
        assert slack.workspace.channel("curators").id == reply.message.channel
        assert f"item {item.id} of the inbox" in reply.text
        assert f"myositis-bot inbox show {item.id}" in reply.text
        assert "zebrafinch" not in reply.text + str(reply.blocks)
        assert_message(reply.text, reply.blocks)

    def test_where_the_bot_may_not_post_the_item_is_there_all_the_same(self, slack, services, workspace, caplog):
        """Curators find it by the command; the log says that the note did not arrive."""
        slack.mention(UNKNOWN)
        slack.click(words.TELL)
        workspace.faults.refuse("not_in_channel", "chat.postMessage", times=1)
        assert [] == slack.submit({}).posted
        assert 1 == len(services.store.inbox.items())
        assert "given up (not_in_channel)" in caplog.text

    def test_it_comes_once(self, slack, workspace):
        """Also when the form is delivered twice."""
        slack.mention(DM)
        slack.feedback("negative")
        workspace.faults.deliver_twice("view_submission")
        assert "an answer is wrong" in slack.submit({"words": "no interval"}).text
