"""From ``make run`` typed to the page answering, with everything installed, and from Ctrl-C to the end."""

from __future__ import annotations

import os
import re
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from urllib.request import urlopen

from tests.bench.figures import Figure
from tests.bench.timing import median

START = 3.0
"""Seconds from the command to a page on which the first conversation has been held."""
STOP = 1.0
"""Seconds from Ctrl-C to the end of the process."""


def start_and_stop() -> tuple[float, float]:
    """Return how long the local workspace took to start and to stop, in seconds.

    Raises:
        AssertionError: it printed no address, or did not end well.
    """
    root = Path(__file__).parents[2]
    with TemporaryDirectory() as data:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("SLACK_")}
        told = kept | {"MYOSITIS_PORT": "0", "BROWSER": "true", "XDG_DATA_HOME": data}
        began = perf_counter()
        make = subprocess.Popen(
            ["make", "--no-print-directory", "run"],
            cwd=root,
            env=told,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        )
        line = make.stdout.readline() if make.stdout else ""
        address = re.search(r"http://\S+/", line)
        assert address, f"no address: {line!r}"
        with urlopen(address.group(), timeout=10) as page:
            assert b"did DM patients respond?" in page.read()
        started = perf_counter() - began
        began = perf_counter()
        os.killpg(make.pid, signal.SIGINT)  # what Ctrl-C does: make and the bot both hear it
        make.wait(20)
        return started, perf_counter() - began


def measure(rounds: int = 3) -> Iterator[Figure]:
    """Yield the wall times of starting and stopping; a compile of the fact base that is due comes before."""
    start_and_stop()
    times = [start_and_stop() for _ in range(rounds)]
    yield Figure("make run typed to the page answering", median([start for start, _ in times]), "s", START)
    yield Figure("Ctrl-C to the end", median([stop for _, stop in times]), "s", STOP)
