"""The workspace refuses the blocks Slack refuses, with Slack's words and pointers."""

from __future__ import annotations

from typing import Any

import pytest

from bot.workspace.blocks import fill_in, inspect_message, inspect_view

Block = dict[str, Any]


def plain(text: str) -> Block:
    """A plain_text object."""
    return {"type": "plain_text", "text": text}


def words(length: int) -> Block:
    """A mrkdwn object of so many characters."""
    return {"type": "mrkdwn", "text": "x" * length}


def button(**more: Any) -> Block:
    """A button."""
    return {"type": "button", "text": plain("Press"), **more}


def options(count: int) -> list[Block]:
    """So many options of different values."""
    return [{"text": plain(f"Option {n}"), "value": f"v{n}"} for n in range(count)]


def actions(*elements: Block) -> Block:
    """An actions block."""
    return {"type": "actions", "elements": list(elements)}


def table(rows: int, columns: int, text: str = "1") -> Block:
    """A table of equal cells."""
    return {"type": "table", "rows": [[{"type": "raw_text", "text": text}] * columns for _ in range(rows)]}


def data_table(rows: int, **more: Any) -> Block:
    """A data table with a caption."""
    return table(rows, 2) | {"type": "data_table", "caption": "Adverse events"} | more


def feedback() -> Block:
    """A pair of feedback buttons."""
    good, bad = ({"text": plain(label), "value": label} for label in ("good", "bad"))
    return {"type": "feedback_buttons", "action_id": "rate", "positive_button": good, "negative_button": bad}


def rich(*elements: Block) -> Block:
    """A rich text block."""
    return {"type": "rich_text", "elements": list(elements)}


def section_of(*inline: Block) -> Block:
    """A rich text section."""
    return {"type": "rich_text_section", "elements": list(inline)}


GOOD: dict[str, list[Block]] = {
    "header": [{"type": "header", "text": plain("x" * 150)}],
    "section": [{"type": "section", "text": words(3000), "accessory": button(action_id="a")}],
    "fields": [{"type": "section", "fields": [words(2000)] * 10}],
    "context": [{"type": "context", "elements": [words(10)] * 10}],
    "actions": [actions(*[button(action_id=str(n)) for n in range(25)])],
    "overflow": [actions({"type": "overflow", "action_id": "m", "options": options(5)})],
    "menu": [actions({"type": "static_select", "action_id": "m", "options": options(100)})],
    "context actions": [{"type": "context_actions", "elements": [feedback()]}],
    "table": [table(100, 20)],
    "numbers": [{"type": "table", "rows": [[{"type": "raw_number", "value": 55.0, "text": "55.0%"}]]}],
    "data table": [data_table(101, page_size=100)],
    "image": [{"type": "image", "image_url": "https://example.org/a.png", "alt_text": "A plot"}],
    "rich text": [rich(section_of({"type": "text", "text": "x", "style": {"bold": True}}))],
    "container": [{"type": "container", "title": plain("Methods"), "child_blocks": [{"type": "divider"}] * 10}],
    "fifty": [{"type": "divider"}] * 50,
    "markdown": [{"type": "markdown", "text": "x" * 12_000}],
}


@pytest.mark.parametrize("blocks", GOOD.values(), ids=GOOD)
def test_blocks_at_their_limits_are_taken(blocks: list[Block]) -> None:
    """Everything up to a limit is good."""
    assert [] == inspect_message(blocks)


