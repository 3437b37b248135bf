"""The bot as ``myositis-bot run`` starts it, with its waiting times compressed as the workspace's are."""

from __future__ import annotations

import logging
import sys

from bot.cli.run import run
from bot.dispatch import Pace
from bot.settings import Settings

PACE = Pace(look_after=0.5, first_pause=0.2, longest_pause=2.0, poll=0.5)

if __name__ == "__main__":
    logging.getLogger("bot.dispatch").setLevel(logging.ERROR)
    sys.exit(run(Settings.from_environment(), pace=PACE))
