"""The Web API: methods, their arguments, answers and refusals."""

from bot.workspace.api import chat, conversations, general, views
from bot.workspace.api.call import METHODS

__all__ = ["METHODS", "chat", "conversations", "general", "views"]
