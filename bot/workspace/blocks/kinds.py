"""The blocks themselves, their limits, and the surfaces each may stand on."""

from __future__ import annotations

from bot.workspace.blocks.checks import (
    Check,
    Inspection,
    OneOf,
    Raw,
    Record,
    Surface,
    boolean,
    choice,
    listing,
    mrkdwn,
    number,
    plain,
    string,
    text,
    web_address,
)
from bot.workspace.blocks.elements import (
    ELEMENTS,
    IMAGE,
    IN_ACTIONS,
    IN_CONTEXT,
    IN_CONTEXT_ACTIONS,
    IN_INPUT,
    IN_SECTION,
)
from bot.workspace.blocks.rich_text import BLOCK_ID, RICH_TEXT, RICH_TEXT_PARTS

TABLE_CHARACTERS = 10_000
MARKDOWN_CHARACTERS = 12_000


def _unique_actions(value: Raw, at: str, seen: Inspection) -> None:
    ids: set[str] = set()
    for index, element in enumerate(value["elements"]):
        action_id = element.get("action_id")
        if action_id in ids:
            seen.add(f"`action_id` `{action_id}` already exists", f"{at}/elements/{index}/action_id")
        elif action_id is not None:
            ids.add(action_id)


def _said_something(value: Raw, at: str, seen: Inspection) -> None:
    if "text" not in value and "fields" not in value:
        seen.add("missing required field: text", at)


_CELL = OneOf(
    {
        "raw_text": Record({"text": string(1)}),
        "raw_number": Record({"value": number(whole=False)}, {"text": string(1)}),
        "rich_text": RICH_TEXT,
    }
)


def characters(value: Raw) -> int:
    """How many characters of text stand anywhere inside a piece of Block Kit."""
    if isinstance(value, dict):
        own = value.get("text")
        inside = sum(characters(each) for key, each in value.items() if isinstance(each, dict | list))
        return inside + (len(own) if isinstance(own, str) else 0)
    return sum(characters(each) for each in value) if isinstance(value, list) else 0


def _one_table(value: Raw, at: str, seen: Inspection) -> None:
    seen.tables += 1
    if seen.tables > 1 and seen.surface == "message":
        seen.add("only_one_table_allowed", at)
    if characters(value["rows"]) > TABLE_CHARACTERS:
        seen.add(f"must be less than {TABLE_CHARACTERS + 1} characters", f"{at}/rows")


def _even_rows(value: Raw, at: str, seen: Inspection) -> None:
    widths = {len(row) for row in value["rows"]}
    if len(widths) > 1:
        seen.add("all rows must have the same number of cells", f"{at}/rows")
    if value.get("row_header_column_index", 0) >= max(widths):
        seen.add("must be the index of a column", f"{at}/row_header_column_index")


def _markdown_total(value: Raw, at: str, seen: Inspection) -> None:
    seen.markdown += len(value["text"])
    if seen.markdown > MARKDOWN_CHARACTERS:
        seen.add(f"must be less than {MARKDOWN_CHARACTERS + 1} characters", f"{at}/text")


def _container(value: Raw, at: str, seen: Inspection) -> None:
    if "title" not in value and "rich_text_title" not in value:
        seen.add("missing required field: title", at)
    collapsible = value.get("is_collapsible", False)
    if value.get("default_collapsed") and not collapsible:
        seen.add("default_collapsed requires is_collapsible", f"{at}/default_collapsed")
    if value.get("has_header_divider") and collapsible:
        seen.add("has_header_divider is not allowed with is_collapsible", at)


def _card(value: Raw, at: str, seen: Inspection) -> None:
    if not {"hero_image", "title", "actions", "body"} & set(value):
        seen.add("must provide one of hero_image, title, actions or body", at)


_CARD = Record(
    may=BLOCK_ID
    | {
        "hero_image": ELEMENTS.only("image"),
        "icon": ELEMENTS.only("image"),
        "title": mrkdwn(150),
        "subtitle": mrkdwn(150),
        "body": mrkdwn(200),
        "actions": listing(ELEMENTS.only("button"), 1, 3),
    },
    also=_card,
)


