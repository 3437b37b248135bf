"""Live reload: files are watched, and what came of reading them anew is said on the page."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from bot.workspace.page.page import Page

Reload = Callable[[], str]


class Watcher:
    """Calls ``reload`` when a file below ``folder`` that fits ``pattern`` has changed.

    ``reload`` returns what is wrong, in words, or an empty text when the new files are in use; it
    is called from the watcher's own thread, never twice at once. Its words stand on the page until
    the next change. An exception it raises is shown as well, so that an editor's half-written file
    never ends the watch. Use it as a context manager, or ``start`` and ``stop`` it.
    """

    def __init__(
        self, page: Page, folder: Path, reload: Reload, *, pattern: str = "**/*.yaml", every: float = 0.5
    ) -> None:
        self._page, self._folder, self._pattern = page, folder, pattern
        self._reload, self._every = reload, every
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="watcher", daemon=True)
        self._seen: dict[Path, tuple[int, int]] = {}

    def start(self) -> Self:
        """Take what is there as known and watch from now on."""
        self._seen = self._state()
        self._thread.start()
        return self

    def stop(self) -> None:
        """End the watch; a reload under way is finished first."""
        self._end.set()
        if self._thread.is_alive():
            self._thread.join()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _watch(self) -> None:
        while not self._end.wait(self._every):
            now = self._state()
            if now != self._seen:
                changed = sorted(path.name for path in now.keys() | self._seen if now.get(path) != self._seen.get(path))
                self._seen = now
                self._read(changed)

    def _read(self, changed: list[str]) -> None:
        names = ", ".join(changed)
        self._page.announce(f"{names}: changed, being checked…")
        try:
            problems = self._reload()
        except Exception as error:  # noqa: BLE001 - whatever a reload meets must not end the watch
            problems = f"{type(error).__name__}: {error}"
        if problems:
            self._page.announce(f"{names}: not taken, the last good version stays in use.\n{problems}", problem=True)
        else:
            self._page.announce(f"{names}: read anew, the next answer uses it.")

    def _state(self) -> dict[Path, tuple[int, int]]:
        state = {}
        for path in self._folder.glob(self._pattern):
            try:
                about = path.stat()
            except OSError:
                continue  # an editor puts files in place by renaming them
            state[path] = (about.st_mtime_ns, about.st_size)
        return state
