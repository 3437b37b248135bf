"""From what is owed to the message: always from today's facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot import messages
from bot.answering.answer import Answer
from bot.answering.overview import answer_again
from bot.answering.service import Answerer
from bot.answering.unanswered import unanswered_topics
from bot.dispatch.owed import Owed
from bot.messages import privacy, shortcut
from bot.quiz import deck
from bot.quiz.sessions import Turn
from bot.rendering import kit
from bot.rendering.blocks import message, notice, shared
from bot.rendering.cards import help_card, overview_card
from bot.rendering.correcting import correction_note
from bot.rendering.feedback import Unmet, curators_note
from bot.rendering.kit import Rendered
from bot.rendering.quiz_turn import turn_message
from bot.understanding.reading import Kind, Reading

NAMES_A_PATIENT = Reading(Kind.NOT_ADVICE, None, identifiers=True, confidence=1.0)
"""All that is known of a message that identifies a patient; the reading itself is not kept."""

_NOTICES = {
    "names-a-patient": shortcut.NAMES_A_PATIENT,
    "no-words": shortcut.NO_WORDS,
    "old-button": messages.OLD_BUTTON,
    "only-files": messages.ONLY_FILES,
    "other-channel": privacy.OTHER_CHANNEL,
    "other-workspace": privacy.OTHER_WORKSPACE,
    "too-late": messages.SHARE_TOO_LATE,
    "too-often": privacy.TOO_OFTEN,
}


def rendered(owed: Owed, answerer: Answerer, *, user: str = "", words: str = "") -> Rendered:
    """Return the message that is owed; ``user`` asked, in ``words`` where these are still known.

    Whatever this raises is a fault of ours; the caller apologises.
    """
    made = _made(owed, answerer, Unmet(unanswered_topics(owed.reading), user, words))
    return shared(made, owed.sharer) if owed.sharer else made


def apology(reference: str) -> Rendered:
    """Return what is shown when an answer could not be made or posted; ``reference`` finds the log line."""
    return notice(messages.apology(reference))


def answer_of(owed: Owed, answerer: Answerer) -> Answer | None:
    """Return the answer that is owed; None where it is a card or a notice, or is in the fact base no more."""
    if owed.reading is not None:
        return answerer.answer(owed.reading)
    if owed.notice == "identifiers":
        return answerer.answer(NAMES_A_PATIENT)
    if owed.answers and owed.trial:
        return answer_again(answerer.base, owed.trial, owed.answers, answerer)
    return None


def _made(owed: Owed, answerer: Answerer, unmet: Unmet) -> Rendered:
    if owed.item:
        return curators_note(owed.sort, owed.item, owed.answers)
    if owed.changes:
        return correction_note(answerer.base, owed.trial or "", owed.changes, owed.answers, (owed.version, owed.since))
    notes = _notes(owed, answerer.base.version)
    if owed.quiz:
        turn = Turn.read(owed.quiz)
        if turn.trial not in answerer.base.trial_ids():
            return _noted(notice(messages.GONE_FROM_FACTS), notes)
        return _noted(turn_message(turn, deck(answerer.base, turn.trial), answerer.base), notes)
    answer = answer_of(owed, answerer)
    if answer is not None:
        if owed.thread:
            can_be_shared = answer.kind in (Kind.ANSWER, Kind.NOT_ADVICE)
            notes = (*notes, shortcut.ONLY_YOU if can_be_shared else shortcut.ONLY_YOU_NOTHING_TO_SHARE)
        noted = replace(answer, notes=(*notes, *answer.notes))
        return message(noted, surface=owed.surface, base=answerer.base, unmet=unmet, thread=owed.thread)
    if owed.overview:
        if owed.overview not in answerer.base.trial_ids():
            return _noted(notice(messages.GONE_FROM_FACTS), notes)
        return _noted(overview_card(answerer.base, owed.overview, answerer, surface=owed.surface), notes)
    if owed.reference:
        return _noted(apology(owed.reference), notes)
    if owed.notice == "help":
        return _noted(help_card(answerer.base, surface=owed.surface), notes)
    return _noted(notice(_NOTICES.get(owed.notice, messages.GONE_FROM_FACTS)), notes)


def _notes(owed: Owed, version: str) -> tuple[str, ...]:
    """Return what is said before the answer: why it comes here, again, from other facts, without the files."""
    notes = []
    if owed.because:
        notes.append(messages.sent_privately(owed.because))
    if owed.copy:
        notes.append(messages.POSSIBLY_AGAIN)
    if owed.version and owed.version != version:
        notes.append(messages.FACTS_CHANGED)
    if owed.files:
        notes.append(messages.FILES_NOT_READ)
    return tuple(notes)


def _noted(shown: Rendered, notes: Sequence[str]) -> Rendered:
    if not notes:
        return shown
    said = "\n".join(kit.escape(note) for note in notes)
    return Rendered(f"{said}\n{shown.text}", [*kit.context(notes), *shown.blocks])
