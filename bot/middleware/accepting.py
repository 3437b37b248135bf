"""The middleware that lets things in, and takes questions in before Bolt acknowledges their events."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from slack_bolt import App, BoltContext, BoltResponse

from bot.dispatch import Owed, Way
from bot.messages.privacy import notice_words
from bot.middleware.addressing import Question, question_in
from bot.middleware.allowing import Asked, Gate, Refusal
from bot.middleware.intake import take_in
from bot.middleware.payload import ident, inner, team_of, text, url_of
from bot.rendering.blocks import notice
from bot.services import Services
from bot.store import Job, StoreError

ACCEPTED = "accepted"
"""Under this name the context carries the key of the job that the event's listener may announce."""
_PRESSES = ("block_actions", "shortcut", "message_action")
_log = logging.getLogger(__name__)


def register(app: App, services: Services, gate: Gate) -> None:
    """Put the middleware in front of every listener."""

    @app.middleware
    def accept(body: dict[str, Any], context: BoltContext, next: Callable[[], BoltResponse]) -> BoltResponse:  # noqa: A002
        if body.get("type") == "event_callback":
            question = question_in(body, context.bot_user_id or "")
            if question is not None:
                try:
                    context[ACCEPTED] = _taken_in(question, services, gate)
                except StoreError:
                    _log.exception("a question could not be stored; it is not acknowledged, so that it comes again")
                    return BoltResponse(status=503, body="")
        elif (asked := _asked(body)) is not None:
            refusal = gate.refuse(asked, services.clock(), press=body.get("type") in _PRESSES)
            if refusal is not None:
                return _refused(body, asked, refusal, services)
        return next()


def _taken_in(question: Question, services: Services, gate: Gate) -> str | None:
    """Take a question in if it is let in; return the key of the job to announce, if any."""
    asked, now = Asked(question.team, question.channel, question.user, question.key), services.clock()
    if question.overheard:
        if not gate.may_overhear(asked, now):
            return None
        key = take_in(question, services)
        if key is not None:
            gate.answered(asked, now)
        return key
    refusal = gate.refuse(asked, now)
    if refusal is None:
        return take_in(question, services)
    _log.info("reply %s: refused (%s)", question.key, refusal.notice)
    if not refusal.tell:
        services.store.claim(question.key, now, question.team)
        return None
    owed = Owed("dm" if question.direct else "channel", notice=refusal.notice)
    # Only the person hears of it; a thread that has no replies yet would not show it.
    way = Way.POST if question.direct else Way.EPHEMERAL
    thread = question.thread if question.direct or question.followed else None
    job = Job(way, question.team, question.channel, thread, question.user, owed.payload())
    return question.key if services.store.accept(question.key, job, now) else None


def _asked(body: dict[str, Any]) -> Asked | None:
    """Return who presses or types what as a command; None for anything else, such as a form that is sent."""
    is_command = bool(text(body, "command"))
    if not is_command and body.get("type") not in _PRESSES:
        return None
    user = ident(body, "user_id") if is_command else ident(inner(body, "user"), "id")
    trigger = ident(body, "trigger_id")
    if not user or not trigger:
        return None
    channel = ident(body, "channel_id") if is_command else ident(inner(body, "channel"), "id")
    return Asked(team_of(body), channel, user, f"g:{team_of(body)}:{trigger}")


def _refused(body: dict[str, Any], asked: Asked, refusal: Refusal, services: Services) -> BoltResponse:
    """Acknowledge what is not let in, and say why: a command in the acknowledgement, a press alone or directly."""
    if text(body, "command"):
        shown = notice(notice_words(refusal.notice))
        return BoltResponse(status=200, body={"response_type": "ephemeral", "text": shown.text, "blocks": shown.blocks})
    if refusal.tell:
        url = url_of(body)
        owed = Owed("ephemeral" if url else "dm", notice=refusal.notice, url=url)
        # A press in a view, such as the Home tab, has nowhere to respond to: it is told directly.
        way, place = (Way.RESPOND, asked.channel or asked.user) if url else (Way.POST, asked.user)
        job = Job(way, asked.team, place, None, asked.user, owed.payload())
        try:
            if services.store.accept(asked.key, job, services.clock()):
                services.dispatcher.wake(asked.key)
        except StoreError:
            _log.exception("why a press is refused could not be said")
    return BoltResponse(status=200, body="")
