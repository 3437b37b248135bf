"""Where a button was pressed, and how its answer gets back there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.dispatch import Way
from bot.middleware.payload import ident, inner, team_of, text, url_of
from bot.rendering.blocks import Surface
from bot.store import Job


@dataclass(frozen=True, slots=True)
class Pressed:
    """A press: who, on what, with what value.

    ``place`` is the message's time stamp or the view's id, ``at`` Slack's time stamp of the press itself. ``channel``
    is empty where it was pressed in a view.
    """

    team: str
    user: str
    channel: str
    place: str
    thread: str | None
    action: str
    value: str
    block: str
    at: str
    private: bool
    url: str
    trigger: str

    @property
    def surface(self) -> Surface:
        """Where its answer is seen."""
        if self.private:
            return "ephemeral"
        return "dm" if not self.channel or self.channel.startswith("D") else "channel"

    @property
    def key(self) -> str:
        """What the first press of this button by this person is claimed by, together with what it asks."""
        return f"a:{self.team}:{self.channel or 'view'}:{self.place}:{self.action}:{self.user}"

    def job(self, payload: Mapping[str, Any]) -> Job:
        """Return the job that brings ``payload`` back to where it was pressed."""
        if self.private:
            return Job(Way.RESPOND, self.team, self.channel, None, self.user, payload)
        if not self.channel:
            # In a view there is no conversation: the answer comes directly.
            return Job(Way.POST, self.team, self.user, None, self.user, payload)
        return Job(Way.POST, self.team, self.channel, self.thread, self.user, payload)


def pressed(body: Mapping[str, Any]) -> Pressed | None:
    """Return the first action of an interaction; None where it does not say who pressed what."""
    actions = body.get("actions")
    action = inner(actions[0]) if isinstance(actions, list) and actions else inner(None)
    container = inner(body, "container")
    user = ident(inner(body, "user"), "id")
    in_view = text(container, "type") == "view"
    place = (
        ident(container, "view_id")
        if in_view
        else ident(container, "message_ts") or ident(inner(body, "message"), "ts")
    )
    channel = "" if in_view else ident(container, "channel_id") or ident(inner(body, "channel"), "id")
    if not (user and place and text(action, "action_id")) or not (in_view or channel):
        return None
    chosen = inner(action, "selected_option")
    return Pressed(
        team_of(body),
        user,
        channel,
        place,
        None if in_view else ident(container, "thread_ts") or ident(inner(body, "message"), "thread_ts") or place,
        ident(action, "action_id") or "other",
        text(chosen, "value") or text(action, "value"),
        text(action, "block_id"),
        ident(action, "action_ts"),
        container.get("is_ephemeral") is True,
        url_of(body),
        text(body, "trigger_id"),
    )
