"""What the page is told by whoever serves it: words, questions, shortcuts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A shortcut that the app's manifest registers; ``kind`` says where it stands."""

    callback_id: str
    name: str
    kind: Literal["message", "global"] = "message"


@dataclass(frozen=True, slots=True)
class PageSettings:
    """Words of the page that depend on the app, all of them optional.

    ``about`` says in a sentence or two what the app does; ``suggestions`` are questions to try;
    ``connect`` are the steps to a real workspace, in mrkdwn; ``hints`` say what each slash
    command takes; ``shortcuts`` are those of the manifest, in its order.
    """

    about: str = ""
    suggestions: tuple[str, ...] = ()
    connect: tuple[str, ...] = ()
    hints: dict[str, str] = field(default_factory=dict)
    shortcuts: tuple[Shortcut, ...] = ()
    shown: int = 200
    """How many of a channel's newest messages the page shows."""
