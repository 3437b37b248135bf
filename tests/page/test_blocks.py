"""Every kind of block is drawn, and what cannot be drawn is said."""

from __future__ import annotations

from typing import Any

import pytest

from bot.workspace.blocks.kinds import SURFACES
from bot.workspace.page.drawing import blocks_html
from tests.page.showcase import answer, button, plain, words


def test_an_answer_of_every_kind_is_drawn_without_a_warning() -> None:
    """Blocks the bot uses are all known to the page."""
    html = blocks_html(answer("http://127.0.0.1"))
    assert "cannot show" not in html
    assert '<th scope="row" class="left wrapped">DM</th><td class="right">22/40†</td>' in html
    assert "Small &lt;subgroup&gt;" in html
    assert "P &lt; 0.05" in html


@pytest.mark.parametrize(
    ("said", "block"),
    [
        ("block “hologram”", {"type": "hologram"}),
        ("element “lever”", {"type": "actions", "block_id": "b", "elements": [{"type": "lever", "action_id": "a"}]}),
        ("rich text “rich_text_song”", {"type": "rich_text", "elements": [{"type": "rich_text_song", "elements": []}]}),
        (
            "input “file_input”",
            {
                "type": "input",
                "block_id": "b",
                "label": plain("File"),
                "element": {"type": "file_input", "action_id": "a"},
            },
        ),
    ],
)
def test_what_the_page_does_not_know_is_a_visible_warning(said: str, block: dict[str, Any]) -> None:
    """Nothing is dropped in silence: a designer sees what is missing and its kind."""
    assert f"This page cannot show the {said}." in blocks_html([block])


def test_plain_text_shows_markup_as_typed() -> None:
    """In plain text asterisks stay, escapes are not undone, and emoji can be switched off."""
    off = plain(":x: *a* &lt;") | {"emoji": False}
    assert ":x: *a* &amp;lt;" in blocks_html([{"type": "section", "text": off}])
    assert "❌" in blocks_html([{"type": "section", "text": plain(":x:")}])


def test_a_button_says_aloud_what_it_was_told_to_say() -> None:
    """An accessibility label replaces the words on a button for a screen reader."""
    block = {"type": "actions", "block_id": "b", "elements": [button("DM", "a", accessibility_label="Week 24 in DM")]}
    assert 'aria-label="Week 24 in DM"' in blocks_html([block])


def test_an_unsafe_address_is_never_an_address() -> None:
    """A button cannot run a script by its address."""
    block = {"type": "actions", "block_id": "b", "elements": [button("Go", "a", url="javascript:alert(1)")]}
    assert "javascript:" not in blocks_html([block])


def test_every_block_that_the_workspace_takes_is_drawn() -> None:
    """A kind of block added to the workspace's validation must be drawn here as well."""
    kinds = {kind for surface in SURFACES.values() for kind in surface.kinds}
    unknown = {kind for kind in kinds if f"block “{kind}”" in blocks_html([{"type": kind} | _LEAST.get(kind, {})])}
    assert set() == unknown


_LEAST: dict[str, dict[str, Any]] = {
    "actions": {"elements": []},
    "alert": {"text": words("x")},
    "card": {"title": words("x")},
    "carousel": {"elements": []},
    "container": {"title": plain("x"), "child_blocks": []},
    "context": {"elements": []},
    "context_actions": {"elements": []},
    "data_table": {"rows": [], "caption": "x"},
    "header": {"text": plain("x")},
    "image": {"image_url": "https://x.org/a.png", "alt_text": "x"},
    "input": {"block_id": "b", "label": plain("x"), "element": {"type": "plain_text_input", "action_id": "a"}},
    "markdown": {"text": "x"},
    "rich_text": {"elements": []},
    "section": {"text": plain("x")},
    "table": {"rows": []},
    "video": {"title": plain("x"), "video_url": "https://x.org/v"},
}
