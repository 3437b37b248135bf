"""The note below an answer whose figures have changed since."""

from __future__ import annotations

from collections.abc import Sequence

from bot import messages
from bot.answering.answer import FollowUp
from bot.messages import feedback as words
from bot.rendering import kit
from bot.rendering.handles import ASK, ask_value
from bot.rendering.kit import Rendered
from bot.rendering.plain import BULLET
from knowledge.reader import FactBase

MOST = 12
"""Figures that one note names; an answer shows fewer."""
_LINE = 200


def correction_note(
    base: FactBase,
    trial: str,
    changes: Sequence[tuple[str, str, str]],
    answers: Sequence[str],
    versions: tuple[str, str],
) -> Rendered:
    """Return which figures (name, as shown, as it is now) changed between two versions, and a way to today's answer."""
    lines = [kit.clip(BULLET + words.correction_line(*change), _LINE) for change in changes[:MOST]]
    if len(changes) > MOST:
        lines.append(words.MORE_CHANGES)
    small = " · ".join([words.correction_footer(*versions), messages.EVIDENCE_NOT_ADVICE])
    blocks = [*kit.header(words.CORRECTION_HEADLINE), *kit.sections(lines), *kit.context([small])]
    known = [name for name in answers if trial in base.trial_ids() and base.answer(trial, name) is not None]
    value = ask_value(trial, FollowUp("", "", known[0])) if known else None
    if value is not None:
        blocks.append({"type": "actions", "elements": [kit.button(f"{ASK}-0", words.CORRECTION_BUTTON, value)]})
    text = "\n".join([words.CORRECTION_HEADLINE, *lines, small])
    return Rendered(kit.escape(text), blocks)
