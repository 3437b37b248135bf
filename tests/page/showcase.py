"""A small real Bolt app with what the bot itself does not use (yet): the page must show that to people as well."""

from __future__ import annotations

from typing import Any

from slack_bolt import App

from bot.workspace import Workspace
from bot.workspace.page import PageSettings, Shortcut
from tests.kit.running import client_for

Block = dict[str, Any]

SETTINGS = PageSettings(
    about="Shows *everything*.",
    suggestions=("which?",),
    hints={"/myositis": "[topic]"},
    shortcuts=(Shortcut("ask_about", "Ask about this"), Shortcut("ask_about", "Ask anything", "global")),
)


def plain(text: str) -> Block:
    return {"type": "plain_text", "text": text}


def words(text: str) -> Block:
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def raw(*texts: str) -> list[Block]:
    return [{"type": "raw_text", "text": text} for text in texts]


def option(name: str) -> Block:
    return {"text": plain(name), "value": name.casefold()}


def button(name: str, action_id: str, **more: Any) -> Block:
    return {"type": "button", "action_id": action_id, "text": plain(name), **more}


MENU: Block = {"type": "overflow", "action_id": "more", "options": [option("Details"), option("Share"), option("Form")]}
FEEDBACK: Block = {
    "type": "context_actions",
    "elements": [
        {
            "type": "feedback_buttons",
            "action_id": "rate",
            "positive_button": {"text": plain("Good answer"), "value": "good"},
            "negative_button": {"text": plain("Bad answer"), "value": "bad"},
        }
    ],
}


def answer(base: str) -> list[Block]:
    """An answer with a block of nearly every kind."""
    picture = f"{base}/page/static/icon.svg"
    return [
        {"type": "header", "text": plain("About half improved on either arm; no clear benefit.")},
        {"type": "section", "text": words("Week 24: 22/40† vs 21/42†, *P = 0.679*, P &lt; 0.05 not reached")},
        {"type": "section", "fields": [words("*Abatacept*\n55.0%"), words("*Placebo*\n50.0%")]},
        {
            "type": "table",
            "column_settings": [{"is_wrapped": True}, {"align": "right"}, {"align": "right"}],
            "rows": [
                raw("Group", "Abatacept", "Placebo"),
                raw("DM", "22/40†", "21/42†"),
                raw("PM", "20/35†", "10/31†"),
            ],
        },
        {
            "type": "rich_text",
            "elements": [
                {
                    "type": "rich_text_list",
                    "style": "bullet",
                    "elements": [
                        {
                            "type": "rich_text_section",
                            "elements": [{"type": "text", "text": "Small <subgroup>", "style": {"bold": True}}],
                        }
                    ],
                },
                {
                    "type": "rich_text_preformatted",
                    "elements": [{"type": "text", "text": "DM  |--o--|\nPM     |--o--|"}],
                },
            ],
        },
        {"type": "context", "elements": [words("⚠ Primary end point missed"), plain("facts 2026.11")]},
        {"type": "divider"},
        {"type": "image", "image_url": picture, "alt_text": "A plot of the differences"},
        {
            "type": "container",
            "title": plain("Methods and limitations"),
            "is_collapsible": True,
            "default_collapsed": True,
            "child_blocks": [{"type": "section", "text": plain("Counts worked back from percentages.")}],
        },
        {
            "type": "actions",
            "elements": [
                button("Week 52", "ask-0"),
                button("Which one?", "clarify"),
                button("Remove", "remove", style="danger", confirm={"text": plain("Remove it for everybody?")}),
                MENU,
                {
                    "type": "static_select",
                    "action_id": "pick",
                    "placeholder": plain("Pick a group"),
                    "options": [option("Overall"), option("Necrotizing")],
                },
            ],
        },
        FEEDBACK,
    ]


FORM: Block = {
    "type": "modal",
    "callback_id": "form",
    "title": plain("Report a problem"),
    "submit": plain("Send"),
    "blocks": [
        {"type": "section", "text": words("What is *wrong* here?")},
        {
            "type": "input",
            "block_id": "words",
            "label": plain("In your words"),
            "hint": plain("No patient data, please."),
            "element": {"type": "plain_text_input", "action_id": "words", "multiline": True},
        },
        {
            "type": "input",
            "block_id": "kind",
            "optional": True,
            "label": plain("Kind"),
            "element": {
                "type": "static_select",
                "action_id": "kind",
                "options": [option("Wrong"), option("Unclear")],
                "initial_option": option("Unclear"),
            },
        },
        {
            "type": "input",
            "block_id": "parts",
            "optional": True,
            "label": plain("Parts"),
            "element": {"type": "checkboxes", "action_id": "parts", "options": [option("Figure"), option("Source")]},
        },
        {
            "type": "input",
            "block_id": "when",
            "optional": True,
            "label": plain("How often"),
            "element": {"type": "radio_buttons", "action_id": "when", "options": [option("Once"), option("Always")]},
        },
        {
            "type": "input",
            "block_id": "number",
            "optional": True,
            "dispatch_action": True,
            "label": plain("Which number"),
            "element": {"type": "number_input", "action_id": "number", "is_decimal_allowed": True, "min_value": "0"},
        },
        {"type": "actions", "block_id": "more", "elements": [button("Add a hint", "hint")]},
    ],
}


