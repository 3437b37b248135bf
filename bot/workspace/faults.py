"""Misbehaviour on demand, as the real platform and network show it now and then."""

from __future__ import annotations

import random
import threading
from collections import Counter, deque
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any, Literal

from bot.workspace.model import Raw

ApiFaultKind = Literal["ratelimited", "error", "http", "drop_before", "drop_after"]


@dataclass(frozen=True, slots=True)
class ApiFault:
    """What shall happen to one Web API call (or, as method ``response_url``, to one answer).

    ``drop_before`` closes the connection before the call is looked at; ``drop_after`` carries it
    out and closes the connection instead of answering.
    """

    kind: ApiFaultKind
    error: str = ""
    extra: dict[str, Any] = field(default_factory=dict)
    retry_after: int = 1
    status: int = 500


@dataclass(frozen=True, slots=True)
class DeliveryFault:
    """What shall happen to one delivery: ``late`` and ``copies`` are seconds of delay."""

    late: float = 0.0
    copies: tuple[float, ...] = ()
    same_event_id: bool = True
    lost_acks: int = 0


class Faults:
    """Asks for faults. Each holds for the next ``times`` occasions; safe to use from any thread.

    ``counts`` tells how often each kind was applied.
    """

    def __init__(self, notice: Callable[[str, dict[str, Any]], None] | None = None) -> None:
        self._lock = threading.Lock()
        self._api: dict[str, deque[ApiFault]] = {}
        self._deliveries: dict[str, deque[DeliveryFault]] = {}
        self._latency: dict[str, float] = {}
        self._metadata: dict[str, str] = {}
        self._triggers = 0
        self._chances: tuple[random.Random, dict[str, float], int] | None = None
        self._notice = notice
        self.counts: Counter[str] = Counter()

    # Calls of the Web API.

    def rate_limit(self, method: str = "chat.postMessage", *, retry_after: int = 1, times: int = 1) -> None:
        """Answer 429 with ``Retry-After`` in seconds."""
        self._ask(method, ApiFault("ratelimited", retry_after=retry_after), times)

    def refuse(self, error: str, method: str = "chat.postMessage", *, times: int = 1, **extra: Raw) -> None:
        """Refuse with Slack's error string, such as ``invalid_blocks`` or ``token_revoked``."""
        if error == "invalid_blocks" and not extra:
            text = "[ERROR] unsupported type: table [json-pointer:/blocks/0/type]"
            extra = {"response_metadata": {"messages": [text]}}
        self._ask(method, ApiFault("error", error=error, extra=extra), times)

    def refuse_metadata(self, error: str, method: str = "chat.postMessage") -> None:
        """Refuse every call that carries metadata with this error, until cleared."""
        with self._lock:
            self._metadata[method] = error

    def http_error(self, status: int = 503, method: str = "chat.postMessage", *, times: int = 1) -> None:
        """Answer with a bare HTTP status and a body that is not JSON."""
        self._ask(method, ApiFault("http", status=status), times)

    def drop(self, method: str = "chat.postMessage", *, after_accepting: bool = True, times: int = 1) -> None:
        """Close the connection without an answer, after or before carrying the call out."""
        self._ask(method, ApiFault("drop_after" if after_accepting else "drop_before"), times)

    def latency(self, seconds: float, method: str = "chat.postMessage") -> None:
        """Answer every call of the method that much later, until set to 0."""
        with self._lock:
            self._latency[method] = seconds

    # Deliveries to the app; ``kind`` is an envelope or event type, such as ``app_mention``.

    def deliver_twice(
        self,
        kind: str = "events_api",
        *,
        same_event_id: bool = True,
        after: float = 0.0,
        times: int = 1,
    ) -> None:
        """Send a second copy ``after`` seconds, under the same or a new event id."""
        fault = DeliveryFault(copies=(after,), same_event_id=same_event_id)
        self._deliver(kind, fault, times)

    def deliver_late(self, seconds: float, kind: str = "events_api", *, times: int = 1) -> None:
        """Send only after that many seconds."""
        self._deliver(kind, DeliveryFault(late=seconds), times)

    def lose_ack(self, kind: str = "events_api", *, acks: int = 1, times: int = 1) -> None:
        """Take no notice of the first acknowledgements, so that the retry comes."""
        self._deliver(kind, DeliveryFault(lost_acks=acks), times)

    def expire_trigger(self, times: int = 1) -> None:
        """Give out triggers that have expired already."""
        with self._lock:
            self._triggers += times

    # At random, for long runs.

    def at_random(self, seed: int, *, retry_after: int = 1, **chances: float) -> None:
        """Apply faults by chance, in long runs.

        ``duplicate`` and ``late`` strike deliveries, ``lose_ack`` those of events: nothing else is retried.
        ``ratelimited``, ``drop_before``, ``drop_after``, ``invalid_blocks``, ``http`` strike posts, also those
        by response URL. Each is a probability; delays are up to 0.2 s. Raises ValueError for an unknown name.
        """
        known = {"duplicate", "late", "lose_ack"}
        known |= {"ratelimited", "drop_before", "drop_after", "invalid_blocks", "http"}
        if unknown := set(chances) - known:
            raise ValueError(f"no such fault: {', '.join(sorted(unknown))}")
        with self._lock:
            self._chances = (random.Random(seed), chances, retry_after)  # noqa: S311

    def clear(self) -> None:
        """Ask for nothing any more."""
        with self._lock:
            self._api.clear()
            self._deliveries.clear()
            self._latency.clear()
            self._metadata.clear()
            self._triggers = 0
            self._chances = None

    # What the server takes.

    def take_api(self, method: str, given: Collection[str] = ()) -> ApiFault | None:
        """The fault for this call, if any; ``given`` are the arguments that hold something.

        Blocks and metadata are refused only where there are some.
        """
        with self._lock:
            waiting = self._api.get(method) or self._api.get("*")
            if waiting:
                fault: ApiFault | None = waiting.popleft()
            elif "metadata" in given and method in self._metadata:
                fault = ApiFault("error", error=self._metadata[method])
            else:
                fault = self._chance_of_post(method, "blocks" in given)
            if fault is None:
                return None
            name = fault.error or fault.kind
            self.counts[name] += 1
        if self._notice:
            self._notice(name, {"method": method})
        return fault

    def take_latency(self, method: str) -> float:
        """Seconds to wait before answering this call."""
        if not self._latency:
            return 0.0
        return self._latency.get(method, self._latency.get("*", 0.0))

    def take_delivery(self, *kinds: str) -> DeliveryFault | None:
        """The fault for a delivery of these types, if any."""
        with self._lock:
            waiting = next((q for kind in kinds if (q := self._deliveries.get(kind))), None)
            fault = waiting.popleft() if waiting else self._chance_of_delivery(kinds)
            if fault is None:
                return None
            name = "late" if fault.late else "duplicate" if fault.copies else "lose_ack"
            self.counts[name] += 1
        if self._notice:
            self._notice(name, {"delivery": kinds[-1]})
        return fault

    def take_expired_trigger(self) -> bool:
        """Whether the trigger about to be given out shall have expired."""
        with self._lock:
            if not self._triggers:
                return False
            self._triggers -= 1
            self.counts["expired_trigger"] += 1
            return True

    def _ask(self, method: str, fault: ApiFault, times: int) -> None:
        with self._lock:
            self._api.setdefault(method, deque()).extend([fault] * times)

    def _deliver(self, kind: str, fault: DeliveryFault, times: int) -> None:
        with self._lock:
            self._deliveries.setdefault(kind, deque()).extend([fault] * times)

    def _chance_of_post(self, method: str, has_blocks: bool) -> ApiFault | None:
        if self._chances is None or not method.startswith(("chat.post", "response_url")):
            return None
        dice, chances, retry_after = self._chances
        throw = dice.random()
        kinds: tuple[ApiFaultKind, ...] = ("ratelimited", "drop_before", "drop_after", "http")
        for kind in kinds:
            throw -= chances.get(kind, 0.0)
            if throw < 0:
                return ApiFault(kind, retry_after=retry_after, status=503)
        if has_blocks and throw < chances.get("invalid_blocks", 0.0):
            return ApiFault("error", error="invalid_blocks")
        return None

    def _chance_of_delivery(self, kinds: tuple[str, ...]) -> DeliveryFault | None:
        if self._chances is None:
            return None
        dice, chances, _ = self._chances
        throw, delay = dice.random(), dice.uniform(0.0, 0.2)
        if (throw := throw - chances.get("duplicate", 0.0)) < 0:
            return DeliveryFault(copies=(delay,), same_event_id=dice.random() < 0.5)
        if (throw := throw - chances.get("late", 0.0)) < 0:
            return DeliveryFault(late=delay)
        if throw < chances.get("lose_ack", 0.0) and "events_api" in kinds:
            return DeliveryFault(lost_acks=1)
        return None
