"""What is kept of an answer that was posted: which figures it showed, and which topics it had no answer to."""

from __future__ import annotations

from dataclasses import replace

from bot.answering.overview import overview
from bot.answering.service import Answerer
from bot.answering.unanswered import unanswered_topics
from bot.dispatch.owed import Owed, Way
from bot.dispatch.replies import answer_of
from bot.store import Job, Record


def record_of(owed: Owed, answerer: Answerer) -> Record | None:
    """Return what is kept of a reply; None where it shows no figures and asked nothing unanswered."""
    if owed.item or owed.changes:
        return None
    base = answerer.base
    answer = answer_of(owed, answerer)
    if answer is None and owed.overview in base.trial_ids():
        answer = overview(base, owed.overview, answerer).answer
    if answer is None or answer.trial is None:
        return None
    figures: dict[str, list[str]] = {}
    for figure in answer.figures:
        keys = figures.setdefault(figure.fact, [])
        if figure.key not in keys:
            keys.append(figure.key)
    topics = unanswered_topics(owed.reading)
    return Record(answer.trial, base.version, figures, topics) if figures or topics else None


def record_for(job: Job, record: Record | None) -> Record | None:
    """Return what is kept of a reply that was sent this way: what one person sees for a while stands nowhere."""
    if record is None or job.kind in (Way.POST, Way.SHARE):
        return record
    return replace(record, figures={})
