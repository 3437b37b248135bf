"""Building stones for checking Block Kit JSON, with problems worded as Slack words them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Raw = Any
"""A JSON value nobody has looked at yet."""

Surface = Literal["message", "modal", "home"]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, and where as a JSON pointer."""

    text: str
    pointer: str

    def __str__(self) -> str:
        return f"{self.text} [json-pointer:{self.pointer}]"


@dataclass(slots=True)
class Inspection:
    """One look at a message's or view's blocks: the surface, problems found, ids seen."""

    surface: Surface
    problems: list[Problem] = field(default_factory=list)
    block_ids: set[str] = field(default_factory=set)
    tables: int = 0
    markdown: int = 0
    depth: int = 0

    def add(self, text: str, pointer: str) -> None:
        """Note a problem."""
        self.problems.append(Problem(text, pointer))


Check = Callable[[Raw, str, Inspection], None]


def string(low: int = 0, high: int | None = None) -> Check:
    """A string of ``low`` to ``high`` characters."""

    def check(value: Raw, at: str, seen: Inspection) -> None:
        if not isinstance(value, str):
            seen.add("must provide a string", at)
        elif len(value) < low:
            seen.add(f"must be more than {low - 1} characters", at)
        elif high is not None and len(value) > high:
            seen.add(f"must be less than {high + 1} characters", at)

    return check


def boolean(value: Raw, at: str, seen: Inspection) -> None:
    """True or false."""
    if not isinstance(value, bool):
        seen.add("must provide a boolean", at)


def number(low: float | None = None, high: float | None = None, whole: bool = True) -> Check:
    """A number between ``low`` and ``high``."""

    def check(value: Raw, at: str, seen: Inspection) -> None:
        kinds = (int,) if whole else (int, float)
        if isinstance(value, bool) or not isinstance(value, kinds):
            seen.add("must provide an integer" if whole else "must provide a number", at)
        elif low is not None and value < low:
            seen.add(f"must be greater than {low - 1:g}", at)
        elif high is not None and value > high:
            seen.add(f"must be less than {high + 1:g}", at)

    return check


def choice(*allowed: str) -> Check:
    """One of the words named."""

    def check(value: Raw, at: str, seen: Inspection) -> None:
        if value not in allowed:
            seen.add("must be a valid enum value", at)

    return check


def listing(item: Check, low: int = 0, high: int | None = None) -> Check:
    """An array of ``low`` to ``high`` items, each checked."""

    def check(value: Raw, at: str, seen: Inspection) -> None:
        if not isinstance(value, list):
            seen.add("must provide an array", at)
            return
        if len(value) < low:
            seen.add(f"no less than {low} items allowed", at)
        if high is not None and len(value) > high:
            seen.add(f"no more than {high} items allowed", at)
        for index, each in enumerate(value):
            item(each, f"{at}/{index}", seen)

    return check


@dataclass(frozen=True, slots=True)
class Record:
    """An object with fields that must and fields that may stand in it, and no others.

    ``also`` looks at the object as a whole, after its fields were found to be good.
    """

    must: Mapping[str, Check] = field(default_factory=dict)
    may: Mapping[str, Check] = field(default_factory=dict)
    also: Check | None = None

    def __call__(self, value: Raw, at: str, seen: Inspection) -> None:
        """Check the object and each of its fields."""
        if not isinstance(value, dict):
            seen.add("must provide an object", at)
            return
        before = len(seen.problems)
        for name, check in self.must.items():
            if name in value:
                check(value[name], f"{at}/{name}", seen)
            else:
                seen.add(f"missing required field: {name}", at)
        for name, each in value.items():
            if name in self.may:
                self.may[name](each, f"{at}/{name}", seen)
            elif name not in self.must and name != "type":
                seen.add(f"invalid additional property: {name}", at)
        if self.also is not None and len(seen.problems) == before:
            self.also(value, at, seen)


@dataclass(frozen=True, slots=True)
class OneOf:
    """An object whose ``type`` says which check it must pass."""

    kinds: Mapping[str, Check]

    def __call__(self, value: Raw, at: str, seen: Inspection) -> None:
        """Check the object as what its type says it is."""
        if not isinstance(value, dict):
            seen.add("must provide an object", at)
            return
        kind = value.get("type")
        if kind is None:
            seen.add("missing required field: type", at)
        elif not isinstance(kind, str) or kind not in self.kinds:
            seen.add(f"unsupported type: {kind}", f"{at}/type")
        else:
            self.kinds[kind](value, at, seen)

    def only(self, *names: str) -> OneOf:
        """The same for some of the types."""
        return OneOf({name: self.kinds[name] for name in names})


def plain(high: int, low: int = 1) -> Check:
    """A plain_text object."""
    return OneOf({"plain_text": Record({"text": string(low, high)}, {"emoji": boolean})})


def mrkdwn(high: int, low: int = 1) -> Check:
    """A mrkdwn object."""
    return OneOf({"mrkdwn": Record({"text": string(low, high)}, {"verbatim": boolean})})


def text(high: int, low: int = 1) -> Check:
    """A text object of either kind."""
    return OneOf(
        {
            "plain_text": Record({"text": string(low, high)}, {"emoji": boolean}),
            "mrkdwn": Record({"text": string(low, high)}, {"verbatim": boolean}),
        }
    )


def web_address(high: int = 3000) -> Check:
    """An http(s), mailto or Slack address."""

    def check(value: Raw, at: str, seen: Inspection) -> None:
        string(1, high)(value, at, seen)
        if isinstance(value, str) and not value.startswith(("https://", "http://", "mailto:", "slack://")):
            seen.add("must be a valid URL", at)

    return check


def anything(_value: Raw, _at: str, _seen: Inspection) -> None:
    """No check."""
