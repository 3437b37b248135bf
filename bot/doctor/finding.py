"""One thing that was looked at."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

_TOKEN = re.compile(r"\b(?:xox[a-z]|xapp|xoxe\.xox[a-z])-[\w.%-]+")
_PASSWORD = re.compile(r"(://[^\s:/@]*):[^\s/@]+@")
_HIDDEN = "(hidden)"


class Level(StrEnum):
    """How it is: ``WARN`` lets the bot run, ``FAIL`` does not."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, how it is, and what to do about it (empty when nothing)."""

    level: Level
    about: str
    says: str
    remedy: str = ""

    def without(self, secrets: Iterable[str]) -> Finding:
        """Return the finding with none of these secrets in it, nor anything that looks like one."""
        return replace(self, says=_hidden(self.says, secrets), remedy=_hidden(self.remedy, secrets))


def ok(about: str, says: str) -> Finding:
    """All is well."""
    return Finding(Level.OK, about, says)


def warn(about: str, says: str, remedy: str = "") -> Finding:
    """The bot runs, but not as it should."""
    return Finding(Level.WARN, about, says, remedy)


def failed(about: str, says: str, remedy: str = "") -> Finding:
    """The bot cannot run like this."""
    return Finding(Level.FAIL, about, says, remedy)


def _hidden(text: str, secrets: Iterable[str]) -> str:
    for secret in sorted(filter(None, secrets), key=len, reverse=True):
        text = text.replace(secret, _HIDDEN)
    return _PASSWORD.sub(rf"\1:{_HIDDEN}@", _TOKEN.sub(_HIDDEN, text))
