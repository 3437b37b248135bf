"""Looks whether the bot can run here: settings, machine, Slack, facts and store. Changes nothing, shows no secret."""

from __future__ import annotations

from bot.doctor.examining import examine
from bot.doctor.finding import Finding, Level

__all__ = ["Finding", "Level", "examine"]
