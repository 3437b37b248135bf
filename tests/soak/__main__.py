"""``python -m tests.soak``: run, report, and fail when a question was lost or answered twice without reason."""

from __future__ import annotations

import argparse
import sys

from tests.soak.run import CHANCES, TIMES, Soak


def main() -> int:
    """Return 0 when nothing was lost and no duplicate is unexplained."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rate", type=float, default=40.0, help="questions a second, on average")
    given = parser.parse_args()
    soak = Soak(given.questions, given.kills, given.seed, given.rate)
    ledger, faults, counts = soak.run()
    chances = ", ".join(f"{name} {chance:.0%}" for name, chance in CHANCES.items())
    retries = ", ".join(f"{seconds:g}" for seconds in TIMES.retry_after)
    lines = [
        f"soak: {given.questions} questions in {soak.seconds:.0f} s, seed {given.seed}",
        f"  Slack's times compressed: {TIMES.ack_deadline:g} s to acknowledge, retries after {retries} s",
        f"  chances: {chances}",
        f"  struck: {', '.join(f'{name} {count}' for name, count in sorted(faults.items()))}",
        f"  killed with SIGKILL and started again: {soak.killed}; connections broken: {soak.disconnects}",
        f"  acknowledged: {len(ledger.reached)}; never reached the bot, down at all four attempts: {len(ledger.unreached)}",
        f"  store: {', '.join(f'{name} {count}' for name, count in counts.items())}",
        f"  answered: {sum(1 for key in ledger.asked if ledger.answers[key])}; privately: {ledger.privately}",
        f"  copies under the rule for unknown outcomes: {ledger.copies}, of which second answers: {ledger.duplicates}",
        f"  unexplained duplicates: {len(ledger.unexplained)}",
        f"  LOST ANSWERS: {len(ledger.lost)}",
    ]
    print("\n".join(lines), flush=True)
    for key in [*ledger.lost[:10], *ledger.unexplained[:10]]:
        print(f"  {key}", file=sys.stderr)
    return 1 if ledger.lost or ledger.unexplained else 0


if __name__ == "__main__":
    sys.exit(main())
