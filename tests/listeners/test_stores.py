"""The same conversations on either database: what people notice is the same on both."""

from __future__ import annotations

import signal
import time
from dataclasses import replace

import pytest

from bot.store import Store
from knowledge.reader import open_or_compile
from tests.listeners.processes import bot_process, environment
from tests.store.conftest import address, postgres

__all__ = ["address", "postgres"]

DM = "did DM patients respond?"
HEADLINE = "About half improved on either arm"


@pytest.fixture(scope="module", autouse=True)
def compiled():
    """Production runs on a compiled fact base."""
    return open_or_compile()


@pytest.fixture
def settings(settings, address):
    """What the bot is told: where its store is."""
    return replace(settings, store=address)


def answers(workspace, channel="general"):
    return [message.text for message in workspace.messages(channel) if message.bot_id]


def test_a_mention_and_its_follow_up(slack):
    """The thread remembers what it was about."""
    reply = slack.mention(DM)
    assert HEADLINE in reply.text
    assert "PM" in slack.mention("and PM?", thread=reply.act.message).text


def test_a_press(slack):
    """A button of the answer is answered."""
    reply = slack.mention(DM)
    assert "Week 52" in slack.click("Week 52", on=reply.message).text


def test_a_message_that_comes_twice_is_answered_once(slack, workspace):
    """Slack delivers again; people see one answer."""
    workspace.faults.deliver_twice("app_mention")
    slack.mention(DM)
    assert 1 == len(answers(workspace))


def test_a_command_and_a_direct_message(slack):
    """Private answers too."""
    assert HEADLINE in slack.command("/myositis", DM).text
    assert HEADLINE in slack.dm(DM).text


def test_a_lost_answer_of_slack_in_a_direct_message(slack, workspace):
    """The bot looks whether its post arrived, and leaves it at one."""
    workspace.faults.drop(after_accepting=True)
    slack.dm(DM)
    assert 1 == len(answers(workspace, workspace.direct_channel("Ada Fellow")))


def test_killed_and_started_again(workspace, tmp_path, address):
    """What was under way when the bot was killed is answered by the next, at once."""
    told = environment(workspace, tmp_path, MYOSITIS_STORE=address)
    workspace.faults.drop("chat.postMessage", after_accepting=False)
    workspace.faults.latency(3.0)
    with bot_process(told, tmp_path) as process:
        workspace.wait_for_app(timeout=30)
        workspace.direct("Ada Fellow", DM)
        time.sleep(0.3)
        process.send_signal(signal.SIGKILL)
        process.wait(10)
    workspace.faults.latency(0.0)
    direct = workspace.direct_channel("Ada Fellow")
    with bot_process(told, tmp_path):
        assert workspace.feed.wait_until(lambda: len(answers(workspace, direct)) == 1, 25)
    assert "twice" not in answers(workspace, direct)[0]


def test_a_second_process_of_the_same_name_leaves_alone_what_is_under_way(workspace, tmp_path, address):
    """Each question is answered once, and the books say so, however slowly Slack takes the posts of the first."""
    told = environment(workspace, tmp_path, MYOSITIS_STORE=address)
    asked = 6
    with bot_process(told, tmp_path), bot_process(told, tmp_path) as second:
        # Whoever of the two came second, the posts of both are slow; then one more comes while they are under way.
        workspace.wait_for_app(timeout=30, connections=2)
        workspace.faults.latency(6.0)
        acts = [workspace.post("Ada Fellow", "general", f"@myositis {DM}", wait=False) for _ in range(asked)]
        assert all(act.wait(5) for act in acts)
        with bot_process(told, tmp_path) as third:
            workspace.wait_for_app(timeout=30, connections=3)
            time.sleep(1.2)  # it has looked for what is waiting
            store = Store.open(address)
            assert (0, asked) == (store.counts()["unknown"], store.counts()["waiting"])
            workspace.faults.latency(0.0)
            assert workspace.feed.wait_until(lambda: store.counts()["posted"] == asked, 20)
            counts = store.counts()
            store.close()
            third.send_signal(signal.SIGTERM)
            _, log = third.communicate(timeout=20)
        second.send_signal(signal.SIGTERM)
        second.communicate(timeout=20)
    assert (asked, 0, 0) == (counts["posted"], counts["unknown"], counts["copies"])
    assert asked == len(answers(workspace))
    assert "another process is test at this store; this one is test-3" in log
