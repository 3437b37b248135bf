"""``myositis-bot doctor``: it finds what keeps the bot from running, says where to mend it, and shows no secret."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import yaml

from bot.doctor import Level, examine
from bot.doctor.finding import Finding
from bot.doctor.manifest import EVENTS, OPTIONAL, OPTIONAL_EVENTS, SCOPES
from bot.store import Store
from bot.workspace import AppSettings
from bot.workspace.settings import MINIMUM_SCOPES
from knowledge.fingerprint import PACKAGE
from knowledge.reader import open_or_compile
from tests.kit.fixtures import app_settings, times, workspace

__all__ = ["app_settings", "times", "workspace"]

OF_SLACK = ("bot token", "app token", "scopes", "events", "clock", "workspaces")
NOT_HERE = "http://127.0.0.1:9/api/"  # the discard port: nothing listens


@pytest.fixture(scope="module", autouse=True)
def compiled():
    """The compiled fact base, as production has it."""
    return open_or_compile()


@pytest.fixture
def given(workspace, tmp_path):
    """A well set up bot's environment."""
    return surroundings(workspace, tmp_path)


def surroundings(workspace, folder):
    Store.open(f"sqlite:///{folder}/bot.db").close()
    return {
        "SLACK_BOT_TOKEN": workspace.bot_token,
        "SLACK_APP_TOKEN": workspace.app_token,
        "SLACK_API_URL": workspace.api_url,
        "MYOSITIS_STORE": f"sqlite:///{folder}/bot.db",
        "HOME": str(folder),
    }


@pytest.fixture
def look(given, tmp_path):
    """Examine, with changes to the environment; None takes a variable away."""

    def examined(about: str | None = None, *, clock=lambda: datetime.now(UTC), root=None, **changes) -> list[Finding]:
        told = {name: value for name, value in (given | changes).items() if value is not None}
        only = "slack" if about in OF_SLACK else about
        found = list(examine(told, tmp_path / ".env", clock=clock, root=root, only=only))
        text = "\n".join(f"{one.says} {one.remedy}" for one in found)
        for secret in [told.get("SLACK_BOT_TOKEN", ""), told.get("SLACK_APP_TOKEN", ""), "hunter2"]:
            assert not secret.strip() or secret not in text
        return [one for one in found if about in (None, "slack", one.about)]

    return examined


def said(findings: list[Finding], level: Level) -> str:
    """What is said at one level, remedies included."""
    return "\n".join(f"{one.says} -> {one.remedy}" for one in findings if one.level is level)


def test_a_bot_that_can_run(look):
    """Nothing to mend; the team, the bot's name and the version of the facts are named."""
    found = look()
    assert "" == said(found, Level.FAIL)
    told = said(found, Level.OK)
    for word in ("@myositis in Local workspace", "by Socket Mode", "at migration", "2026.11-", "to a few seconds"):
        assert word in told