def _child(value: Raw, at: str, seen: Inspection) -> None:
    BLOCKS.only(*_IN_CONTAINER)(value, at, seen)


_SETTINGS = Record(may={"align": choice("left", "center", "right"), "is_wrapped": boolean})

_KINDS: dict[str, Check] = {
    "actions": Record({"elements": listing(IN_ACTIONS, 1, 25)}, BLOCK_ID, _unique_actions),
    "alert": Record(
        {"text": text(200)},
        BLOCK_ID | {"level": choice("default", "info", "warning", "error", "success")},
    ),
    "card": _CARD,
    "carousel": Record({"elements": listing(OneOf({"card": _CARD}), 1, 10)}, BLOCK_ID),
    "container": Record(
        {"child_blocks": listing(_child, 1, 10)},
        BLOCK_ID
        | {
            "title": plain(150),
            "rich_text_title": RICH_TEXT,
            "subtitle": text(150),
            "width": choice("narrow", "standard", "wide", "full"),
            "icon": ELEMENTS.only("image"),
            "is_collapsible": boolean,
            "default_collapsed": boolean,
            "has_header_divider": boolean,
        },
        _container,
    ),
    "context": Record({"elements": listing(IN_CONTEXT, 1, 10)}, BLOCK_ID),
    "context_actions": Record({"elements": listing(IN_CONTEXT_ACTIONS, 1, 5)}, BLOCK_ID, _unique_actions),
    "data_table": Record(
        {"rows": listing(listing(_CELL, 1, 20), 2, 101), "caption": string(1)},
        BLOCK_ID | {"page_size": number(1, 100), "row_header_column_index": number(0)},
        _even_rows,
    ),
    "divider": Record(may=BLOCK_ID),
    "header": Record({"text": plain(150)}, BLOCK_ID),
    "image": Record(IMAGE.must, {**IMAGE.may, **BLOCK_ID, "title": plain(2000)}, IMAGE.also),
    "input": Record(
        {"label": plain(2000), "element": IN_INPUT},
        BLOCK_ID | {"hint": plain(2000), "optional": boolean, "dispatch_action": boolean},
    ),
    "markdown": Record({"text": string(1, MARKDOWN_CHARACTERS)}, BLOCK_ID, _markdown_total),
    "rich_text": Record({"elements": listing(RICH_TEXT_PARTS)}, BLOCK_ID),
    "section": Record(
        may=BLOCK_ID
        | {
            "text": text(3000),
            "fields": listing(text(2000), 1, 10),
            "accessory": IN_SECTION,
            "expand": boolean,
        },
        also=_said_something,
    ),
    "table": Record(
        {"rows": listing(listing(_CELL, 1, 20), 1, 100)},
        BLOCK_ID | {"column_settings": listing(_SETTINGS, 0, 20)},
        _one_table,
    ),
    "video": Record(
        {
            "video_url": web_address(),
            "thumbnail_url": web_address(),
            "alt_text": string(1, 2000),
            "title": plain(200),
        },
        BLOCK_ID
        | {
            "title_url": web_address(),
            "author_name": string(1, 50),
            "provider_name": string(1, 50),
            "provider_icon_url": web_address(),
            "description": plain(200),
        },
    ),
}

BLOCKS = OneOf(_KINDS)

_IN_CONTAINER = (
    "actions",
    "context",
    "divider",
    "header",
    "image",
    "input",
    "rich_text",
    "section",
    "table",
    "video",
)
_EVERYWHERE = (
    "actions",
    "card",
    "context",
    "divider",
    "header",
    "image",
    "input",
    "rich_text",
    "section",
    "video",
)
SURFACES: dict[Surface, OneOf] = {
    "message": BLOCKS.only(*_EVERYWHERE, "carousel", "container", "context_actions", "data_table", "markdown", "table"),
    "home": BLOCKS.only(*_EVERYWHERE, "carousel", "container", "data_table", "table"),
    "modal": BLOCKS.only(*_EVERYWHERE, "alert"),
}
