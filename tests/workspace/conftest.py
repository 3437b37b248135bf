"""A small real Bolt app, with a listener for every kind of thing the workspace can send."""

from __future__ import annotations

from typing import Any

import pytest
from slack_bolt import App

from bot.workspace import Workspace
from tests.kit.fixtures import app_settings, running, slack, times, workspace
from tests.kit.running import Factory, client_for

__all__ = ["app_settings", "running", "slack", "times", "workspace"]

MODAL: dict[str, Any] = {
    "type": "modal",
    "callback_id": "note",
    "title": {"type": "plain_text", "text": "A note"},
    "submit": {"type": "plain_text", "text": "Send"},
    "notify_on_close": True,
    "private_metadata": "kept",
    "blocks": [
        {
            "type": "input",
            "block_id": "words",
            "label": {"type": "plain_text", "text": "Words"},
            "element": {"type": "plain_text_input", "action_id": "text"},
        },
        {
            "type": "input",
            "block_id": "kind",
            "optional": True,
            "label": {"type": "plain_text", "text": "Kind"},
            "element": {
                "type": "static_select",
                "action_id": "kind",
                "options": [
                    {"text": {"type": "plain_text", "text": "Wrong"}, "value": "wrong"},
                    {"text": {"type": "plain_text", "text": "Unclear"}, "value": "unclear"},
                ],
            },
        },
    ],
}

ANSWER: list[dict[str, Any]] = [
    {"type": "section", "text": {"type": "mrkdwn", "text": "An answer"}},
    {
        "type": "actions",
        "elements": [
            {"type": "button", "action_id": "more", "text": {"type": "plain_text", "text": "More"}, "value": "dm"},
            {"type": "button", "action_id": "form", "text": {"type": "plain_text", "text": "Note"}},
            {
                "type": "overflow",
                "action_id": "menu",
                "options": [
                    {"text": {"type": "plain_text", "text": "Details"}, "value": "details"},
                    {"text": {"type": "plain_text", "text": "Share"}, "value": "share"},
                ],
            },
        ],
    },
    {
        "type": "context_actions",
        "elements": [
            {
                "type": "feedback_buttons",
                "action_id": "rate",
                "positive_button": {"text": {"type": "plain_text", "text": "Good"}, "value": "good"},
                "negative_button": {"text": {"type": "plain_text", "text": "Bad"}, "value": "bad"},
            }
        ],
    },
]


class Seen:
    """The payloads the trial bot was given, by what they are called."""

    def __init__(self) -> None:
        self.bodies: list[tuple[str, dict[str, Any]]] = []

    def add(self, name: str, body: dict[str, Any]) -> None:
        self.bodies.append((name, body))

    def all(self, name: str) -> list[dict[str, Any]]:
        """Every payload of that name, in order."""
        return [body for known, body in self.bodies if known == name]

    def one(self, name: str) -> dict[str, Any]:
        """The one payload of that name."""
        found = self.all(name)
        assert len(found) == 1, f"expected one {name}, got {[known for known, _ in self.bodies]}"
        return found[0]


@pytest.fixture
def seen() -> Seen:
    """What reached the trial bot."""
    return Seen()


@pytest.fixture
def make_bot(seen: Seen) -> Factory:
    """The trial bot."""

    def factory(workspace: Workspace) -> App:
        app = App(client=client_for(workspace))
        listen_to_events(app, seen)
        listen_to_commands(app, seen)
        listen_to_actions(app, seen)
        listen_to_views(app, seen)
        return app

    return factory


def listen_to_events(app: App, seen: Seen) -> None:
    """Mentions are answered in the thread, direct messages repeated, the Home tab published."""

    @app.event("app_mention")
    def mentioned(body, event, client):
        seen.add("app_mention", body)
        root = event.get("thread_ts") or event["ts"]
        client.chat_postMessage(channel=event["channel"], text="An answer", blocks=ANSWER, thread_ts=root)

    @app.event("message")
    def message(body, event, say):
        seen.add(event.get("subtype") or "message", body)
        if event["channel_type"] == "im" and event.get("subtype") in (None, "file_share"):
            say(text=f"You wrote: {event['text']}", thread_ts=event.get("thread_ts") or event["ts"])

    @app.event("app_home_opened")
    def home(body, event, client):
        seen.add("app_home_opened", body)
        if event["tab"] == "home":
            section = {"type": "section", "text": {"type": "plain_text", "text": "Welcome"}}
            client.views_publish(user_id=event["user"], view={"type": "home", "blocks": [section, ANSWER[1]]})
        else:
            prompts = [{"title": "DM", "message": "did DM patients respond?"}]
            client.assistant_threads_setSuggestedPrompts(channel_id=event["channel"], prompts=prompts)


def listen_to_commands(app: App, seen: Seen) -> None:
    """The command answers in its ack, in every way a test may ask for."""

    @app.command("/myositis")
    def command(ack, body, respond):
        seen.add("command", body)
        match body["text"]:
            case "loud":
                ack(text="For everybody", response_type="in_channel")
            case "later":
                ack()
                respond(text="Later")
            case "bad":
                ack(text="x", blocks=[{"type": "nonsense"}])
            case "never":
                pass
            case _:
                ack(text=f"You typed {body['text']}", blocks=ANSWER[:2])


def listen_to_actions(app: App, seen: Seen) -> None:
    """Buttons, menus and feedback."""

    @app.action("more")
    def more(ack, body, respond):
        ack()
        seen.add("block_actions", body)
        if body["container"]["type"] == "message":
            respond(text="More of it", replace_original=False)

    @app.action("menu")
    def menu(ack, body, respond):
        ack()
        seen.add("block_actions", body)
        if body["actions"][0]["selected_option"]["value"] == "share":
            respond(text="Shared", response_type="in_channel", replace_original=False)

    @app.action("rate")
    def rate(ack, body):
        ack()
        seen.add("block_actions", body)

    @app.action("form")
    def form(ack, body, client):
        ack()
        seen.add("block_actions", body)
        client.views_open(trigger_id=body["trigger_id"], view=MODAL)


def listen_to_views(app: App, seen: Seen) -> None:
    """The modal answers as its words ask; shortcuts open it."""

    @app.view("note")
    def submitted(ack, body):
        seen.add("view_submission", body)
        words = body["view"]["state"]["values"]["words"]["text"]["value"]
        second = MODAL | {"callback_id": "second"}
        answers = {
            "short": {"response_action": "errors", "errors": {"words": "Too short"}},
            "again": {"response_action": "update", "view": second},
            "deeper": {"response_action": "push", "view": second},
            "enough": {"response_action": "clear"},
            "wrong": {"response_action": "errors", "errors": {"elsewhere": "?"}},
        }
        ack(**answers.get(words, {}))

    @app.view("second")
    def second(ack):
        ack(response_action="clear")

    @app.view_closed("note")
    def closed(ack, body):
        ack()
        seen.add("view_closed", body)

    @app.shortcut("ask")
    def shortcut(ack, body, client):
        ack()
        seen.add(body["type"], body)
        client.views_open(trigger_id=body["trigger_id"], view=MODAL)
