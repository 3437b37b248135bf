"""``myositis-bot run`` without tokens: its address, its port, its end, and facts edited while it runs."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

from bot.answering.service import Answerer
from bot.cli.base import KNOWLEDGE
from bot.cli.local import page_settings, reload_of
from bot.cli.run import _stop_on_signals
from bot.workspace import Workspace
from bot.workspace.page import Page, Shortcut, Watcher
from knowledge.reader import open_or_compile
from tests.listeners.processes import bot_process, environment
from tests.page.conftest import Visit

FACTS = "trials/abatacept-iim/answers.yaml"
HEADLINE = "no clear benefit over placebo in DM"


@pytest.fixture
def quiet(tmp_path: Path) -> dict[str, str]:
    """The environment of a bot without tokens, where opening a browser opens none."""
    return environment(None, tmp_path, BROWSER="true")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["ctrl-c", "sigterm"])
def test_it_stops_cleanly(quiet: dict[str, str], tmp_path: Path, number: signal.Signals) -> None:
    """Ctrl-C ends it at once, without an error in its status or on the screen."""
    with bot_process(quiet | {"MYOSITIS_PORT": "0"}, tmp_path) as process:
        assert "(Ctrl-C stops it)" in process.stdout.readline()
        process.send_signal(number)
        said, log = process.communicate(timeout=10)
        assert (0, "") == (process.returncode, said)
        assert [] == [line for line in log.splitlines() if " INFO bot." not in line]


def test_a_taken_port_is_said_and_another_used(quiet: dict[str, str], tmp_path: Path) -> None:
    """Where something else listens already, the page is at another address, and why is said."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with bot_process(quiet | {"MYOSITIS_PORT": str(port)}, tmp_path) as process:
            assert f"Port {port} is taken" in process.stdout.readline()
            (address,) = re.findall(r"http://127\.0\.0\.1:\d+/", process.stdout.readline())
            assert str(port) not in address
            assert 200 == urlopen(address).status


def test_tokens_in_a_file_lead_to_slack(quiet: dict[str, str], tmp_path: Path, workspace: Workspace) -> None:
    """With both tokens in ``.env`` no workspace of its own is made: the bot connects where they belong."""
    (tmp_path / ".env").write_text(
        f"SLACK_BOT_TOKEN={workspace.bot_token}\nSLACK_APP_TOKEN={workspace.app_token}\n"
        f"SLACK_API_URL={workspace.api_url}\n"
    )
    with bot_process(quiet, tmp_path) as process:
        workspace.wait_for_app(timeout=30)
        process.send_signal(signal.SIGINT)
        said, _ = process.communicate(timeout=20)
        assert (0, "") == (process.returncode, said)


def test_a_signal_that_finds_the_wait_beginning_stops_it_all_the_same() -> None:
    """Whoever waits for the end holds a lock for a moment; a signal in that moment must not wait for the lock."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        stop = _stop_on_signals()
        with stop._cond:  # type: ignore[attr-defined]
            os.kill(os.getpid(), signal.SIGTERM)
        assert stop.wait(5)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class TestFactsEditedWhileItRuns:
    """A curator saves a file: the next answer uses it, or what is wrong is said."""

    @pytest.fixture
    def root(self, tmp_path: Path) -> Path:
        """A copy of the fact base."""
        return Path(shutil.copytree(KNOWLEDGE, tmp_path / "knowledge", ignore=shutil.ignore_patterns("*.py", "*.db")))

    @pytest.fixture
    def answerer(self, root: Path, tmp_path: Path) -> Iterator[Answerer]:
        """A bot's brain on the copy."""
        answerer = Answerer(open_or_compile(root, tmp_path / "facts.db"))
        yield answerer
        answerer.base.close()

    def headline(self, answerer: Answerer) -> str:
        return answerer.ask("did DM patients respond?").answer.sections[0].headline.text

    def test_the_next_answer_uses_them(self, answerer: Answerer, root: Path, tmp_path: Path) -> None:
        """Changed words are in the next answer, and the facts have another version."""
        version = answerer.base.version
        reload = reload_of(answerer, root, tmp_path)
        change(root / FACTS, HEADLINE, "no clear benefit over placebo in dermatomyositis")
        assert "" == reload()
        assert "in dermatomyositis" in self.headline(answerer)
        assert version != answerer.base.version

    def test_what_is_wrong_is_said_with_its_place(self, answerer: Answerer, root: Path, tmp_path: Path) -> None:
        """A figure written into a text is refused with file and line, and the good facts stay in use."""
        change(root / FACTS, HEADLINE, "55% improved")
        said = reload_of(answerer, root, tmp_path)()
        line = next(
            number for number, text in enumerate((root / FACTS).read_text().splitlines(), 1) if "55% improved" in text
        )
        assert f"{FACTS}:{line}: " in said
        assert HEADLINE in self.headline(answerer)

    def test_a_file_that_is_no_yaml_is_said(self, answerer: Answerer, root: Path, tmp_path: Path) -> None:
        """Half a file saved by an editor is a problem with a place, not a failure."""
        (root / FACTS).write_text("- id: [\n")
        assert f"{FACTS}:" in reload_of(answerer, root, tmp_path)()
        assert HEADLINE in self.headline(answerer)

    @pytest.mark.browser
    def test_the_page_says_so_and_the_bot_answers_from_them(
        self, visit: Visit, page: Page, answerer: Answerer, root: Path, tmp_path: Path
    ) -> None:
        """On the open page: a fault with its place, then that it is mended, then an answer in the new words."""
        tab = visit()
        said = tab.locator("#announcement")
        with Watcher(page, root, reload_of(answerer, root, tmp_path), every=0.05):
            change(root / FACTS, HEADLINE, "55% improved")
            expect(said).to_contain_text(f"{FACTS}:", timeout=20_000)
            change(root / FACTS, "55% improved", "no clear benefit over placebo in dermatomyositis")
            expect(said).to_contain_text("read anew, the next answer uses it", timeout=20_000)
        tab.get_by_role("button", name="did DM patients respond?").click()
        expect(tab.locator("#thread-log .message").last).to_contain_text("over placebo in dermatomyositis")


def change(file: Path, old: str, new: str) -> None:
    """Replace words that stand in a file."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_the_page_knows_the_shortcuts_of_the_manifest(tmp_path: Path) -> None:
    """What the manifest registers is what the page offers; without a manifest there is a page all the same."""
    manifest = tmp_path / "manifest.yaml"
    manifest.write_text(
        "features:\n"
        "  shortcuts: [{name: Answer this, callback_id: answer, type: message, description: Answers it.}]\n"
        "  slash_commands: [{command: /myositis, usage_hint: '[topic]'}]\n"
    )
    told = page_settings(manifest)
    assert (Shortcut("answer", "Answer this", "message"),) == told.shortcuts
    assert {"/myositis": "[topic]"} == told.hints
    assert () == page_settings(tmp_path / "none.yaml").shortcuts
