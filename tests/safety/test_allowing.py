"""Tests of where and how often the bot answers, as conversations."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.messages.privacy import OTHER_CHANNEL, OTHER_WORKSPACE, TOO_OFTEN
from bot.middleware.allowing import TELL_AGAIN, Asked, Gate
from bot.settings import Settings
from bot.workspace import AppSettings
from tests.kit.oracles import assert_message
from tests.safety.test_throttling import after

DM = "did DM patients respond?"


def private(reply) -> str:
    """The one message of a reply, which only its asker sees."""
    assert_message(reply.text, reply.blocks)
    assert reply.message.visible_to or reply.message.channel.startswith("D")
    return reply.text


class TestOtherWorkspace:
    """The bot is on a list of workspaces, and this is none of them."""

    @pytest.fixture
    def settings(self, settings) -> Settings:
        return replace(settings, workspaces=frozenset({"T0OTHER"}))

    def test_a_reason_once_and_private(self, slack, services):
        """In a channel, in its threads, directly; nothing is read or remembered."""
        assert OTHER_WORKSPACE == private(slack.mention(DM))
        assert slack.mention(DM).silent
        assert slack.dm(DM).silent
        assert OTHER_WORKSPACE == private(slack.as_("Ben Attending").dm(DM))
        assert "subgroup" not in str(services.store.people.export(slack.workspace.hub.team_id, "Ada Fellow"))

    def test_commands_say_it_each_time(self, slack):
        """A command without an answer would look like a failure."""
        assert [OTHER_WORKSPACE] * 2 == [private(slack.command("/myositis", DM)) for _ in range(2)]

    def test_who_did_not_ask_hears_nothing(self, slack):
        """Talk among people is none of the bot's business."""
        assert slack.say(DM).silent


class TestChannels:
    """The bot is on a list of channels."""

    @pytest.fixture
    def settings(self, settings, workspace) -> Settings:
        return replace(settings, channels=frozenset({workspace.channel("general").id}))

    @pytest.fixture
    def elsewhere(self, workspace):
        return workspace.add_channel("elsewhere", ["Ada Fellow", "Ben Attending"], with_app=True)

    def test_channels_of_the_list_are_answered(self, slack):
        """And direct messages, whatever the list."""
        assert "About half" in slack.mention(DM).text
        assert "About half" in slack.dm(DM).text

    def test_others_get_a_reason_once(self, slack, elsewhere):
        """Each person once."""
        assert OTHER_CHANNEL == private(slack.mention(DM, channel="elsewhere"))
        assert slack.mention(DM, channel="elsewhere").silent
        assert OTHER_CHANNEL == private(slack.as_("Ben Attending").mention(DM, channel="elsewhere"))
        assert OTHER_CHANNEL == private(slack.command("/myositis", DM, channel="elsewhere"))
        assert "About half" in slack.mention(DM).text


class TestTooOften:
    """One person asks more than three times in a minute."""

    @pytest.fixture
    def settings(self, settings) -> Settings:
        return replace(settings, per_minute=3)

    def test_a_reason_once_and_private(self, slack):
        """The fourth is told, the fifth is not; somebody else is answered."""
        for _ in range(3):
            assert "About half" in slack.mention(DM).text
        assert TOO_OFTEN == private(slack.mention(DM))
        fifth = slack.mention(DM)
        assert (True, True) == (fifth.silent, fifth.acked)
        assert "About half" in slack.as_("Ben Attending").mention(DM).text
        assert TOO_OFTEN == private(slack.command("/myositis", DM))

    def test_twice_delivered_is_charged_once(self, slack, workspace):
        """What Slack sends again is no second question."""
        for _ in range(3):
            workspace.faults.deliver_twice("app_mention", same_event_id=False)
            assert "About half" in slack.mention(DM).text

    def test_presses_count_less(self, slack):
        """Following up by buttons is quick; only very many presses are refused, and told once, alone."""
        slack.command("/myositis", "abatacept")
        asked = slack.last.message
        button = slack.last.buttons[0]
        replies = [slack.click(button, on=asked) for _ in range(14)]
        told = [reply.text for reply in replies if not reply.silent and reply.text == TOO_OFTEN]
        assert [TOO_OFTEN] == told
        assert all(reply.acked for reply in replies)


class TestOverhearing:
    """With the history scopes, what is said in a thread of the bot's is read without a mention."""

    @pytest.fixture
    def app_settings(self) -> AppSettings:
        return AppSettings().with_history()

    @pytest.fixture
    def settings(self, settings) -> Settings:
        return replace(settings, per_minute=2)

    def test_talk_is_not_charged_and_never_told(self, slack):
        """Ten remarks cost nothing; a follow-up beyond the limit is left alone rather than refused."""
        first = slack.mention(DM)
        for _ in range(10):
            assert slack.say("see you at noon", thread=first.message).silent
        assert not slack.say("and PM?", thread=first.message).silent
        assert slack.say("was that significant?", thread=first.message).silent


def test_lists_are_said_again_after_a_while():
    """Whoever comes back later hears it again."""
    gate = Gate(Settings(workspaces=frozenset({"T2"})))
    tell = [
        gate.refuse(Asked("T1", "C1", "U1", str(seconds)), after(seconds)).tell
        for seconds in (0, 5, TELL_AGAIN.total_seconds() + 1)
    ]
    assert [True, False, True] == tell


@pytest.mark.parametrize(
    ("name", "written"),
    [("MYOSITIS_WORKSPACES", "general"), ("MYOSITIS_CHANNELS", "#general"), ("MYOSITIS_LOG", "LOUD")],
)
def test_a_wrong_setting_is_named(name, written, tmp_path):
    """Names in place of ids, and levels that Python has not, are refused at the start."""
    from bot.settings import SettingsError

    with pytest.raises(SettingsError, match=name):
        Settings.from_environment({name: written}, tmp_path / "none")


def test_what_is_set(tmp_path):
    """Lists may have spaces and commas; thirty a minute is what stands where nothing is written."""
    found = Settings.from_environment({"MYOSITIS_CHANNELS": "C1, C2 G3", "MYOSITIS_LOG": "debug"}, tmp_path / "none")
    assert (frozenset({"C1", "C2", "G3"}), frozenset(), 30, 10) == (
        found.channels,
        found.workspaces,
        found.per_minute,
        found.log_level,
    )
