"""Follow-ups, options of a question asked back, and the overview: answered where they were pressed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from slack_bolt import Ack, App

from bot import messages
from bot.dispatch import Owed
from bot.listeners.actions.telling import tell
from bot.listeners.pressed import Pressed, pressed
from bot.rendering.handles import ASK, OVERVIEW, read_ask, read_reference
from bot.services import Services
from bot.store import Memo
from bot.understanding.reading import Reading
from bot.understanding.stored import memory_to_json

_TEN_SECONDS = 9
"""So many digits of a time stamp in seconds tell its ten seconds."""


def register(app: App, services: Services) -> None:
    """Register the buttons that ask."""

    @app.action(re.compile(rf"({ASK}|{OVERVIEW})-\d+"))
    def ask(ack: Ack, body: dict[str, Any]) -> None:
        press = pressed(body)
        if press is None:
            ack()
            return
        owed, reading = _owed(press, services)
        memos = [_memo(services, press, reading)] if reading and not press.private and press.thread else []
        key = owe(services, press, owed, press.action, memos)
        # Only now: what Slack is told to have arrived is answered, come what may.
        ack()
        if key is None:
            return
        services.dispatcher.wake(key)


def owe(services: Services, press: Pressed, owed: Owed, what: str, memos: Sequence[Memo] = ()) -> str | None:
    """Accept the job of answering a press; return its key, None where nothing more is to be done.

    ``memos`` are what places remember of it. A second press of the same button by the same person is told that the
    answer is there already; a second delivery of the same press is left alone. When the facts have changed since, it
    is a new question. What only one person sees is answered at each press: it is gone as soon as Slack is loaded anew.

    Raises:
        StoreError: it could not be written; the press must not be acknowledged.
    """
    now = services.clock()
    key = f"{press.key}:{what}:{services.answerer.base.version}"
    if press.private:
        key = f"{key}:{press.at}"
        return key if services.store.accept(key, press.job(owed.payload()), now) else None
    if not press.channel:
        # A view such as the Home tab stays for days, and its answers do not stand beside it: only presses in quick
        # succession are one.
        key = f"{key}:{press.at[:_TEN_SECONDS]}"
    delivery = f"{key}:{press.at}"
    if services.store.accept(key, press.job(owed.payload()), now, delivery=delivery, memos=memos):
        return key
    if services.store.claim(delivery, now, press.team):
        tell(services, press, messages.ALREADY_ANSWERED if press.channel else messages.ALREADY_SENT)
    return None


def _owed(press: Pressed, services: Services) -> tuple[Owed, Reading | None]:
    asked = read_ask(press.value)
    base = services.answerer.base
    url = press.url if press.private else ""
    if asked is None or (asked.trial is not None and asked.trial not in base.trial_ids()):
        return Owed(press.surface, notice="old-button", url=url), None
    shown = read_reference(press.block)
    version = shown.version if shown is not None else ""
    if press.action.startswith(OVERVIEW):
        return Owed(press.surface, overview=asked.trial or "", version=version, url=url), None
    owed = Owed(press.surface, trial=asked.trial, version=version, url=url)
    reading = _reading(services, asked.trial, asked.answer, asked.question)
    if asked.answer:
        return replace(owed, answers=(asked.answer,)), reading
    return (replace(owed, reading=reading) if reading else replace(owed, notice="old-button")), reading


def _reading(services: Services, trial: str | None, answer: str, question: str) -> Reading | None:
    """Return what a button asks as if it had been typed, for the thread to remember."""
    if answer and trial:
        found = services.answerer.base.answer(trial, answer)
        question = found.examples[0] if found is not None and found.examples else ""
    return services.answerer.read(question, None, trial) if question else None


def _memo(services: Services, press: Pressed, reading: Reading) -> Memo:
    place = press.user if press.surface == "dm" else press.channel
    until = services.clock() + services.memory
    return Memo(press.team, place, press.thread, memory_to_json(reading.remembered), until)
