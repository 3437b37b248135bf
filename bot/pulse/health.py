"""Reads the sign of life and says whether the bot is well."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.pulse.beating import Beat

MISSED = 3
"""Beats that may be late before the bot counts as stuck."""


@dataclass(frozen=True, slots=True)
class Health:
    """Whether the bot is well, and why."""

    well: bool
    says: str


def health(file: Path, now: datetime) -> Health:
    """Say how the bot is whose sign of life is at ``file``."""
    try:
        beat = Beat(**json.loads(file.read_text("utf-8")))
        age = (now - datetime.fromisoformat(beat.at)).total_seconds()
    except FileNotFoundError:
        return Health(well=False, says=f"not running: there is no sign of life at {file}")
    except (OSError, ValueError, TypeError):
        return Health(well=False, says=f"{file} cannot be read, or is no sign of life of this version")
    if not _runs(beat.pid):
        return Health(well=False, says=f"not running: process {beat.pid} has ended")
    if age > MISSED * beat.every:
        return Health(well=False, says=f"stuck: the last sign of life is {age:.0f} seconds old")
    if beat.problem:
        return Health(well=False, says=beat.problem)
    return Health(well=True, says=f"{beat.state}, {max(0.0, age):.0f} seconds ago")


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True  # it is another user's, so it is there
    return True
