"""The menu of an answer: details, how calculated, copy for a slide, share; and the button that shows all sources."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App

from bot import messages
from bot.answering.answer import Answer
from bot.answering.overview import answer_again
from bot.dispatch import Owed, Way
from bot.listeners.actions.opening import first_delivery, show
from bot.listeners.actions.quiz import quiz_about
from bot.listeners.actions.telling import tell
from bot.listeners.pressed import Pressed, pressed
from bot.messages.pressing import ALREADY_SHARED
from bot.rendering import kit
from bot.rendering.handles import (
    CALCULATED,
    DETAILS,
    MORE,
    QUIZ,
    SHARE,
    SLIDE,
    SOURCES,
    Reference,
    read_ask,
    read_reference,
    thread_of,
)
from bot.rendering.views import calculated_modal, details_modal, slide_modal, sources_modal
from bot.services import Services
from bot.store import Job, Outcome
from knowledge.reader import FactBase

_MODALS: dict[str, Callable[[Answer, FactBase], dict[str, Any]]] = {
    DETAILS: details_modal,
    CALCULATED: calculated_modal,
    SLIDE: slide_modal,
}


def register(app: App, services: Services) -> None:
    """Register the menu and the sources button."""

    @app.action(MORE)
    def chosen(ack: Ack, body: dict[str, Any]) -> None:
        press = pressed(body)
        if press is None:
            ack()
        elif thread_of(press.value) is not None:
            _share(services, press, ack)
        elif press.value == QUIZ:
            _quiz(services, press, ack)
        else:
            _open(services, press, ack)

    @app.action(SOURCES)
    def sources(ack: Ack, body: dict[str, Any]) -> None:
        press = pressed(body)
        ack()
        if press is None or not first_delivery(services, press, press.value):
            return
        asked, base = read_ask(press.value), services.answerer.base
        if asked is None or asked.trial not in base.trial_ids():
            tell(services, press, messages.OLD_BUTTON)
        else:
            show(services, press, sources_modal(base, asked.trial or ""))


def _share(services: Services, press: Pressed, ack: Ack) -> None:
    """Owe the answer to the channel or its thread, by response URL: that works where the bot is no member."""
    shown = read_reference(press.block)
    if shown is None or not shown.answers or not press.url:
        ack()
        tell(services, press, messages.OLD_BUTTON)
        return
    if not press.private:
        ack()
        tell(services, press, messages.SHARE_ELSEWHERE)
        return
    owed = Owed(
        "channel", trial=shown.trial, answers=shown.answers, version=shown.version, url=press.url, sharer=press.user
    )
    key, now = f"{press.key}:{SHARE}:{services.answerer.base.version}", services.clock()
    if services.store.outcome(key) is Outcome.GAVE_UP:
        key = f"{key}:{press.at}"  # it never arrived: this is another attempt, not a second copy
    job = Job(Way.SHARE, press.team, press.channel, thread_of(press.value) or None, press.user, owed.payload())
    is_new = services.store.accept(key, job, now)
    is_first_delivery = first_delivery(services, press, SHARE)
    ack()
    if is_new:
        services.dispatcher.wake(key)
    elif is_first_delivery:
        tell(services, press, ALREADY_SHARED)


def _quiz(services: Services, press: Pressed, ack: Ack) -> None:
    """Begin a quiz about what the message shows; acknowledged once its first card is owed."""
    said = quiz_about(services, press, read_reference(press.block)) if first_delivery(services, press, QUIZ) else None
    ack()
    if said:
        tell(services, press, said)


def _open(services: Services, press: Pressed, ack: Ack) -> None:
    ack()
    if not first_delivery(services, press, press.value):
        return
    make, shown = _MODALS.get(press.value), read_reference(press.block)
    answer = _today(services, shown) if shown is not None else None
    if make is None or shown is None or answer is None:
        tell(services, press, messages.OLD_BUTTON if make is None or shown is None else messages.GONE_FROM_FACTS)
        return
    base = services.answerer.base
    view = make(answer, base)
    if shown.version != base.version:
        view["blocks"] = [*kit.context([messages.FACTS_CHANGED]), *view["blocks"]][:100]
    show(services, press, view)


def _today(services: Services, shown: Reference) -> Answer | None:
    if shown.trial is None:
        return None
    return answer_again(services.answerer.base, shown.trial, shown.answers, services.answerer)
