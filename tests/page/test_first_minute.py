"""The first minute: an address, a conversation already held, and files read anew while the page is open."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from bot import messages
from bot.cli.local import JOURNAL_CLUB as SHIPPED
from bot.workspace import Workspace
from bot.workspace.page import Line, Page, Served, Watcher, seed, serve_page
from tests.kit.running import Running
from tests.page.conftest import Visit

JOURNAL_CLUB = [*SHIPPED, Line("Ben Attending", "Thanks, I will bring the slides.", reply=True)]


def test_a_taken_port_is_replaced_by_a_free_one() -> None:
    """Two workspaces asked for the same port both start, and the second says that it moved."""
    with serve_page(port=0) as first:
        taken = int(first.workspace.url.rpartition(":")[2])
        with serve_page(port=taken) as second:
            assert not first.moved
            assert second.moved
            assert first.address != second.address


def test_the_address_is_on_loopback_alone() -> None:
    """Nobody else on the network can reach the page."""
    with serve_page(port=0) as served:
        port = int(served.workspace.url.rpartition(":")[2])
        with socket.socket() as other:
            # Another address of this machine: taken only if the server listened on all of them.
            other.bind(("127.0.0.2", port))
            assert ("127.0.0.2", port) == other.getsockname()


def test_without_a_screen_no_browser_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a server without a display nothing is started, and the caller is told."""
    monkeypatch.setattr("sys.platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    with serve_page(port=0) as served:
        assert not served.open_browser()


def test_a_seeded_conversation_is_answered_line_by_line(running: Running) -> None:
    """Each line waits for the app's answer to the one before, so that the thread reads as it was held."""
    root = seed(running.workspace, JOURNAL_CLUB)
    bot = running.workspace.bot.id
    messages = running.workspace.messages("general")
    assert {root} == {message.root_ts for message in messages}
    assert [False, True] * 3 + [False] == [message.user == bot for message in messages]
    assert not [text for text in map(str, messages) if "did not understand" in text]
    assert "Thanks, I will bring the slides." in [message.text for message in messages]


def test_an_app_that_keeps_silent_does_not_hold_up_the_seed(workspace: Workspace) -> None:
    """Without an app the lines are said all the same."""
    began = time.monotonic()
    seed(workspace, JOURNAL_CLUB, patience=0.05)
    assert len(JOURNAL_CLUB) == len(workspace.messages("general"))
    assert time.monotonic() - began < 2


@pytest.mark.browser
def test_the_first_page_opens_with_the_seeded_thread(visit: Visit, running: Running, page: Page) -> None:
    """Who opens the bare address sees the welcome and the thread from its beginning; closed, it stays closed."""
    Served(running.workspace, page, 0).seed(JOURNAL_CLUB)
    tab = visit()
    expect(tab.get_by_role("region", name="Welcome")).to_contain_text(messages.LOCAL_ABOUT)
    expect(tab.locator("#thread-log")).to_contain_text("Thanks, I will bring the slides.")
    expect(tab.locator("#thread-log .message").first).to_be_in_viewport()
    tab.get_by_text("Connect a real Slack workspace").click()
    expect(tab.get_by_text("from the file deploy/slack-manifest.yaml")).to_be_visible()
    tab.get_by_label("Close the thread").click()
    tab.reload()
    expect(tab.locator("#thread-log")).to_have_count(0)


@pytest.mark.browser
def test_on_a_phone_the_first_page_is_the_channel(visit: Visit, running: Running, page: Page) -> None:
    """Where the thread would cover the welcome, the channel comes first."""
    Served(running.workspace, page, 0).seed(JOURNAL_CLUB)
    tab = visit(width=360)
    expect(tab.get_by_role("region", name="Welcome")).to_be_visible()


def change(file: Path, text: str) -> None:
    """Write a file so that its time stamp is another, however coarse the file system's clock."""
    file.write_text(text, encoding="utf-8")
    later = file.stat().st_mtime_ns + 10_000_000
    os.utime(file, ns=(later, later))


@pytest.mark.browser
def test_an_edited_file_is_read_anew_or_its_fault_is_shown(visit: Visit, page: Page, tmp_path: Path) -> None:
    """A curator saves a file and the page says that it is in use, or what is wrong with it."""
    file = tmp_path / "facts.yaml"
    change(file, "good")

    def reload() -> str:
        return "" if file.read_text(encoding="utf-8") == "good" else "line 1: 55.0 is in no source"

    tab = visit()
    with Watcher(page, tmp_path, reload, every=0.02):
        change(file, "bad 1")
        expect(tab.locator("#announcement")).to_contain_text("line 1: 55.0 is in no source")
        change(file, "good")
        expect(tab.locator("#announcement")).to_contain_text("facts.yaml: read anew, the next answer uses it.")


def test_a_reload_that_fails_altogether_does_not_end_the_watch(
    page: Page, workspace: Workspace, tmp_path: Path
) -> None:
    """An error of the reload is said, and the next change is noticed as ever."""
    file = tmp_path / "facts.yaml"
    change(file, "1")

    def reload() -> str:
        if file.read_text(encoding="utf-8") == "2":
            raise OSError("half a file")
        return ""

    with Watcher(page, tmp_path, reload, every=0.01):
        change(file, "2")
        said(workspace, lambda text: "OSError: half a file" in text)
        file.unlink()
        said(workspace, lambda text: "No such file" in text)
        change(file, "3")
        said(workspace, lambda text: "read anew" in text)


def said(workspace: Workspace, wanted: Callable[[str], bool]) -> None:
    """Wait until the page announces what is wanted."""

    def has_come() -> bool:
        return any(wanted(entry.data["text"]) for entry in workspace.feed.since(0, {"announcement"}))

    assert workspace.feed.wait_until(has_come, 5)
