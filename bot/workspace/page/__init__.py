"""A page in the browser that feels like Slack, for the local workspace."""

from bot.workspace.page.page import Announcement, Page
from bot.workspace.page.seeding import Line, seed
from bot.workspace.page.serving import Served, serve_page
from bot.workspace.page.settings import PageSettings, Shortcut
from bot.workspace.page.watching import Watcher

__all__ = ["Announcement", "Line", "Page", "PageSettings", "Served", "Shortcut", "Watcher", "seed", "serve_page"]
