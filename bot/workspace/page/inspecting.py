"""What the inspector tells of the traffic between the workspace and the app."""

from __future__ import annotations

import json
from typing import Any

from bot.workspace.delivery import Delivery
from bot.workspace.feed import Entry
from bot.workspace.hub import Hub
from bot.workspace.reporting import as_json

TRAFFIC = frozenset({"delivery", "api", "response_url", "connection", "fault", "notice"})
SHOWN = 80


def rows(hub: Hub) -> list[dict[str, Any]]:
    """The newest entries, newest first; of a delivery only what became of it last."""
    found: list[dict[str, Any]] = []
    seen: set[int] = set()
    for entry in reversed(hub.feed.since(0, TRAFFIC)):
        if len(found) == SHOWN:
            break
        delivery = entry.data.get("delivery")
        if isinstance(delivery, Delivery):
            if id(delivery) in seen:
                continue
            seen.add(id(delivery))
        found.append(_row(entry))
    return found


def payload(hub: Hub, seq: int) -> str | None:
    """An entry in full as indented JSON; None when it is forgotten or was never there."""
    entry = next((each for each in hub.feed.since(seq - 1, TRAFFIC) if each.seq == seq), None)
    return json.dumps(as_json(hub, entry), indent=2, ensure_ascii=False, default=str) if entry else None


def _row(entry: Entry) -> dict[str, Any]:
    way, what, how, bad = _told(entry)
    return {"seq": entry.seq, "version": f"{entry.seq}-{how}", "way": way, "what": what, "how": how, "bad": bad}


def _told(entry: Entry) -> tuple[str, str, str, bool]:
    """Direction, what it was, what became of it, and whether that was bad."""
    data = entry.data
    match entry.kind:
        case "delivery" if isinstance(data.get("delivery"), Delivery):
            delivery: Delivery = data["delivery"]
            tries = f", attempt {len(delivery.attempts)}" if len(delivery.attempts) > 1 else ""
            took = delivery.seconds_to_ack
            how = f"acked in {took * 1000:.0f} ms" if took is not None else delivery.error or delivery.status
            return "→", delivery.name, how + tries, delivery.status == "failed"
        case "api":
            answer = data["answer"]
            how = f"{'ok' if answer.get('ok') else answer.get('error')}, {data['milliseconds']:.1f} ms"
            return "←", data["method"], how, not answer.get("ok")
        case "response_url":
            return "←", "response URL", data["error"] or "ok", bool(data["error"])
        case "notice":
            return "!", "shown to the person", str(data.get("text")), True
        case kind:
            return "·", kind, str(data.get("state") or data.get("name") or data.get("event") or ""), kind == "fault"
