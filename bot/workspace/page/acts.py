"""What people do on the page, from JSON to acts of the workspace."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.workspace.acting import Act
from bot.workspace.errors import NotPossibleError
from bot.workspace.model import Json, Message, View
from bot.workspace.page.place import addressed
from bot.workspace.workspace import Workspace

_MEANING = {
    "operation_timeout": "the app did not acknowledge in time",
    "dispatch_failed": "no app was there to take it",
    "invalid_command_response": "the app's answer to the command was malformed",
    "view_response_refused": "the app's answer to the dialog was malformed",
}


def carry_out(workspace: Workspace, asked: Json) -> Json:
    """Do what was asked and say what came of it: ``ok``, ``error`` in words, the new message's ``ts``.

    Raises KeyError or TypeError for a request no page of ours makes.
    """
    try:
        act = _ACTS[asked["act"]](workspace, asked)
    except NotPossibleError as refusal:
        return {"ok": False, "error": f"{refusal}."}
    error = f"Slack would show “{act.error}”: {_MEANING.get(act.error, 'see the inspector')}." if act.error else None
    return {"ok": error is None, "error": error, "ts": act.message.ts if act.message else None}


def _post(workspace: Workspace, asked: Json) -> Act:
    return workspace.post(asked["as"], asked["channel"], asked["text"], thread=asked.get("thread"), wait=False)


def _command(workspace: Workspace, asked: Json) -> Act:
    command, _, text = asked["text"].strip().partition(" ")
    return workspace.command(asked["as"], asked["channel"], command, text.strip())


def _press(workspace: Workspace, asked: Json) -> Act:
    filled = dict(asked.get("filled") or {})
    return workspace.press(asked["as"], _on(workspace, asked["on"]), asked["what"], asked.get("choice"), filled=filled)


def _submit(workspace: Workspace, asked: Json) -> Act:
    return workspace.submit(asked["as"], _view(workspace, asked["view"]), dict(asked["values"]))


def _close(workspace: Workspace, asked: Json) -> Act:
    return workspace.close(asked["as"], _view(workspace, asked["view"]))


def _open(workspace: Workspace, asked: Json) -> Act:
    return workspace.open_home(asked["as"], "home" if asked["tab"] == "home" else "messages", wait=False)


def _shortcut(workspace: Workspace, asked: Json) -> Act:
    message = _message(workspace, asked["on"]) if asked.get("on") else None
    return workspace.shortcut(asked["as"], asked["callback"], message)


def _delete(workspace: Workspace, asked: Json) -> Act:
    message = _message(workspace, asked["on"])
    if message.user != workspace.person(asked["as"]).id:
        raise NotPossibleError("only its author can delete a message")
    return workspace.delete(message, wait=False)


_ACTS: dict[str, Callable[[Workspace, dict[str, Any]], Act]] = {
    "post": _post,
    "command": _command,
    "press": _press,
    "submit": _submit,
    "close": _close,
    "open": _open,
    "shortcut": _shortcut,
    "delete": _delete,
}


def _on(workspace: Workspace, address: str) -> Message | View:
    found = addressed(workspace.hub, address)
    if found is None:
        raise NotPossibleError("this is no longer there")
    return found


def _message(workspace: Workspace, address: str) -> Message:
    found = _on(workspace, address)
    if not isinstance(found, Message):
        raise NotPossibleError("this is no message")
    return found


def _view(workspace: Workspace, view_id: str) -> View:
    found = workspace.hub.state.views.get(view_id)
    if found is None:
        raise NotPossibleError("this dialog is no longer there")
    return found
