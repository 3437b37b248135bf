"""What the bot is told by its surroundings: environment variables, or a file ``.env`` in the working directory.

Each setting is declared once, beside its field; ``make configuration`` writes ``deploy/CONFIGURATION.md`` and
``deploy/.env.example`` from that.
"""

from __future__ import annotations

import io
import logging
import os
import re
import socket
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Self

from bot.configuration import (
    Address,
    Choice,
    Database,
    Days,
    FilePath,
    Ids,
    SettingsError,
    Text,
    Token,
    Whole,
    declared,
    settings_of,
)

__all__ = ["SLACK_API", "Settings", "SettingsError", "default_store", "settings_of"]

SLACK_API = "https://slack.com/api/"
# What a line of the file sets, or would if it could be read; never what it sets it to.
_NAME = re.compile(r"\s*(?:export\s+|set\s+)?([A-Z][A-Z0-9_]*)")
LEVELS = {"DEBUG": logging.DEBUG, "INFO": logging.INFO, "WARNING": logging.WARNING, "ERROR": logging.ERROR}

SLACK, KEEPING, ASKING, RUNNING = "Slack", "What is kept", "Who may ask", "Running"
PEOPLE = "Who stands behind it"


def default_store(environment: Mapping[str, str]) -> str:
    """Return the address of the store where none is named: a file in the user's own data folder."""
    home = environment.get("HOME") or str(Path.home())
    folder = Path(environment.get("XDG_DATA_HOME") or Path(home) / ".local" / "share")
    return f"sqlite:///{folder / 'myositis-bot' / 'bot.db'}"


def default_heartbeat(environment: Mapping[str, str]) -> str:
    """Return where the sign of life goes where no place is named: beside the store, each worker's in its own file."""
    store = environment.get("MYOSITIS_STORE", "").strip()
    file = Path(store.removeprefix("sqlite:///")).expanduser()
    if not store.startswith("sqlite:///") or not file.name:
        file = Path(default_store(environment).removeprefix("sqlite:///"))
    worker = environment.get("MYOSITIS_WORKER", "").strip() or _host(environment)
    return str(file.with_name(re.sub(r"[^\w.-]", "-", worker) + ".alive"))


