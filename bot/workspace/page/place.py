"""Where somebody is on the page: what its address says, and addresses of other places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from bot.workspace.hub import Hub
from bot.workspace.model import Channel, Message, Person, View
from bot.workspace.workspace import Workspace

_PARTS = ("as", "c", "tab", "t", "i", "ic", "nav")


@dataclass(frozen=True, slots=True)
class Place:
    """A person in a channel, perhaps with a thread and the inspector open.

    Addresses name them: ``as`` the person, ``c`` the channel, ``tab`` the tab of the app, ``t`` the
    thread, ``i`` the inspector (``1``, or the message looked at in channel ``ic``), ``nav`` the list
    of channels on a phone. What an address names and nobody knows falls back to the first there is.
    """

    person: Person
    channel: Channel
    tab: str
    thread: str | None
    inspected: str | None
    inspected_channel: str | None
    nav: bool

    def url(self, **changes: str | None) -> str:
        """The address of this place with some of its parts changed; None takes a part away."""
        parts: dict[str, str | None] = {
            "as": self.person.id,
            "c": self.channel.id,
            "tab": self.tab or None,
            "t": self.thread,
            "i": self.inspected,
            "ic": self.inspected_channel,
        } | changes
        if not parts.get("i"):
            parts["ic"] = None
        return "/?" + urlencode({name: value for name in _PARTS if (value := parts.get(name))})


def find(workspace: Workspace, asked: Mapping[str, str]) -> Place:
    """The place that an address's query names."""
    state = workspace.hub.state
    persons = people_of(workspace.hub)
    person = next((each for each in persons if each.id == asked.get("as")), persons[0])
    direct = workspace.direct_channel(person)
    channels = channels_of(workspace.hub, person)
    channel = next((each for each in [*channels, direct] if each.id == asked.get("c")), (channels or [direct])[0])
    is_home = channel is direct and asked.get("tab") == "home" and workspace.hub.app.home_tab
    thread = asked.get("t") or None
    if thread and (thread not in channel.messages or is_home):
        thread = None
    inspected_channel = state.channels.get(asked.get("ic", ""))
    return Place(
        person,
        channel,
        "home" if is_home else "",
        thread,
        asked.get("i") or None,
        inspected_channel.id if inspected_channel else None,
        bool(asked.get("nav")),
    )


def people_of(hub: Hub) -> list[Person]:
    """The people there are to be, bots left out."""
    return [person for person in hub.state.people.values() if not person.is_bot and not person.deleted]


def channels_of(hub: Hub, person: Person) -> list[Channel]:
    """The channels a person is in, direct messages left out."""
    return [each for each in hub.state.channels.values() if each.kind != "im" and person.id in each.members]


def address_of(on: Message | View) -> str:
    """How the page names a message or view when somebody presses something on it."""
    return f"v:{on.id}" if isinstance(on, View) else f"m:{on.channel}:{on.ts}"


def addressed(hub: Hub, address: str) -> Message | View | None:
    """The message or view of that name; None when it is gone."""
    kind, _, rest = address.partition(":")
    if kind == "v":
        homes = {view.id: view for view in hub.state.homes.values()}
        return hub.state.views.get(rest) or homes.get(rest)
    channel_id, _, ts = rest.partition(":")
    channel = hub.state.channels.get(channel_id)
    return channel.messages.get(ts) if channel else None
