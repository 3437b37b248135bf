"""What listeners and middleware work with, made once by whoever starts the bot."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Self

from slack_sdk import WebClient

from bot.answering.service import Answerer
from bot.dispatch import Dispatcher, Pace
from bot.dispatch.courtesies import Courtesies
from bot.dispatch.delivery import TIMEOUT
from bot.settings import Settings
from bot.store import Store


def utc_now() -> datetime:
    """Return this moment."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Services:
    """The bot's brain, its store, the dispatcher that posts, Slack's client, what is done in passing, and the time."""

    answerer: Answerer
    store: Store
    dispatcher: Dispatcher
    client: WebClient
    courtesies: Courtesies
    clock: Callable[[], datetime] = utc_now
    memory: timedelta = timedelta(days=14)
    """How long a thread remembers."""
    curators: str = ""
    """The channel where the curators hear of their inbox; empty where there is none."""
    clinician: str = ""
    contact: str = ""

    @classmethod
    def of(cls, settings: Settings, answerer: Answerer, *, pace: Pace | None = None) -> Self:
        """Open the store and make everything that the settings describe; nothing is started.

        Raises:
            StoreError: the store cannot be opened.
        """
        # The SDK's own retries would post a second time after a lost connection; the dispatcher has a rule for that.
        # Without a context of its own it would read all certificates anew for every post: 35 ms of computing each.
        context = ssl.create_default_context() if settings.api_url.startswith("https:") else None
        client = WebClient(
            settings.bot_token, base_url=settings.api_url, timeout=TIMEOUT, ssl=context, retry_handlers=[]
        )
        store = Store.open(settings.store)
        dispatcher = Dispatcher(store, answerer, client, utc_now, worker=settings.worker, pace=pace)
        return cls(
            answerer,
            store,
            dispatcher,
            client,
            Courtesies(client),
            memory=settings.memory,
            curators=settings.curators,
            clinician=settings.clinician,
            contact=settings.contact,
        )

    def idle(self) -> bool:
        """Tell whether nothing is owed, under way or about to be."""
        return self.dispatcher.idle() and self.courtesies.idle()

    def stop(self, patience: float = 20.0) -> bool:
        """Finish what was accepted and close the store; False when that took longer than ``patience`` seconds."""
        self.courtesies.stop()
        done = self.dispatcher.stop(patience)
        self.store.close()
        return done
