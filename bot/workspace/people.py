"""What people do in the workspace: post, ask, press, fill in. Each act says what came of it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.workspace import acks, choosing, events, interactions, typed
from bot.workspace.delivery import Delivery
from bot.workspace.errors import NotPossibleError
from bot.workspace.hub import Hub
from bot.workspace.model import Channel, Json, Message, Person, Raw, View

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


class People:
    """The acts of people. People and channels are given as objects, ids or names.

    Every act returns when its deliveries are acknowledged or given up (at most ``patience``
    seconds), or at once with ``wait=False``. Raises NotPossibleError for what Slack's client would not
    let a person do.
    """

    hub: Hub

    def person(self, who: Who) -> Person:
        """The person of that id, handle or name."""
        return who if isinstance(who, Person) else self.hub.state.person_named(who)

    def channel(self, where: Where) -> Channel:
        """The channel of that id or name."""
        return where if isinstance(where, Channel) else self.hub.state.channel_named(where)

    # Writing.

    def post(
        self,
        who: Who,
        where: Where,
        text: str,
        *,
        thread: Message | str | None = None,
        files: Sequence[str] = (),
        encoded: bool = False,
        wait: bool = True,
    ) -> Act:
        """Post a message; ``@name`` mentions. ``files`` are names of files attached to it.

        ``encoded`` says that the text is in Slack's own encoding already (``<@U…>``, ``&amp;``).
        """
        with self.hub.lock:
            person, channel = self.person(who), self.channel(where)
            if channel.archived:
                raise NotPossibleError(f"#{channel.name} is archived")
            if person.id not in channel.members:
                raise NotPossibleError(f"{person.name} is not in #{channel.name}")
            act = self._act()
            composed = self._compose(text, encoded)
            at = int(self.hub.now())
            act.message = Message(
                channel=channel.id,
                ts=self.hub.ids.ts(),
                user=person.id,
                text=composed.text,
                blocks=composed.blocks if text else [],
                thread_ts=_ts(thread),
                subtype="file_share" if files else None,
                client_msg_id=self.hub.ids.uuid(),
                files=[
                    events.uploaded_file(self.hub.ids.new("F"), name, person, at, self.hub.team.domain)
                    for name in files
                ],
            )
            act.deliveries = self.hub.add(act.message, composed.mentions)
        return self._settle(act, wait)

    def direct(
        self,
        who: Who,
        text: str,
        *,
        thread: Message | str | None = None,
        files: Sequence[str] = (),
        encoded: bool = False,
        wait: bool = True,
    ) -> Act:
        """Write to the app in a direct message."""
        channel = self.hub.direct(self.person(who))
        return self.post(who, channel, text, thread=thread, files=files, encoded=encoded, wait=wait)

    def edit(self, message: Message, text: str, *, wait: bool = True) -> Act:
        """Edit one's own message."""
        with self.hub.lock:
            act = self._act()
            before = events.stored(message, self.hub.team_id)
            was_named = f"<@{self.hub.bot.id}" in message.text
            composed = self._compose(text, False)
            message.text, message.blocks = composed.text, composed.blocks
            message.edited = {"user": message.user, "ts": self.hub.ids.ts()}
            newly = self.hub.bot.id in composed.mentions and not was_named
            act.message = message
            act.deliveries = self.hub.change(message, before, newly_named=newly)
        return self._settle(act, wait)

    def delete(self, message: Message, *, wait: bool = True) -> Act:
        """Delete one's own message."""
        act = self._act()
        act.message = message
        act.deliveries = self.hub.remove(message)
        return self._settle(act, wait)

    # Asking.

    def command(
        self,
        who: Who,
        where: Where,
        command: str,
        text: str = "",
        *,
        wait: bool = True,
    ) -> Act:
        """Type a slash command into a channel (never a thread: Slack has none there)."""
        if command not in self.hub.app.commands:
            raise NotPossibleError(f"{command} is not a valid command in this workspace")
        with self.hub.lock:
            act = self._act()
            person, channel = self.person(who), self.channel(where)
            payload = interactions.slash_command(self.hub, person, channel, command, text)
            act.deliveries = [self.hub.command(payload)]
        return self._settle(act, wait)

    def shortcut(
        self,
        who: Who,
        callback_id: str,
        message: Message | None = None,
        *,
        wait: bool = True,
    ) -> Act:
        """Use a message's shortcut, or a global one when no message is given."""
        person = self.person(who)
        with self.hub.lock:
            if message is None:
                payload = interactions.global_shortcut(self.hub, person, callback_id)
            else:
                payload = interactions.message_shortcut(self.hub, person, message, callback_id)
        return self._interact(payload, wait)

    def open_home(self, who: Who, tab: str = "home", *, wait: bool = True) -> Act:
        """Open the app's Home tab, or its Messages tab with ``tab="messages"``."""
        person = self.person(who)
        with self.hub.lock:
            act = self._act()
            view = self.hub.state.homes.get(person.id)
            shown = interactions.view_payload(self.hub, view) if view else None
            channel = self.hub.direct(person)
            event = events.app_home_opened(person, channel, tab, self.hub.ids.ts(), shown)
            sent = self.hub.emit(event)
            act.deliveries = [sent] if sent else []
        return self._settle(act, wait)

    # Pressing and filling in.

    def press(
        self,
        who: Who,
        on: Message | View,
        wanted: str,
        choice: Raw = None,
        *,
        wait: bool = True,
    ) -> Act:
        """Press a button or choose from a menu; ``wanted`` is an action id or the words on it.

        ``choice`` is an option's value or words, or ``positive``/``negative`` for feedback.
        """
        person = self.person(who)
        with self.hub.lock:
            block, element = choosing.find(on.blocks, wanted)
            action = choosing.action(block, element, choice, self.hub.ids.ts())
            if isinstance(on, View):
                self._check_open(on, person)
                if element["type"] not in ("button", "overflow", "feedback_buttons", "icon_button"):
                    held = choosing.value(element, choice)
                    on.values.setdefault(block["block_id"], {})[element["action_id"]] = held
                payload = interactions.view_actions(self.hub, person, on, action)
            else:
                if on.visible_to not in (None, person.id):
                    raise NotPossibleError(f"{person.name} does not see this message")
                payload = interactions.message_actions(self.hub, person, on, action)
        return self._interact(payload, wait)

    def submit(self, who: Who, view: View, values: dict[str, Any] | None = None, *, wait: bool = True) -> Act:
        """Fill in a modal and submit it; ``values`` by block id or action id."""
        person = self.person(who)
        with self.hub.lock:
            self._check_open(view, person)
            self._fill_in(view, dict(values or {}))
            payload = interactions.view_submission(self.hub, person, view)
        return self._interact(payload, wait)

    def close(self, who: Who, view: View, *, everything: bool = False, wait: bool = True) -> Act:
        """Close a modal (or the whole stack); the app hears of it only if the view asks for that."""
        person = self.person(who)
        with self.hub.lock:
            self._check_open(view, person)
            clear = everything or bool(view.body.get("clear_on_close"))
            acks.close(self.hub, self.hub.state.open_views(person.id) if clear else [view])
            if not view.body.get("notify_on_close"):
                return self._act()
            payload = interactions.view_closed(self.hub, person, view, clear)
        return self._interact(payload, wait)

    # Inside.

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

    def _check_open(self, view: View, person: Person) -> None:
        if view.user != person.id:
            raise NotPossibleError(f"{person.name} does not see this view")
        if not view.is_open:
            raise NotPossibleError("this modal was closed")

    def _fill_in(self, view: View, values: dict[str, Any]) -> None:
        missing = []
        for block in view.blocks:
            if block["type"] != "input":
                continue
            element, block_id = block["element"], block["block_id"]
            action_id = element["action_id"]
            held = view.values.setdefault(block_id, {})
            for key in (block_id, action_id):
                if key in values:
                    held[action_id] = choosing.value(element, values.pop(key))
                    break
            else:
                held.setdefault(action_id, choosing.initial(element))
            if not block.get("optional") and not choosing.is_filled(held[action_id]):
                missing.append(block["label"]["text"])
        if values:
            raise NotPossibleError(f"there is no input {', '.join(values)} in this modal")
        if missing:
            raise NotPossibleError(f"please fill in: {', '.join(missing)}")


def _ts(thread: Message | str | None) -> str | None:
    return thread.root_ts if isinstance(thread, Message) else thread
