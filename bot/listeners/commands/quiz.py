"""``/myositis quiz``: begins a quiz in the direct message; ``export`` and ``forget`` are answered on the spot."""

from __future__ import annotations

import re
from typing import Any

from bot.listeners.commands.typed import command_words, named_trials
from bot.listeners.quizzing import Seat, begin, keys_of, quizzed
from bot.messages import learning as messages
from bot.middleware.payload import ident, team_of
from bot.quiz.sessions import MOST, USUAL
from bot.rendering import kit
from bot.rendering.blocks import notice
from bot.rendering.kit import Rendered
from bot.rendering.quiz_export import export_message
from bot.services import Services
from bot.understanding.normalise import clean

QUIZ = "quiz"
DEEP, EXPORT = "deep", "export"
FORGET = frozenset({"forget", "delete", "erase", "remove"})
# What people put behind it; it says no more than the word alone.
_ALL = frozenset({"all", "everything", "me", "mine", "my", "data", "history", "please", "of", "the", "quiz", "now"})


def asks_for_quiz(typed: str, services: Services) -> bool:
    """Tell whether what was typed behind the command begins with the word, a trial named before it or not."""
    _, rest = named_trials(clean(typed), services.answerer.base)
    return command_words(rest)[:1] == [QUIZ]


def quiz_of(typed: str, body: dict[str, Any], services: Services) -> Rendered:
    """Do what was typed, and return the reply that travels in the acknowledgement.

    Raises:
        StoreError: the store could not be read or written.
    """
    base = services.answerer.base
    before, rest = named_trials(clean(typed), base)
    behind, rest = named_trials(" ".join(rest.split()[1:]), base)
    words = command_words(rest)
    team, user = team_of(body), ident(body, "user_id")
    if not user:
        return notice(messages.USAGE)
    if words[:1] == [EXPORT] and len(words) <= 2:
        reviews = services.store.learning.reviews(team, user)
        return export_message(reviews, _number(words[1]) if len(words) == 2 else 1)
    if words[:1] and words[0] in FORGET and set(words[1:]) <= _ALL:
        return notice(messages.forgotten(services.store.learning.forget(team, user, keys_of(team, user))))
    numbers = [number for word in words if (number := _number(word)) is not None]
    if len(numbers) + words.count(DEEP) != len(words) or len(numbers) > 1:
        return notice(messages.USAGE)
    trials = [trial for trial in (behind or before or base.trial_ids()) if trial in quizzed(services)]
    if not trials:
        return notice(messages.NO_CARDS)
    trigger = ident(body, "trigger_id") or "-"
    seat = Seat(team, user, start=f"{keys_of(team, user)}c:{trigger}")
    count = max(1, min(numbers[0] if numbers else USUAL, MOST))
    turn = begin(services, trials[0], seat, count, deep=DEEP in words)
    if turn is not None and not turn.asked:
        return notice(messages.nothing_due(turn.days))
    services.dispatcher.wake(seat.key)
    return _handed_over(body, turn.of if turn else count)


def _number(word: str) -> int | None:
    return int(word) if re.fullmatch(r"\d{1,4}", word, re.ASCII) else None


def _handed_over(body: dict[str, Any], count: int) -> Rendered:
    app, team = ident(body, "api_app_id"), ident(body, "team_id")
    link = kit.link(messages.OPEN_DM, f"https://slack.com/app_redirect?app={app}&team={team}") if app and team else ""
    said = messages.handed_over(count, link)
    return Rendered(said, [{"type": "section", "text": kit.words(said)}])
