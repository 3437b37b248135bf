"""The machine: Python, the user, the proxy, the clock."""

from __future__ import annotations

import os
import platform
import sqlite3
from collections.abc import Iterator, Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime
from importlib.metadata import PackageNotFoundError, version
from urllib.parse import urlsplit

from bot.doctor.finding import Finding, failed, ok, warn
from bot.messages import doctor as words

CLOCK_WARNS = 30.0
"""Seconds off from which it is said; replies and quizzes are then timed wrongly."""
CLOCK_FAILS = 300.0
"""Seconds off at which Slack's signatures count as too old."""
_PROXIES = ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy")  # in the order in which Slack's SDK looks


def about_python() -> Iterator[Finding]:
    """Say what runs, and as whom."""
    try:
        ours = version("myositis-bot")
    except PackageNotFoundError:
        ours = "not installed"
    found = f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, myositis-bot {ours}"
    yield ok("version", found)
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        yield warn("user", "it runs as root, and needs no such rights", words.OWN_USER)


def about_proxy(environment: Mapping[str, str], api_url: str) -> Iterator[Finding]:
    """Say which proxy Slack's SDK goes through; it reads these variables itself, and from the environment alone."""
    name = next((name for name in _PROXIES if environment.get(name)), None)
    if name is None or not environment[name].strip():
        yield ok("proxy", "none is set; the bot connects to Slack itself")
        return
    address = urlsplit(environment[name].strip())
    if address.scheme not in ("http", "https") or not address.hostname:
        yield failed("proxy", f"{name} is no address of a proxy", "Write http://host:port.")
        return
    place = f"{address.scheme}://{address.hostname}" + (f":{address.port}" if address.port else "")
    exempt = environment.get("NO_PROXY") or environment.get("no_proxy") or ""
    host = urlsplit(api_url).hostname or ""
    if any(each and (each == "*" or host.endswith(each.lstrip("*."))) for each in exempt.replace(",", " ").split()):
        remedy = "Slack's SDK does not read NO_PROXY. Take the proxy out of the bot's environment."
        yield warn("proxy", f"{name} is {place}, and NO_PROXY exempts {host}", remedy)
        return
    yield ok("proxy", f"{place} ({name})")


def about_clock(headers: Mapping[str, str], now: datetime) -> Iterator[Finding]:
    """Compare this machine's clock with Slack's ``Date``."""
    try:
        theirs = parsedate_to_datetime(headers["date"])
        off = (now - theirs).total_seconds()
    except (KeyError, TypeError, ValueError):
        yield warn("clock", "Slack's answer bore no time to compare with")
        return
    if abs(off) < CLOCK_WARNS:
        yield ok("clock", "as Slack's, to a few seconds")
        return
    says = f"{abs(off):.0f} seconds {'ahead of' if off > 0 else 'behind'} Slack's"
    yield (failed if abs(off) >= CLOCK_FAILS else warn)("clock", says, words.SET_CLOCK)
