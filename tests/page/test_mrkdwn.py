"""mrkdwn is read as Slack reads it, and nothing that people write becomes live HTML."""

from __future__ import annotations

import pytest

from bot.workspace.page.mrkdwn import Directory, mrkdwn

DIRECTORY = Directory({"U1": "Ada <b>"}, {"C1": "general"})


def shown(text: str, *, verbatim: bool = False) -> str:
    return str(mrkdwn(text, DIRECTORY, verbatim=verbatim))


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("<strong>bold</strong>", "*bold*"),
        ("<em>slanted</em>", "_slanted_"),
        ("<s>struck</s>", "~struck~"),
        ("<strong><em>both</em></strong>", "*_both_*"),
        ("2*3*4 and snake_case_name", "2*3*4 and snake_case_name"),
        ("* not bold *", "* not bold *"),
        ("*two<br>lines*", "*two\nlines*"),
        ("(<strong>x</strong>)", "(*x*)"),
        ("<code>*raw* &lt;b&gt;</code>", "`*raw* &lt;b&gt;`"),
        ("a<pre>one\n*two*</pre>b", "a\n```one\n*two*```\nb"),
        ("<blockquote>said<br>twice</blockquote>then", "&gt; said\n> twice\nthen"),
        ("<blockquote>all<br>the rest</blockquote>", "&gt;&gt;&gt;all\nthe rest"),
        ("👍 and :no_such_emoji:", ":+1: and :no_such_emoji:"),
    ],
)
def test_styles_are_those_of_slack(expected: str, text: str) -> None:
    """Styles start and end at the edges of words, and code is left alone."""
    assert expected == shown(text)


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("P &lt; 0.05 &amp; more", "P &lt; 0.05 &amp; more"),
        ("P &lt; 0.05", "P < 0.05"),
        ("&amp;quot;", "&quot;"),
        ("&amp;lt;", "&amp;lt;"),
        ("&lt;b&gt;x&lt;/b&gt;", "&lt;b&gt;x&lt;/b&gt;"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;", "<script>alert(1)</script>"),
        ("javascript:alert(1)", "<javascript:alert(1)>"),
    ],
)
def test_escapes_are_undone_once_and_html_never_lives(expected: str, text: str) -> None:
    """Exactly Slack's three escapes are undone; what remains is shown, not interpreted."""
    assert expected == shown(text)


def test_mentions_and_links_are_told_by_name() -> None:
    """A person, a channel, everybody and a link each show what a reader of Slack would see."""
    assert '<span class="mention">@Ada &lt;b&gt;</span>' == shown("<@U1>")
    assert '<span class="mention">#general</span>' == shown("<#C1|old-name>")
    assert '<span class="mention loud">@channel</span>' == shown("<!channel>")
    assert '<a href="https://x.org/?a=1&amp;b=2" target="_blank" rel="noopener noreferrer">DM &amp; PM</a>' == shown(
        "<https://x.org/?a=1&amp;b=2|DM &amp; PM>"
    )


def test_a_bare_address_becomes_a_link_unless_verbatim() -> None:
    """Slack links what looks like an address, without the full stop after it, and not where verbatim is set."""
    assert 'href="https://doi.org/10.1/x"' in shown("see https://doi.org/10.1/x.")
    assert "see https://doi.org/10.1/x." == shown("see https://doi.org/10.1/x.", verbatim=True)


def test_a_link_inside_a_style_keeps_both() -> None:
    """What is held aside while styles are read comes back inside them."""
    assert shown("*<https://x.org|here>*").startswith("<strong><a href=")
