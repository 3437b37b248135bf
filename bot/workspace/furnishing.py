"""Furnishing the workspace: people, channels, other bots, and what administrators do."""

from __future__ import annotations

from collections.abc import Iterable

from bot.workspace import events, typed
from bot.workspace.acting import Act, Acting, Where, Who
from bot.workspace.model import Channel, ChannelKind, Json, Message, Person


class Furnishing(Acting):
    """Who and what there is in the workspace."""

    def add_person(self, name: str, handle: str | None = None) -> Person:
        """A new person, in no channel yet."""
        return self.hub.add_person(name, handle)

    def add_channel(
        self,
        name: str,
        members: Iterable[Who] | None = None,
        *,
        private: bool = False,
        with_app: bool = True,
        archived: bool = False,
        restricted: bool = False,
    ) -> Channel:
        """A new channel, of everybody unless ``members`` names who is in it."""
        everybody = (p for p in self.hub.state.people.values() if not p.is_bot)
        inside = {self.person(who).id for who in (everybody if members is None else members)}
        if with_app:
            inside.add(self.hub.bot.id)
        kind: ChannelKind = "group" if private else "channel"
        return self.hub.add_channel(name, inside, kind, archived=archived, restricted=restricted)

    def direct_channel(self, who: Who) -> Channel:
        """A person's direct message with the app."""
        return self.hub.direct(self.person(who))

    def join(self, who: Who, where: Where, inviter: Who | None = None) -> Act:
        """Somebody (the app too) comes into a channel."""
        act, person, channel = self._act(), self.person(who), self.channel(where)
        channel.members.add(person.id)
        by = self.person(inviter).id if inviter else None
        ts = self.hub.ids.ts()
        event = events.joined(person, channel, self.hub.team_id, ts, by)
        return self._announce(act, channel, event)

    def leave(self, who: Who, where: Where) -> Act:
        """Somebody (the app too) leaves a channel."""
        act, person, channel = self._act(), self.person(who), self.channel(where)
        event = events.left(person, channel, self.hub.team_id, self.hub.ids.ts())
        act = self._announce(act, channel, event)
        channel.members.discard(person.id)
        return act

    def post_as_other_bot(self, where: Where, text: str, name: str = "Other bot") -> Act:
        """Another app's bot posts a message."""
        act, channel = self._act(), self.channel(where)
        known = (p for p in self.hub.state.people.values() if p.is_bot and p.name == name)
        bot = next(known, None) or self.hub.add_bot(name, name.casefold().replace(" ", "-"))
        with self.hub.lock:
            composed = typed.encoded(self._compose(text, False).text, self.hub.ids.block())
            act.message = Message(
                channel=channel.id,
                ts=self.hub.ids.ts(),
                user=bot.id,
                text=composed.text,
                blocks=composed.blocks,
                bot_id=bot.bot_id,
                bot_profile=self.hub.bot_profile(bot),
                app_id=bot.app_id,
            )
            act.deliveries = self.hub.add(act.message, composed.mentions)
        return self._settle(act, True)

    def send_event(self, event: Json, *, wait: bool = True) -> Act:
        """Deliver an event of any shape, subscribed to or not: for mutilated and rare payloads."""
        act = self._act()
        act.deliveries = [self.hub.emit_unasked(event)]
        return self._settle(act, wait)

    def send_interaction(self, payload: Json, *, wait: bool = True) -> Act:
        """Deliver an interaction payload of any shape."""
        return self._interact(payload, wait)

    def uninstall(self) -> Act:
        """Remove the app: its token is revoked, and it hears ``app_uninstalled``."""
        act = self._act()
        self.hub.revoked.add(self.hub.bot_token)
        revoked = {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [self.hub.bot.id]}}
        sent = [self.hub.emit(revoked), self.hub.emit({"type": "app_uninstalled"})]
        act.deliveries = [delivery for delivery in sent if delivery]
        return self._settle(act, True)

    def _announce(self, act: Act, channel: Channel, event: Json) -> Act:
        self.hub.feed.add("channel", channel=channel)
        sent = self.hub.emit(event) if self.hub.bot.id in channel.members else None
        act.deliveries = [sent] if sent else []
        return self._settle(act, True)
