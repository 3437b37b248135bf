"""The quiz's modal: a number that was typed. Words where a number was asked are told in the modal itself."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App

from bot import messages as around
from bot.listeners.actions.telling import tell_person
from bot.listeners.quizzing import Seat, keys_of, practice_of, quizzed, step
from bot.middleware.payload import ident, inner, team_of, text
from bot.quiz.practice import NotNowError
from bot.quiz.sessions import Turn
from bot.rendering.quiz_handles import NUMBER, NUMBER_BLOCK, NUMBER_INPUT, read_pressed
from bot.services import Services
from bot.understanding.guarding import guard


def register(app: App, services: Services) -> None:
    """Register the modal."""

    @app.view_submission(NUMBER)
    def sent(ack: Ack, body: dict[str, Any]) -> None:
        view = inner(body, "view")
        team, user, place = team_of(body), ident(inner(body, "user"), "id"), ident(view, "id")
        handle = read_pressed(text(view, "private_metadata"))
        if not user or not place:
            ack()
            return
        if handle is None or handle.t not in quizzed(services):
            ack()
            tell_person(services, user, "", around.OLD_BUTTON)
            return
        typed = text(inner(view, "state", "values", NUMBER_BLOCK, NUMBER_INPUT), "value")
        refusal = guard(typed)
        if refusal is not None:
            ack(response_action="errors", errors={NUMBER_BLOCK: refusal})
            return
        seat = Seat(team, user, handle.ch, handle.m or None)
        practice = practice_of(services, handle.t, seat)
        problems: list[str] = []

        def take() -> Turn:
            try:
                return practice.typed(seat.person, handle.q, handle.c, handle.v, typed, services.clock())
            except NotNowError as refusal:
                if refusal.problem:
                    problems.append(refusal.problem)
                raise

        said = step(services, seat, take)
        if problems:
            ack(response_action="errors", errors={NUMBER_BLOCK: problems[0]})
            return
        # Written before it is acknowledged; a second delivery finds the card answered, and its own claim.
        is_new = services.store.claim(f"{keys_of(team, user)}v:{place}", services.clock(), team)
        ack()
        if said and is_new:
            tell_person(services, user, "", said)
