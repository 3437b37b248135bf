"""Replies that show no result: not covered, which one, no identifiers, help."""

from __future__ import annotations

from collections.abc import Iterable

from bot import messages
from bot.answering.answer import FollowUp, Line, Section, Text
from bot.understanding.reading import Part, Reading
from knowledge.reader import FactBase

MOST_SUGGESTIONS = 3


def follow_ups(
    base: FactBase, trial: str, answer_ids: Iterable[str], *, most: int = MOST_SUGGESTIONS
) -> tuple[FollowUp, ...]:
    """Return questions that the bot can answer, one for each answer id that has an example question."""
    found: list[FollowUp] = []
    for answer_id in answer_ids:
        answer = base.answer(trial, answer_id)
        if answer is not None and answer.examples:
            found.append(FollowUp(answer.label or answer.examples[0], answer.examples[0], answer.id))
        if len(found) == most:
            break
    return tuple(found)


def not_covered(base: FactBase, trial: str, part: Part, label: str | None) -> tuple[Section, tuple[FollowUp, ...]]:
    """Return what is missing, why, where it may be found, and the nearest answerable questions."""
    about = base.trial(trial)
    paper = about.full_paper
    where = f"{paper.label}, {paper.url}" if paper is not None else about.short_name
    topic = base.not_covered(trial, part.topic) if part.topic else None
    if topic is not None:
        lines = [Line(Text(topic.reason.text))]
        lines.append(Line(Text(messages.may_be_found(topic.where.text if topic.where is not None else where))))
        near = _near(base, trial, topic.see_instead)
        return Section(Text(messages.not_covered_headline(topic.topic)), tuple(lines)), near
    defaults = follow_ups(base, trial, about.start_with)
    if label is not None:
        headline = messages.foreign_headline(label, about.short_name)
        return Section(Text(headline), (Line(Text(messages.foreign_line(label))),)), defaults
    if part.off_topic:
        return Section(Text(messages.OFF_TOPIC_HEADLINE), (Line(Text(messages.OFF_TOPIC_LINE)),)), defaults
    return Section(Text(messages.NOT_UNDERSTOOD_HEADLINE), (Line(Text(messages.unknown_line(where))),)), defaults


def _near(base: FactBase, trial: str, facts: Iterable[str]) -> tuple[FollowUp, ...]:
    related = {"artemis": "artemis-overview", "attack-my-ild": "attack-overview", "jdm-open-label": "jdm-overview"}
    ids = [related.get(fact_id, fact_id) for fact_id in facts]
    return follow_ups(base, trial, dict.fromkeys([*ids, *base.trial(trial).start_with]))


def clarify(base: FactBase, trial: str, part: Part) -> tuple[Section, tuple[FollowUp, ...]]:
    """Return the readings to choose from, each a question that can be asked as it stands."""
    options = tuple(FollowUp(option, option) for option in part.options) or follow_ups(
        base, trial, base.trial(trial).start_with
    )
    return Section(Text(messages.CLARIFY_HEADLINE), (Line(Text(messages.WHICH_ONE)),)), options


def identifiers() -> Section:
    """Return the request to remove what identifies a patient; nothing else is said."""
    return Section(Text(messages.IDENTIFIERS_HEADLINE), (Line(Text(messages.IDENTIFIERS_LINE)),))


def help_section(reading: Reading) -> Section:
    """Return what can be asked, or a word of thanks."""
    if reading.greeting == "thanks":
        return Section(Text(messages.THANKS_HEADLINE))
    headline = messages.GREETING_HEADLINE if reading.greeting == "greeting" else messages.HELP_HEADLINE
    return Section(Text(headline), (Line(Text(messages.HELP_LINE)),))