BAD: dict[str, tuple[list[Any], str]] = {
    "long header": (
        [{"type": "header", "text": plain("x" * 151)}],
        "must be less than 151 characters [json-pointer:/blocks/0/text/text]",
    ),
    "mrkdwn header": (
        [{"type": "header", "text": words(3)}],
        "unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]",
    ),
    "empty section": (
        [{"type": "section", "text": words(0)}],
        "must be more than 0 characters [json-pointer:/blocks/0/text/text]",
    ),
    "silent section": ([{"type": "section"}], "missing required field: text [json-pointer:/blocks/0]"),
    "long section": (
        [{"type": "section", "text": words(3001)}],
        "must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
    ),
    "long field": (
        [{"type": "section", "fields": [words(1), words(2001)]}],
        "must be less than 2001 characters [json-pointer:/blocks/0/fields/1/text]",
    ),
    "eleven fields": (
        [{"type": "section", "fields": [words(1)] * 11}],
        "no more than 10 items allowed [json-pointer:/blocks/0/fields]",
    ),
    "eleven in context": (
        [{"type": "context", "elements": [words(1)] * 11}],
        "no more than 10 items allowed [json-pointer:/blocks/0/elements]",
    ),
    "button in context": (
        [{"type": "context", "elements": [button()]}],
        "unsupported type: button [json-pointer:/blocks/0/elements/0/type]",
    ),
    "unknown property": (
        [actions(button(disabled=True))],
        "invalid additional property: disabled [json-pointer:/blocks/0/elements/0]",
    ),
    "no elements": ([actions()], "no less than 1 items allowed [json-pointer:/blocks/0/elements]"),
    "26 elements": (
        [actions(*[button(action_id=str(n)) for n in range(26)])],
        "no more than 25 items allowed [json-pointer:/blocks/0/elements]",
    ),
    "same action twice": (
        [actions(button(action_id="a"), button(action_id="a"))],
        "`action_id` `a` already exists [json-pointer:/blocks/0/elements/1/action_id]",
    ),
    "same block twice": (
        [{"type": "divider", "block_id": "b"}, {"type": "divider", "block_id": "b"}],
        "`block_id` `b` already exists [json-pointer:/blocks/1/block_id]",
    ),
    "long block id": (
        [{"type": "divider", "block_id": "b" * 256}],
        "must be less than 256 characters [json-pointer:/blocks/0/block_id]",
    ),
    "long button": (
        [actions(button() | {"text": plain("x" * 76)})],
        "must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]",
    ),
    "long value": (
        [actions(button(value="x" * 2001))],
        "must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]",
    ),
    "style": (
        [actions(button(style="loud"))],
        "must be a valid enum value [json-pointer:/blocks/0/elements/0/style]",
    ),
    "bad url": ([actions(button(url="nowhere"))], "must be a valid URL [json-pointer:/blocks/0/elements/0/url]"),
    "six options": (
        [actions({"type": "overflow", "options": options(6)})],
        "no more than 5 items allowed [json-pointer:/blocks/0/elements/0/options]",
    ),
    "long option value": (
        [actions({"type": "overflow", "options": [{"text": plain("x"), "value": "v" * 151}]})],
        "must be less than 151 characters [json-pointer:/blocks/0/elements/0/options/0/value]",
    ),
    "foreign initial option": (
        [
            actions(
                {"type": "static_select", "options": options(2), "initial_option": {"text": plain("x"), "value": "z"}}
            )
        ],
        "initial option must match one of the options [json-pointer:/blocks/0/elements/0]",
    ),
    "101 rows": ([table(101, 1)], "no more than 100 items allowed [json-pointer:/blocks/0/rows]"),
    "21 columns": ([table(1, 21)], "no more than 20 items allowed [json-pointer:/blocks/0/rows/0]"),
    "empty cell": ([table(1, 1, "")], "must be more than 0 characters [json-pointer:/blocks/0/rows/0/0/text]"),
    "odd cell": (
        [{"type": "table", "rows": [[{"type": "text", "text": "x"}]]}],
        "unsupported type: text [json-pointer:/blocks/0/rows/0/0/type]",
    ),
    "two tables": ([table(1, 1), table(1, 1)], "only_one_table_allowed [json-pointer:/blocks/1]"),
    "full table": ([table(100, 1, "x" * 101)], "must be less than 10001 characters [json-pointer:/blocks/0/rows]"),
    "no caption": (
        [{"type": "data_table", "rows": table(2, 2)["rows"]}],
        "missing required field: caption [json-pointer:/blocks/0]",
    ),
    "uneven data table": (
        [data_table(2) | {"rows": [table(1, 1)["rows"][0], table(1, 2)["rows"][0]]}],
        "all rows must have the same number of cells [json-pointer:/blocks/0/rows]",
    ),
    "no alt text": (
        [{"type": "image", "image_url": "https://example.org/a.png"}],
        "missing required field: alt_text [json-pointer:/blocks/0]",
    ),
    "no picture": (
        [{"type": "image", "alt_text": "x"}],
        "must provide either image_url or slack_file [json-pointer:/blocks/0]",
    ),
    "alert": ([{"type": "alert", "text": plain("x")}], "unsupported type: alert [json-pointer:/blocks/0/type]"),
    "deep list": (
        [rich({"type": "rich_text_list", "style": "bullet", "indent": 9, "elements": [section_of()]})],
        "must be less than 9 [json-pointer:/blocks/0/elements/0/indent]",
    ),
    "eleven in a container": (
        [{"type": "container", "title": plain("x"), "child_blocks": [{"type": "divider"}] * 11}],
        "no more than 10 items allowed [json-pointer:/blocks/0/child_blocks]",
    ),
    "collapsed but not collapsible": (
        [{"type": "container", "title": plain("x"), "default_collapsed": True, "child_blocks": [{"type": "divider"}]}],
        "default_collapsed requires is_collapsible [json-pointer:/blocks/0/default_collapsed]",
    ),
    "51 blocks": ([{"type": "divider"}] * 51, "no more than 50 items allowed [json-pointer:/blocks]"),
    "no type": ([{"text": plain("x")}], "missing required field: type [json-pointer:/blocks/0]"),
    "no object": (["words"], "must provide an object [json-pointer:/blocks/0]"),
    "number for text": (
        [{"type": "header", "text": {"type": "plain_text", "text": 5}}],
        "must provide a string [json-pointer:/blocks/0/text/text]",
    ),
}


