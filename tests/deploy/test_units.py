"""The systemd units: systemd itself reads them without complaint, and counts them as well protected."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess

import pytest

UNITS = ("myositis-bot.service", "myositis-bot-backup.service", "myositis-bot-backup.timer")
COMMAND = "/opt/myositis-bot/bin/myositis-bot"
REQUIRED = "REQUIRE_SYSTEMD"


@pytest.fixture(scope="module")
def analyze():
    """Run systemd-analyze; where it is missing the test is skipped, or fails when the machine is meant to have it."""
    program = shutil.which("systemd-analyze")
    if program is None:
        message = "systemd-analyze is not on this machine"
        if os.environ.get(REQUIRED):
            pytest.fail(message)
        pytest.skip(f"{message} (set {REQUIRED}=1 to make this a failure)")

    def run(*arguments):
        return subprocess.run([program, *arguments], capture_output=True, text=True, check=False)

    return run


@pytest.fixture
def units(project, tmp_path):
    """The units, with a program that is on this machine in place of the bot's."""
    for name in UNITS:
        text = (project / "deploy" / name).read_text()
        (tmp_path / name).write_text(text.replace(COMMAND, "/bin/true"))
    return tmp_path


def values(text: str, name: str) -> list[str]:
    return re.findall(rf"^{name}=(.*)$", text, re.MULTILINE)


def test_systemd_reads_them(analyze, units):
    """No unknown directive, no value out of place."""
    done = analyze("verify", "--man=no", *(str(units / name) for name in UNITS))
    assert (0, "") == (done.returncode, done.stdout + done.stderr)


def test_a_mistake_would_be_found(analyze, units):
    """The reading is no formality."""
    file = units / UNITS[0]
    file.write_text(file.read_text().replace("WatchdogSec=60", "WatchdogSecs=60"))
    assert "WatchdogSecs" in analyze("verify", "--man=no", str(file)).stderr


@pytest.mark.parametrize("name", ["myositis-bot.service", "myositis-bot-backup.service"])
def test_they_are_shut_off(analyze, units, name):
    """Systemd's own measure of exposure stays below 2 of 10; an unprotected service has above 9."""
    done = analyze("security", "--offline=yes", "--threshold=20", "--no-pager", str(units / name))
    assert 0 == done.returncode, done.stdout


def test_the_bot_can_do_what_the_unit_expects(project):
    """Type, watchdog and patience fit what the program does."""
    from bot.pulse.beating import EVERY

    text = (project / "deploy/myositis-bot.service").read_text()
    assert (["notify"], ["on-failure"]) == (values(text, "Type"), values(text, "Restart"))
    assert int(values(text, "WatchdogSec")[0]) >= 3 * EVERY
    assert int(values(text, "TimeoutStopSec")[0]) > 20 + 3  # the dispatcher's patience and the SDK's


@pytest.mark.parametrize("name", ["myositis-bot.service", "myositis-bot-backup.service"])
def test_only_settings_that_exist(project, name):
    """A variable that nothing reads would be a promise not kept."""
    from bot.settings import Settings, settings_of

    known = {setting.name for setting in settings_of(Settings).values()}
    text = (project / "deploy" / name).read_text()
    told = {value.partition("=")[0] for value in values(text, "Environment")}
    assert {name for name in told if name.startswith(("MYOSITIS", "SLACK"))} <= known
    assert [] == [name for name in told if "TOKEN" in name]


def test_the_commands_exist(project):
    """Each line that starts the bot's program names a command it has."""
    from typer.main import get_command

    from bot.cli.commands import app

    commands = set(get_command(app).commands)  # type: ignore[attr-defined]
    started = [
        line.removeprefix(COMMAND).split()[0]
        for name in UNITS
        for line in values((project / "deploy" / name).read_text(), "ExecStart")
    ]
    assert ["run", "backup"] == started
    docker = (project / "deploy/Dockerfile").read_text()
    entry = json.loads(re.findall(r"^CMD (.*)$", docker, re.MULTILINE)[-1])
    health = json.loads(re.findall(r"CMD (\[.*health.*\])$", docker, re.MULTILINE)[0])
    assert {*started, entry[0], health[1]} <= commands


def test_commands_run_as_the_service_does(project, tmp_path):
    """The script hands on what it is given, with the user, the settings and the places of the unit."""
    stand_in = tmp_path / "systemd-run"
    stand_in.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n')
    stand_in.chmod(0o755)
    around = os.environ | {"PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}
    script = [project / "deploy/as-the-service", "restore", "a file.backup"]
    done = subprocess.run(script, env=around, capture_output=True, text=True, check=True)
    given = done.stdout.splitlines()
    assert [COMMAND, "restore", "a file.backup"] == given[-3:]
    unit = (project / "deploy/myositis-bot.service").read_text().splitlines()
    for argument in given[:-3]:
        name, _, value = argument.partition("=")
        if name == "--property":
            assert value in unit
        elif name == "--setenv":
            assert f"Environment={value}" in unit


def test_a_proxy_that_slack_is_reached_by_is_read(monkeypatch):
    """What the guide says of HTTPS_PROXY is what Slack's SDK does, for calls and for Socket Mode."""
    from slack_sdk import WebClient
    from slack_sdk.socket_mode import SocketModeClient

    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:3128")
    monkeypatch.setenv("NO_PROXY", "slack.com")
    client = WebClient("xoxb-local")
    assert "http://127.0.0.1:3128" == client.proxy
    connection = SocketModeClient("xapp-local", web_client=client)
    assert "http://127.0.0.1:3128" == connection.proxy
    connection.close()


def test_the_guide_names_what_there_is(project):
    """Each file, make target and command in the guide exists."""
    from typer.main import get_command

    from bot.cli.commands import app

    guide = (project / "deploy/INSTALL.md").read_text()
    makefile = (project / "Makefile").read_text()
    for name in set(re.findall(r"\bdeploy/([\w.-]+\w)", guide)) - {".env"}:
        assert (project / "deploy" / name).exists(), name
    for target in re.findall(r"(?:^|sudo |&& |`)make ([a-z-]+)", guide, re.MULTILINE):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
    commands = set(get_command(app).commands)  # type: ignore[attr-defined]
    named = re.findall(r"(?:/|`|bot )(?:myositis-bot|as-the-service) ([a-z]+)", guide)
    assert {"run", "doctor", "health", "backup", "restore"} <= set(named) <= commands
