"""A setting beside the field it fills: its variable, kind, meaning and what holds when it is not set."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from bot.configuration.kinds import Kind

T = TypeVar("T")
_KEY = "setting"


@dataclass(frozen=True, slots=True)
class Setting:
    """One environment variable.

    ``unset`` gives the value where the variable is missing or blank, from the other variables; ``default`` says the
    same in words. ``examples`` are values for the example file. ``group`` is the heading it stands under.
    """

    name: str
    kind: Kind[Any]
    meaning: str
    group: str
    default: str
    unset: Callable[[Mapping[str, str]], Any]
    examples: tuple[str, ...]
    wanted: bool

    def read(self, given: Mapping[str, str]) -> Any:  # noqa: ANN401 - the field's own type, checked where it is declared
        """Return the value.

        Raises:
            SettingsError: it cannot be used.
        """
        written = given.get(self.name, "").strip()
        return self.kind.read(self.name, written) if written else self.unset(given)


def declared(
    name: str,
    kind: Kind[T],
    otherwise: T,
    meaning: str,
    *,
    group: str,
    unset: Callable[[Mapping[str, str]], T] | None = None,
    default: str | None = None,
    examples: tuple[str, ...] = (),
    wanted: bool = False,
) -> T:
    """Declare a dataclass field that the variable ``name`` fills.

    ``otherwise`` is the field's value where code makes the settings itself, and where the variable is not set unless
    ``unset`` says otherwise; then ``default`` says it in words. ``wanted`` marks what must be set to run on Slack.
    """
    without = unset or (lambda _given: otherwise)
    said = default if default is not None else kind.shown(without({}))
    one = Setting(name, kind, meaning, group, said, without, examples or ((said,) if said else ()), wanted)
    return dataclasses.field(default=otherwise, metadata={_KEY: one})


def settings_of(kind: type) -> dict[str, Setting]:
    """Return the settings declared in a dataclass, by field, in order."""
    return {field.name: field.metadata[_KEY] for field in dataclasses.fields(kind) if _KEY in field.metadata}
