"""The reference of all settings, as a page and as an example file. Both are written anew by ``make configuration``."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable
from itertools import groupby

from bot.configuration.declaring import Setting

_PAGE = """\
# Settings

Environment variables, or lines of a file `.env` in the folder where the bot is started; what stands in the environment
wins. A blank value counts as not set. What cannot be used is refused at the start, with its name and what to write.
`myositis-bot settings` prints this page; `myositis-bot doctor` looks whether what is set works.

This page and `.env.example` are written from the program by `make configuration`: do not edit them by hand.
"""
_EXAMPLE = """\
# Copy to .env in the folder where the bot is started, readable by its user alone: chmod 600 .env
# What is set in the environment wins over this file. deploy/CONFIGURATION.md says more.
"""
_HEAD = ("| variable | meaning | when not set | what may be written | secret |", "| --- | --- | --- | --- | --- |")
_OPTIONAL = "# Everything below may be left out."


def reference_page(settings: Iterable[Setting]) -> str:
    """Return the page in Markdown: a table for each group."""
    parts = [_PAGE]
    for group, members in groupby(settings, lambda setting: setting.group):
        rows = [
            f"| `{setting.name}` | {setting.meaning} | {_default(setting)} | {setting.kind.bounds} "
            f"| {'yes' if setting.kind.secret else 'no'} |"
            for setting in members
        ]
        head = [
            "| variable | meaning | when not set | what may be written | secret |",
            "| --- | --- | --- | --- | --- |",
        ]
        parts.append("\n".join([f"## {group}\n", *head, *rows]) + "\n")
    return "\n".join(parts)


def example_file(settings: Iterable[Setting]) -> str:
    """Return an ``.env`` to copy: what must be set is open, everything else is behind a number sign."""
    wanted: list[str] = []
    others: list[str] = []
    for setting in settings:
        words = [setting.meaning, f"({setting.kind.bounds})"]
        comment = [f"# {line}" for line in textwrap.wrap(re.sub(r"[`*]", "", " ".join(words)), 110)]
        if setting.wanted:
            wanted += [*comment, f"{setting.name}="]
        else:
            others += [*comment, *(f"# {setting.name}={value}" for value in setting.examples or ("",))]
    return "\n".join([_EXAMPLE, *wanted, "", _OPTIONAL, "", *others]) + "\n"


def _default(setting: Setting) -> str:
    if setting.wanted:
        return "a local workspace in the browser"
    return f"`{setting.default}`" if setting.default in setting.examples else setting.default or "nothing"
