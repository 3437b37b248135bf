"""What ``deploy/slack-manifest.yaml`` asks for, and why; a test keeps the two in step."""

from __future__ import annotations

SCOPES = {
    "app_mentions:read": "to hear who mentions it",
    "assistant:write": "to suggest first questions",
    "chat:write": "to answer",
    "commands": "for /myositis",
    "im:history": "to hear direct messages",
}
OPTIONAL = frozenset({"channels:history", "groups:history"})
EVENTS = ("app_home_opened", "app_mention", "app_uninstalled", "message.im", "tokens_revoked")
OPTIONAL_EVENTS = {"channels:history": "message.channels", "groups:history": "message.groups"}
