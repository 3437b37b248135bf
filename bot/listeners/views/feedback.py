"""The two forms to the curators, once they are sent: the only way by which words of a person are ever stored."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App

from bot.listeners.curators import tell_curators
from bot.messages import feedback as words
from bot.middleware.payload import ident, inner, team_of, text
from bot.rendering.feedback import FIELD, LONGEST, TELL_FORM, WRONG_FORM, sent_view
from bot.rendering.handles import Reference, read_reference
from bot.services import Services
from bot.store import StoreError
from bot.store.inbox import Kind
from bot.understanding.guarding import guard

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Sent:
    """A form as it was sent."""

    team: str
    user: str
    key: str
    about: Reference
    said: str


def register(app: App, services: Services) -> None:
    """Register the forms."""

    @app.view_submission(WRONG_FORM)
    def wrong(ack: Ack, body: dict[str, Any]) -> None:
        _take(services, ack, body, "answer")

    @app.view_submission(TELL_FORM)
    def unanswered(ack: Ack, body: dict[str, Any]) -> None:
        _take(services, ack, body, "question")


def _take(services: Services, ack: Ack, body: Mapping[str, Any], kind: Kind) -> None:
    sent = _sent(body)
    if sent is None:
        ack()
        return
    refusal = guard(sent.said) or (words.TOO_LONG if len(sent.said) > LONGEST else None)
    if refusal is not None:
        ack(response_action="errors", errors={FIELD: refusal})
    elif not sent.said:
        # An empty form says no more than the vote that is counted already.
        ack(response_action="update", view=sent_view(words.SENT_NOTHING))
    elif _stored(services, sent, kind):
        ack(response_action="update", view=sent_view(words.SENT))
    else:
        ack(response_action="errors", errors={FIELD: words.NOT_STORED})


def _stored(services: Services, sent: _Sent, kind: Kind) -> bool:
    name = "topics" if kind == "question" else "answers"
    about = {"trial": sent.about.trial, name: list(sent.about.answers), "version": sent.about.version}
    try:
        # A second delivery of the same form is stored already.
        tell_curators(
            services,
            kind,
            team=sent.team,
            user=sent.user,
            about=about,
            names=sent.about.answers,
            words=sent.said,
            key=sent.key,
        )
    except StoreError as error:
        _log.error("what was sent to the curators could not be stored: %s", error)
        return False
    return True


def _sent(body: Mapping[str, Any]) -> _Sent | None:
    view = inner(body, "view")
    user, place = ident(inner(body, "user"), "id"), ident(view, "id")
    about = read_reference(text(view, "private_metadata"))
    if not user or not place or about is None:
        return None
    team = team_of(body)
    said = text(inner(view, "state", "values", FIELD, FIELD), "value").strip()
    return _Sent(team, user, f"v:{team}:{place}:{ident(view, 'hash') or '-'}:{user}", about, said)
