"""Each Block Kit oracle refuses what it is there for, and all pass what Slack takes."""

from __future__ import annotations

from typing import Any

import pytest

from bot.workspace.blocks import inspect_message
from tests.kit.oracles import assert_message, assert_view, judge_message, judge_view
from tests.kit.oracles import rules as own_rules
from tests.kit.oracles.condense import condense

Block = dict[str, Any]


def plain(text: str, **more: Any) -> Block:
    """A plain_text object."""
    return {"type": "plain_text", "text": text, **more}


def words(text: str, **more: Any) -> Block:
    """A mrkdwn object, verbatim."""
    return {"type": "mrkdwn", "text": text, "verbatim": True, **more}


def section(text: str) -> Block:
    """A section."""
    return {"type": "section", "text": words(text)}


def button(action_id: str, label: str, **more: Any) -> Block:
    """A button."""
    return {"type": "button", "action_id": action_id, "text": plain(label), **more}


def table(*rows: list[str]) -> Block:
    """A table."""
    return {"type": "table", "rows": [[{"type": "raw_text", "text": cell} for cell in row] for row in rows]}


def menu(*values: str) -> Block:
    """An overflow menu."""
    options = [{"text": plain(f"Option {n}"), "value": value} for n, value in enumerate(values)]
    return {"type": "actions", "elements": [{"type": "overflow", "action_id": "menu", "options": options}]}


def feedback() -> Block:
    """Thumbs."""
    good, bad = ({"text": plain(label), "value": label} for label in ("Good", "Bad"))
    element = {"type": "feedback_buttons", "action_id": "rate", "positive_button": good, "negative_button": bad}
    return {"type": "context_actions", "elements": [element]}


