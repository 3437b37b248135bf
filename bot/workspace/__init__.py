"""A local Slack workspace: Web API, Socket Mode and people, on loopback, for trials and tests.

It imports nothing else of the bot; only the command line and tests start it.
"""

from bot.workspace.acting import Act
from bot.workspace.delivery import Delivery
from bot.workspace.errors import NotPossibleError, SlackError
from bot.workspace.feed import Entry, Feed
from bot.workspace.model import Channel, Message, Person, View
from bot.workspace.settings import AppSettings, Bounds, TeamSettings, Times
from bot.workspace.workspace import Workspace

__all__ = [
    "Act",
    "AppSettings",
    "Bounds",
    "Channel",
    "Delivery",
    "Entry",
    "Feed",
    "Message",
    "NotPossibleError",
    "Person",
    "SlackError",
    "TeamSettings",
    "Times",
    "View",
    "Workspace",
]
