"""One delivery to the app and what became of it: attempts, acknowledgement, timings."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import Any, Literal

from bot.workspace.model import Json

EnvelopeType = Literal["events_api", "slash_commands", "interactive"]
Status = Literal["pending", "acked", "failed"]


@dataclass(slots=True)
class Attempt:
    """One envelope sent; times are seconds on the workspace's clock."""

    envelope_id: str
    retry: int
    sent_at: float
    connection: int
    acked_at: float | None = None
    ignored_ack: bool = False


@dataclass(slots=True)
class Delivery:
    """A payload on its way to the app. ``wait`` returns when it was acknowledged or given up."""

    type: EnvelopeType
    payload: Json
    name: str
    """The event's type, the command or the interaction's type."""
    created_at: float
    accepts_response: bool = False
    lost_acks: int = 0
    attempts: list[Attempt] = field(default_factory=list)
    status: Status = "pending"
    ack_payload: Json | None = None
    error: str | None = None
    """What the person's client shows when it failed: ``operation_timeout``, ``dispatch_failed``."""
    done: threading.Event = field(default_factory=threading.Event, repr=False)

    @property
    def event_id(self) -> str | None:
        """The event id, None for commands and interactions."""
        return self.payload.get("event_id")

    @property
    def acked(self) -> bool:
        """Whether the app acknowledged it."""
        return self.status == "acked"

    @property
    def seconds_to_ack(self) -> float | None:
        """Seconds from the last attempt to its acknowledgement."""
        if not self.attempts or self.attempts[-1].acked_at is None:
            return None
        return self.attempts[-1].acked_at - self.attempts[-1].sent_at

    def wait(self, timeout: float | None = None) -> bool:
        """Wait until it is acknowledged or given up; False when time ran out."""
        return self.done.wait(timeout)

    def report(self) -> dict[str, Any]:
        """What the feed tells of it."""
        return {
            "type": self.type,
            "name": self.name,
            "status": self.status,
            "payload": self.payload,
            "ack": self.ack_payload,
            "attempts": len(self.attempts),
            "seconds_to_ack": self.seconds_to_ack,
            "error": self.error,
        }
