"""``views.*``: modals and the Home tab."""

from __future__ import annotations

from bot.workspace import blocks as block_kit
from bot.workspace.api.call import Call, invalid, method
from bot.workspace.errors import SlackError
from bot.workspace.hub import Hub
from bot.workspace.interactions import view_payload
from bot.workspace.model import Json, Person, Trigger, View
from bot.workspace.posting import MAX_BLOCK_TEXT

MAX_STACK = 3
_VIEW_BYTES = 250_000


@method("views.open")
def open_view(call: Call) -> Json:
    """Open a modal on a fresh trigger."""
    trigger = _trigger(call)
    body = checked_view(call.hub, call.structure("view"), "modal")
    trigger.used = True
    return _answer(call.hub, new_view(call.hub, trigger.user, body, None))


@method("views.push")
def push_view(call: Call) -> Json:
    """Put a modal on top of the open one."""
    trigger = _trigger(call)
    stack = call.hub.state.open_views(trigger.user)
    if len(stack) >= MAX_STACK:
        raise SlackError("push_limit_reached")
    body = checked_view(call.hub, call.structure("view"), "modal")
    trigger.used = True
    previous = stack[-1] if stack else None
    return _answer(call.hub, new_view(call.hub, trigger.user, body, previous))


@method("views.update")
def update_view(call: Call) -> Json:
    """Replace an open modal's content, if nobody changed it meanwhile."""
    hub = call.hub
    view = hub.state.views.get(call.text("view_id"))
    external = call.text("external_id")
    if view is None and external:
        matching = (v for v in hub.state.views.values() if v.body.get("external_id") == external)
        view = next(matching, None)
    if view is None or not view.is_open:
        raise SlackError("not_found")
    if call.text("hash") and call.text("hash") != view.hash:
        raise SlackError("hash_conflict")
    body = checked_view(hub, call.structure("view"), "modal", replacing=view)
    return _answer(hub, replace_view(hub, view, body))


@method("views.publish")
def publish_view(call: Call) -> Json:
    """Set a person's Home tab."""
    hub = call.hub
    if not hub.app.home_tab:
        raise SlackError("not_enabled")
    person = hub.state.person(call.required("user_id"))
    home = hub.state.homes.get(person.id)
    if home is not None and call.text("hash") and call.text("hash") != home.hash:
        raise SlackError("hash_conflict")
    body = checked_view(hub, call.structure("view"), "home")
    return _answer(hub, publish_home(hub, person, body))


def checked_view(hub: Hub, view: object, kind: str, replacing: View | None = None) -> Json:
    """A view as Slack would store it; raises ``invalid_arguments`` with its messages."""
    if not isinstance(view, dict):
        raise invalid("must provide an object [json-pointer:/view]")
    problems = block_kit.inspect_view(view)
    if view.get("type") != kind:
        raise invalid(f"unsupported type: {view.get('type')} [json-pointer:/view/type]")
    if problems:
        messages = [f"[ERROR] {problem}" for problem in problems]
        raise SlackError("invalid_arguments", response_metadata={"messages": messages})
    if len(str(view)) > _VIEW_BYTES or block_kit.text_length(view["blocks"]) > 10 * MAX_BLOCK_TEXT:
        raise SlackError("view_too_large")
    external = view.get("external_id")
    taken = (v for v in hub.state.views.values() if v.is_open and v is not replacing)
    if external and any(other.body.get("external_id") == external for other in taken):
        raise SlackError("duplicate_external_id")
    block_kit.fill_in(view["blocks"], hub.ids.block)
    return view


def new_view(hub: Hub, user: str, body: Json, previous: View | None) -> View:
    """An opened modal, its inputs at their initial values."""
    view_id = hub.ids.new("V")
    view = View(
        id=view_id,
        user=user,
        body=body,
        hash=hub.ids.view_hash(),
        root_id=previous.root_id if previous else view_id,
        previous_id=previous.id if previous else None,
    )
    hub.state.add_view(view)
    hub.feed.add("view", view=view, state="opened")
    return view


def replace_view(hub: Hub, view: View, body: Json) -> View:
    """New content for an open modal; what was typed into inputs that stay is kept."""
    view.body, view.hash = body, hub.ids.view_hash()
    kept = {block["block_id"] for block in body["blocks"]}
    view.values = {key: value for key, value in view.values.items() if key in kept}
    hub.feed.add("view", view=view, state="updated")
    return view


def publish_home(hub: Hub, person: Person, body: Json) -> View:
    """A person's Home tab, new or replaced."""
    view = hub.state.homes.get(person.id)
    if view is None:
        view_id = hub.ids.new("V")
        view = View(view_id, person.id, body, hub.ids.view_hash(), view_id)
        hub.state.homes[person.id] = view
    else:
        view.body, view.hash, view.values = body, hub.ids.view_hash(), {}
    hub.feed.add("home", view=view, person=person.id)
    return view


def _trigger(call: Call) -> Trigger:
    trigger = call.hub.state.triggers.get(call.text("trigger_id"))
    if trigger is None:
        raise SlackError("invalid_trigger_id")
    if call.hub.now() > trigger.expires:
        raise SlackError("expired_trigger_id")
    if trigger.used:
        raise SlackError("exchanged_trigger_id")
    return trigger


def _answer(hub: Hub, view: View) -> Json:
    return {"ok": True, "view": view_payload(hub, view)}
