"""What can be set is said once, in the program: the reference and the example file are written from it."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.configuration.reference import example_file, reference_page
from bot.settings import Settings, SettingsError, settings_of

KNOWN = list(settings_of(Settings).values())
AGAIN = "run: make configuration"


def test_the_reference_is_what_the_program_says(project):
    """Who reads the page reads what holds."""
    assert reference_page(KNOWN) == (project / "deploy/CONFIGURATION.md").read_text("utf-8"), AGAIN


def test_the_example_is_what_the_program_says(project):
    """Who copies the file has every setting in it."""
    assert example_file(KNOWN) == (project / "deploy/.env.example").read_text("utf-8"), AGAIN


def test_every_field_can_be_set():
    """Nothing the bot goes by is out of an administrator's reach, and no variable is read twice."""
    assert set(Settings.__dataclass_fields__) == set(settings_of(Settings))
    assert len(KNOWN) == len({setting.name for setting in KNOWN})


def test_the_example_as_it_stands_sets_nothing(project, tmp_path):
    """A copy that nobody has filled in means what no file means."""
    copied = Settings.from_environment({"HOME": "/var/ada"}, project / "deploy/.env.example")
    assert Settings.from_environment({"HOME": "/var/ada"}, tmp_path / "none") == copied


@pytest.mark.parametrize("line", re.findall(r"^# ([A-Z_]+=\S+)$", example_file(KNOWN), re.MULTILINE))
def test_every_example_is_understood(line, tmp_path):
    """What is behind a number sign can be uncommented as it is."""
    file = tmp_path / ".env"
    file.write_text(line)
    name = line.partition("=")[0]
    (field,) = [field for field, setting in settings_of(Settings).items() if setting.name == name]
    told = Settings.from_environment({"HOME": "/var/ada"}, file)
    assert line.partition("=")[2] == settings_of(Settings)[field].kind.shown(getattr(told, field))


@pytest.mark.parametrize("setting", KNOWN, ids=lambda setting: setting.name)
def test_a_blank_value_is_none(setting, tmp_path):
    """An empty or white line in the file or the environment is as good as no line."""
    told = Settings.from_environment({"HOME": "/var/ada", setting.name: "  "}, tmp_path / "none")
    assert Settings.from_environment({"HOME": "/var/ada"}, tmp_path / "none") == told


@pytest.mark.parametrize(
    ("name", "written"),
    [("SLACK_BOT_TOKEN", "hunter2"), ("SLACK_APP_TOKEN", "xoxb-hunter2"), ("SLACK_SIGNING_SECRET", "hunter2\nx")],
)
def test_a_wrong_secret_is_not_repeated(name, written, tmp_path):
    """The message names the setting and keeps the value to itself."""
    with pytest.raises(SettingsError) as refused:
        Settings.from_environment({name: written, "HOME": "/var/ada"}, tmp_path / "none")
    assert (True, False) == (name in str(refused.value), "hunter2" in str(refused.value))


@pytest.mark.parametrize(
    ("name", "written", "says"),
    [
        ("SLACK_API_URL", "slack.com", "SLACK_API_URL is no address; write https://…"),
        ("MYOSITIS_WORKSPACES", "our-team", "MYOSITIS_WORKSPACES holds 'our-team'; write Slack's ids (T0123ABCD)"),
        ("MYOSITIS_LOG", "loud", "MYOSITIS_LOG is 'loud'; write one of DEBUG, INFO, WARNING, ERROR."),
        ("MYOSITIS_PER_MINUTE", "-1", "MYOSITIS_PER_MINUTE is '-1'; write a whole number from 0 to 10000."),
    ],
)
def test_what_to_write_is_said(name, written, says, tmp_path):
    """A value out of its bounds is refused at the start."""
    with pytest.raises(SettingsError, match=re.escape(says)):
        Settings.from_environment({name: written, "HOME": "/var/ada"}, tmp_path / "none")


