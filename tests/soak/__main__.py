"""``python -m tests.soak``: run, report, and fail when an answer was lost, late or came twice without reason."""

from __future__ import annotations

import argparse
import sys

from tests.soak.books import OUTCOMES, Books
from tests.soak.run import CHANCES, TIMES, Soak


def main() -> int:
    """Return 0 when nothing was lost, nothing late, and no duplicate is unexplained."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rate", type=float, default=40.0, help="questions a second, on average")
    given = parser.parse_args()
    soak = Soak(given.questions, given.kills, given.seed, given.rate)
    ledger, books, faults, counts = soak.run()
    lost, unexplained = [*ledger.lost, *books.lost], [*ledger.unexplained, *books.unexplained]
    chances = ", ".join(f"{name} {chance:.0%}" for name, chance in CHANCES.items())
    retries = ", ".join(f"{seconds:g}" for seconds in TIMES.retry_after)
    lines = [
        f"soak: {given.questions} questions and {len(books.deeds)} commands and presses in {soak.seconds:.0f} s, seed {given.seed}",
        f"  Slack's times compressed: {TIMES.ack_deadline:g} s to acknowledge, retries after {retries} s",
        f"  chances: {chances}",
        f"  struck: {', '.join(f'{name} {count}' for name, count in sorted(faults.items()))}",
        f"  killed with SIGKILL and started again: {soak.killed}; connections broken: {soak.disconnects}",
        f"  acknowledged: {len(ledger.reached)}; never reached the bot, down at all four attempts: {len(ledger.unreached)}",
        f"  store: {', '.join(f'{name} {count}' for name, count in counts.items())}",
        f"  answered: {sum(1 for key in ledger.asked if ledger.answers[key])}; privately: {ledger.privately}",
        f"  copies under the rule for unknown outcomes: {ledger.copies}, of which second answers: {ledger.duplicates}",
        *_deeds(books),
        f"  unexplained duplicates: {len(unexplained)}",
        f"  LOST ANSWERS: {len(lost)}",
    ]
    print("\n".join(lines), flush=True)
    for key in [*lost[:10], *unexplained[:10], *books.late[:10]]:
        print(f"  {key}", file=sys.stderr)
    return 1 if lost or unexplained or books.late else 0


def _deeds(books: Books) -> list[str]:
    """Return the table of what was typed, pressed and chosen, and what its columns mean."""
    rows = [
        f"    {kind:<10}" + "".join(f"{counts[outcome]:>10}" for outcome in OUTCOMES)
        for kind, counts in books.table().items()
    ]
    return [
        "  commands and presses, which Slack delivers once and does not retry:",
        f"    {'':<10}" + "".join(f"{outcome:>10}" for outcome in OUTCOMES),
        *rows,
        "    down (no connection, so nothing was delivered) and broken (the connection broke before the",
        "    acknowledgement: a kill, mostly) are not the bot's loss: Slack shows an error at once;",
        "    late: Slack shows an error because a bot that was up was too slow, and the run fails;",
        "    cut off: killed between the acknowledgement and the modal, whose trigger no restart can use",
        f"  shared answers that say they may be there twice: {books.copies}",
    ]


if __name__ == "__main__":
    sys.exit(main())
