"""The conversation that is there when the page opens first: people ask, and the real app answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.workspace.model import Message
from bot.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Line:
    """What somebody says. ``reply`` says it in the thread of the last line that was no reply."""

    person: str
    text: str
    reply: bool = False


def seed(workspace: Workspace, lines: Sequence[Line], *, channel: str = "general", patience: float = 5.0) -> str | None:
    """Say the lines in order, each after the app has answered the one before.

    Where the app does not answer a line that names it within ``patience`` seconds, the next line
    follows all the same. Returns the thread's time stamp, None when there are no lines.
    """
    root: Message | None = None
    for line in lines:
        said = workspace.post(line.person, channel, line.text, thread=root if line.reply else None, wait=False).message
        if said is None:
            continue
        root = root if line.reply and root else said
        if f"<@{workspace.bot.id}>" in said.text:
            _answered(workspace, channel, root.ts, said.ts, patience)
    return root.ts if root else None


def _answered(workspace: Workspace, channel: str, root: str, since: str, patience: float) -> bool:
    bot = workspace.bot.id

    def has_come() -> bool:
        messages = workspace.messages(channel)
        return any(each.user == bot and each.root_ts == root and each.ts > since for each in messages)

    return workspace.feed.wait_until(has_come, patience)
