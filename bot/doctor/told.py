"""The settings, read one by one, so that one that is wrong does not hide the others."""

from __future__ import annotations

import difflib
import os
import re
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bot.configuration import Setting
from bot.doctor.finding import Finding, failed, ok, warn
from bot.messages import doctor as words
from bot.settings import Settings, SettingsError, settings_of

OURS = re.compile(r"(?:MYOSITIS|SLACK)_[A-Z_]+")
TOKENS = ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN")


def read(given: Mapping[str, str]) -> tuple[Settings, list[Finding]]:
    """Return the settings, and what is wrong with them; what cannot be used counts as not set."""
    values: dict[str, Any] = {}
    found: list[Finding] = []
    for field, setting in settings_of(Settings).items():
        try:
            values[field] = setting.read(given)
        except SettingsError as error:
            values[field] = setting.unset(given)
            found.append(_wrong(setting, given, str(error)))
    if not (found or _missing(given)):
        found.append(ok("settings", "every value can be used"))
    return Settings(**values), [*found, *_missing(given)]


def secrets(given: Mapping[str, str]) -> list[str]:
    """Return the values that must never be shown, wherever they were written."""
    values = [given.get(setting.name, "").strip() for setting in settings_of(Settings).values() if setting.kind.secret]
    return [value for value in values if value and "://" not in value]  # an address shows itself without its password


def about_file(
    file: Path, given: Mapping[str, str], around: Mapping[str, str], unreadable: str = ""
) -> Iterator[Finding]:
    """Look at ``.env``: who may read it, whether it can be read, and whether each name in it is one that is read.

    ``given`` is the file and the environment together, ``around`` the environment alone; ``unreadable`` says which line
    cannot be read, and why.
    """
    if unreadable:
        yield failed(".env", unreadable, "Until then the bot does not start.")
    if not file.exists():
        yield ok(".env", f"there is none at {file.resolve()}; the environment says everything")
    else:
        mode = stat.S_IMODE(file.stat().st_mode)
        if not os.access(file, os.R_OK):
            yield failed(".env", f"{file.resolve()} cannot be read", "Let the bot's user read it.")
        elif mode & 0o077:
            yield warn(".env", f"{file.resolve()} can be read by others (mode {mode:o})", f"{words.PRIVATE} {file}")
        else:
            yield ok(".env", f"{file.resolve()}, readable by its owner alone")
    for name in sorted({"HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"} & (set(given) - set(around))):
        yield warn(".env", f"{name} does nothing there: Slack's SDK reads the environment alone", words.SET_PROXY)
    known = [setting.name for setting in settings_of(Settings).values()]
    for name in sorted(set(filter(OURS.fullmatch, given)) - set(known)):
        close = difflib.get_close_matches(name, known, 1, 0.8)
        if close:
            yield warn(".env", f"{name} is no setting, so it does nothing", f"Did you mean {close[0]}?")


def _wrong(setting: Setting, given: Mapping[str, str], says: str) -> Finding:
    written = given.get(setting.name, "").strip()
    bot, app = (given.get(name, "").strip() for name in TOKENS)
    if setting.name in TOKENS and bot.startswith("xapp-") and app.startswith("xoxb-"):
        return failed("settings", f"{setting.name} holds the other token", words.SWAP)
    if setting.name == "SLACK_BOT_TOKEN" and written.startswith("xoxp-"):
        return failed("settings", "SLACK_BOT_TOKEN holds a person's token (xoxp-…)", words.COPY_BOT_TOKEN)
    return failed("settings", says, "See deploy/CONFIGURATION.md.")


def _missing(given: Mapping[str, str]) -> list[Finding]:
    remedies = dict(zip(TOKENS, (words.COPY_BOT_TOKEN, words.COPY_APP_TOKEN), strict=True))
    return [
        failed("settings", f"{name} is not set, so the bot cannot run on Slack", remedies[name])
        for name in TOKENS
        if not given.get(name, "").strip()
    ]
