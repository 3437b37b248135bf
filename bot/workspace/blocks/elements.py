"""Block elements: buttons, menus, inputs and what else stands inside blocks."""

from __future__ import annotations

from bot.workspace.blocks.checks import (
    Check,
    Inspection,
    OneOf,
    Raw,
    Record,
    anything,
    boolean,
    choice,
    listing,
    number,
    plain,
    string,
    text,
    web_address,
)
from bot.workspace.blocks.rich_text import RICH_TEXT

STYLE = choice("primary", "danger")
ACTION_ID = string(1, 255)
CONFIRM = Record(
    {"text": text(300)},
    {"title": plain(100), "confirm": plain(30), "deny": plain(30), "style": STYLE},
)
_ACTION: dict[str, Check] = {"action_id": ACTION_ID}
_CONFIRMED: dict[str, Check] = _ACTION | {"confirm": CONFIRM}
_FOCUS: dict[str, Check] = {"focus_on_load": boolean}
_PLACEHOLDER: dict[str, Check] = {"placeholder": plain(150)}
_DISPATCH: dict[str, Check] = {
    "dispatch_action_config": Record(
        may={"trigger_actions_on": listing(choice("on_enter_pressed", "on_character_entered"), 1, 2)}
    )
}


def _option(wording: Check, with_url: bool = False) -> Record:
    may: dict[str, Check] = {"description": text(75)}
    if with_url:
        may["url"] = web_address()
    return Record({"text": wording, "value": string(1, 150)}, may)


_PLAIN_OPTION = _option(plain(75))
_ANY_OPTION = _option(text(75))
_GROUP = Record({"label": plain(75), "options": listing(_PLAIN_OPTION, 1, 100)})


def _has_options(value: Raw, at: str, seen: Inspection) -> None:
    if ("options" in value) == ("option_groups" in value):
        seen.add("must provide either options or option_groups", at)
        return
    groups = value.get("option_groups") or [{"options": value.get("options", [])}]
    options = [option for group in groups for option in group["options"]]
    values = [option["value"] for option in options]
    if len(set(values)) != len(values):
        seen.add("option values must be unique", at)
    wanted = value.get("initial_options", [])
    if "initial_option" in value:
        wanted = [*wanted, value["initial_option"]]
    for option in wanted:
        if option.get("value") not in values:
            seen.add("initial option must match one of the options", at)


def _image_source(value: Raw, at: str, seen: Inspection) -> None:
    if ("image_url" in value) == ("slack_file" in value):
        seen.add("must provide either image_url or slack_file", at)


_FILE = Record(may={"id": string(1), "url": web_address()})
IMAGE = Record(
    {"alt_text": string(1, 2000)},
    {"image_url": web_address(), "slack_file": _FILE},
    _image_source,
)
_FEEDBACK = Record({"text": plain(75), "value": string(1, 2000)}, {"accessibility_label": string(1, 75)})


def _menu(prefix: str, initial: str) -> dict[str, Check]:
    one = Record(may=_CONFIRMED | _FOCUS | _PLACEHOLDER | {f"initial_{initial}": string(1)})
    many = Record(
        may=_CONFIRMED
        | _FOCUS
        | _PLACEHOLDER
        | {f"initial_{initial}s": listing(string(1)), "max_selected_items": number(1)}
    )
    return {f"{prefix}_select": one, f"multi_{prefix}_select": many}


_CONVERSATIONS: dict[str, Check] = {
    "filter": Record(
        may={
            "include": listing(choice("im", "mpim", "private", "public"), 1),
            "exclude_external_shared_channels": boolean,
            "exclude_bot_users": boolean,
        }
    ),
    "default_to_current_conversation": boolean,
    "response_url_enabled": boolean,
}
_SELECTABLE: dict[str, Check] = {
    "options": listing(_PLAIN_OPTION, 1, 100),
    "option_groups": listing(_GROUP, 1, 100),
}


def _typed(**more: Check) -> Record:
    return Record(may=_ACTION | _FOCUS | _PLACEHOLDER | _DISPATCH | more)


