"""``/myositis privacy``: what is stored about whoever types it."""

from __future__ import annotations

from bot.listeners.commands.typed import command_words
from bot.messages.privacy import NOT_NOW
from bot.rendering.blocks import notice
from bot.rendering.kit import Rendered
from bot.rendering.privacy import Share, privacy_card
from bot.services import Services
from bot.store import StoreError
from bot.understanding.normalise import clean

PRIVACY = "privacy"
_WORDS = 2
"""So many words are the card, politely asked for or not; more are a question that begins so."""


def asks_for_privacy(typed: str) -> bool:
    """Return whether ``typed``, behind the command, is the word, with at most one more."""
    words = command_words(clean(typed))
    return words[:1] == [PRIVACY] and len(words) <= _WORDS and ("?" not in typed or len(words) == 1)


def direct_only(channel: str) -> str:
    """Return ``channel`` where it is a direct conversation, which is one person's; else nothing."""
    return channel if channel.startswith("D") else ""


def shares_of(services: Services, team: str, user: str, channel: str) -> list[Share]:
    """Return what every table holds about a person.

    Raises:
        StoreError: the store cannot be read.
    """
    return [
        Share(held.what, held.how_long, held.rows)
        for held in services.store.people.export(team, user, direct_only(channel))
    ]


def privacy_of(services: Services, team: str, user: str, channel: str) -> Rendered:
    """Return the card of what is stored about a person; a hint to try again where the store cannot be read."""
    try:
        return privacy_card(shares_of(services, team, user, channel), services.memory.days)
    except StoreError:
        return notice(NOT_NOW)
