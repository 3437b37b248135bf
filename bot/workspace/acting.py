"""What every act of a person has in common: who, where, and what came of it."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from bot.workspace import typed
from bot.workspace.delivery import Delivery
from bot.workspace.hub import Hub
from bot.workspace.model import Channel, Json, Message, Person

Who = Person | str
Where = Channel | str


@dataclass(slots=True)
class Act:
    """One thing a person did, and the deliveries to the app that it caused."""

    message: Message | None = None
    deliveries: list[Delivery] = field(default_factory=list)
    seq: int = 0
    """The feed's last number before the act: what came after may be its consequence."""
    at: float = 0.0

    def wait(self, timeout: float) -> bool:
        """Wait until every delivery is acknowledged or given up."""
        deadline = time.monotonic() + timeout
        return all(d.wait(max(0.0, deadline - time.monotonic())) for d in self.deliveries)

    @property
    def acked(self) -> bool:
        """Whether the app acknowledged every delivery."""
        return all(delivery.acked for delivery in self.deliveries)

    @property
    def error(self) -> str | None:
        """What the person's client shows, such as ``operation_timeout``; None when all went well."""
        return next((delivery.error for delivery in self.deliveries if delivery.error), None)


class Acting:
    """The means by which people act: found by name, deliveries waited for."""

    hub: Hub

    def person(self, who: Who) -> Person:
        """The person of that id, handle or name."""
        return who if isinstance(who, Person) else self.hub.state.person_named(who)

    def channel(self, where: Where) -> Channel:
        """The channel of that id or name."""
        return where if isinstance(where, Channel) else self.hub.state.channel_named(where)

    def _act(self) -> Act:
        return Act(seq=self.hub.feed.last, at=self.hub.now())

    def _interact(self, payload: Json, wait: bool) -> Act:
        act = self._act()
        act.deliveries = [self.hub.interact(payload)]
        return self._settle(act, wait)

    def _settle(self, act: Act, wait: bool) -> Act:
        if wait:
            act.wait(self.hub.times.patience)
            if act.error:
                self.hub.feed.add("notice", user=None, text=act.error)
        return act

    def _compose(self, text: str, encoded: bool) -> typed.Typed:
        block_id = self.hub.ids.block()
        if encoded:
            return typed.encoded(text, block_id)
        channels = [(channel.name, channel.id) for channel in self.hub.state.channels.values()]
        return typed.compose(text, self.hub.state.names(), channels, block_id)
