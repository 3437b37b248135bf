"""What takes whole processes: the first answer after the start, checking and compiling the fact base."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from knowledge.compiler import compile_knowledge
from knowledge.fingerprint import PACKAGE
from tests.bench.figures import Figure
from tests.bench.timing import best_of, median, once

FIRST_ANSWER = 1.0
"""Seconds from the start of the process to the printed answer."""
CHECK = 3.0
"""Seconds for ``knowledge check``, start of the process included."""
COMPILE = 0.5
"""Seconds for compiling the fact base."""


def run(arguments: Sequence[str]) -> None:
    """Run the bot's command line; subprocess.CalledProcessError when it fails."""
    root = Path(__file__).parents[2]
    subprocess.run([sys.executable, "-m", "bot", *arguments], cwd=root, check=True, capture_output=True)


def measure(rounds: int = 5) -> Iterator[Figure]:
    """Yield the wall time of the first answer, of a check and of compiling."""
    question = ("ask", "did DM patients respond?")
    run(question)  # compiles, when that is due
    first = median([once(lambda: run(question)) for _ in range(rounds)])
    yield Figure("start of the process to the first answer", first, "s", FIRST_ANSWER)
    check = median([once(lambda: run(("knowledge", "check"))) for _ in range(3)])
    yield Figure("knowledge check", check, "s", CHECK)
    with TemporaryDirectory() as folder:
        target = Path(folder) / "facts.db"
        (compiling,) = best_of([lambda: compile_knowledge(PACKAGE, target)], rounds)
    yield Figure("knowledge compile", compiling, "s", COMPILE)