def _host(_given: Mapping[str, str]) -> str:
    """Return this machine's name as a worker's: without white space, never empty."""
    return "".join(socket.gethostname().split()) or "bot"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set. ``deploy/CONFIGURATION.md`` lists the variables.

    The defaults of the fields are for code that makes settings itself; ``unset`` is what holds for people.
    """

    bot_token: str = declared(
        "SLACK_BOT_TOKEN",
        Token("xoxb-"),
        "",
        "Bot User OAuth Token, from **OAuth & Permissions** of the app's page at api.slack.com/apps.",
        group=SLACK,
        wanted=True,
    )
    app_token: str = declared(
        "SLACK_APP_TOKEN",
        Token("xapp-"),
        "",
        "App-level token with the scope `connections:write`, from **Basic Information**. With both tokens the bot runs "
        "on Slack.",
        group=SLACK,
        wanted=True,
    )
    signing_secret: str = declared(
        "SLACK_SIGNING_SECRET",
        Text(secret=True),
        "",
        "Signing Secret, from **Basic Information**. Only for HTTP instead of Socket Mode.",
        group=SLACK,
    )
    api_url: str = declared(
        "SLACK_API_URL",
        Address(("https", "http")),
        SLACK_API,
        "Address of Slack's Web API. Only for tests and for GovSlack.",
        group=SLACK,
    )
    connections: int = declared(
        "MYOSITIS_CONNECTIONS",
        Whole(1, 10),
        2,
        "Socket Mode connections. With two, one takes over while the other is renewed.",
        group=SLACK,
    )
    store: str = declared(
        "MYOSITIS_STORE",
        Database(),
        "",
        "Where claims, replies owed and what threads remember are kept: an SQLite file on a local disk, or PostgreSQL. "
        "A secret when it holds a password.",
        group=KEEPING,
        unset=default_store,
        default="`~/.local/share/myositis-bot/bot.db`",
        examples=("sqlite:////var/lib/myositis-bot/bot.db", "postgresql://myositis@localhost/myositis"),
    )
    memory: timedelta = declared(  # noqa: RUF009 - it makes a field
        "MYOSITIS_MEMORY_DAYS",
        Days(0, 365),
        timedelta(days=14),
        "Days that a thread remembers what it was about.",
        group=KEEPING,
    )
    facts: str = declared(
        "MYOSITIS_FACTS_DB",
        FilePath(),
        "",
        "The compiled fact base, if not beside the data.",
        group=KEEPING,
        default="`facts.db` beside the data",
        examples=("/var/lib/myositis-bot/facts.db",),
    )
    workspaces: frozenset[str] = declared(
        "MYOSITIS_WORKSPACES",
        Ids("TE"),
        frozenset(),
        "The workspaces where it answers.",
        group=ASKING,
        default="everywhere",
        examples=("T0123ABCD",),
    )
    channels: frozenset[str] = declared(
        "MYOSITIS_CHANNELS",
        Ids("CG"),
        frozenset(),
        "The channels where it answers. Direct messages are answered in every workspace of the list, whatever the "
        "channels.",
        group=ASKING,
        default="everywhere",
        examples=("C0123ABCD,C0456EFGH",),
    )
    per_minute: int = declared(
        "MYOSITIS_PER_MINUTE",
        Whole(0, 10_000),
        0,
        "How much one person may ask in a minute; 0 means no limit.",
        group=ASKING,
        unset=lambda _given: 30,
    )
    curators: str = declared(
        "CURATORS_CHANNEL",
        Text("the id of a channel"),
        "",
        "Where a note tells the curators of the facts that something is in their inbox; invite the bot there. Without "
        "it they look with `myositis-bot inbox list`.",
        group=PEOPLE,
        examples=("C0123ABCD",),
    )
    clinician: str = declared(
        "MYOSITIS_CLINICIAN",
        Text("a name"),
        "",
        "The clinician responsible for this installation, as people should see it.",
        group=PEOPLE,
        examples=("Dr. Grace Lead, Rheumatology",),
    )
    contact: str = declared(
        "MYOSITIS_CONTACT",
        Text("an address or how to get there"),
        "",
        "How people reach that clinician.",
        group=PEOPLE,
        examples=("grace.lead@example.org",),
    )
    worker: str = declared(
        "MYOSITIS_WORKER",
        Text("a name"),
        "bot",
        "The name of this process among those that share a store. Processes of one name number themselves: while one "
        "is running, the next is `name-2`.",
        group=RUNNING,
        unset=_host,
        default="this machine's name",
        examples=("bot-1",),
    )
    heartbeat: str = declared(
        "MYOSITIS_HEARTBEAT",
        FilePath(),
        "",
        "The file in which the running bot shows that it is well, for `myositis-bot health`.",
        group=RUNNING,
        unset=default_heartbeat,
        default="beside the store, named after the worker",
        examples=("/run/myositis-bot/alive",),
    )
    log_level: int = declared(
        "MYOSITIS_LOG",
        Choice(LEVELS),
        logging.INFO,
        "What is logged, on the standard error stream. What people type is logged at none of the levels.",
        group=RUNNING,
    )
    port: int = declared(
        "MYOSITIS_PORT",
        Whole(0, 65_535),
        8321,
        "Port of the local workspace's page.",
        group=RUNNING,
    )

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None, file: Path | None = None) -> Self:
        """Read the settings; what stands in the environment wins over the file.

        Raises:
            SettingsError: a value cannot be used.
        """
        given = written_in(environment, file)
        return cls(**{field: setting.read(given) for field, setting in settings_of(cls).items()})


def written_in(environment: Mapping[str, str] | None = None, file: Path | None = None) -> dict[str, str]:
    """Return every variable of the environment and of the file, the environment's first.

    Raises:
        SettingsError: a line of the file cannot be read. It is refused rather than passed over: what it restricts would
            fall open without a word.
    """
    from dotenv import dotenv_values  # noqa: PLC0415 - only whoever reads settings needs it

    place = file or Path(".env")
    text = _text_of(place) if place.is_file() else ""
    for number, name in _unreadable(text):
        message = f"{place}, line {number}: {name or 'it'} cannot be read; write NAME=value, one on each line."
        raise SettingsError(message)
    given = {name: value for name, value in dotenv_values(stream=io.StringIO(text)).items() if value is not None}
    return given | dict(os.environ if environment is None else environment)


def _text_of(place: Path) -> str:
    """Return what stands in the file; ``SettingsError`` names the first line that is no UTF-8."""
    content = place.read_bytes()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        number = content[: error.start].count(b"\n") + 1
        message = f"{place}, line {number}: the file is not UTF-8 text; save it in that encoding."
        raise SettingsError(message) from None


def _unreadable(text: str) -> Iterator[tuple[int, str]]:
    """Yield the number of each line that sets nothing although it should, with the name that it seems to set."""
    from dotenv.parser import parse_stream  # noqa: PLC0415 - only whoever reads settings needs it

    for binding in parse_stream(io.StringIO(text)):
        if binding.error or (binding.key is not None and binding.value is None):
            written = binding.original.string
            number = binding.original.line + len(written) - len(written.lstrip("\n"))
            found = _NAME.match(written)
            yield number, found[1] if found else ""
