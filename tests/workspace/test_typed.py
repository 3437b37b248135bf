"""What people type becomes what Slack sends."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.workspace.typed import compose, encoded, escape, unescape

PEOPLE = (("Ada Fellow", "U1"), ("myositis", "U2"))
CHANNELS = (("general", "C1"),)


@given(st.text())
def test_escaping_is_undone(text: str) -> None:
    """Nothing is lost on the way through Slack's encoding, and nothing is left to be read as markup."""
    assert text == unescape(escape(text))
    assert not set("<>") & set(escape(text))


@given(st.text(alphabet="ab @#<>&h:/.-myositsgeral"))
def test_both_forms_of_a_message_agree(text: str) -> None:
    """The text and the composer's blocks of a message say the same."""
    composed = compose(text, PEOPLE, CHANNELS, "b")
    again = encoded(composed.text, "b")
    assert composed.mentions == again.mentions
    words = [_words(typed.blocks) for typed in (composed, again)]
    assert words[0] == words[1]


def _words(blocks: list[dict]) -> str:
    parts = blocks[0]["elements"][0]["elements"]
    return "".join(
        p.get("text") or p.get("url") or p.get("user_id") or p.get("channel_id") or p["range"] for p in parts
    )


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("@myositis hello", "<@U2> hello"),
        ("@MYOSITIS, hello", "<@U2>, hello"),
        ("@myositis2 hello", "@myositis2 hello"),
        ("hello @ada fellow", "hello <@U1>"),
        ("see #general", "see <#C1|general>"),
        ("@here 1 < 2", "<!here> 1 &lt; 2"),
        ("https://a.org/?b=1&c", "<https://a.org/?b=1&amp;c>"),
        ("<!channel> <@U1>", "&lt;!channel&gt; &lt;@U1&gt;"),
        ("mail me@", "mail me@"),
    ],
)
def test_typed_and_sent(typed: str, sent: str) -> None:
    """Names become mentions as whole words, markup that is typed stays words."""
    assert sent == compose(typed, PEOPLE, CHANNELS, "b").text


def test_long_and_odd_text_is_quick() -> None:
    """Forty thousand signs that could begin a mention take no noticeable time."""
    began = time.perf_counter()
    assert 40_000 == len(re.findall("@", compose("@" * 40_000, PEOPLE, CHANNELS, "b").text))
    assert time.perf_counter() - began < 2
