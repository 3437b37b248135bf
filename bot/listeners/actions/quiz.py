"""The quiz's buttons. One tap answers a card; what cannot count is answered too, and changes nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App

from bot import messages as around
from bot.dispatch import Owed, Way
from bot.listeners.actions.opening import show
from bot.listeners.actions.telling import tell
from bot.listeners.curators import tell_curators
from bot.listeners.pressed import Pressed, pressed
from bot.listeners.quizzing import Seat, about_answers, begin, keys_of, practice_of, quizzed, step, whole_deck
from bot.messages import learning as messages
from bot.quiz.practice import NotNowError
from bot.quiz.sessions import Turn
from bot.rendering.handles import Reference
from bot.rendering.quiz import Place, number_modal
from bot.rendering.quiz_handles import ANSWER, KNEW, NEXT, NOT_YET, NUMBER, START, UNDO, WRONG, read_pressed
from bot.rendering.quiz_handles import Pressed as Handle
from bot.services import Services
from bot.store import Job

Take = Callable[[Services, Pressed, Handle, Seat], str | None]


def register(app: App, services: Services) -> None:
    """Register the buttons."""

    def on(pattern: str, take: Take) -> None:
        @app.action(re.compile(pattern))
        def _(ack: Ack, body: dict[str, Any]) -> None:
            _taken(services, ack, body, take)

    on(rf"{ANSWER}-\d+", _answer)
    on(f"{KNEW}|{NOT_YET}", _rate)
    on(NUMBER, _ask_number)
    on(NEXT, _go_on)
    on(UNDO, _undo)
    on(WRONG, _flag)
    on(START, _start)


def _taken(services: Services, ack: Ack, body: dict[str, Any], take: Take) -> None:
    """Take a press, acknowledge it once it is written, and tell the person where it cannot count."""
    press = pressed(body)
    if press is None:
        ack()
        return
    handle = read_pressed(press.value)
    if handle is None or handle.t not in quizzed(services):
        ack()
        tell(services, press, around.OLD_BUTTON)
        return
    seat = seat_of(press)
    # A second delivery of this very press is left alone; a second press is answered.
    seen = f"{keys_of(press.team, press.user)}p:{press.place}:{press.action}:{press.at}"
    if not services.store.claim(seen, services.clock(), press.team):
        ack()
        return
    said = take(services, press, handle, seat)
    ack()
    if said:
        tell(services, press, said)


def seat_of(press: Pressed) -> Seat:
    """Return where the replies to a press go: the direct message, and there the thread it was pressed in."""
    thread = None if press.thread == press.place else press.thread
    channel = "" if press.private else press.channel
    start = f"{keys_of(press.team, press.user)}s:{press.place}:{press.at}"
    return Seat(press.team, press.user, channel, thread, start)


def _answer(services: Services, _press: Pressed, handle: Handle, seat: Seat) -> str | None:
    practice = practice_of(services, handle.t, seat)
    return step(
        services, seat, lambda: practice.tap(seat.person, handle.q, handle.c, handle.v, handle.o, services.clock())
    )


def _rate(services: Services, press: Pressed, handle: Handle, seat: Seat) -> str | None:
    practice, knew = practice_of(services, handle.t, seat), press.action == KNEW
    return step(
        services, seat, lambda: practice.rated(seat.person, handle.q, handle.c, handle.v, knew, services.clock())
    )


def _ask_number(services: Services, press: Pressed, handle: Handle, seat: Seat) -> str | None:
    """Open the modal in which the number is typed; it says itself which card it belongs to."""
    practice = practice_of(services, handle.t, seat)
    try:
        card, number, of = practice.shown(seat.person, handle.q, handle.c)
    except NotNowError as refusal:
        return {"answered": messages.ALREADY, "over": messages.OVER}.get(refusal.why, messages.UNFIT)
    if card is None or card.version != handle.v:
        return _rate(services, press, handle, seat)  # which shows how the quiz goes on
    if card.kind != "number":
        return messages.UNFIT
    show(
        services,
        press,
        number_modal(card, Place(handle.q, number, of), channel=seat.channel, message=seat.thread or ""),
    )
    return None


def _go_on(services: Services, _press: Pressed, handle: Handle, seat: Seat) -> str | None:
    practice = practice_of(services, handle.t, seat)
    return step(services, seat, lambda: practice.again(seat.person, handle.q, services.clock()))


def _undo(services: Services, _press: Pressed, handle: Handle, seat: Seat) -> str | None:
    practice = practice_of(services, handle.t, seat)
    return step(services, seat, lambda: practice.undo(seat.person, handle.q, handle.c, services.clock()))


def _flag(services: Services, press: Pressed, handle: Handle, _seat: Seat) -> str | None:
    """Put the card into the curators' inbox; what the person answered does not go there."""
    card = whole_deck(services, handle.t).card(handle.c)
    if card is None:
        return messages.GONE_ALREADY
    number = tell_curators(
        services,
        "card",
        team=press.team,
        user=press.user,
        about={"trial": handle.t, "card": card.id, "version": card.version},
        names=[card.id],
        words=None,
        key=f"{keys_of(press.team, press.user)}w:{card.id}:{card.version}",
    )
    return messages.FLAGGED if number is not None else messages.FLAGGED_BEFORE


def _start(services: Services, press: Pressed, handle: Handle, seat: Seat) -> str | None:
    facts = about_answers(services, handle.t, [handle.a]) if handle.a else None
    _begin(services, press, handle.t, seat, facts)
    return None


def quiz_about(services: Services, press: Pressed, shown: Reference | None) -> str | None:
    """Begin a quiz about the answers that a message shows; return what to tell the person where that cannot be."""
    if shown is None or not shown.answers:
        return around.OLD_BUTTON
    if shown.trial not in quizzed(services):
        return messages.NO_CARDS
    facts = about_answers(services, shown.trial or "", shown.answers)
    _begin(services, press, shown.trial or "", seat_of(press), facts)
    return None


def _begin(services: Services, press: Pressed, trial: str, seat: Seat, facts: tuple[str, ...] | None) -> None:
    turn = begin(services, trial, seat, about=facts)
    if turn is not None and not turn.asked:
        _owe_nothing_to_ask(services, press, turn, seat)
    services.dispatcher.wake(seat.key)


def _owe_nothing_to_ask(services: Services, press: Pressed, turn: Turn, seat: Seat) -> None:
    """Owe the reply that there is nothing to ask: where it was pressed, since there is no quiz."""
    owed = Owed(press.surface, quiz=turn.slots(), url=press.url if press.private else "")
    job = press.job(owed.payload())
    if job.kind == Way.POST:
        _, direct = seat.owe(turn, 0)
        job = Job(Way.POST, job.team, direct.channel, direct.thread, job.user, owed.payload())
    seat.key = seat.start
    services.store.accept(seat.start, job, services.clock())