class TestTokens:
    """Wrong, swapped, revoked or missing."""

    def test_none(self, look):
        """Both are named, each with where to get it."""
        told = said(look("settings", SLACK_BOT_TOKEN=None, SLACK_APP_TOKEN=" "), Level.FAIL)
        for word in ("SLACK_BOT_TOKEN is not set", "SLACK_APP_TOKEN is not set", "OAuth & Permissions", "xapp-"):
            assert word in told

    def test_swapped(self, look, given):
        """One sentence says so, and neither is shown."""
        bot, app = given["SLACK_BOT_TOKEN"], given["SLACK_APP_TOKEN"]
        found = look("settings", SLACK_BOT_TOKEN=app, SLACK_APP_TOKEN=bot)
        assert "The two tokens are swapped" in said(found, Level.FAIL)

    @pytest.mark.parametrize(
        ("changes", "says"),
        [
            ({"SLACK_BOT_TOKEN": "xoxp-1-hunter2"}, "SLACK_BOT_TOKEN holds a person's token"),
            ({"SLACK_BOT_TOKEN": "hunter2"}, "SLACK_BOT_TOKEN does not begin with xoxb-"),
            ({"SLACK_APP_TOKEN": "xoxb-hunter2"}, "SLACK_APP_TOKEN does not begin with xapp-"),
            ({"SLACK_BOT_TOKEN": "xoxb-hunter2"}, "Slack refuses SLACK_BOT_TOKEN: Slack does not know this token"),
            ({"SLACK_APP_TOKEN": "xapp-hunter2"}, "Slack refuses SLACK_APP_TOKEN: Slack does not know this token"),
        ],
    )
    def test_wrong(self, look, changes, says):
        """The setting is named with what to copy; the other checks go on."""
        found = look(**changes)
        assert says in said(found, Level.FAIL)
        assert {"facts", "store", "proxy"} <= {one.about for one in found}

    def test_revoked(self, look, workspace):
        """The remedy is to install the app again."""
        workspace.hub.revoked.add(workspace.bot_token)
        told = said(look("bot token"), Level.FAIL)
        assert ("token was revoked (token_revoked)" in told, "Install the app again" in told) == (True, True)

    def test_an_app_token_without_its_scope(self, look, workspace):
        """connections:write is named."""
        workspace.faults.refuse("missing_scope", "apps.connections.open")
        assert "connections:write" in said(look("app token"), Level.FAIL)

    def test_a_busy_slack(self, look, workspace):
        """To be asked to wait is no fault of the token's."""
        workspace.faults.rate_limit("apps.connections.open")
        assert "Ask again in a minute" in said(look("app token"), Level.WARN)

    def test_something_else_answers(self, look, workspace):
        """A proxy's own page is not taken for Slack's word."""
        workspace.faults.http_error(502, "auth.test")
        assert "something answered HTTP 502" in said(look("bot token"), Level.FAIL)

    def test_a_workspace_left_out(self, look, workspace):
        """A list of workspaces without this one would silence the bot."""
        assert "would answer nobody" in said(look("workspaces", MYOSITIS_WORKSPACES="T0OTHER"), Level.FAIL)
        assert [] == look("workspaces", MYOSITIS_WORKSPACES=workspace.hub.team_id)


class TestScopes:
    """What was granted, against the manifest."""

    @pytest.fixture
    def app_settings(self, request):
        """An app with the scopes that a test names."""
        return AppSettings(scopes=frozenset(request.param))

    @pytest.mark.parametrize("app_settings", [MINIMUM_SCOPES - {"im:history", "commands"}], indirect=True)
    def test_missing(self, look):
        """Each is named with what it is for, and where to add it."""
        told = said(look("scopes"), Level.FAIL)
        for word in ("commands (for /myositis)", "im:history (to hear direct messages)", "OAuth & Permissions"):
            assert word in told
        assert "chat:write" not in told

    @pytest.mark.parametrize("app_settings", [MINIMUM_SCOPES | {"users:read", "groups:history"}], indirect=True)
    def test_more_than_needed(self, look):
        """What is never used is named; the optional ones are not."""
        found = look("scopes")
        assert "granted but never used: users:read ->" in said(found, Level.WARN)
        assert "groups:history" in said(found, Level.OK)

    @pytest.mark.parametrize("app_settings", [MINIMUM_SCOPES | {"groups:history"}], indirect=True)
    def test_subscriptions_are_not_seen(self, look):
        """It does not claim to see them, and says which must be there."""
        told = said(look("events"), Level.OK)
        assert "cannot see the event subscriptions" in told
        assert ("message.im" in told, "message.groups" in told, "message.channels" in told) == (True, True, False)

    @pytest.mark.parametrize("app_settings", [MINIMUM_SCOPES], indirect=True)
    def test_the_manifest_asks_for_the_same(self, project, app_settings):
        """What doctor wants is what the app is made from."""
        manifest = yaml.safe_load((project / "deploy/slack-manifest.yaml").read_text())
        scopes = manifest["oauth_config"]["scopes"]
        assert [set(SCOPES), set(OPTIONAL)] == [set(scopes["bot"]), set(scopes["bot_optional"])]
        assert list(EVENTS) == manifest["settings"]["event_subscriptions"]["bot_events"]
        assert set(OPTIONAL_EVENTS) == OPTIONAL


