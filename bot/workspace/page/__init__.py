"""A page in the browser that feels like Slack, for the local workspace."""

from bot.workspace.page.page import Announcement, Page
from bot.workspace.page.settings import PageSettings, Shortcut

__all__ = ["Announcement", "Page", "PageSettings", "Shortcut"]
