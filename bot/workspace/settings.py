"""What a workspace is set up with: the app it has installed and the times it keeps."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Self

MINIMUM_SCOPES = frozenset({"app_mentions:read", "assistant:write", "chat:write", "commands", "im:history"})
"""The scopes the bot's manifest asks for and cannot work without."""

HISTORY_SCOPES = frozenset({"channels:history", "groups:history"})
"""Optional scopes: with them untagged follow-ups in channel threads reach the app."""

MINIMUM_EVENTS = frozenset({"app_mention", "message.im", "app_home_opened", "app_uninstalled", "tokens_revoked"})
HISTORY_EVENTS = frozenset({"message.channels", "message.groups"})


@dataclass(frozen=True, slots=True)
class AppSettings:
    """The one app installed in the workspace, as its manifest describes it.

    ``events`` are the subscribed bot events, ``commands`` the registered slash commands (an
    empty tuple registers none), ``scopes`` the bot scopes granted at installation.
    """

    name: str = "Myositis Bot"
    handle: str = "myositis"
    scopes: frozenset[str] = MINIMUM_SCOPES
    events: frozenset[str] = MINIMUM_EVENTS
    commands: tuple[str, ...] = ("/myositis",)
    home_tab: bool = True
    agent_view: bool = True
    post_rate: float | None = None
    """Messages a second a channel accepts before it answers ``ratelimited``; None: no limit."""

    def with_history(self) -> Self:
        """The same app where the workspace granted the optional history scopes."""
        return replace(self, scopes=self.scopes | HISTORY_SCOPES, events=self.events | HISTORY_EVENTS)

    def granting(self, *scopes: str) -> Self:
        """The same app with further scopes."""
        return replace(self, scopes=self.scopes | set(scopes))


@dataclass(frozen=True, slots=True)
class Times:
    """The platform's waiting times, in seconds. Tests compress them and say so.

    The defaults are Slack's own: three seconds to acknowledge, retries almost at once, after
    one minute and after five, triggers of three seconds, response URLs of thirty minutes.
    """

    ack_deadline: float = 3.0
    retry_after: tuple[float, ...] = (1.0, 60.0, 300.0)
    trigger_life: float = 3.0
    response_url_life: float = 1800.0
    disconnect_grace: float = 10.0
    patience: float = 10.0
    """How long a person's action waits for its deliveries before it returns anyway."""

    @classmethod
    def compressed(cls, factor: float) -> Times:
        """Slack's times divided by ``factor``; the deadline to acknowledge at least 50 ms."""
        return cls(
            ack_deadline=max(0.05, 3.0 / factor),
            retry_after=tuple(seconds / factor for seconds in (1.0, 60.0, 300.0)),
            trigger_life=3.0 / factor,
            response_url_life=1800.0 / factor,
            disconnect_grace=10.0 / factor,
        )


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much the workspace remembers, so that a long run does not grow without end."""

    messages_per_channel: int = 2_000
    feed: int = 5_000
    views: int = 500
    tickets: int = 5_000
    """Triggers and response URLs remembered, each."""


@dataclass(frozen=True, slots=True)
class TeamSettings:
    """The workspace's own name and address."""

    name: str = "Local workspace"
    domain: str = "local-workspace"
    enterprise_id: str | None = None
    people: tuple[str, ...] = field(default=("Ada Fellow", "Ben Attending"))