class TestMachine:
    """Network, proxy, clock, files."""

    def test_no_network(self, look):
        """Both tokens say that Slack cannot be reached, and why."""
        found = look("slack", SLACK_API_URL=NOT_HERE)
        told = said(found, Level.FAIL)
        assert 2 == told.count("http://127.0.0.1:9/api/ cannot be reached: Connection refused")
        assert "HTTPS_PROXY" in told

    @pytest.mark.parametrize(
        ("off", "level", "says"),
        [(0, Level.OK, "to a few seconds"), (90, Level.WARN, "seconds ahead of"), (-3600, Level.FAIL, "behind")],
    )
    def test_the_clock(self, look, off, level, says):
        """Compared with Slack's own time; what is far off is to be mended."""
        (found,) = look("clock", clock=lambda: datetime.now(UTC) + timedelta(seconds=off))
        assert (level, True) == (found.level, says in found.says)

    @pytest.mark.parametrize(
        ("changes", "level", "says"),
        [
            ({}, Level.OK, "none is set"),
            ({"HTTPS_PROXY": "http://ada:hunter2@proxy:3128"}, Level.OK, "http://proxy:3128 (HTTPS_PROXY)"),
            ({"https_proxy": "proxy:3128"}, Level.FAIL, "https_proxy is no address"),
            ({"HTTP_PROXY": "http://proxy", "NO_PROXY": "127.0.0.1"}, Level.WARN, "exempts 127.0.0.1"),
        ],
    )
    def test_the_proxy(self, look, changes, level, says):
        """Which one Slack's SDK will use, without its password."""
        (found,) = look("proxy", **changes)
        assert (level, True) == (found.level, says in found.says)

    def test_a_file_that_others_can_read(self, look, tmp_path):
        """The tokens in it are everybody's; the command that mends it is named."""
        (tmp_path / ".env").write_text("MYOSITIS_PORT=1\n")
        (tmp_path / ".env").chmod(0o644)
        assert "chmod 600" in said(look(".env"), Level.WARN)
        (tmp_path / ".env").chmod(0o600)
        assert "" == said(look(".env"), Level.WARN)

    def test_a_proxy_where_nobody_looks(self, look, tmp_path):
        """In the file it would be read by nobody, and the bot would be blamed."""
        (tmp_path / ".env").write_text("HTTPS_PROXY=http://ada:hunter2@proxy:3128\n")
        assert "HTTPS_PROXY does nothing there" in said(look(".env"), Level.WARN)
        assert "HTTPS_PROXY" not in said(look(".env", HTTPS_PROXY="http://proxy:3128"), Level.WARN)

    @pytest.mark.parametrize("content", [b'MYOSITIS_CHANNELS="C1","C2"\n', b"MYOSITIS_CLINICIAN=M\xfcller hunter2\n"])
    def test_a_file_that_cannot_be_read(self, look, tmp_path, content):
        """The line is named, and the other things are looked at all the same."""
        (tmp_path / ".env").write_bytes(content)
        found = look()
        assert "line 1" in said(found, Level.FAIL)
        assert {"store", "facts", "version"} <= {one.about for one in found}

    def test_a_misspelt_setting(self, look):
        """A line that does nothing is pointed out with the name that was meant."""
        assert "Did you mean MYOSITIS_CHANNELS?" in said(look(".env", MYOSITIS_CHANELS="C1"), Level.WARN)

    def test_a_value_that_cannot_be_used(self, look):
        """It is named, and everything else is looked at all the same."""
        found = look(MYOSITIS_CONNECTIONS="many")
        assert "write a whole number from 1 to 10" in said(found, Level.FAIL)
        assert "by Socket Mode" in said(found, Level.OK)


class TestFacts:
    """The compiled fact base."""

    def test_none(self, look, tmp_path):
        """The command that builds it is named."""
        assert "myositis-bot knowledge compile" in said(
            look("facts", MYOSITIS_FACTS_DB=str(tmp_path / "no.db")), Level.FAIL
        )

    def test_of_other_data(self, look, tmp_path):
        """Data that changed after the compiling is found."""
        shutil.copytree(PACKAGE, tmp_path / "facts", ignore=shutil.ignore_patterns("*.py", "__pycache__", "*.db*"))
        trial = next((tmp_path / "facts/trials").glob("*/facts.yaml"))
        trial.write_text(trial.read_text() + "\n# read again\n")
        compiled = str(open_or_compile().path)
        found = look("facts", root=tmp_path / "facts", MYOSITIS_FACTS_DB=compiled)
        assert "was compiled from other data" in said(found, Level.FAIL)

    def test_no_fact_base_at_all(self, look, tmp_path):
        """A file that is none is refused with the same remedy."""
        (tmp_path / "no.db").write_text("nothing")
        assert "knowledge compile" in said(look("facts", MYOSITIS_FACTS_DB=str(tmp_path / "no.db")), Level.FAIL)


