"""The slash command, whose answer travels in the acknowledgement itself: there is no second call to lose."""

from __future__ import annotations

import logging
import secrets
from typing import Any

from slack_bolt import Ack, App

from bot.answering.unanswered import unanswered_topics
from bot.dispatch.replies import apology
from bot.listeners.commands.privacy import asks_for_privacy, privacy_of
from bot.listeners.commands.quiz import asks_for_quiz, quiz_of
from bot.listeners.commands.typed import answer_command, identifiers_refused
from bot.middleware.payload import ident, team_of, text
from bot.rendering.home import Installation
from bot.rendering.kit import Rendered
from bot.services import Services
from bot.store import StoreError
from bot.understanding.guarding import names_a_patient
from bot.understanding.reading import Reading

COMMAND = "/myositis"

_log = logging.getLogger(__name__)


def register(app: App, services: Services) -> None:
    """Register the command."""

    @app.command(COMMAND)
    def typed(ack: Ack, body: dict[str, Any]) -> None:
        # Slack sends again what it thinks was not heard. The answer is the same, and only who asked sees it: silence
        # would be worse. What must not happen twice (counting, beginning a quiz) is claimed.
        again = _is_repeated(body, services)
        words = text(body, "text")
        if asks_for_privacy(words):
            shown = privacy_of(services, team_of(body), ident(body, "user_id"), ident(body, "channel_id"))
        elif asks_for_quiz(words, services):
            # A quiz is not read as a question is, so what was typed behind the word is looked at here.
            shown = identifiers_refused(services.answerer) if names_a_patient(words) else _quiz(words, body, services)
        else:
            shown = _shown(words, body, services, again=again)
        ack(text=shown.text, blocks=shown.blocks, response_type="ephemeral")


def _shown(words: str, body: dict[str, Any], services: Services, *, again: bool) -> Rendered:
    def heard(reading: Reading) -> None:
        if not again:
            _count_unanswered(reading, team_of(body), services)

    try:
        here = Installation(services.clinician, services.contact)
        user = ident(body, "user_id")
        return answer_command(words, services.answerer, user=user, heard=heard, people=here.lines)
    except Exception as error:  # noqa: BLE001 - a fault of ours must not silence the bot; the words stay out of the log
        reference = secrets.token_hex(4)
        _log.error("reference %s: a command could not be answered: %s", reference, type(error).__name__)
        return apology(reference)


def _quiz(words: str, body: dict[str, Any], services: Services) -> Rendered:
    try:
        return quiz_of(words, body, services)
    except StoreError as error:
        reference = secrets.token_hex(4)
        _log.error("reference %s: the quiz could not be read or written: %s", reference, error)
        return apology(reference)


def _count_unanswered(reading: Reading, team: str, services: Services) -> None:
    topics = unanswered_topics(reading)
    if not topics:
        return
    try:
        services.store.inbox.count_unanswered(team, reading.trial or "", topics, services.clock())
    except StoreError as error:
        _log.warning("what had no answer could not be counted: %s", error)


def _is_repeated(body: dict[str, Any], services: Services) -> bool:
    """Tell whether this command was answered before; without the store it is answered rather than not."""
    trigger = ident(body, "trigger_id")
    if not trigger:
        return False
    team = team_of(body)
    try:
        return not services.store.claim(f"c:{team}:{trigger}", services.clock(), team)
    except StoreError as error:
        _log.warning("a command was answered without being claimed: %s", error)
        return False
