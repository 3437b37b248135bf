"""What may be logged, at whatever level: never what people typed.

Bolt and Slack's SDK print whole payloads, some of them in warnings and errors, and the text of an exception may hold
what was being read when it was raised. So a rule is laid where every record of the process is made, before any handler
or level that an administrator sets can see it:

* records of the bot's own loggers keep their words (the bot logs ids, slots, scores, times and references), but an
  exception's text is left out: its type and the places in the code stay;
* records of all other loggers lose their words; what stays is their level, their logger and the place in its code.
"""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

OURS = frozenset(("bot", "knowledge", "alembic", "py"))
"""Loggers that never see what people typed; the last two are the migrations' and Python's own warnings."""
_MOST_PLACES = 12


def keep_words_out() -> None:
    """Lay the rule for this process; laying it again changes nothing."""
    logging.setLogRecordFactory(_Wordless)


def log_to_stderr(level: int = logging.INFO) -> None:
    """Log to the standard error stream: the bot from ``level`` on, everybody else from warnings on, without words.

    Threads and the process itself end with the same restraint: Python would print the text of what ended them.
    """
    keep_words_out()
    threading.excepthook = _thread_failed
    sys.excepthook = _failed
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    logging.getLogger("bot").setLevel(level)
    # Warns at every start that the token is not asked for where tokens are looked up, which is how it is meant.
    logging.getLogger("slack_bolt.app").setLevel(logging.ERROR)


def place(error: BaseException) -> str:
    """Return what went wrong and where, innermost first, without the error's own text: it may hold what was typed."""
    frames = traceback.extract_tb(error.__traceback__)
    where = " <- ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames[-_MOST_PLACES:]))
    found = type(error).__name__ + (f": {error}" if getattr(error, "loggable", False) else "")
    found += f" at {where}" if where else ""
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return found if cause is None or cause is error else f"{found}, after {_cause(cause)}"


def _cause(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    where = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return type(error).__name__ + where


class _Wordless(logging.LogRecord):
    """A record that has lost what it must not say before anybody sees it."""

    def __init__(  # noqa: PLR0917 - the logging module calls it so
        self,
        name: str,
        level: int,
        pathname: str,
        lineno: int,
        msg: object,
        args: tuple[object, ...] | Mapping[str, object] | None,
        exc_info: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None] | None,
        func: str | None = None,
        sinfo: str | None = None,
        **more: object,
    ) -> None:
        failed = place(exc_info[1]) if exc_info is not None and exc_info[1] is not None else ""
        if name.partition(".")[0] not in OURS:
            msg, args = f"{Path(pathname).stem}:{lineno} (its words are not logged)", None
        super().__init__(name, level, pathname, lineno, msg, args, None, func, sinfo, **more)
        if failed:
            self.exc_text = failed


def _failed(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
    if isinstance(error, KeyboardInterrupt):
        return
    logging.getLogger("bot.run").critical("the bot ended: %s", place(error))


def _thread_failed(failure: threading.ExceptHookArgs) -> None:
    """Log that a thread ended in an error, which Python would print with the error's text."""
    name = failure.thread.name if failure.thread is not None else "?"
    what = place(failure.exc_value) if failure.exc_value is not None else failure.exc_type.__name__
    logging.getLogger("bot.threads").error("thread %s ended: %s", name, what)
