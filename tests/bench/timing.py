"""Time calls so that what else the machine does hardly counts: every call several times, the best of each."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter

Call = Callable[[], object]


def once(call: Call) -> float:
    """Return the seconds that one call takes."""
    start = perf_counter()
    call()
    return perf_counter() - start


def round_of(calls: Sequence[Call], best: list[float]) -> None:
    """Time each call once and keep the best time of each in ``best`` (as long as ``calls``)."""
    gc.collect()
    for place, call in enumerate(calls):
        best[place] = min(best[place], once(call))


def best_of(calls: Sequence[Call], rounds: int) -> list[float]:
    """Return the best of several times, in seconds, for each call."""
    best = [float("inf")] * len(calls)
    for _ in range(rounds):
        round_of(calls, best)
    return best


def percentile(times: Sequence[float], share: float) -> float:
    """Return the time that this share of the times does not exceed (nearest rank)."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def median(times: Sequence[float]) -> float:
    """Return the middle of the times."""
    return percentile(times, 0.5)


def forget_words() -> None:
    """Empty every cache of the bot's modules, as if no word had been typed since the start."""
    for name, module in list(sys.modules.items()):
        if name.startswith("bot."):
            for value in list(vars(module).values()):
                if callable(getattr(value, "cache_clear", None)):
                    value.cache_clear()


def resident_megabytes() -> float:
    """Return the most memory this process has held so far (Linux: VmHWM, which a parent's size does not colour)."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    kilobytes = next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]
    return int(kilobytes) / 1024
