"""What the bot is told by its surroundings: environment variables, or a file ``.env`` in the working directory."""

from __future__ import annotations

import logging
import os
import re
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Self

SLACK_API = "https://slack.com/api/"


class SettingsError(Exception):
    """A setting is missing or wrong; the message names it and says what to write."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set. ``deploy/.env.example`` lists the variables.

    ``bot_token`` and ``app_token`` are Slack's (xoxb-…, xapp-…); without the latter the bot runs on a local workspace.
    ``store`` is a database URL. ``worker`` names the process among those that share the store. ``memory`` is how long
    a thread remembers what it was about. ``signing_secret`` is wanted for HTTP, not for Socket Mode. ``workspaces`` and
    ``channels`` are the ids of those where the bot answers; empty means all. ``per_minute`` is how much one person may
    ask in a minute; 0 means no limit. ``log_level`` is Python's.
    """

    bot_token: str = ""
    app_token: str = ""
    signing_secret: str = ""
    api_url: str = SLACK_API
    store: str = ""
    worker: str = "bot"
    memory: timedelta = timedelta(days=14)
    connections: int = 2
    port: int = 8321
    workspaces: frozenset[str] = frozenset()
    channels: frozenset[str] = frozenset()
    per_minute: int = 0
    log_level: int = logging.INFO

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None, file: Path | None = None) -> Self:
        """Read the settings; what stands in the environment wins over the file.

        Raises:
            SettingsError: a value cannot be used.
        """
        from dotenv import dotenv_values  # noqa: PLC0415 - only whoever reads settings needs it

        written = dotenv_values(file or Path(".env"))
        given = {name: value for name, value in written.items() if value is not None}
        given |= os.environ if environment is None else environment
        api_url = given.get("SLACK_API_URL") or SLACK_API
        return cls(
            bot_token=_token(given, "SLACK_BOT_TOKEN", "xoxb-"),
            app_token=_token(given, "SLACK_APP_TOKEN", "xapp-"),
            signing_secret=given.get("SLACK_SIGNING_SECRET", "").strip(),
            api_url=api_url if api_url.endswith("/") else f"{api_url}/",
            store=given.get("MYOSITIS_STORE") or default_store(given),
            worker=given.get("MYOSITIS_WORKER") or _host(),
            memory=timedelta(days=_whole(given, "MYOSITIS_MEMORY_DAYS", 14, least=0, most=365)),
            connections=_whole(given, "MYOSITIS_CONNECTIONS", 2, least=1, most=10),
            port=_whole(given, "MYOSITIS_PORT", 8321, least=0, most=65_535),
            workspaces=_ids(given, "MYOSITIS_WORKSPACES", "TE"),
            channels=_ids(given, "MYOSITIS_CHANNELS", "CG"),
            per_minute=_whole(given, "MYOSITIS_PER_MINUTE", 30, least=0, most=10_000),
            log_level=_level(given, "MYOSITIS_LOG"),
        )


def default_store(environment: Mapping[str, str]) -> str:
    """Return the address of the store where none is named: a file in the user's own data folder."""
    home = environment.get("HOME") or str(Path.home())
    folder = Path(environment.get("XDG_DATA_HOME") or Path(home) / ".local" / "share")
    return f"sqlite:///{folder / 'myositis-bot' / 'bot.db'}"


def _token(given: Mapping[str, str], name: str, start: str) -> str:
    value = given.get(name, "").strip()
    if value and not value.startswith(start):
        # The value itself is a secret: it is not repeated.
        message = f"{name} does not begin with {start}; copy it again from the app's page at api.slack.com/apps."
        raise SettingsError(message)
    return value


def _whole(given: Mapping[str, str], name: str, otherwise: int, *, least: int, most: int) -> int:
    written = given.get(name, "").strip()
    if not written:
        return otherwise
    if not written.isascii() or not written.isdecimal() or not least <= int(written) <= most:
        message = f"{name} is {written!r}; write a whole number from {least} to {most}."
        raise SettingsError(message)
    return int(written)


def _ids(given: Mapping[str, str], name: str, first: str) -> frozenset[str]:
    """Return the ids of a list with commas or spaces, each of which begins with one of the letters ``first``."""
    ids = given.get(name, "").replace(",", " ").split()
    for each in ids:
        if not re.fullmatch(rf"[{first}][A-Z0-9]+", each):
            message = f"{name} holds {each!r}; write Slack's ids ({first[0]}0123ABCD), not names, with commas between."
            raise SettingsError(message)
    return frozenset(ids)


def _level(given: Mapping[str, str], name: str) -> int:
    written = given.get(name, "").strip().upper() or "INFO"
    levels = {"DEBUG": logging.DEBUG, "INFO": logging.INFO, "WARNING": logging.WARNING, "ERROR": logging.ERROR}
    if written not in levels:
        message = f"{name} is {written!r}; write one of {', '.join(levels)}."
        raise SettingsError(message)
    return levels[written]


def _host() -> str:
    """Return this machine's name as a worker's: without white space, never empty."""
    return "".join(socket.gethostname().split()) or "bot"
