"""What people do in the workspace: post, ask, open. Each act says what came of it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.workspace import events, interactions
from bot.workspace.acting import Act, Where, Who
from bot.workspace.errors import NotPossibleError
from bot.workspace.model import Message
from bot.workspace.pressing import Pressing


class People(Pressing):
    """The acts of people. People and channels are given as objects, ids or names.

    Every act returns when its deliveries are acknowledged or given up (at most ``patience``
    seconds), or at once with ``wait=False``. Raises NotPossibleError for what Slack's client would not
    let a person do.
    """

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


def _ts(thread: Message | str | None) -> str | None:
    return thread.root_ts if isinstance(thread, Message) else thread