ELEMENTS = OneOf(
    {
        "button": Record(
            {"text": plain(75)},
            _CONFIRMED
            | {
                "value": string(0, 2000),
                "url": web_address(),
                "style": STYLE,
                "accessibility_label": string(1, 75),
            },
        ),
        "overflow": Record(
            {"options": listing(_option(plain(75), with_url=True), 1, 5)},
            _CONFIRMED,
            _has_options,
        ),
        "static_select": Record(
            may=_CONFIRMED | _FOCUS | _PLACEHOLDER | _SELECTABLE | {"initial_option": _PLAIN_OPTION},
            also=_has_options,
        ),
        "multi_static_select": Record(
            may=_CONFIRMED
            | _FOCUS
            | _PLACEHOLDER
            | _SELECTABLE
            | {"initial_options": listing(_PLAIN_OPTION, 1, 100), "max_selected_items": number(1)},
            also=_has_options,
        ),
        "external_select": Record(
            may=_CONFIRMED | _FOCUS | _PLACEHOLDER | {"initial_option": _PLAIN_OPTION, "min_query_length": number(0)}
        ),
        **_menu("users", "user"),
        **_menu("channels", "channel"),
        "conversations_select": Record(
            may=_CONFIRMED | _FOCUS | _PLACEHOLDER | _CONVERSATIONS | {"initial_conversation": string(1)}
        ),
        "radio_buttons": Record(
            {"options": listing(_ANY_OPTION, 1, 10)},
            _CONFIRMED | _FOCUS | {"initial_option": _ANY_OPTION},
            _has_options,
        ),
        "checkboxes": Record(
            {"options": listing(_ANY_OPTION, 1, 10)},
            _CONFIRMED | _FOCUS | {"initial_options": listing(_ANY_OPTION, 1, 10)},
            _has_options,
        ),
        "datepicker": Record(may=_CONFIRMED | _FOCUS | _PLACEHOLDER | {"initial_date": string(10, 10)}),
        "timepicker": Record(
            may=_CONFIRMED | _FOCUS | _PLACEHOLDER | {"initial_time": string(5, 5), "timezone": string(1)}
        ),
        "datetimepicker": Record(may=_CONFIRMED | _FOCUS | {"initial_date_time": number(0)}),
        "plain_text_input": _typed(
            initial_value=string(0, 3000),
            multiline=boolean,
            min_length=number(0, 3000),
            max_length=number(1, 3000),
        ),
        "email_text_input": _typed(initial_value=string()),
        "url_text_input": _typed(initial_value=string()),
        "number_input": Record(
            {"is_decimal_allowed": boolean},
            _ACTION
            | _FOCUS
            | _PLACEHOLDER
            | _DISPATCH
            | {"initial_value": string(), "min_value": string(), "max_value": string()},
        ),
        "rich_text_input": _typed(initial_value=RICH_TEXT, min_lines=number(1, 100), max_lines=number(1, 100)),
        "file_input": Record(may=_ACTION | {"filetypes": listing(string(1)), "max_files": number(1, 10)}),
        "feedback_buttons": Record({"positive_button": _FEEDBACK, "negative_button": _FEEDBACK}, _ACTION),
        "icon_button": Record(
            {"icon": choice("trash"), "text": plain(75)},
            _CONFIRMED
            | {
                "value": string(0, 2000),
                "accessibility_label": string(1, 75),
                "visible_to_user_ids": listing(string(1), 0, 10),
            },
        ),
        "workflow_button": Record(
            {"text": plain(75), "workflow": anything},
            _ACTION | {"style": STYLE, "accessibility_label": string(1, 75)},
        ),
        "image": IMAGE,
        "plain_text": Record({"text": string(1, 3000)}, {"emoji": boolean}),
        "mrkdwn": Record({"text": string(1, 3000)}, {"verbatim": boolean}),
    }
)

_PICKERS = (
    "static_select",
    "external_select",
    "users_select",
    "channels_select",
    "conversations_select",
    "radio_buttons",
    "checkboxes",
    "datepicker",
    "timepicker",
)
_MULTIPLE = ("multi_static_select", "multi_users_select", "multi_channels_select")

IN_ACTIONS = ELEMENTS.only("button", "overflow", "workflow_button", "datetimepicker", "rich_text_input", *_PICKERS)
IN_SECTION = ELEMENTS.only("button", "overflow", "workflow_button", "image", *_PICKERS, *_MULTIPLE)
IN_CONTEXT = ELEMENTS.only("image", "plain_text", "mrkdwn")
IN_CONTEXT_ACTIONS = ELEMENTS.only("feedback_buttons", "icon_button")
IN_INPUT = ELEMENTS.only(
    "plain_text_input",
    "email_text_input",
    "url_text_input",
    "number_input",
    "rich_text_input",
    "file_input",
    "datetimepicker",
    *_PICKERS,
    *_MULTIPLE,
)
