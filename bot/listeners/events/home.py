"""The bot's Home tab, and what to ask when its Messages tab opens."""

from __future__ import annotations

from typing import Any

from slack_bolt import App

from bot import messages
from bot.answering.refusals import follow_ups
from bot.listeners.quizzing import due_blocks
from bot.middleware.payload import ident, inner, team_of, text
from bot.rendering.home import Installation, home_view
from bot.services import Services

MOST_PROMPTS = 4
_NOT_FILLED = "a tab could not be filled"


def register(app: App, services: Services) -> None:
    """Listen for the tabs being opened."""

    @app.event("app_home_opened")
    def opened(body: dict[str, Any]) -> None:
        event = inner(body, "event")
        user, channel, tab = ident(event, "user"), ident(event, "channel"), text(event, "tab")
        if tab == "home" and user:
            here = Installation(services.clinician, services.contact, services.memory.days)
            view = home_view(services.answerer.base, here, due_blocks(services, team_of(body), user))
            services.courtesies.do(_NOT_FILLED, lambda client: client.views_publish(user_id=user, view=view))
        elif tab == "messages" and channel:
            offered = prompts(services)
            services.courtesies.do(
                _NOT_FILLED,
                lambda client: client.assistant_threads_setSuggestedPrompts(
                    channel_id=channel, title=messages.PROMPTS_TITLE, prompts=offered
                ),
            )


def prompts(services: Services) -> list[dict[str, str]]:
    """Return at most four questions to begin with, from what the fact base names as a start."""
    base = services.answerer.base
    found: list[dict[str, str]] = []
    for trial in base.trial_ids():
        first = follow_ups(base, trial, base.trial(trial).start_with, most=MOST_PROMPTS - len(found))
        found += [{"title": each.label or each.question, "message": each.question} for each in first]
        if len(found) >= MOST_PROMPTS:
            break
    return found
