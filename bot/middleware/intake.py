"""Takes questions in: reads them and owes their answers, in one transaction, before Slack hears that they arrived."""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.dispatch import Owed, Way, replies
from bot.logs import place
from bot.middleware.addressing import Question
from bot.middleware.noting import note_reading
from bot.middleware.overhearing import is_surely_asked
from bot.rendering.blocks import Surface
from bot.services import Services
from bot.store import Job, Memo, SlotsError
from bot.understanding.guarding import names_a_patient_later
from bot.understanding.normalise import clean
from bot.understanding.reading import Kind, Memory, Reading
from bot.understanding.stored import NotAReadingError, memory_from_json, memory_to_json

_log = logging.getLogger(__name__)


def take_in(question: Question, services: Services) -> str | None:
    """Read ``question`` and accept the job of answering it; return its key, None where silence is right.

    Raises:
        StoreError: it could not be written; the event must not be acknowledged, so that it comes again.
    """
    memory = _recalled(question, services)
    if question.overheard and memory is None:
        return None  # not a thread of ours
    owed, reading = _owed(question, memory, services)
    if question.overheard and not (
        reading and is_surely_asked(question.words, reading, memory or Memory(), services.answerer.understanding)
    ):
        return None
    wording = services.dispatcher.wording
    if reading is not None and reading.kind is Kind.NOT_COVERED:
        # For the button that tells the curators, in memory only. Before the job is there for anybody to take up.
        wording.keep(question.key, clean(question.words))
    if not _accepted(question, owed, reading, services):
        if services.store.outcome(question.key) is not None:
            wording.forget(question.key)  # answered before
        return None
    return question.key


def _owed(question: Question, memory: Memory | None, services: Services) -> tuple[Owed, Reading | None]:
    """Return what is owed for a question, and its reading where it has one."""
    surface: Surface = "dm" if question.direct else "channel"
    try:
        said = clean(question.words)
        if not said and question.files:
            return Owed(surface, notice="only-files"), None
        if not said:
            return Owed(surface, notice="help"), None
        began = time.perf_counter()
        reading = services.answerer.read(question.words, memory)
    except Exception as error:  # noqa: BLE001 - a fault of ours must not silence the bot: the asker gets an apology
        reference = secrets.token_hex(4)
        _log.error("reference %s: a question could not be read: %s", reference, place(error))
        return Owed(surface, reference=reference), None
    if reading.identifiers or names_a_patient_later(question.words):
        # Nothing of the reading is kept, not even what else was asked.
        note_reading(question.key, replies.NAMES_A_PATIENT, time.perf_counter() - began)
        return Owed(surface, notice="identifiers"), replies.NAMES_A_PATIENT
    if not question.overheard:
        note_reading(question.key, reading, time.perf_counter() - began)
    return Owed(surface, reading=reading, files=question.files), reading


def _accepted(question: Question, owed: Owed, reading: Reading | None, services: Services) -> bool:
    job = Job(Way.POST, question.team, question.channel, question.thread, question.user, owed.payload())
    if owed.notice == "identifiers" and not question.direct:
        # Only the person hears of it; a thread that has no replies yet would not show it.
        thread = question.thread if question.followed else None
        job = replace(job, kind=Way.EPHEMERAL, thread=thread)
    now = services.clock()
    memos = _memos(question, reading, now + services.memory) if reading and not reading.identifiers else ()
    try:
        return services.store.accept(question.key, job, now, memos=memos)
    except SlotsError:
        reference = secrets.token_hex(4)
        _log.exception("reference %s: a reading does not fit the store", reference)
        return services.store.accept(
            question.key, replace(job, payload=Owed(owed.surface, reference=reference).payload()), now
        )


def _recalled(question: Question, services: Services) -> Memory | None:
    """Return what the thread remembers; a direct conversation remembers across its threads as well."""
    if question.followed:
        thread: str | None = question.thread
    elif question.direct:
        thread = None
    else:
        return None  # a new thread
    found = services.store.recall(question.team, question.place, thread, services.clock())
    if found is None:
        return None
    try:
        return memory_from_json(found)
    except NotAReadingError:
        return None


def _memos(question: Question, reading: Reading, until: datetime) -> Sequence[Memo]:
    slots = memory_to_json(reading.remembered)
    threads = (question.thread, None) if question.direct else (question.thread,)
    return [Memo(question.team, question.place, thread, slots, until) for thread in threads]
