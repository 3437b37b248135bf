"""``run``: the bot on Slack by Socket Mode, or on a local workspace in the browser where there is no token."""

from __future__ import annotations

import _thread
import gc
import logging
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPException
from pathlib import Path
from types import FrameType

from slack_bolt import App
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.answering.service import Answerer
from bot.app import create_app
from bot.cli.base import errors, fail
from bot.dispatch import Pace
from bot.logs import log_to_stderr
from bot.middleware.arrival import Handler
from bot.pulse import Pulse
from bot.services import Services
from bot.settings import Settings, SettingsError
from bot.store import StoreError

_log = logging.getLogger("bot.run")

PING = 3
"""Seconds between pings: a lost connection is noticed within two of them."""
_RETRY = (1, 2, 5, 10, 30)
_STEP = 0.5
_MOST_CLOSING = 10.0
"""Seconds after which a connection that the SDK does not get closed is left to the end of the process."""
GUIDE = "deploy/INSTALL.md"


def run(settings: Settings | None = None, *, pace: Pace | None = None) -> int:
    """Run until SIGTERM or SIGINT, then finish what was accepted; return the exit status."""
    try:
        told = settings or Settings.from_environment()
    except SettingsError as error:
        fail(str(error))
    _log_to_stderr(told.log_level)
    stop = _stop_on_signals()
    if told.app_token and told.bot_token:
        return _on_slack(told, stop, pace)
    if told.app_token or told.bot_token:
        missing = "SLACK_BOT_TOKEN" if told.app_token else "SLACK_APP_TOKEN"
        fail(f"{missing} is missing. Set both tokens to run on Slack ({GUIDE}), or neither for a local workspace.")
    from bot.cli.local import on_local_workspace

    return on_local_workspace(told, stop)


def _on_slack(settings: Settings, stop: threading.Event, pace: Pace | None) -> int:
    handlers: list[Handler] = []

    def hears_slack() -> bool:
        return any(handler.client.is_connected() for handler in handlers)

    file = Path(settings.heartbeat) if settings.heartbeat else None
    with (
        running(settings, _compiled(settings), pace=pace) as (app, services),
        Pulse(file, lambda: _problem(services), hears_slack, services.clock) as pulse,
    ):
        _check_token(services)
        # What was loaded stays: the collector need not walk through it again and again while people wait.
        gc.collect()
        gc.freeze()
        with connected(app, settings, stop) as connections:
            handlers.extend(connections)
            if not stop.is_set():
                _log.info("connected; facts %s", services.answerer.base.version)
                pulse.ready(f"connected; facts {services.answerer.base.version}")
            wait_for(stop)
            _log.info("stopping: finishing what was accepted")
            pulse.stopping()
    return 0


def _problem(services: Services) -> str:
    """Return what keeps a running bot from answering, empty when nothing; Slack's absence is not its own fault."""
    if not services.dispatcher.alive():
        return "a thread that posts answers has ended"
    try:
        services.store.next_due()
    except StoreError as error:
        return str(error)
    return ""


@contextmanager
def running(settings: Settings, answerer: Answerer, *, pace: Pace | None = None) -> Iterator[tuple[App, Services]]:
    """Make the app and its services and start the dispatcher; at the end finish what was accepted."""
    try:
        services = Services.of(settings, answerer, pace=pace)
    except StoreError as error:
        fail(str(error))
    try:
        app = create_app(settings, services)
        services.dispatcher.start()
        yield app, services
    finally:
        if not services.stop():
            _log.warning("not everything could be posted in time; it is taken up at the next start")


@contextmanager
def connected(
    app: App, settings: Settings, stop: threading.Event, wake: Callable[[], None] | None = None
) -> Iterator[Sequence[Handler]]:
    """Open the Socket Mode connections, trying until it works or ``stop`` is set; close them at the end.

    ``wake`` makes the other side send something: the SDK then notices at once that it is to close.
    """
    handlers: list[Handler] = []
    try:
        for _ in range(settings.connections):
            handler = Handler(app, settings.app_token, ping_interval=PING)
            handlers.append(handler)
            _until_it_works(handler.connect, stop)
        yield handlers
    finally:
        # The SDK waits up to three seconds for each: together, not one after the other.
        closing = [threading.Thread(target=handler.close, daemon=True) for handler in handlers]
        for thread in closing:
            thread.start()
        given_up = time.monotonic() + _MOST_CLOSING
        while any(thread.is_alive() for thread in closing) and time.monotonic() < given_up:
            if wake is not None:
                wake()
            for thread in closing:
                thread.join(0.01)


def _until_it_works(connect: Callable[[], None], stop: threading.Event) -> None:
    attempt = 0
    while not stop.is_set():
        try:
            connect()
        except SlackApiError as refusal:
            if refusal.response.status_code not in (429, 500, 502, 503, 504):
                error = refusal.response.get("error")
                fail(f"Slack refuses the Socket Mode connection ({error}). Check SLACK_APP_TOKEN and {GUIDE}.")
            _log.warning("Slack does not let the bot connect yet: HTTP %s", refusal.response.status_code)
        except (SlackClientError, OSError, HTTPException) as error:
            _log.warning("no connection to Slack yet: %s", type(error).__name__)
        else:
            return
        stop.wait(_RETRY[min(attempt, len(_RETRY) - 1)])
        attempt += 1


def _check_token(services: Services) -> None:
    """Say at once when the token is wrong; without a connection the bot goes on and tries to connect."""
    try:
        services.client.auth_test()
    except SlackApiError as refusal:
        if refusal.response.status_code == 200:
            fail(f"Slack refuses SLACK_BOT_TOKEN ({refusal.response.get('error')}). Install the app again: {GUIDE}.")
    except (SlackClientError, OSError, HTTPException) as error:
        _log.warning("no connection to Slack yet: %s", type(error).__name__)


def _compiled(settings: Settings) -> Answerer:
    """Return an answerer on the compiled fact base; production neither compiles nor runs on a stale one."""
    from knowledge.fingerprint import PACKAGE, default_path, is_stale
    from knowledge.reader import CannotOpen, FactBase

    path = Path(settings.facts) if settings.facts else default_path()
    if is_stale(PACKAGE, path):
        fail(f"{path}: the compiled fact base is missing or stale. Build it with: myositis-bot knowledge compile")
    try:
        return Answerer(FactBase.open(path))
    except CannotOpen as error:
        fail(str(error))


def wait_for(stop: threading.Event) -> None:
    """Wait until ``stop`` is set.

    In short steps: Python runs a signal's handler only between its own instructions, so a signal that arrives just
    before a wait without end would be handled when that wait ends, which is never.
    """
    while not stop.wait(_STEP):
        pass


def _stop_on_signals() -> threading.Event:
    stop = threading.Event()

    def asked(_number: int, _frame: FrameType | None) -> None:
        # The signal may find the main thread holding the very lock that ``set`` takes.
        _thread.start_new_thread(stop.set, ())

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, asked)
    return stop


def _log_to_stderr(level: int) -> None:
    log_to_stderr(level)
    if level > logging.DEBUG:
        # The SDK logs every reconnection as an error; the bot says itself what matters.
        logging.getLogger("slack_sdk").setLevel(logging.CRITICAL)
    if not errors.is_terminal:
        logging.captureWarnings(True)
