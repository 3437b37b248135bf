"""The message shortcut "Answer from the trial": a colleague's message answered for whoever chose it, who may share it.

Nobody is corrected in public by a bot: the answer comes privately first. It travels by response URL, which works where
the bot is no member, too.
"""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App

from bot.dispatch import Owed, Way
from bot.listeners.actions.telling import tell_person
from bot.logs import place
from bot.messages import shortcut as words
from bot.middleware.noting import note_reading
from bot.middleware.payload import ident, inner, team_of, text, url_of
from bot.services import Services
from bot.store import Job
from bot.understanding.guarding import names_a_patient_later
from bot.understanding.normalise import clean
from bot.understanding.reading import Memory
from bot.understanding.stored import NotAReadingError, memory_from_json

CALLBACK = "answer-from-trial"

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The message that was chosen, and by whom. ``thread`` is the one it is in, or begins."""

    team: str
    channel: str
    user: str
    key: str
    url: str
    thread: str
    said: str


def register(app: App, services: Services) -> None:
    """Register the shortcut."""

    @app.shortcut({"callback_id": CALLBACK, "type": "message_action"})
    def chosen(ack: Ack, body: dict[str, Any]) -> None:
        found = _chosen(body)
        if found is None:
            ack()
            user = ident(inner(body, "user"), "id")
            if user:
                tell_person(services, user, url_of(body), words.NOT_HERE)
            return
        job = Job(Way.RESPOND, found.team, found.channel, None, found.user, _owed(found, services).payload())
        is_new = services.store.accept(found.key, job, services.clock())
        # Only now: what Slack is told to have arrived is answered, come what may.
        ack()
        if is_new:
            services.dispatcher.wake(found.key)


def _chosen(body: Mapping[str, Any]) -> _Chosen | None:
    message = inner(body, "message")
    user, url = ident(inner(body, "user"), "id"), url_of(body)
    channel = ident(inner(body, "channel"), "id")
    ts = ident(message, "ts") or ident(body, "message_ts")
    once = ident(body, "trigger_id") or ident(body, "action_ts")
    if not (user and url and channel and ts and once):
        return None
    team, thread = team_of(body), ident(message, "thread_ts") or ts
    # The words are a colleague's: they are read, and kept nowhere, not even in memory for the curators' button.
    return _Chosen(team, channel, user, f"s:{team}:{once}:{user}", url, thread, text(message, "text"))


def _owed(chosen: _Chosen, services: Services) -> Owed:
    """Return the private answer to the message, or why there is none."""
    try:
        if not clean(chosen.said):
            return Owed("ephemeral", notice="no-words", url=chosen.url)
        began = time.perf_counter()
        reading = services.answerer.read(chosen.said, _recalled(chosen, services))
        note_reading("by shortcut", reading, time.perf_counter() - began)
    except Exception as error:  # noqa: BLE001 - a fault of ours must not silence the bot: whoever chose it hears of it
        reference = secrets.token_hex(4)
        _log.error("reference %s: a chosen message could not be read: %s", reference, place(error))
        return Owed("ephemeral", reference=reference, url=chosen.url)
    if reading.identifiers or names_a_patient_later(chosen.said):
        return Owed("ephemeral", notice="names-a-patient", url=chosen.url)
    return Owed("ephemeral", reading=reading, url=chosen.url, thread=chosen.thread)


def _recalled(chosen: _Chosen, services: Services) -> Memory | None:
    """Return what the message's thread is about, where the bot answered in it."""
    found = services.store.recall(chosen.team, chosen.channel, chosen.thread, services.clock())
    try:
        return None if found is None else memory_from_json(found)
    except NotAReadingError:
        return None
