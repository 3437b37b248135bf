"""The Home tab: what can be asked, which facts answer, who is responsible, what is kept, which cards are due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot import messages
from bot.messages import home as words
from bot.messages import privacy
from bot.rendering import cards, kit
from bot.rendering.kit import Block
from bot.rendering.plain import BULLET
from bot.rendering.views import limited
from knowledge.reader import FactBase


@dataclass(frozen=True, slots=True)
class Installation:
    """Who is responsible here and how to reach them, as configured; how many days a thread is remembered."""

    clinician: str = ""
    contact: str = ""
    memory_days: int = 14

    @property
    def lines(self) -> tuple[str, ...]:
        """Who is responsible and how to reach them, in words."""
        return words.responsible(*(kit.clip(kit.one_line(text), 200) for text in (self.clinician, self.contact)))


def home_view(base: FactBase, here: Installation | None = None, quiz: Sequence[Block] = ()) -> Block:
    """Return the Home tab; ``quiz`` are the lines about the person's cards, where there are any."""
    known = here or Installation()
    shown = list(cards.topics(base).blocks)
    shown += kit.header(words.BEHIND)
    review = words.REVIEWED if base.reviewed else words.NOT_REVIEWED
    shown += kit.sections([words.facts(base.version, base.date), review, *known.lines])
    shown += kit.context([words.EDUCATION])
    if quiz:
        shown += [*kit.header(words.QUIZ), *quiz]
    shown += kit.header(messages.HELP_HEADLINE)
    shown += kit.sections(cards.how_to_ask(base))
    shown += kit.header(words.PRIVACY)
    kept = (*privacy.STORED_LINES, privacy.thread_memory(known.memory_days))
    shown += kit.sections([*(BULLET + line for line in kept), privacy.PRIVACY_HINT])
    return {"type": "home", "blocks": limited(shown)}
