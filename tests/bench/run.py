"""Measure everything, print each figure beside its budget, and say by the exit status whether all are kept."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence

from tests.bench import answering, hostile, learning, processes, scale, slack, starting
from tests.bench.figures import Figure, broken

Measure = Callable[[], Iterable[Figure]]

BENCHMARKS: Mapping[str, Measure] = {
    "answering": answering.measure,
    "hostile": hostile.measure,
    "learning": learning.measure,
    "processes": processes.measure,
    "scale": scale.measure,
    "slack": slack.measure,
    "starting": starting.measure,
}


def main(names: Sequence[str] = (), benchmarks: Mapping[str, Measure] = BENCHMARKS) -> int:
    """Run the benchmarks (all, or those named); return 1 when a figure is past its budget, 2 for an unknown name."""
    unknown = [name for name in names if name not in benchmarks]
    if unknown:
        print(f"no benchmark {', '.join(unknown)}; there are: {', '.join(benchmarks)}", file=sys.stderr)
        return 2
    figures: list[Figure] = []
    for name in names or benchmarks:
        for figure in benchmarks[name]():
            print(figure.line(), flush=True)
            figures.append(figure)
    over = broken(figures)
    bounded = sum(bool(figure.budget) for figure in figures)
    print(f"{bounded - len(over)} of {bounded} budgets kept")
    return 1 if over else 0
