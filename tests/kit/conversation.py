"""Tests read as conversations: somebody says something, and this is what the bot did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.workspace import Act, Message, View, Workspace
from bot.workspace.acting import Where
from bot.workspace.choosing import find, label
from bot.workspace.errors import NotPossibleError
from tests.kit.running import Running

On = Message | View


@dataclass
class Reply:
    """What the bot did after one act of a person, in order, and what the person was shown."""

    act: Act
    posted: list[Message] = field(default_factory=list)
    """Messages that everybody in the channel sees."""
    private: list[Message] = field(default_factory=list)
    """Ephemeral messages; each has ``visible_to``."""
    changed: list[Message] = field(default_factory=list)
    deleted: list[Message] = field(default_factory=list)
    views: list[View] = field(default_factory=list)
    """Modals opened or updated."""
    homes: list[View] = field(default_factory=list)
    prompts: list[dict[str, Any]] = field(default_factory=list)
    refusals: list[tuple[str, str]] = field(default_factory=list)
    """Web API calls that were refused: method and error."""
    form_errors: dict[str, str] = field(default_factory=dict)
    """Errors shown at a modal's inputs, by block id."""

    @property
    def messages(self) -> list[Message]:
        """Everything posted, lasting or ephemeral."""
        return sorted(self.posted + self.private, key=lambda message: message.ts)

    @property
    def message(self) -> Message:
        """The one message posted; an assertion error that says what was there otherwise."""
        assert len(self.messages) == 1, f"expected one message, got {[m.text for m in self.messages]}"
        return self.messages[0]

    @property
    def text(self) -> str:
        """The text of the one message posted."""
        return self.message.text

    @property
    def blocks(self) -> list[dict[str, Any]]:
        """The blocks of the one message posted."""
        return self.message.blocks

    @property
    def view(self) -> View:
        """The one modal opened or updated."""
        assert len(self.views) == 1, f"expected one modal, got {len(self.views)}"
        return self.views[0]

    @property
    def home(self) -> View:
        """The one Home tab published."""
        assert len(self.homes) == 1, f"expected one Home tab, got {len(self.homes)}"
        return self.homes[0]

    @property
    def silent(self) -> bool:
        """Whether the bot showed nothing to anybody."""
        return not (self.messages or self.changed or self.deleted or self.views or self.homes)

    @property
    def acked(self) -> bool:
        """Whether the bot acknowledged every delivery."""
        return self.act.acked

    @property
    def error(self) -> str | None:
        """What the person's client shows, such as ``operation_timeout``."""
        return self.act.error

    @property
    def buttons(self) -> list[str]:
        """The words on the buttons of the one message, in order."""
        elements = [element for block in self.blocks for element in block.get("elements", [])]
        return [label(element) for element in elements if element.get("type") == "button"]


