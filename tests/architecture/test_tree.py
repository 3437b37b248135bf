"""Tests that the repository holds nothing that belongs to one machine, and no secret."""

from __future__ import annotations

import re
import subprocess

import pytest

MOST_LINES = 400

# Put together from parts, so that this file does not hold what it looks for.
HOSTS = [
    "pypi" + ".org",
    "pythonhosted" + ".org",
    "registry.npmjs" + ".org",
    "registry.yarnpkg" + ".com",
    "deb.debian" + ".org",
]
FOREIGN = {
    "a registry's host": re.compile("|".join(re.escape(host) for host in HOSTS)),
    "a path of one machine": re.compile(
        r"(?<![\w./-])/(?:wo" + r"rk|ro" + r"ot|home/\w+|Users/\w+|opt/(?:pypi|wheels))(?=[/\s\"'`:;,.)]|$)"
    ),
    "a Slack token": re.compile(r"xox[abeprs]-\d{8,}-|xapp-\d-[A-Z0-9]{8,}-\d{8,}-"),
    "a Slack webhook": re.compile(r"hooks\.slack\.com/services/T\w{8,}/B\w{8,}/\w{16,}"),
    "a private key": re.compile(r"-----BEGIN (?:[A-Z]+ )*PRIVATE " + "KEY-----"),
    "a cloud or code host's key": re.compile(r"\b(?:AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36})\b"),
    "a signing secret": re.compile(r"(?i)signing[_-]?secret[\"']?\s*[:=]\s*[\"']?[0-9a-f]{32}\b"),
}

PLANTED = [
    ("a registry's host", "see https://" + HOSTS[0] + "/project/x"),
    ("a path of one machine", "open('/wo" + "rk/notes.txt')"),
    ("a path of one machine", "cd /home/" + "someone/project"),
    ("a Slack token", "SLACK_BOT_TOKEN=xoxb-" + "123456789012-123456789012-abcdef"),
    ("a Slack token", "xapp-1-" + "A0123456789-1234567890123-abcdef"),
    ("a Slack webhook", "https://hooks.slack.com/services/" + "T01234567/B01234567/abcdefghijklmnopqrst"),
    ("a private key", "-----BEGIN RSA PRIVATE " + "KEY-----"),
    ("a cloud or code host's key", "AKIA" + "ABCDEFGHIJKLMNOP"),
    ("a signing secret", "SLACK_SIGNING_SECRET=" + "0123456789abcdef" * 2),
]


def foreign(text: str) -> list[str]:
    """Return what in ``text`` must not be in the repository, each with its line."""
    return [
        f"line {number}: {what}"
        for number, line in enumerate(text.splitlines(), 1)
        for what, pattern in FOREIGN.items()
        if pattern.search(line)
    ]


@pytest.fixture(scope="module")
def texts(project):
    """Return every tracked text file by its path."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=project, capture_output=True, check=True).stdout
    found = {}
    for name in filter(None, listed.decode("utf-8").split("\0")):
        path = project / name
        content = path.read_bytes() if path.is_file() else b""
        if b"\0" not in content:
            found[name] = content.decode("utf-8")
    return found


def test_nothing_of_one_machine_and_no_secret_is_in_the_repository(texts):
    """Anyone may read and run it anywhere."""
    assert {} == {name: found for name, text in texts.items() if (found := foreign(text))}


@pytest.mark.parametrize(("what", "line"), PLANTED)
def test_what_must_not_be_there_would_be_found(what, line):
    """Each pattern recognises what it is for."""
    assert [f"line 2: {what}"] == foreign(f"first line\n{line}\n")


@pytest.mark.parametrize(
    "line",
    [
        "a network of sites",
        "doi.org/10.1002/art.43000",
        "/opt/myositis-bot",
        "xoxb-local",
        "at work/rest",
        "signing_secret=secret",
    ],
)
def test_ordinary_lines_are_left_alone(line):
    """Nobody has to write around the rule."""
    assert [] == foreign(line)


def test_no_module_outgrows_its_reader(texts):
    """A module with more than 400 lines has more than one purpose."""
    long = {
        name: text.count("\n") for name, text in texts.items() if name.endswith(".py") and text.count("\n") > MOST_LINES
    }
    assert {} == long
