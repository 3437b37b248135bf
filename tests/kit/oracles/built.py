"""Oracle 3: slackblocks, whose objects check limits and surfaces when they are built."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Any

import slackblocks as sb
from slackblocks import blocks as block_classes
from slackblocks import elements as element_classes
from slackblocks import objects as object_classes
from slackblocks import rich_text as rich_classes
from slackblocks.errors import InvalidUsageError

Build = Callable[..., Any]

_BLOCKS: dict[str, Build] = {
    "actions": block_classes.ActionsBlock,
    "alert": block_classes.AlertBlock,
    "card": block_classes.CardBlock,
    "carousel": block_classes.CarouselBlock,
    "container": block_classes.ContainerBlock,
    "context": block_classes.ContextBlock,
    "context_actions": block_classes.ContextActionsBlock,
    "data_table": block_classes.DataTableBlock,
    "divider": block_classes.DividerBlock,
    "header": block_classes.HeaderBlock,
    "input": block_classes.InputBlock,
    "markdown": block_classes.MarkdownBlock,
    "rich_text": block_classes.RichTextBlock,
    "section": block_classes.SectionBlock,
    "table": block_classes.TableBlock,
    "video": block_classes.VideoBlock,
}
_PARTS: dict[str, Build] = {
    "button": element_classes.Button,
    "checkboxes": element_classes.CheckboxGroup,
    "datepicker": element_classes.DatePicker,
    "email_text_input": element_classes.EmailInput,
    "external_select": element_classes.ExternalSelectMenu,
    "feedback_buttons": element_classes.FeedbackButtons,
    "icon_button": element_classes.IconButton,
    "multi_static_select": element_classes.StaticMultiSelectMenu,
    "number_input": element_classes.NumberInput,
    "overflow": element_classes.OverflowMenu,
    "plain_text_input": element_classes.PlainTextInput,
    "radio_buttons": element_classes.RadioButtonGroup,
    "static_select": element_classes.StaticSelectMenu,
    "timepicker": element_classes.TimePicker,
    "users_select": element_classes.UserSelectMenu,
    "plain_text": object_classes.PlainText,
    "mrkdwn": object_classes.Markdown,
    "raw_text": object_classes.RawText,
    "raw_number": object_classes.RawNumber,
    "text": rich_classes.RichText,
    "link": rich_classes.RichTextLink,
    "user": rich_classes.RichTextUser,
    "channel": rich_classes.RichTextChannel,
    "emoji": rich_classes.RichTextEmoji,
    "rich_text_section": rich_classes.RichTextSection,
    "rich_text_list": rich_classes.RichTextList,
    "rich_text_quote": rich_classes.RichTextQuote,
    "rich_text_preformatted": rich_classes.RichTextCodeBlock,
}
_BY_FIELD: dict[str, Build] = {
    "column_settings": object_classes.ColumnSettings,
    "confirm": object_classes.ConfirmationDialogue,
    "dispatch_action_config": object_classes.DispatchActionConfiguration,
    "initial_option": object_classes.Option,
    "initial_options": object_classes.Option,
    "negative_button": element_classes.FeedbackButton,
    "option_groups": object_classes.OptionGroup,
    "options": object_classes.Option,
    "positive_button": element_classes.FeedbackButton,
}
_NOT_KNOWN = {("section", "expand")}
"""Fields that Slack's types have and slackblocks 3.0.0 has not."""
_REFUSALS = (InvalidUsageError, TypeError, ValueError, AttributeError, AssertionError, KeyError)


def message(text: str, blocks: list[dict[str, Any]]) -> list[str]:
    """What slackblocks refuses in a message."""
    built, problems = _build_all(blocks)
    if problems:
        return problems
    return _try(lambda: sb.Message(channel="C0", text=text, blocks=built))


def view(body: Mapping[str, Any]) -> list[str]:
    """What slackblocks refuses in a modal or Home tab."""
    built, problems = _build_all(body.get("blocks", []))
    if problems:
        return problems
    fields = {key: value for key, value in body.items() if key not in ("type", "blocks")}
    kind = sb.HomeTabView if body.get("type") == "home" else sb.ModalView
    return _try(lambda: kind(blocks=built, **{key: _build(value, key) for key, value in fields.items()}))


def _build_all(blocks: list[dict[str, Any]]) -> tuple[list[Any], list[str]]:
    built, problems = [], []
    for index, block in enumerate(blocks):
        try:
            built.append(_build(block, "blocks"))
        except _REFUSALS as error:
            problems.append(f"/blocks/{index}: {_said(error)}")
    return built, problems


def _build(value: Any, field: str) -> Any:
    """The slackblocks object of a piece of JSON; raises what its class raises."""
    if isinstance(value, list):
        return [_build(each, field) for each in value]
    if not isinstance(value, dict):
        return value
    kind = value.get("type")
    fields = {key: each for key, each in value.items() if key != "type" and (kind, key) not in _NOT_KNOWN}
    if kind == "table":
        fields["rows"] = [[_cell(cell) for cell in row] for row in fields.get("rows", [])]
    if isinstance(kind, str):
        return _construct(_class_of(kind, field), fields)
    if field == "style":
        return value
    if field not in _BY_FIELD:
        raise TypeError(f"no object is known for {field!r}")
    return _construct(_BY_FIELD[field], fields)


def _cell(cell: dict[str, Any]) -> dict[str, Any]:
    """A table cell as slackblocks 3.0.0 takes it: it has no numbers and no whole rich text there."""
    if cell.get("type") == "raw_number":
        return {"type": "raw_text", "text": cell.get("text", str(cell.get("value")))}
    if cell.get("type") == "rich_text" and cell.get("elements"):
        first: dict[str, Any] = cell["elements"][0]
        return first
    return cell


def _class_of(kind: str, field: str) -> Build:
    if kind == "image":
        return block_classes.ImageBlock if field in ("blocks", "child_blocks") else element_classes.Image
    found = _BLOCKS.get(kind) or _PARTS.get(kind)
    if found is None:
        raise TypeError(f"unknown type {kind!r}")
    return found


def _construct(build: Build, fields: dict[str, Any]) -> Any:
    arguments = {key: _build(each, key) for key, each in fields.items()}
    known = inspect.signature(build).parameters
    if "style" in arguments and isinstance(arguments["style"], dict):
        arguments |= arguments.pop("style")
    if unknown := set(arguments) - set(known):
        raise TypeError(f"unknown fields: {', '.join(sorted(unknown))}")
    missing = {name for name, each in known.items() if each.default is inspect.Parameter.empty} - set(arguments)
    if missing == {"action_id"}:
        arguments["action_id"] = None
    return build(**arguments)


def _try(build: Callable[[], Any]) -> list[str]:
    try:
        build().to_dict()
    except _REFUSALS as error:
        return [_said(error)]
    return []


def _said(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"