class Slack:
    """One person's side of a conversation with the bot, in one channel unless told otherwise."""

    def __init__(self, running: Running, person: str = "Ada Fellow", channel: str = "general") -> None:
        self.running = running
        self.workspace: Workspace = running.workspace
        self.person = person
        self.channel = channel
        self.last: Reply | None = None

    def as_(self, person: str, channel: str | None = None) -> Slack:
        """The same workspace through another person's eyes."""
        other = Slack(self.running, person, channel or self.channel)
        other.last = self.last
        return other

    # Saying.

    def mention(self, text: str, *, thread: Message | str | None = None, channel: Where | None = None) -> Reply:
        """Ask the bot by name in a channel."""
        return self.say(f"@{self.workspace.bot.handle} {text}", thread=thread, channel=channel)

    def say(
        self,
        text: str,
        *,
        thread: Message | str | None = None,
        channel: Where | None = None,
        files: Sequence[str] = (),
    ) -> Reply:
        """Say something in a channel, to nobody in particular."""
        act = self.workspace.post(self.person, channel or self.channel, text, thread=thread, files=files)
        return self._reply(act)

    def dm(self, text: str, *, thread: Message | str | None = None, files: Sequence[str] = ()) -> Reply:
        """Write to the bot in a direct message."""
        return self._reply(self.workspace.direct(self.person, text, thread=thread, files=files))

    def edit(self, message: Message, text: str) -> Reply:
        """Edit one's own message."""
        return self._reply(self.workspace.edit(message, text))

    def delete(self, message: Message) -> Reply:
        """Delete one's own message."""
        return self._reply(self.workspace.delete(message))

    # Asking by other ways.

    def command(self, command: str, text: str = "", *, channel: Where | None = None) -> Reply:
        """Type a slash command; in the direct message with ``channel=slack.direct``."""
        return self._reply(self.workspace.command(self.person, channel or self.channel, command, text))

    def shortcut(self, callback_id: str, message: Message | None = None) -> Reply:
        """Use a message's shortcut, or a global one."""
        return self._reply(self.workspace.shortcut(self.person, callback_id, message))

    def open_home(self, tab: str = "home") -> Reply:
        """Open the app's Home tab or, with ``messages``, its Messages tab."""
        return self._reply(self.workspace.open_home(self.person, tab))

    @property
    def direct(self) -> Where:
        """The person's direct message with the bot."""
        return self.workspace.direct_channel(self.person)

    # Pressing and filling in.

    def click(self, button: str, on: On | None = None) -> Reply:
        """Press a button, by its words or action id, on what was last shown unless told."""
        return self._reply(self.workspace.press(self.person, on or self._holding(button), button))

    def choose(self, menu: str, option: Any, on: On | None = None) -> Reply:
        """Choose from a menu (an overflow menu too), by the option's words or value."""
        return self._reply(self.workspace.press(self.person, on or self._holding(menu), menu, option))

    def feedback(self, which: str, on: On | None = None, element: str | None = None) -> Reply:
        """Press a feedback button: ``positive`` or ``negative``."""
        shown = [on] if on is not None else self._shown()
        for each in shown:
            for block in each.blocks:
                for candidate in block.get("elements", []):
                    if isinstance(candidate, dict) and candidate.get("type") == "feedback_buttons":
                        wanted = element or candidate["action_id"]
                        return self._reply(self.workspace.press(self.person, each, wanted, which))
        raise NotPossibleError("there are no feedback buttons")

    def submit(self, values: dict[str, Any] | None = None, view: View | None = None) -> Reply:
        """Fill in the modal on top, by block id or action id, and submit it."""
        modal = view or self.workspace.open_view(self.person)
        if modal is None:
            raise NotPossibleError(f"{self.person} has no modal open")
        return self._reply(self.workspace.submit(self.person, modal, values))

    # Inside.

    def _reply(self, act: Act) -> Reply:
        self.running.settle()
        reply = collect(self.workspace, act)
        self.last = reply
        return reply

    def _shown(self) -> list[On]:
        """What the person may press, newest first: the modal, what was last shown, the Home tab."""
        modal = self.workspace.open_view(self.person)
        shown: list[On] = [modal] if modal else []
        if self.last is not None:
            shown += reversed(self.last.messages + self.last.changed)
            shown += self.last.homes
        return shown

    def _holding(self, wanted: str) -> On:
        shown = self._shown()
        for each in shown:
            try:
                find(each.blocks, wanted)
            except NotPossibleError:
                continue
            return each
        raise NotPossibleError(f"nothing shown holds {wanted!r}; name the message or view it is on")


def collect(workspace: Workspace, act: Act) -> Reply:
    """What the bot did since the act began."""
    reply = Reply(act)
    bot = workspace.bot.bot_id
    for entry in workspace.feed.since(act.seq):
        data = entry.data
        match entry.kind:
            case "message" if data["message"].bot_id == bot:
                reply.posted.append(data["message"])
            case "ephemeral":
                reply.private.append(data["message"])
            case "message_changed" if data["message"].bot_id == bot:
                reply.changed.append(data["message"])
            case "message_deleted" if data["message"].bot_id == bot:
                reply.deleted.append(data["message"])
            case "view" if data["state"] in ("opened", "updated"):
                reply.views.append(data["view"])
            case "view" if data["state"] == "errors":
                reply.form_errors |= data["errors"]
            case "home":
                reply.homes.append(data["view"])
            case "prompts":
                reply.prompts.append(data)
            case "api" if not data["answer"]["ok"]:
                reply.refusals.append((data["method"], data["answer"]["error"]))
    return reply