def make_app(workspace: Workspace) -> App:
    """The app, with a listener for everything it shows."""
    app = App(client=client_for(workspace))
    _hear(app, workspace)
    _press(app)
    return app


def _hear(app: App, workspace: Workspace) -> None:
    @app.event("app_mention")
    def mentioned(event, client):
        root = event.get("thread_ts") or event["ts"]
        said = "Followed up" if event.get("thread_ts") else "The whole answer"
        client.chat_postMessage(channel=event["channel"], thread_ts=root, text=said, blocks=answer(workspace.url))
        if event.get("thread_ts"):
            client.chat_postMessage(channel=event["channel"], thread_ts=root, text=f"And so: {said}")

    @app.event("message")
    def message(event, say):
        if event.get("channel_type") == "im" and not event.get("subtype"):
            say(text=f"You wrote: {event['text']}", thread_ts=event.get("thread_ts") or event["ts"])

    @app.event("app_home_opened")
    def home(event, client):
        if event["tab"] == "home":
            blocks = [
                {"type": "header", "text": plain("What I can answer")},
                {"type": "section", "text": plain("Ask me")},
            ]
            client.views_publish(user_id=event["user"], view={"type": "home", "blocks": blocks})
        else:
            prompts = [{"title": "DM patients", "message": "did DM patients respond?"}]
            client.assistant_threads_setSuggestedPrompts(channel_id=event["channel"], title="Try", prompts=prompts)

    @app.command("/myositis")
    def command(ack, body):
        ack(text=f"Overview of {body['text'] or 'everything'}", blocks=[
            {"type": "section", "text": plain(f"Overview of {body['text'] or 'everything'}")},
            {"type": "actions", "elements": [button("Topics", "topics"), MENU]},
        ])  # fmt: skip


def _press(app: App) -> None:
    @app.action("ask-0")
    def ask(ack, respond):
        ack()
        respond(text="At week 52 it was open-label", replace_original=False, response_type="in_channel")

    @app.action("topics")
    @app.action("pick")
    @app.action("rate")
    def private(ack, body, respond):
        ack()
        action = body["actions"][0]
        value = action.get("value") or action.get("selected_option", {}).get("value") or action["action_id"]
        respond(text=f"Just for you: {value}", replace_original=False)

    @app.action("clarify")
    def clarify(ack, body, client):
        ack()
        blocks = [{"type": "actions", "elements": [button("Week 24", "w24"), button("Week 52", "w52")]}]
        thread = body["message"].get("thread_ts") or body["message"]["ts"]
        client.chat_postMessage(channel=body["channel"]["id"], thread_ts=thread, text="Which week?", blocks=blocks)

    @app.action("w24")
    def chosen(ack, body, client):
        ack()
        message = body["message"]
        client.chat_update(channel=body["channel"]["id"], ts=message["ts"], text="Week 24 it is", blocks=[])

    @app.action("remove")
    def remove(ack, body, client):
        ack()
        client.chat_delete(channel=body["channel"]["id"], ts=body["message"]["ts"])

    @app.action("more")
    def menu(ack, body, respond, client):
        ack()
        match body["actions"][0]["selected_option"]["value"]:
            case "share":
                respond(text="Shared with everybody", response_type="in_channel", replace_original=False)
            case "form":
                client.views_open(trigger_id=body["trigger_id"], view=FORM)
            case _:
                view = {
                    "type": "modal",
                    "title": plain("Details"),
                    "blocks": [{"type": "section", "text": plain("Sources")}],
                }
                client.views_open(trigger_id=body["trigger_id"], view=view)

    @app.action("number")
    @app.action("hint")
    def change(ack, body, client):
        ack()
        values = body["view"]["state"]["values"]
        said = f"So far: {values['words']['words']['value']}, {values['number']['number']['value']}"
        blocks = [*FORM["blocks"], {"type": "section", "block_id": "said", "text": plain(said)}]
        client.views_update(view_id=body["view"]["id"], view=FORM | {"blocks": blocks})

    @app.view("form")
    def submitted(ack, body, client):
        values = body["view"]["state"]["values"]
        if len(values["words"]["words"]["value"]) < 4:
            ack(response_action="errors", errors={"words": "Please say more"})
            return
        ack()
        said = values["words"]["words"]["value"], values["kind"]["kind"]["selected_option"]["value"]
        parts = [each["value"] for each in values["parts"]["parts"]["selected_options"]]
        often = values["when"]["when"]["selected_option"]["value"]
        client.chat_postMessage(channel=body["user"]["id"], text=f"Report: {said[0]}, {said[1]}, {parts}, {often}")

    @app.shortcut("ask_about")
    def shortcut(ack, body, client):
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=FORM)
