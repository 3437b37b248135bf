"""Signs of life: for systemd by its notification socket, for everybody else by a small file."""

from __future__ import annotations

from bot.pulse.beating import LOST, Beat, Pulse
from bot.pulse.health import Health, health
from bot.pulse.notifying import Notifier

__all__ = ["LOST", "Beat", "Health", "Notifier", "Pulse", "health"]
