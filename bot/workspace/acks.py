"""What acknowledgements carry: slash command answers and responses to view submissions."""

from __future__ import annotations

from bot.workspace import posting
from bot.workspace.api.views import MAX_STACK, checked_view, new_view, replace_view
from bot.workspace.delivery import Delivery
from bot.workspace.errors import NotPossibleError, SlackError
from bot.workspace.hub import Hub
from bot.workspace.model import Json, View

_NOT_UNDERSTOOD = "invalid_command_response"


def apply(hub: Hub, delivery: Delivery) -> None:
    """Carry out what an acknowledgement asks for; a bad one shows the person an error."""
    with hub.lock:
        if delivery.type == "slash_commands":
            _command(hub, delivery)
        elif delivery.name == "view_submission":
            _submission(hub, delivery)


def _command(hub: Hub, delivery: Delivery) -> None:
    answer = delivery.ack_payload
    if not answer or not (answer.get("text") or answer.get("blocks")):
        return
    url = posting.find_response_url(hub, delivery.payload["response_url"])
    try:
        posting.answer(hub, url, answer)
    except SlackError as refusal:
        delivery.error = _NOT_UNDERSTOOD
        hub.feed.add("notice", user=url.user, text=_NOT_UNDERSTOOD, cause=refusal.answer())


def _submission(hub: Hub, delivery: Delivery) -> None:
    view = hub.state.views.get(delivery.payload["view"]["id"])
    if view is None:
        return
    try:
        _respond(hub, view, delivery.ack_payload or {})
    except (SlackError, NotPossibleError) as refusal:
        delivery.error = "view_response_refused"
        cause = refusal.answer() if isinstance(refusal, SlackError) else str(refusal)
        hub.feed.add("notice", user=view.user, text=delivery.error, cause=cause)


def _respond(hub: Hub, view: View, answer: Json) -> None:
    action = answer.get("response_action")
    if action is None:
        close(hub, [view])
    elif action == "clear":
        close(hub, hub.state.open_views(view.user))
    elif action == "errors":
        errors = answer.get("errors")
        known = {block["block_id"] for block in view.blocks if block["type"] == "input"}
        if not isinstance(errors, dict) or not errors or set(errors) - known:
            raise NotPossibleError(f"errors must name input blocks of the view, not {errors}")
        hub.feed.add("view", view=view, state="errors", errors=errors)
    elif action == "update":
        replace_view(hub, view, checked_view(hub, answer.get("view"), "modal", replacing=view))
    elif action == "push":
        if len(hub.state.open_views(view.user)) >= MAX_STACK:
            raise SlackError("push_limit_reached")
        new_view(hub, view.user, checked_view(hub, answer.get("view"), "modal"), view)
    else:
        raise NotPossibleError(f"unknown response_action {action!r}")


def close(hub: Hub, views: list[View]) -> None:
    """Close modals, the one on top first."""
    for view in reversed(views):
        view.is_open = False
        hub.feed.add("view", view=view, state="closed")
