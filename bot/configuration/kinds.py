"""The kinds of values a setting can have: how each is read from text, what bounds it, and how a default is written.

A kind never repeats a value that may be a secret.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Protocol, TypeVar


class SettingsError(Exception):
    """A setting is missing or wrong; the message names it and says what to write."""


T = TypeVar("T")


class Kind(Protocol[T]):
    """A kind of value."""

    @property
    def secret(self) -> bool:
        """Whether a value must never be shown."""

    @property
    def bounds(self) -> str:
        """What may be written, in words."""

    def read(self, name: str, written: str) -> T:
        """Return the value of what is written, which is not blank.

        Raises:
            SettingsError: it is no value of this kind.
        """

    def shown(self, value: T) -> str:
        """Return how a value is written; empty when it stands for nothing."""


@dataclass(frozen=True, slots=True)
class Text:
    """Any text without a line break."""

    bounds: str = "text"
    secret: bool = False

    def read(self, name: str, written: str) -> str:
        """Return it as it stands."""
        if not written.isprintable():
            message = f"{name} holds a line break or another sign that cannot be printed; write one line."
            raise SettingsError(message)
        return written

    def shown(self, value: str) -> str:
        """Return it as it stands."""
        return value


@dataclass(frozen=True, slots=True)
class FilePath:
    """The path of a file; ``~`` is the home folder."""

    bounds: str = "a path"
    secret: bool = False

    def read(self, name: str, written: str) -> str:
        """Return the path, the home folder written out."""
        return str(Path(Text().read(name, written)).expanduser())

    def shown(self, value: str) -> str:
        """Return it as it stands."""
        return value


@dataclass(frozen=True, slots=True)
class Database:
    """The address of a database, which may hold a password; ``~`` in an SQLite file's path is the home folder."""

    bounds: str = "a database URL"
    secret: bool = True

    def read(self, name: str, written: str) -> str:
        """Return the address, the home folder written out; none that would show part of its password."""
        address = Text().read(name, written)
        scheme, _, rest = address.partition("://")
        if rest.partition("/")[0].count("@") > 1:
            message = f"{name} holds more than one @ before the path; write an @ in a password as %40."
            raise SettingsError(message)
        if scheme.startswith("sqlite") and rest.startswith("/~"):
            return f"{scheme}:///{Path(rest[1:]).expanduser()}"
        return address

    def shown(self, value: str) -> str:
        """Return it as it stands."""
        return value


@dataclass(frozen=True, slots=True)
class Token:
    """A token of Slack's, told by its beginning."""

    start: str
    secret: bool = True

    @property
    def bounds(self) -> str:
        """How it begins."""
        return f"begins with `{self.start}`"

    def read(self, name: str, written: str) -> str:
        """Return the token; a wrong one is not repeated."""
        if not written.startswith(self.start):
            message = (
                f"{name} does not begin with {self.start}; copy it again from the app's page at api.slack.com/apps."
            )
            raise SettingsError(message)
        if not re.fullmatch(r"[A-Za-z0-9._-]+", written):
            message = f"{name} holds a sign that no token has; copy it again from the app's page at api.slack.com/apps."
            raise SettingsError(message)
        return written

    def shown(self, value: str) -> str:
        """Return nothing: a token has no default."""
        return "" if not value else "(secret)"


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number from ``least`` to ``most``."""

    least: int
    most: int
    secret: bool = False

    @property
    def bounds(self) -> str:
        """From where to where."""
        return f"{self.least} to {self.most}"

    def read(self, name: str, written: str) -> int:
        """Return the number."""
        if not written.isascii() or not written.isdecimal() or not self.least <= int(written) <= self.most:
            message = f"{name} is {written!r}; write a whole number from {self.least} to {self.most}."
            raise SettingsError(message)
        return int(written)

    def shown(self, value: int) -> str:
        """Return it in digits."""
        return str(value)


@dataclass(frozen=True, slots=True)
class Ids:
    """A list of Slack's ids, each of which begins with one of the letters ``first``."""

    first: str
    secret: bool = False

    @property
    def bounds(self) -> str:
        """What they look like."""
        return f"Slack's ids, as `{self.first[0]}0123ABCD`, with commas between"

    def read(self, name: str, written: str) -> frozenset[str]:
        """Return the ids; commas or spaces stand between them."""
        ids = written.replace(",", " ").split()
        for each in ids:
            if not re.fullmatch(rf"[{self.first}][A-Z0-9]+", each):
                example = f"{self.first[0]}0123ABCD"
                message = f"{name} holds {each!r}; write Slack's ids ({example}), not names, with commas between."
                raise SettingsError(message)
        return frozenset(ids)

    def shown(self, value: frozenset[str]) -> str:
        """Return them in order."""
        return ",".join(sorted(value))


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several words, each standing for a number."""

    of: Mapping[str, int]
    secret: bool = False

    @property
    def bounds(self) -> str:
        """The words."""
        return ", ".join(self.of)

    def read(self, name: str, written: str) -> int:
        """Return what the word stands for; capitals and small letters are one."""
        if written.upper() not in self.of:
            message = f"{name} is {written!r}; write one of {self.bounds}."
            raise SettingsError(message)
        return self.of[written.upper()]

    def shown(self, value: int) -> str:
        """Return the word."""
        return next(word for word, number in self.of.items() if number == value)


@dataclass(frozen=True, slots=True)
class Days:
    """A length of time in whole days, from ``least`` to ``most``."""

    least: int
    most: int
    secret: bool = False

    @property
    def bounds(self) -> str:
        """From where to where."""
        return f"{self.least} to {self.most}"

    def read(self, name: str, written: str) -> timedelta:
        """Return the time."""
        return timedelta(days=Whole(self.least, self.most).read(name, written))

    def shown(self, value: timedelta) -> str:
        """Return the days in digits."""
        return str(value.days)


@dataclass(frozen=True, slots=True)
class Address:
    """The address of a folder on the web; it ends with a slash."""

    schemes: tuple[str, ...]
    secret: bool = False

    @property
    def bounds(self) -> str:
        """How it begins."""
        return f"an address: `{self.schemes[0]}://…`"

    def read(self, name: str, written: str) -> str:
        """Return the address with its slash."""
        if not written.startswith(tuple(f"{scheme}://" for scheme in self.schemes)):
            message = f"{name} is no address; write {self.schemes[0]}://…"
            raise SettingsError(message)
        if not re.fullmatch(r"[!-~]+", written):
            message = f"{name} holds a sign that no address has; write it again: {self.schemes[0]}://…"
            raise SettingsError(message)
        return written if written.endswith("/") else f"{written}/"

    def shown(self, value: str) -> str:
        """Return it as it stands."""
        return value
