"""What can be set is said once, in the program: the reference and the example file are written from it."""

from __future__ import annotations

import re

import pytest

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
