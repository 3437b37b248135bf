"""Who may load the page and act on it, and what it answers to requests it does not expect."""

from __future__ import annotations

import http.client
import json
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest

from bot.workspace import Workspace
from bot.workspace.page import Page

JSON = {"Content-Type": "application/json"}


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    text: str
    headers: Mapping[str, str]


def request(workspace: Workspace, method: str, path: str, body: str = "", **headers: str) -> Answer:
    """One request with exactly these headers."""
    with closing(http.client.HTTPConnection(urlsplit(workspace.url).netloc, timeout=5)) as connection:
        connection.request(method, path, body, headers)
        got = connection.getresponse()
        return Answer(got.status, got.read().decode(), dict(got.headers))


def act(workspace: Workspace, asked: object, **headers: str) -> Answer:
    """An act asked for as the page asks, with more headers."""
    return request(workspace, "POST", "/page/act", json.dumps(asked), **(JSON | headers))


HELLO = {"act": "post", "as": "Ada Fellow", "channel": "general", "text": "hello"}


@pytest.mark.parametrize("path", ["/", "/page/events", "/page/static/page.js", "/page/entry/1"])
def test_a_foreign_host_is_refused(workspace: Workspace, path: str) -> None:
    """A name that somebody bound to this machine gets nothing."""
    assert 403 == request(workspace, "GET", path, Host="evil.example").status


def test_a_foreign_origin_cannot_act(workspace: Workspace) -> None:
    """Neither another site nor another server on this machine can act here."""
    assert 403 == act(workspace, HELLO, Origin="https://evil.example").status
    assert 403 == act(workspace, HELLO, Origin="http://127.0.0.1:1").status
    assert [] == workspace.messages("general")


def test_a_form_of_another_site_cannot_act(workspace: Workspace) -> None:
    """What a browser sends without asking first, a plain form, is refused."""
    assert 403 == act(workspace, HELLO, **{"Content-Type": "text/plain"}).status


def test_the_page_itself_can_act(workspace: Workspace) -> None:
    """A request of the page's own origin is carried out."""
    assert 200 == act(workspace, HELLO, Origin=workspace.url).status
    assert ["hello"] == [message.text for message in workspace.messages("general")]


@pytest.mark.parametrize("asked", [{}, [], 3, {"act": "fly"}, {"act": "post"}, HELLO | {"text": None}])
def test_a_malformed_act_is_refused_with_a_reason(workspace: Workspace, asked: object) -> None:
    """Nonsense is answered by 400, never by a failure of the server."""
    answer = act(workspace, asked)
    assert 400 == answer.status
    assert answer.text.startswith("not an act this page knows")


def test_what_slack_would_not_allow_is_said_in_words(workspace: Workspace) -> None:
    """An impossible act is no error of the page: the person is told."""
    said = act(workspace, HELLO | {"channel": "attic"}).text
    assert "there is no channel 'attic'; there are: general." == json.loads(said)["error"]


def test_an_address_that_names_nothing_shows_the_first_channel(workspace: Workspace) -> None:
    """Old links to people, channels, threads and messages still open a page."""
    answer = request(workspace, "GET", "/?as=U9&c=C9&t=1.2&i=3.4&ic=C8&tab=home")
    assert 200 == answer.status
    assert "#general" in answer.text


def test_the_page_may_not_be_framed_nor_load_foreign_scripts(workspace: Workspace) -> None:
    """The browser is told to take scripts from here alone and to show the page in no frame."""
    policy = request(workspace, "GET", "/").headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy


def test_before_a_workspace_is_attached_the_page_says_so() -> None:
    """A browser that comes too early is asked to come again."""
    with Workspace(routes=Page().routes()) as workspace:
        assert 503 == request(workspace, "GET", "/").status
        assert 503 == act(workspace, HELLO).status


def test_an_announcement_stands_on_the_page_until_taken_away(workspace: Workspace, page: Page) -> None:
    """What the command line has to say is shown as text, never as markup."""
    page.announce("facts.yaml, line 3: <figure> is wrong", problem=True)
    assert "line 3: &lt;figure&gt; is wrong" in request(workspace, "GET", "/").text
    page.announce("")
    assert "line 3" not in request(workspace, "GET", "/").text
