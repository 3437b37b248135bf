"""Thumbs below answers, and "Tell the curators" below refusals."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from slack_bolt import Ack, App

from bot import messages
from bot.listeners.actions.opening import first_delivery, show
from bot.listeners.actions.telling import tell
from bot.listeners.pressed import Pressed, pressed
from bot.messages import feedback as words
from bot.rendering.feedback import TELL, THUMBS, read_unmet, read_vote, tell_form, wrong_form
from bot.rendering.handles import Reference
from bot.services import Services
from bot.understanding.guarding import guard


def register(app: App, services: Services) -> None:
    """Register them."""

    @app.action(re.compile(rf"{THUMBS}(-up|-down)?"))
    def voted(ack: Ack, body: dict[str, Any]) -> None:
        press = pressed(body)
        found = read_vote(press.value) if press is not None else None
        if press is None or found is None or found[0].trial is None:
            ack()
            if press is not None:
                tell(services, press, messages.OLD_BUTTON)
            return
        about, up = found
        is_new = _counted(services, press, about, up=up)
        # Only now: a vote that could not be counted is not acknowledged, and the person sees that.
        ack()
        if is_new is not None:
            _answer(services, press, about, up=up, is_new=is_new)

    @app.action(TELL)
    def told(ack: Ack, body: dict[str, Any]) -> None:
        press = pressed(body)
        ack()
        if press is not None and first_delivery(services, press):
            _ask_what_to_send(services, press)


def _counted(services: Services, press: Pressed, about: Reference, *, up: bool) -> bool | None:
    """Count a vote; return whether it is new, None when this very press was delivered before."""
    which = "up" if up else "down"
    if not first_delivery(services, press, which):
        return None
    # Who votes is part of the claim alone, which is forgotten after a day; what is counted names nobody.
    key = f"{replace(press, action=THUMBS).key}:{which}"
    return services.store.inbox.vote(press.team, about.trial or "", about.answers, up=up, key=key, now=services.clock())


def _answer(services: Services, press: Pressed, about: Reference, *, up: bool, is_new: bool) -> None:
    if not up:
        show(services, press, wrong_form(about))
    else:
        tell(services, press, words.COUNTED if is_new else words.ALREADY_COUNTED)


def _ask_what_to_send(services: Services, press: Pressed) -> None:
    """Show what would be stored; only the person's own question is filled in, others' are theirs to send."""
    found = read_unmet(press.value)
    if found is None:
        tell(services, press, messages.OLD_BUTTON)
        return
    about, unmet = found
    own = unmet.words if unmet.user == press.user and guard(unmet.words) is None else ""
    show(services, press, tell_form(about, own))
