"""``myositis-bot run``: on Slack, on a local workspace, and its end."""

from __future__ import annotations

import re
import signal
import time
from urllib.request import urlopen

import pytest

from bot.settings import Settings, SettingsError
from bot.workspace import Times, Workspace
from knowledge.reader import open_or_compile
from tests.listeners.processes import bot_process, environment

DM = "@myositis did DM patients respond?"


@pytest.fixture(scope="module", autouse=True)
def compiled():
    """Production runs on a compiled fact base."""
    return open_or_compile()


@pytest.fixture
def times() -> Times:
    """Retries soon, but after a restart."""
    return Times(retry_after=(0.5, 3.0, 6.0))


def answers(workspace: Workspace) -> list[str]:
    return [message.text for message in workspace.messages("general") if message.bot_id]


def test_on_slack(workspace, tmp_path):
    """With both tokens it connects by Socket Mode and answers; SIGTERM ends it well."""
    with bot_process(environment(workspace, tmp_path), tmp_path) as process:
        workspace.wait_for_app(timeout=30)
        workspace.post("Ada Fellow", "general", DM)
        assert workspace.feed.wait_until(lambda: len(answers(workspace)) == 1, 10)
        process.send_signal(signal.SIGTERM)
        _, log = process.communicate(timeout=20)
        assert 0 == process.returncode, log
        assert "stopping: finishing what was accepted" in log
        assert "Traceback" not in log


def test_sigterm_finishes_what_was_accepted(workspace, tmp_path):
    """Questions acknowledged before the signal are answered, though Slack is slow."""
    workspace.faults.latency(0.5)
    with bot_process(environment(workspace, tmp_path), tmp_path) as process:
        workspace.wait_for_app(timeout=30)
        acts = [workspace.post("Ada Fellow", "general", DM, wait=False) for _ in range(20)]
        assert all(act.wait(10) for act in acts)
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=20)
        assert 0 == process.returncode
    assert 20 == len(answers(workspace))


def test_what_was_killed_is_taken_up(workspace, tmp_path):
    """Killed while Slack was slow to take the post: at the next start the question is answered, and the rule kept."""
    told = environment(workspace, tmp_path)
    workspace.faults.drop("chat.postMessage", after_accepting=False)
    workspace.faults.latency(3.0)
    with bot_process(told, tmp_path) as process:
        workspace.wait_for_app(timeout=30)
        workspace.direct("Ada Fellow", "did DM patients respond?")
        time.sleep(0.3)
        process.send_signal(signal.SIGKILL)
        process.wait(10)
    workspace.faults.latency(0.0)
    direct = workspace.direct_channel("Ada Fellow")
    with bot_process(told, tmp_path):
        assert workspace.feed.wait_until(lambda: len(workspace.messages(direct)) == 2, 30)
    assert "twice" not in workspace.messages(direct)[1].text


def test_without_tokens_it_makes_its_own_workspace(tmp_path):
    """An address is printed, and the conversation there has been answered."""
    with bot_process(environment(None, tmp_path, MYOSITIS_PORT="0", BROWSER="true"), tmp_path) as process:
        line = process.stdout.readline()
        (address,) = re.findall(r"http://127\.0\.0\.1:\d+/", line)
        page = urlopen(address).read().decode()
        assert "5 replies" in page  # three questions, each with its answer
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=20)
        assert 0 == process.returncode


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"SLACK_APP_TOKEN": ""}, "SLACK_APP_TOKEN is missing"),
        ({"SLACK_BOT_TOKEN": ""}, "SLACK_BOT_TOKEN is missing"),
        ({"SLACK_BOT_TOKEN": "hunter2"}, "SLACK_BOT_TOKEN does not begin with xoxb-"),
        ({"SLACK_BOT_TOKEN": "xoxb-wrong"}, "Slack refuses SLACK_BOT_TOKEN (invalid_auth)"),
        ({"SLACK_APP_TOKEN": "xapp-wrong"}, "Slack refuses the Socket Mode connection"),
        ({"MYOSITIS_STORE": "mysql://here"}, "The store cannot be kept in mysql"),
        ({"MYOSITIS_CONNECTIONS": "many"}, "MYOSITIS_CONNECTIONS is 'many'; write a whole number from 1 to 10."),
        ({"MYOSITIS_FACTS_DB": "/nowhere/facts.db"}, "myositis-bot knowledge compile"),
    ],
)
def test_what_is_wrong_is_said(workspace, tmp_path, changes, says):
    """One sentence with what to do, no traceback, no secret."""
    with bot_process(environment(workspace, tmp_path) | changes, tmp_path) as process:
        _, log = process.communicate(timeout=30)
        assert 1 == process.returncode
        assert says in " ".join(log.split())
        assert ("Traceback" in log, "hunter2" in log) == (False, False)


class TestSettings:
    """Where settings come from."""

    def test_a_file_and_the_environment(self, tmp_path):
        """The environment wins over the file; what is in neither has a default."""
        file = tmp_path / ".env"
        file.write_text("SLACK_BOT_TOKEN=xoxb-file\nSLACK_APP_TOKEN=xapp-file\nMYOSITIS_MEMORY_DAYS=3\n")
        told = Settings.from_environment({"SLACK_BOT_TOKEN": "xoxb-shell", "HOME": "/var/ada"}, file)
        assert ("xoxb-shell", "xapp-file", 3) == (told.bot_token, told.app_token, told.memory.days)
        assert "sqlite:////var/ada/.local/share/myositis-bot/bot.db" == told.store

    def test_nothing_at_all(self, tmp_path):
        """Without any setting there are no tokens."""
        told = Settings.from_environment({"HOME": "/var/ada"}, tmp_path / ".env")
        assert ("", "", 2) == (told.bot_token, told.app_token, told.connections)

    @pytest.mark.parametrize("days", ["-1", "366", "two", "1.5", "²"])
    def test_a_wrong_number(self, tmp_path, days):
        """It is named, with what to write."""
        with pytest.raises(SettingsError, match=r"MYOSITIS_MEMORY_DAYS is .* from 0 to 365"):
            Settings.from_environment({"MYOSITIS_MEMORY_DAYS": days}, tmp_path / ".env")