# What people write that no reader of such files understands; python-dotenv passes over it with a line on stderr.
UNREADABLE = [
    'MYOSITIS_CHANNELS="C0123ABCD","C0456EFGH"',
    'MYOSITIS_CHANNELS="C0123ABCD", "C0456EFGH"',
    "MYOSITIS_CHANNELS: C0123ABCD",
    'MYOSITIS_CHANNELS="C0123ABCD',
    "set MYOSITIS_CHANNELS=C0123ABCD",
    "MYOSITIS_CHANNELS",
    "MYOSITIS_CHANNELS C0123ABCD",
    "MYOSITIS_CHANNELS='C0123ABCD'x'",
    "MYOSITIS_CHANNELS='C0123ABCD' 'C0456EFGH'",
]


@pytest.mark.parametrize("line", UNREADABLE)
@pytest.mark.parametrize("before", ["", "\n\n", "# who may ask\nMYOSITIS_PORT=8321\n", "\ufeff"])
def test_a_line_that_cannot_be_read_stops_the_start(line, before, tmp_path):
    """A restriction never falls open: file, line and name are said, and not what it was to be set to."""
    file = tmp_path / ".env"
    file.write_text(f"{before}{line}\nMYOSITIS_LOG=INFO\n")
    with pytest.raises(SettingsError) as refused:
        Settings.from_environment({"HOME": "/var/ada"}, file)
    number = before.count("\n") + 1
    assert f"{file}, line {number}: MYOSITIS_CHANNELS cannot be read" in str(refused.value)
    assert "C0123ABCD" not in str(refused.value)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.sampled_from("C01,;:='\" \t#\\$~\n“”\u200b"), max_size=24))
def test_whatever_is_written_for_a_restriction_holds_or_stops_the_start(tmp_path, value):
    """A list of channels with something in it is never read as "everywhere"."""
    file = tmp_path / ".env"
    file.write_text(f"MYOSITIS_CHANNELS={value}\n", encoding="utf-8")
    try:
        channels = Settings.from_environment({"HOME": "/var/ada"}, file).channels
    except SettingsError:
        return
    meant = value.partition("\n")[0].split("#")[0].strip(" \t'\"$\\,")
    assert channels or not meant


@pytest.mark.parametrize(
    ("content", "number"),
    [("A=1\nMYOSITIS_CLINICIAN=Dr. Müller\n".encode("latin-1"), 2), ("MYOSITIS_PORT=1\n".encode("utf-16"), 1)],
)
def test_another_encoding_is_said(content, number, tmp_path):
    """File and line, and what to do; no traceback."""
    file = tmp_path / ".env"
    file.write_bytes(content)
    with pytest.raises(SettingsError, match=rf"line {number}: the file is not UTF-8 text"):
        Settings.from_environment({"HOME": "/var/ada"}, file)


@pytest.mark.parametrize("sign", ["”", "\u200b", "\n", " ", '"', "’"])
@pytest.mark.parametrize(("name", "start"), [("SLACK_BOT_TOKEN", "xoxb-1234"), ("SLACK_APP_TOKEN", "xapp-1234")])
def test_a_sign_that_no_token_has_is_said_before_slack_is_asked(name, start, sign, tmp_path):
    """It was copied with something else around or inside it; the token is not repeated."""
    with pytest.raises(SettingsError, match=f"{name} holds a sign that no token has") as refused:
        Settings.from_environment({name: f"{start}{sign}5678", "HOME": "/var/ada"}, tmp_path / "none")
    assert "1234" not in str(refused.value)


def test_a_password_with_an_unescaped_sign_is_shown_nowhere(tmp_path):
    """Half of it would count as the server's name, which is shown."""
    address = "postgresql://ada:hunter@2@127.0.0.1:9/bot"
    with pytest.raises(SettingsError, match="write an @ in a password as %40") as refused:
        Settings.from_environment({"MYOSITIS_STORE": address, "HOME": "/var/ada"}, tmp_path / "none")
    assert "hunter" not in str(refused.value)


@pytest.mark.parametrize("name", ["MYOSITIS_FACTS_DB", "MYOSITIS_HEARTBEAT"])
def test_the_home_folder_may_be_written_short(name, tmp_path, monkeypatch):
    """As a shell would read it, whatever folder the bot is started in."""
    monkeypatch.setenv("HOME", str(tmp_path))
    told = Settings.from_environment({"MYOSITIS_STORE": "sqlite:///~/bot.db", name: "~/x"}, tmp_path / "none")
    assert f"sqlite:///{tmp_path}/bot.db" == told.store
    assert str(tmp_path / "x") in (told.facts, told.heartbeat)