TEXT = "About half improved. Week 24: 22/40 (55.0%), P = 0.679. https://example.org"
ANSWER: list[Block] = [
    {"type": "header", "text": plain("About half improved")},
    section("Week 24: 22/40† (55.0%), P = 0.679 <https://example.org|Aggarwal et al.>"),
    table(["Arm", "Improved"], ["abatacept", "55.0%"]),
    {"type": "section", "fields": [words("one"), words("two")]},
    {"type": "context", "elements": [words("⚠ Primary end point missed")]},
    {
        "type": "rich_text",
        "elements": [{"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "|--o--|"}]}],
    },
    {"type": "container", "title": plain("Methods"), "is_collapsible": True, "child_blocks": [section("words")]},
    {"type": "actions", "elements": [button("a", "Week 52"), button("b", "Overall")]},
    menu("details", "share"),
    feedback(),
]
MODAL: Block = {
    "type": "modal",
    "callback_id": "details",
    "title": plain("Details"),
    "close": plain("Close"),
    "submit": plain("Send"),
    "blocks": [
        section("Week 24: 55.0%"),
        {"type": "alert", "text": plain("Not sent"), "level": "error"},
        {"type": "input", "label": plain("Words"), "element": {"type": "plain_text_input", "action_id": "w"}},
    ],
}
ALL = {"types", "sdk", "slackblocks", "rules"}


def test_a_good_answer_and_modal_pass_all_four() -> None:
    """A message and a modal like the bot's are found good by everyone, the workspace too."""
    assert_message(TEXT, ANSWER)
    assert_view(MODAL)
    assert [] == inspect_message(ANSWER)


def test_new_blocks_pass() -> None:
    """A data table, which slack_sdk has no model for, and numeric and rich cells."""
    cells = [{"type": "raw_text", "text": "Arm"}, {"type": "raw_number", "value": 55.0, "text": "55.0%"}]
    rich = {
        "type": "rich_text",
        "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "x"}]}],
    }
    assert_message(TEXT, [{"type": "data_table", "caption": "Events", "rows": [cells, cells]}])
    assert_message(TEXT, [{"type": "table", "rows": [cells, [rich, cells[1]]]}])


WRONG: dict[str, tuple[Block, set[str]]] = {
    "unknown block": ({"type": "poem"}, {"types", "sdk", "slackblocks"}),
    "unknown field": (section("x") | {"colour": "red"}, {"types", "sdk", "slackblocks"}),
    "wrong type": (section("x") | {"block_id": 5}, {"types"}),
    "long section": (section("x" * 3001), {"sdk", "slackblocks"}),
    "empty section": ({"type": "section", "text": words("")}, {"slackblocks", "rules"}),
    "long field": ({"type": "section", "fields": [words("x" * 2001)]}, {"slackblocks", "rules"}),
    "mrkdwn header": ({"type": "header", "text": words("x")}, {"types", "rules"}),
    "long header": ({"type": "header", "text": plain("x" * 151)}, {"sdk", "slackblocks"}),
    "long button": (
        {"type": "actions", "elements": [button("a", "x" * 76)]},
        {"sdk", "slackblocks"},
    ),
    "six options": (menu("a", "b", "c", "d", "e", "f"), {"sdk", "slackblocks"}),
    "long option value": (menu("a", "x" * 151), {"slackblocks", "rules"}),
    "alert in a message": ({"type": "alert", "text": plain("x")}, {"slackblocks"}),
    "long alert": ({"type": "alert", "text": plain("x" * 201)}, {"slackblocks", "rules"}),
    "no alt text": ({"type": "image", "image_url": "https://example.org/a.png"}, {"types", "sdk", "rules"}),
    "empty cell": (table(["Arm", ""]), {"rules"}),
    "uneven rows": (table(["a", "b"], ["c"]), {"rules"}),
    "101 rows": (table(*[["x"]] * 101), {"slackblocks", "rules"}),
    "21 columns": (table(["x"] * 21), {"slackblocks", "rules"}),
    "too much in a table": (table(*[["x" * 120]] * 90), {"rules"}),
    "unescaped less-than": (section("P < 0.05"), {"rules"}),
    "unescaped ampersand": (section("A & B"), {"rules"}),
    "shouting": (section("<!channel>"), {"rules"}),
    "figures not verbatim": ({"type": "section", "text": {"type": "mrkdwn", "text": "24"}}, {"rules"}),
    "short code": ({"type": "header", "text": plain(":x: marks")}, {"rules"}),
    "figure not in the text": (section("99.9%"), {"rules"}),
    "two of one action": (
        {"type": "actions", "elements": [button("a", "One"), button("a", "Two")]},
        {"rules"},
    ),
    "buttons alike": ({"type": "actions", "elements": [button("a", "Good"), button("b", "Good")]}, {"rules"}),
    "hidden caveat": (
        {
            "type": "container",
            "title": plain("Methods"),
            "is_collapsible": True,
            "default_collapsed": True,
            "child_blocks": [section("⚠ missed")],
        },
        {"rules"},
    ),
}


@pytest.mark.parametrize(("block", "oracles"), WRONG.values(), ids=WRONG)
def test_wrong_blocks_are_refused(block: Block, oracles: set[str]) -> None:
    """Each flaw is found by the oracles that know of it."""
    assert oracles <= set(judge_message(TEXT, [block]))


def test_tables_and_blocks_are_counted() -> None:
    """One table a message, twelve blocks an answer, ids once."""
    found = own_rules.message(TEXT, [table(["a"]), table(["b"]), *[{"type": "divider", "block_id": "d"}] * 11])
    assert {
        "/blocks: 13 blocks, an answer has at most 12",
        "/blocks: 2 tables in one message",
        "/blocks: block_id 'd' 11 times",
    } == set(found)


@pytest.mark.parametrize("text", ["", "P < 0.05", "x" * 4001])
def test_text_is_there_escaped_and_not_endless(text: str) -> None:
    """The plain text is judged as well."""
    assert ["rules"] == list(judge_message(text, [{"type": "divider"}]))


def test_links_and_named_people_are_no_markup() -> None:
    """Links with words and the name of who shared are meant."""
    assert {} == judge_message("Shared by <@U012AB>: see <https://example.org|the abstract> &amp; more", [section("x")])


WRONG_VIEWS: dict[str, tuple[Block, set[str]]] = {
    "long title": (MODAL | {"title": plain("x" * 25)}, {"sdk", "slackblocks"}),
    "table in a modal": (MODAL | {"blocks": [table(["a"])]}, {"slackblocks"}),
    "feedback in a modal": (MODAL | {"blocks": [feedback()]}, {"slackblocks"}),
    "alert at home": ({"type": "home", "blocks": [MODAL["blocks"][1]]}, {"slackblocks"}),
    "unknown key": (MODAL | {"colour": "red"}, {"types", "sdk", "slackblocks"}),
    "long metadata": (MODAL | {"private_metadata": "x" * 3001}, {"sdk", "slackblocks", "rules"}),
    "unescaped": (MODAL | {"blocks": [section("P < 0.05")]}, {"rules"}),
}


@pytest.mark.parametrize(("view", "oracles"), WRONG_VIEWS.values(), ids=WRONG_VIEWS)
def test_wrong_views_are_refused(view: Block, oracles: set[str]) -> None:
    """Surfaces, lengths and keys of views."""
    assert oracles <= set(judge_view(view))


def test_an_assertion_names_judge_and_place() -> None:
    """The message of a failing test says who refuses what, and where."""
    with pytest.raises(AssertionError, match=r"types: /blocks/0: Additional properties .*'colour'"):
        assert_message(TEXT, [section("x") | {"colour": "red"}])
    with pytest.raises(AssertionError, match=r"sdk: /view: title must be between"):
        assert_view(MODAL | {"title": plain("x" * 25)})


def test_condensing_keeps_what_a_schema_refuses() -> None:
    """Unions become choices by type, and prose goes; a property called description stays."""
    one = {"type": "object", "properties": {"type": {"const": "one"}, "description": {"type": "string"}}}
    two = {"type": "object", "properties": {"type": {"const": "two"}}, "description": "prose"}
    union = {"anyOf": [{"$ref": "#/definitions/One"}, {"$ref": "#/definitions/Two"}]}
    schema = {"$schema": "x", "definitions": {"One": one, "Two": two, "Both": union}}
    lean = condense(schema)["definitions"]
    assert ["one", "two"] == lean["Both"]["properties"]["type"]["enum"]
    assert ("description" in lean["One"]["properties"], "description" in lean["Two"]) == (True, False)
