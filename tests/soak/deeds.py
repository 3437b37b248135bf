"""What people do in a run besides writing to the bot: they type the command, press, share, and open modals."""

from __future__ import annotations

import random
import threading
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from bot.rendering.handles import ASK, CALCULATED, DETAILS, MORE, SHARE, SLIDE, thread_of
from bot.workspace import Workspace
from bot.workspace import blocks as block_kit
from bot.workspace.acting import Act
from bot.workspace.feed import Entry
from bot.workspace.model import Message, Trigger

Kind = Literal["command", "follow-up", "share", "modal"]
SHARES: dict[Kind, float] = {"command": 0.4, "follow-up": 0.3, "share": 0.15, "modal": 0.15}
"""How often each is done, of all that is done besides writing."""
_MODALS = (DETAILS, CALCULATED, SLIDE)
_RECENT = 300
_TYPED = (
    "did DM patients respond?",
    "does rituximab work better?",
    "was it safe?",
    "",
    "help",
    "glossary",
    "sources",
    "fact",
    "what is the weather",
)


@dataclass(frozen=True)
class Deed:
    """One of them. ``what`` is what was typed, or what the store's key of a press begins with."""

    kind: Kind
    act: Act
    what: str
    trigger: Trigger | None = None

    @property
    def secret(self) -> str:
        """What tells this deed's response URL from all others."""
        address: str = self.act.deliveries[0].payload["response_url"]
        return address.rsplit("/", 1)[-1]


@dataclass(frozen=True)
class _Chance:
    """Something that somebody can press: who, on which message, which element, which of its options."""

    kind: Kind
    person: str
    message: Message
    element: str
    option: str | None


@dataclass
class Doer:
    """Presses only what the run itself was answered, each button once by each person."""

    workspace: Workspace
    dice: random.Random
    _seen: deque[Message] = field(default_factory=lambda: deque(maxlen=_RECENT))
    _done: set[tuple[str, str, str, str, str]] = field(default_factory=set)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def watch(self, entry: Entry) -> None:
        """Keep what the bot said lately; called for every entry of the workspace's feed."""
        if entry.kind in ("message", "ephemeral") and entry.data["message"].bot_id == self.workspace.bot.bot_id:
            with self._lock:
                self._seen.append(entry.data["message"])

    def do(self, people: list[str], channels: list[str]) -> Deed | None:
        """Do something at random; None where there is nothing yet to do it on."""
        (kind,) = self.dice.choices(list(SHARES), list(SHARES.values()))
        if kind == "command":
            return self._type(self.dice.choice(people), self.dice.choice(channels))
        with self._lock:
            seen = list(self._seen)
        self.dice.shuffle(seen)
        for message in seen:
            chances = [chance for chance in self._chances(kind, message) if _name(chance) not in self._done]
            if chances:
                return self._press(self.dice.choice(chances))
        return None

    def _type(self, who: str, where: str) -> Deed:
        words = self.dice.choice(_TYPED)
        return Deed("command", self.workspace.command(who, where, "/myositis", words, wait=False), words)

    def _press(self, chance: _Chance) -> Deed:
        self._done.add(_name(chance))
        act = self.workspace.press(
            self.workspace.hub.state.person(chance.person), chance.message, chance.element, chance.option, wait=False
        )
        payload = act.deliveries[0].payload
        action = chance.element.rpartition("/")[2]
        what = f"a:{self.workspace.hub.team_id}:{chance.message.channel}:{chance.message.ts}:{action}:{chance.person}:"
        return Deed(chance.kind, act, what, self.workspace.hub.state.triggers[payload["trigger_id"]])

    def _chances(self, kind: Kind, message: Message) -> Iterator[_Chance]:
        # What only one person sees is shared by that person; what all see is asked on, and looked into.
        if (kind == "share") != message.ephemeral:
            return
        channel = self.workspace.hub.state.channels[message.channel]
        people = {message.visible_to} if message.visible_to else channel.members - {self.workspace.bot.id}
        person = self.dice.choice(sorted(people))
        for block in message.blocks:
            for element in block_kit.interactive(block):
                for option in _wanted(kind, element):
                    yield _Chance(kind, person, message, f"{block['block_id']}/{element['action_id']}", option)


def _wanted(kind: Kind, element: dict[str, object]) -> list[str | None]:
    action = str(element["action_id"])
    if kind == "follow-up":
        return [None] if action.startswith(f"{ASK}-") else []
    if action != MORE:
        return []
    options = element.get("options")
    values = [str(option["value"]) for option in options] if isinstance(options, list) else []
    if kind == "share":
        return [value for value in values if thread_of(value) is not None]
    return [value for value in values if value in _MODALS]


def _name(chance: _Chance) -> tuple[str, str, str, str, str]:
    message = chance.message
    # The bot takes a share of one answer by one person once, wherever it goes to.
    option = SHARE if chance.kind == "share" else chance.option or ""
    return message.channel, message.ts, chance.element, option, chance.person
