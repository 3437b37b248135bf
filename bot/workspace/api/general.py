"""``auth.*``, ``apps.*``, ``team.*`` and the agent's ``assistant.threads.*``."""

from __future__ import annotations

from bot.workspace.api.call import Call, invalid, method
from bot.workspace.errors import SlackError
from bot.workspace.model import Json

MAX_PROMPTS = 4


@method("api.test")
def api_test(call: Call) -> Json:
    """Give the arguments back."""
    return {"ok": True, "args": call.arguments}


@method("auth.test")
def auth_test(call: Call) -> Json:
    """Who the token belongs to."""
    hub = call.hub
    return {
        "ok": True,
        "url": f"https://{hub.team.domain}.slack.com/",
        "team": hub.team.name,
        "user": hub.bot.handle,
        "team_id": hub.team_id,
        "user_id": hub.bot.id,
        "bot_id": hub.bot.bot_id,
        "is_enterprise_install": False,
    }


@method("auth.revoke")
def auth_revoke(call: Call) -> Json:
    """Give the token up."""
    call.hub.revoked.add(call.hub.bot_token)
    return {"ok": True, "revoked": True}


@method("apps.connections.open", app_token=True)
def open_connection(call: Call) -> Json:
    """An address to connect to by WebSocket, good once."""
    hub = call.hub
    base = hub.base_url.replace("http://", "ws://", 1)
    address = f"{base}/link/?ticket={hub.gateway.ticket()}&app_id={hub.app_id}"
    return {"ok": True, "url": address}


@method("team.info", "team:read")
def team_info(call: Call) -> Json:
    """The workspace itself."""
    hub = call.hub
    team = {"id": hub.team_id, "name": hub.team.name, "domain": hub.team.domain, "icon": {}}
    return {"ok": True, "team": team}


@method("assistant.threads.setSuggestedPrompts", "assistant:write")
def suggested_prompts(call: Call) -> Json:
    """Offer prompts at the top of the Messages tab, or of a thread when ``thread_ts`` is given."""
    channel = call.channel("channel_id")
    prompts = call.structure("prompts")
    if not isinstance(prompts, list) or not prompts:
        raise invalid("missing required field: prompts")
    if len(prompts) > MAX_PROMPTS:
        raise invalid(f"no more than {MAX_PROMPTS} items allowed [json-pointer:/prompts]")
    for index, prompt in enumerate(prompts):
        if not isinstance(prompt, dict) or not prompt.get("title") or not prompt.get("message"):
            raise invalid(f"missing required field: title [json-pointer:/prompts/{index}]")
    if channel.kind != "im":
        raise SlackError("channel_type_not_supported")
    offered: dict[str, object] = {"title": call.text("title"), "prompts": prompts}
    call.hub.state.prompts[channel.id] = offered
    call.hub.feed.add("prompts", channel=channel.id, thread_ts=call.text("thread_ts"), **offered)
    return {"ok": True}


@method("assistant.threads.setStatus", "assistant:write", "chat:write")
def status(call: Call) -> Json:
    """Show what the app is doing in a thread; empty takes it away."""
    channel = call.channel("channel_id")
    thread_ts, words = call.required("thread_ts"), call.text("status")
    call.hub.state.statuses[channel.id, thread_ts] = words
    call.hub.feed.add("status", channel=channel.id, thread_ts=thread_ts, status=words)
    return {"ok": True}


@method("assistant.threads.setTitle", "assistant:write")
def title(call: Call) -> Json:
    """Name a thread."""
    channel = call.channel("channel_id")
    call.hub.feed.add("status", channel=channel.id, thread_ts=call.required("thread_ts"), title=call.text("title"))
    return {"ok": True}
