"""One call of the Web API: its arguments, and the table of methods."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.workspace.errors import SlackError
from bot.workspace.hub import Hub
from bot.workspace.model import Channel, Json, Raw
from bot.workspace.posting import parsed


@dataclass(frozen=True, slots=True)
class Call:
    """The hub, the method's name and the arguments, from JSON body, form or query alike."""

    hub: Hub
    method: str
    arguments: Json

    def text(self, name: str) -> str:
        """A string argument, empty when absent; raises ``invalid_arguments`` for other types."""
        value = self.arguments.get(name)
        if value is None:
            return ""
        if isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
        if not isinstance(value, str):
            raise invalid(f"must provide a string [json-pointer:/{name}]")
        return value

    def required(self, name: str) -> str:
        """A string argument that must be there; raises ``invalid_arguments`` naming it."""
        if not (value := self.text(name)):
            raise invalid(f"missing required field: {name}")
        return value

    def flag(self, name: str) -> bool:
        """A boolean argument; forms send it as text."""
        return self.arguments.get(name) in (True, "true", "1", 1)

    def whole(self, name: str, default: int) -> int:
        """A whole number."""
        try:
            return int(self.arguments.get(name) or default)
        except (TypeError, ValueError):
            raise invalid(f"must provide an integer [json-pointer:/{name}]") from None

    def structure(self, name: str) -> Raw:
        """A JSON argument, parsed where it came as text."""
        return parsed(self.arguments.get(name), name)

    def channel(self, name: str = "channel") -> Channel:
        """The channel named by an argument; a person's id stands for the direct message.

        Raises ``channel_not_found``, also for a private channel the app is not in.
        """
        channel_id = self.text(name)
        if not channel_id:
            raise SlackError("channel_not_found" if name == "channel" else "invalid_arguments")
        state = self.hub.state
        if channel_id in state.people and not state.people[channel_id].is_bot:
            return self.hub.direct(state.people[channel_id])
        channel = state.channel(channel_id)
        if channel.kind != "channel" and self.hub.bot.id not in channel.members:
            raise SlackError("channel_not_found")
        return channel


def invalid(message: str) -> SlackError:
    """``invalid_arguments`` with its explanation."""
    return SlackError("invalid_arguments", response_metadata={"messages": [f"[ERROR] {message}"]})


Handler = Callable[[Call], Json]


@dataclass(frozen=True, slots=True)
class Method:
    """A method: what carries it out, the scopes any of which it needs, the token it takes."""

    handler: Handler
    scopes: tuple[str, ...] = ()
    app_token: bool = False


METHODS: dict[str, Method] = {}


def method(name: str, *scopes: str, app_token: bool = False) -> Callable[[Handler], Handler]:
    """Enter a handler into the table of methods."""

    def enter(handler: Handler) -> Handler:
        METHODS[name] = Method(handler, scopes, app_token)
        return handler

    return enter