class TestStore:
    """Where replies owed are kept."""

    def test_not_there_yet(self, look, tmp_path):
        """The first start makes it; looking does not."""
        found = look("store", MYOSITIS_STORE=f"sqlite:///{tmp_path}/new/bot.db")
        assert "made at the first start" in said(found, Level.OK)
        assert not (tmp_path / "new").exists()

    def test_of_a_newer_version(self, look, tmp_path):
        """An old bot does not touch it."""
        import sqlite3

        with sqlite3.connect(tmp_path / "bot.db") as connection:
            connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.close()
        told = said(look("store"), Level.FAIL)
        assert ("newer version" in told, "9999" in told, "restore" in told) == (True, True, True)

    def test_of_an_older_version(self, look, tmp_path):
        """It is brought up to date at the next start, not now; a backup is advised."""
        import sqlite3

        with sqlite3.connect(tmp_path / "bot.db") as connection:
            connection.execute("UPDATE alembic_version SET version_num = '0001'")
        connection.close()
        assert "backup" in said(look("store"), Level.WARN)
        with sqlite3.connect(tmp_path / "bot.db") as connection:
            assert "0001" == connection.execute("SELECT version_num FROM alembic_version").fetchone()[0]
        connection.close()

    def test_no_store(self, look, tmp_path):
        """A file that is none of the bot's is left alone and named."""
        (tmp_path / "bot.db").write_text("a diary, long enough to be taken for something else than a database file")
        assert "is not a database" in said(look("store"), Level.FAIL)
        assert (tmp_path / "bot.db").read_text().startswith("a diary")

    @pytest.mark.parametrize("address", ["mysql://ada:hunter2@here/x", "no address: hunter2", "sqlite://"])
    def test_an_address_that_is_none(self, look, address):
        """What to write is said, without the password."""
        assert "sqlite:////path/to/bot.db" in said(look("store", MYOSITIS_STORE=address), Level.FAIL)

    def test_a_server_out_of_reach(self, look):
        """It is named without its password."""
        told = said(look("store", MYOSITIS_STORE="postgresql://ada:hunter2@127.0.0.1:9/bot"), Level.FAIL)
        assert "could not be" in told

    def test_for_others_to_read(self, look, tmp_path):
        """Loose permissions are pointed out."""
        (tmp_path / "bot.db").chmod(0o644)
        assert "can be read by others" in said(look("store"), Level.WARN)


def doctor(told, folder: Path, *arguments: str):
    """Run the command in ``folder``."""
    around = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-m", "bot", "doctor", *arguments],
        cwd=folder,
        env=around | told | {"PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_command(given, tmp_path):
    """One line each, a sum at the end, status 0; as JSON too."""
    done = doctor(given, tmp_path)
    assert (0, "") == (done.returncode, done.stderr), done.stdout
    assert "0 to mend" in done.stdout.splitlines()[-1]
    assert given["SLACK_BOT_TOKEN"] not in done.stdout
    listed = [json.loads(line) for line in doctor(given, tmp_path, "--json").stdout.splitlines()]
    assert {"ok", "warn"} >= {one["level"] for one in listed}


def test_the_command_without_a_network(given, tmp_path):
    """Only doctor's own lines are printed: the SDK's complaints are not."""
    done = doctor(given | {"SLACK_API_URL": NOT_HERE}, tmp_path)
    assert (1, "") == (done.returncode, done.stderr)


def test_the_command_fails(given, tmp_path):
    """Status 1, the remedy below its line, no traceback, neither token anywhere: not in files made either."""
    swapped = given | {"SLACK_BOT_TOKEN": given["SLACK_APP_TOKEN"], "SLACK_APP_TOKEN": given["SLACK_BOT_TOKEN"]}
    done = doctor(swapped, tmp_path)
    assert 1 == done.returncode
    assert "-> The two tokens are swapped" in done.stdout
    for secret in (given["SLACK_BOT_TOKEN"], given["SLACK_APP_TOKEN"], "Traceback"):
        assert secret not in done.stdout + done.stderr
    assert {"bot.db", "bot.db-wal", "bot.db-shm"} >= {path.name for path in tmp_path.iterdir()}


@pytest.mark.parametrize(
    "text", ["got xoxb-1-2-abc", "xapp-1-A-2-def,", "postgresql://ada:hunter2@host/x", "the odd secret s3cr3t!"]
)
def test_whatever_a_finding_says(text):
    """A secret that slips into a text is taken out of it, known or not."""
    shown = Finding(Level.FAIL, "x", text, text).without(["s3cr3t!"])
    for secret in ("xoxb-1-2-abc", "xapp-1-A-2-def", "hunter2", "s3cr3t!"):
        assert secret not in shown.says + shown.remedy
    assert "(hidden)" in shown.says
