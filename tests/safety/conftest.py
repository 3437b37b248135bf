"""The real bot on a real local workspace."""

from __future__ import annotations

from tests.kit.fixtures import app_settings, running, slack, times, workspace
from tests.listeners.conftest import answerer, make_bot, pace, services, settings

__all__ = [
    "answerer",
    "app_settings",
    "make_bot",
    "pace",
    "running",
    "services",
    "settings",
    "slack",
    "times",
    "workspace",
]
