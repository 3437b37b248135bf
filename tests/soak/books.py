"""Keeps the books of what is typed behind the command, pressed and chosen: Slack brings those to the bot once.

Nobody brings them again. Where the bot is down or too late, the person sees an error of Slack's at once and knows; so
what never was acknowledged, and is not in the bot's store, is told apart from what the bot lost.
"""

from __future__ import annotations

import threading
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Literal, get_args

from bot.messages import POSSIBLY_AGAIN
from bot.workspace.feed import Entry
from tests.soak.deeds import Deed, Kind
from tests.soak.ledger import Ledger

Outcome = Literal["answered", "down", "broken", "late", "cut off", "lost"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
_OPENING = 1.0
"""Seconds from the envelope to the modal, in which a kill prevents it; no restart can open it. Mostly it takes few
milliseconds, and the longer this is, the more lost modals it would excuse."""


@dataclass
class Books:
    """The deeds of a run, and what came of each; ``ledger`` counts the posts, which carry their keys."""

    ledger: Ledger
    deeds: list[Deed] = field(default_factory=list)
    kills: list[float] = field(default_factory=list)
    """When the bot was killed, on the workspace's clock."""
    _told: Counter[str] = field(default_factory=Counter)
    _shared: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def watch(self, entry: Entry) -> None:
        """Note what comes by response URL; called for every entry of the workspace's feed."""
        if entry.kind != "response_url" or entry.data["error"] is not None:
            return
        fields = entry.data["fields"]
        with self._lock:
            if fields.get("response_type") == "in_channel":
                self._shared[entry.data["secret"]].append(fields["text"])
            else:
                self._told[entry.data["secret"]] += 1

    def outcome(self, deed: Deed) -> Outcome:
        """Return what came of a deed, for whoever did it."""
        delivery = deed.act.deliveries[0]
        if self._is_answered(deed):
            return "answered"
        if not delivery.acked and not self._is_accepted(deed):
            if not any(attempt.connection for attempt in delivery.attempts):
                return "down"
            return "late" if delivery.error == "operation_timeout" else "broken"
        is_cut_off = deed.kind == "modal" and self._is_killed(delivery.attempts[-1].sent_at, _OPENING)
        return "cut off" if is_cut_off else "lost"

    def table(self) -> dict[Kind, Counter[Outcome]]:
        """Return how often each kind of deed came to what."""
        counted: dict[Kind, Counter[Outcome]] = {kind: Counter() for kind in get_args(Kind)}
        for deed in self.deeds:
            counted[deed.kind][self.outcome(deed)] += 1
        return counted

    @property
    def lost(self) -> list[str]:
        """The deeds that were acknowledged, or that the bot took upon itself, and that came to nothing."""
        return [f"{deed.kind} {deed.what}" for deed in self.deeds if self.outcome(deed) == "lost"]

    @property
    def late(self) -> list[str]:
        """The deeds that a bot which was up did not acknowledge in time: Slack shows an error, and the bot is why."""
        return [f"{deed.kind} {deed.what}" for deed in self.deeds if self.outcome(deed) == "late"]

    @property
    def copies(self) -> int:
        """Shared answers that say that they may be there twice."""
        return sum(POSSIBLY_AGAIN in text for texts in self._shared.values() for text in texts)

    @property
    def unexplained(self) -> list[str]:
        """Answers shared twice without a word, posts that nobody's deed explains, one command answered in two ways."""
        shared = sum(len(texts) for texts in self._shared.values())
        twice = [
            secret for secret, texts in self._shared.items() if sum(POSSIBLY_AGAIN not in text for text in texts) > 1
        ]
        said: defaultdict[str, set[str]] = defaultdict(set)
        for deed in self.deeds:
            answer = deed.act.deliveries[0].ack_payload
            if deed.kind == "command" and answer:
                said[deed.what].add(str(answer.get("text")))
        unlike = [f"command {words!r} answered in {len(texts)} ways" for words, texts in said.items() if len(texts) > 1]
        stray = [f"{self.ledger.unmarked} posts without a mark, {shared} of them shared"]
        return twice + unlike + (stray if self.ledger.unmarked != shared else [])

    def _is_answered(self, deed: Deed) -> bool:
        delivery = deed.act.deliveries[0]
        match deed.kind:
            case "command":
                return bool((delivery.ack_payload or {}).get("text")) and delivery.error is None
            case "follow-up":
                return any(count for key, count in self.ledger.answers.items() if key.startswith(deed.what))
            case "share":
                return bool(self._shared.get(deed.secret))
            case "modal":
                # A hint that the modal cannot be shown just now is an answer too.
                return (deed.trigger is not None and deed.trigger.used) or bool(self._told[deed.secret])

    def _is_accepted(self, deed: Deed) -> bool:
        return deed.kind in ("follow-up", "share") and any(key.startswith(deed.what) for key in self.ledger.accepted)

    def _is_killed(self, since: float, within: float) -> bool:
        return any(since - 0.1 <= killed <= since + within for killed in self.kills)
