"""``run`` without tokens: the bot on a local workspace in the browser, whose facts can be edited while it runs."""

from __future__ import annotations

import datetime as dt
import itertools
import tempfile
import threading
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

from bot import messages
from bot.answering.service import Answerer
from bot.cli.base import KNOWLEDGE, fail, open_answerer
from bot.cli.run import connected, running, wait_for
from bot.messages import local as words
from bot.settings import Settings
from bot.workspace.page import Line, PageSettings, Served, Shortcut, Watcher, serve_page

JOURNAL_CLUB = tuple(Line(person, text, reply=place > 0) for place, (person, text) in enumerate(words.THREAD))
MANIFEST = KNOWLEDGE.parent / "deploy" / "slack-manifest.yaml"
MOST_PROBLEMS = 12


def on_local_workspace(settings: Settings, stop: threading.Event) -> int:
    """Serve the workspace's page, connect the bot and hold a first conversation, until ``stop`` is set."""
    answerer = open_answerer()
    with ExitStack() as stack:
        served = stack.enter_context(_served(settings.port))
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="myositis-bot-")))
        local = on(served, settings, folder)
        app, _ = stack.enter_context(running(local, answerer))
        stack.enter_context(connected(app, local, stop, wake=served.workspace.hub.gateway.nudge))
        stack.enter_context(Watcher(served.page, KNOWLEDGE, reload_of(answerer, KNOWLEDGE, folder)))
        if not stop.is_set():
            served.seed(JOURNAL_CLUB)
        if served.moved:
            print(words.port_taken(settings.port))
        print(words.address(served.address), flush=True)
        served.open_browser()
        wait_for(stop)
    return 0


def page_settings(manifest: Path = MANIFEST) -> PageSettings:
    """Return what the page says about the bot, with the shortcuts that its manifest registers.

    An installed package comes without the manifest; its page shows no shortcuts.
    """
    features: dict[str, Any] = {}
    if manifest.is_file():
        import yaml

        features = yaml.safe_load(manifest.read_text(encoding="utf-8"))["features"]
    hints = {each["command"]: each.get("usage_hint", "") for each in features.get("slash_commands", [])}
    return PageSettings(
        about=messages.LOCAL_ABOUT,
        suggestions=messages.LOCAL_SUGGESTIONS,
        connect=messages.LOCAL_CONNECT,
        hints=hints or {"/myositis": messages.COMMAND_HINT},
        shortcuts=tuple(
            Shortcut(each["callback_id"], each["name"], each["type"]) for each in features.get("shortcuts", [])
        ),
    )


def on(served: Served, settings: Settings, folder: Path) -> Settings:
    """Return the settings of a bot on this workspace, which keeps what it stores in ``folder``."""
    return replace(
        settings,
        bot_token=served.workspace.bot_token,
        app_token=served.workspace.app_token,
        api_url=served.workspace.api_url,
        store=f"sqlite:///{folder / 'bot.db'}",
        connections=1,
    )


def reload_of(answerer: Answerer, root: Path, folder: Path) -> Callable[[], str]:
    """Return what lets ``answerer`` answer from the facts below ``root`` as they now are.

    It returns what ``knowledge check`` finds wrong, with file and line; then the facts stay as they were. Each version
    is compiled into ``folder`` under a name of its own, so that answers under way can still read the one before.
    """
    numbers = itertools.count(1)

    def reload() -> str:
        from knowledge.checked import problems_of
        from knowledge.compiler import Refused, compile_knowledge
        from knowledge.loading import load_knowledge
        from knowledge.reader import FactBase

        found = problems_of(load_knowledge(root), dt.datetime.now(tz=dt.UTC).date())
        wrong = [problem for problem in found if problem.severity == "error"]
        if not wrong:
            try:
                compiled = compile_knowledge(root, folder / f"facts-{next(numbers)}.db")
            except Refused as refused:
                wrong = list(refused.problems)
            else:
                answerer.use(FactBase.open(compiled.path))
        more = [words.more_problems(len(wrong) - MOST_PROBLEMS)] if len(wrong) > MOST_PROBLEMS else []
        return "\n".join([*map(str, wrong[:MOST_PROBLEMS]), *more])

    return reload


def _served(port: int) -> Served:
    try:
        return serve_page(page_settings(), port=port)
    except OSError as error:
        fail(f"The local workspace cannot listen on this machine: {error.strerror}.")
