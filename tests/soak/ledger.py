"""Keeps the books of a run: what was asked, what reached the bot, what was answered how often."""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import dataclass, field

from bot.dispatch.delivery import METADATA
from bot.workspace.acting import Act
from bot.workspace.feed import Entry


@dataclass
class Ledger:
    """Answers are told apart by the key that the bot's messages carry as metadata."""

    bot_id: str
    team: str
    asked: dict[str, Act] = field(default_factory=dict)
    answers: Counter[str] = field(default_factory=Counter)
    """Posts by the key of the question, the first and all copies."""
    firsts: Counter[str] = field(default_factory=Counter)
    copies: int = 0
    unsaid_copies: int = 0
    """Copies that do not say that they may be one."""
    privately: int = 0
    unmarked: int = 0
    """Posts without a key: answers shared by response URL, which takes no metadata."""
    accepted: frozenset[str] = frozenset()
    """The questions that the bot's store says it took upon itself, acknowledged or not."""
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def ask(self, act: Act) -> None:
        """Note a question."""
        assert act.message is not None
        self.asked[f"m:{self.team}:{act.message.channel}:{act.message.ts}"] = act

    def watch(self, entry: Entry) -> None:
        """Note what the bot posts; called for every entry of the workspace's feed."""
        if entry.kind != "message" or entry.data["message"].bot_id != self.bot_id:
            return
        message = entry.data["message"]
        metadata = message.metadata or {}
        key = metadata.get("event_payload", {}).get("key", "") if metadata.get("event_type") == METADATA else ""
        question = key.partition("@")[0].partition("#")[0]
        with self._lock:
            if not key:
                self.unmarked += 1
                return
            self.answers[question] += 1
            if "@" in key:
                self.privately += 1
            elif "#" in key:
                self.copies += 1
                self.unsaid_copies += "may be here twice" not in message.text
            else:
                self.firsts[question] += 1

    @property
    def reached(self) -> list[str]:
        """The questions whose event the bot acknowledged."""
        return [key for key, act in self.asked.items() if any(delivery.acked for delivery in act.deliveries)]

    @property
    def lost(self) -> list[str]:
        """The questions that were acknowledged, or that the bot took upon itself, and that were not answered."""
        taken = {*self.reached, *(self.accepted & self.asked.keys())}
        return [key for key in self.asked if key in taken and not self.answers[key]]

    @property
    def unreached(self) -> list[str]:
        """The questions that the workspace gave up delivering, as Slack does when an app is away too long."""
        lost = {*self.reached, *self.lost}
        return [key for key in self.asked if key not in lost and not self.answers[key]]

    @property
    def duplicates(self) -> int:
        """Answers beyond the first of each question."""
        return sum(count - 1 for count in self.answers.values() if count > 1)

    @property
    def unexplained(self) -> list[str]:
        """The questions that were answered twice, not by a copy under the rule for unknown outcomes."""
        return [key for key, count in self.firsts.items() if count > 1] + [""] * self.unsaid_copies