@pytest.mark.parametrize(("blocks", "problem"), BAD.values(), ids=BAD)
def test_blocks_beyond_their_limits_are_refused(blocks: list[Any], problem: str) -> None:
    """Each says what is wrong and where."""
    assert [problem] == [str(each) for each in inspect_message(blocks)]


def modal(*blocks: Block, **more: Any) -> Block:
    """A modal."""
    return {"type": "modal", "title": plain("Title"), "blocks": list(blocks), **more}


INPUT = {"type": "input", "label": plain("Words"), "element": {"type": "plain_text_input"}}
BAD_VIEWS: dict[str, tuple[Block, str]] = {
    "long title": (
        modal() | {"title": plain("x" * 25)},
        "must be less than 25 characters [json-pointer:/view/title/text]",
    ),
    "input without submit": (modal(INPUT), "missing required field: submit [json-pointer:/view]"),
    "table in a modal": (modal(table(1, 1)), "unsupported type: table [json-pointer:/view/blocks/0/type]"),
    "feedback in a modal": (
        modal({"type": "context_actions", "elements": [feedback()]}),
        "unsupported type: context_actions [json-pointer:/view/blocks/0/type]",
    ),
    "alert at home": (
        {"type": "home", "blocks": [{"type": "alert", "text": plain("x")}]},
        "unsupported type: alert [json-pointer:/view/blocks/0/type]",
    ),
    "101 blocks": (modal(*[{"type": "divider"}] * 101), "no more than 100 items allowed [json-pointer:/view/blocks]"),
    "long metadata": (
        modal(private_metadata="x" * 3001),
        "must be less than 3001 characters [json-pointer:/view/private_metadata]",
    ),
    "title at home": (
        {"type": "home", "blocks": [], "title": plain("x")},
        "invalid additional property: title [json-pointer:/view]",
    ),
    "no view type": ({"blocks": []}, "unsupported type: None [json-pointer:/view/type]"),
}


@pytest.mark.parametrize(("view", "problem"), BAD_VIEWS.values(), ids=BAD_VIEWS)
def test_views_are_held_to_their_surface(view: Block, problem: str) -> None:
    """Modals and the Home tab have limits and blocks of their own."""
    assert [problem] == [str(each) for each in inspect_view(view)]


def test_good_views_are_taken() -> None:
    """An alert belongs into a modal, a table into the Home tab, an input into both."""
    assert [] == inspect_view(modal({"type": "alert", "text": plain("x"), "level": "error"}))
    assert [] == inspect_view(modal(INPUT, submit=plain("Send")))
    assert [] == inspect_view({"type": "home", "blocks": [table(2, 2), INPUT]})


def test_missing_ids_are_filled_in() -> None:
    """Slack gives every block and every element an id, also inside a container."""
    child = actions(button())
    blocks = [{"type": "container", "title": plain("x"), "child_blocks": [child]}]
    fill_in(blocks, lambda: "new")
    assert ("new", "new", "new") == (blocks[0]["block_id"], child["block_id"], child["elements"][0]["action_id"])
