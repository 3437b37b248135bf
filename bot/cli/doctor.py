"""``doctor``: print what was found, one line each, and say by the exit status whether the bot can run."""

from __future__ import annotations

import json
import logging
from collections import Counter

from bot.cli.base import output
from bot.doctor import Level, examine

_STYLES = {Level.OK: "green", Level.WARN: "yellow", Level.FAIL: "red"}


def doctor(*, as_json: bool = False) -> int:
    """Examine this machine and return 1 when something keeps the bot from running, else 0."""
    logging.getLogger("slack_sdk").setLevel(logging.CRITICAL)  # what it would complain of is a finding
    counts: Counter[Level] = Counter()
    for finding in examine():
        counts[finding.level] += 1
        if as_json:
            print(json.dumps({"level": finding.level, "about": finding.about, "says": finding.says,
                              "remedy": finding.remedy}, ensure_ascii=False))  # fmt: skip
            continue
        output.print(f"{finding.level:<5}", style=_STYLES[finding.level], end="")
        output.print(f"{finding.about}: {finding.says}", markup=False, highlight=False, soft_wrap=True)
        if finding.remedy:
            output.print(f"     -> {finding.remedy}", markup=False, highlight=False, soft_wrap=True)
    if not as_json:
        print(f"{counts[Level.OK]} ok, {counts[Level.WARN]} to look at, {counts[Level.FAIL]} to mend")
    return 1 if counts[Level.FAIL] else 0
