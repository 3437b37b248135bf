"""What nobody's answer depends on: hints, the Home tab, suggested prompts. Done from threads of their own, soon.

They are not in the outbox: after a crash nobody misses them. But Slack limits how often each method may be called, and
whoever pressed a button should hear of it also then, so these calls wait as Slack asks and try again. Bolt's few
threads must not wait with them: new presses are acknowledged from there.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from http.client import HTTPException
from queue import SimpleQueue

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler
from slack_sdk.http_retry.handler import RetryHandler

_THREADS = 4
_RETRIES = 2
_MOST_WAITING = 200
"""Calls that wait their turn; what comes on top is dropped, for by then something is badly wrong."""
_log = logging.getLogger(__name__)


def after_rate_limits() -> list[RetryHandler]:
    """Return retries of the SDK's that are safe for every call: one refused for its rate was not carried out."""
    return [RateLimitErrorRetryHandler(max_retry_count=_RETRIES)]


def patient(client: WebClient) -> WebClient:
    """Return a client like this one that waits and calls again where Slack limits the rate."""
    return WebClient(
        client.token,
        base_url=client.base_url,
        timeout=client.timeout,
        ssl=client.ssl,
        proxy=client.proxy,
        retry_handlers=after_rate_limits(),
    )


class Courtesies:
    """Carries out calls in the background; what fails is logged and left.

    Its threads are daemons: one that waits out a rate limit does not hold up the end of the process.
    """

    def __init__(self, client: WebClient) -> None:
        self.client = patient(client)
        self._calls: SimpleQueue[tuple[str, Callable[[WebClient], object]] | None] = SimpleQueue()
        self._lock = threading.Lock()
        self._open = 0
        self._threads = 0
        self._stopped = False

    def do(self, what: str, call: Callable[[WebClient], object]) -> None:
        """Make ``call`` with a client that waits out rate limits; ``what`` names it in the log."""
        with self._lock:
            if self._stopped:
                return
            if self._open >= _MOST_WAITING:
                _log.warning("%s: dropped, %d such calls are waiting", what, self._open)
                return
            self._open += 1
            if self._threads < min(self._open, _THREADS):
                self._threads += 1
                threading.Thread(target=self._work, name=f"courtesy-{self._threads}", daemon=True).start()
        self._calls.put((what, call))

    def idle(self) -> bool:
        """Tell whether nothing waits or is under way."""
        with self._lock:
            return not self._open

    def stop(self) -> None:
        """Take no more, and leave what has not begun."""
        with self._lock:
            self._stopped = True
            for _ in range(self._threads):
                self._calls.put(None)

    def _work(self) -> None:
        while (item := self._calls.get()) is not None:
            if not self._stopped:
                self._carry_out(*item)
            with self._lock:
                self._open -= 1

    def _carry_out(self, what: str, call: Callable[[WebClient], object]) -> None:
        try:
            call(self.client)
        except SlackApiError as refusal:
            _log.warning("%s: %s", what, refusal.response.get("error"))
        except (SlackClientError, OSError, HTTPException) as error:
            _log.warning("%s: %s", what, type(error).__name__)
        except Exception as error:  # noqa: BLE001 - nobody's answer depends on it, and its words stay out of the log
            _log.error("%s: %s", what, type(error).__name__)
