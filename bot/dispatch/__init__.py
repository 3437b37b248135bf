"""Brings every reply that is owed to Slack, exactly once where Slack lets that be known."""

from bot.dispatch.dispatcher import Dispatcher
from bot.dispatch.owed import NotOwedError, Owed, Way
from bot.dispatch.pace import Pace

__all__ = ["Dispatcher", "NotOwedError", "Owed", "Pace", "Way"]
