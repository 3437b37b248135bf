"""Replies that show no result: not covered, which one, no identifiers, help."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from bot import messages
from bot.answering.answer import FollowUp, Line, Section, Text
from bot.messages import refusals as said
from bot.messages.privacy import ABOUT_THE_BOT
from bot.understanding.frame import Frame
from bot.understanding.reading import Part, Reading
from bot.understanding.resolve import UNTESTED
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


class Names(NamedTuple):
    """How asks, dimensions and concepts are named to readers."""

    asks: Mapping[str, str]
    dimensions: Mapping[str, str]
    label: Callable[[str], str | None]


def widened_headline(frame: Frame, words: tuple[str, ...], names: Names) -> str:
    """Return the headline over the next wider group's result; it holds no figure, also none that the asker typed."""
    if words and not any(character.isdigit() for word in words for character in word):
        return said.not_reported_for(words)
    dims = dict.fromkeys(names.dimensions.get(entry.dim, "") for entry in frame.whom if entry.dim)
    return said.not_reported_by([dim for dim in dims if dim] or [names.dimensions.get("other", "")])


def declined(base: FactBase, trial: str, part: Part, names: Names) -> tuple[Section, tuple[FollowUp, ...]]:
    """Return why a frame that was understood has no answer, where it may be found, and what can be answered."""
    about = base.trial(trial)
    paper = about.full_paper
    where = Line(Text(messages.may_be_found(f"{paper.label}, {paper.url}" if paper is not None else about.short_name)))
    defaults = follow_ups(base, trial, about.start_with)
    frame = part.frame or Frame("asks", "other")
    name = names.asks.get(frame.ask, names.asks.get("other", frame.ask))
    if part.missing == "about":
        if frame.about == "unknown-identifier":
            return Section(Text(said.UNKNOWN_NUMBER)), defaults
        label = names.label(frame.other) if frame.other else None
        return Section(Text(said.another(label or frame.about_words or "that"))), defaults
    if part.missing == "excluded":
        labels = [names.label(entry.value) or entry.words for entry in frame.whom if entry.value]
        return Section(Text(said.not_studied(", ".join(labels)))), defaults
    if part.missing == "whom":
        words = tuple(entry.words for entry in frame.whom if entry.words)
        return Section(Text(widened_headline(frame, words, names)), (where,)), defaults
    if part.missing == "of":
        if UNTESTED in frame.of:
            return Section(Text(said.UNTESTED_DOSE)), defaults
        narrowed = frame.of_words or ", ".join(filter(None, (names.label(concept) for concept in frame.of)))
        return Section(Text(said.not_held_of(name, narrowed or "that")), (where,)), defaults
    headline = {"when": said.OTHER_TIME, "arm": said.OTHER_ARM, "stat": said.not_as(frame.stat)}.get(
        part.missing or "", said.not_held(name)
    )
    return Section(Text(headline), (where,)), defaults


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
    if len(options) == 1:
        return Section(Text(said.NOT_SURE), (Line(Text(said.DID_YOU_MEAN)),)), options
    return Section(Text(messages.CLARIFY_HEADLINE), (Line(Text(messages.WHICH_ONE)),)), options


def identifiers() -> Section:
    """Return the request to remove what identifies a patient; nothing else is said."""
    return Section(Text(messages.IDENTIFIERS_HEADLINE), (Line(Text(messages.IDENTIFIERS_LINE)),))


def help_section(reading: Reading) -> Section:
    """Return what can be asked, or a word of thanks."""
    if reading.greeting == "thanks":
        return Section(Text(messages.THANKS_HEADLINE))
    if (words := ABOUT_THE_BOT.get(reading.greeting)) is not None:
        return Section(Text(words[0]), (Line(Text(words[1])),))
    headline = messages.GREETING_HEADLINE if reading.greeting == "greeting" else messages.HELP_HEADLINE
    return Section(Text(headline), (Line(Text(messages.HELP_LINE)),))
