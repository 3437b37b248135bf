"""Reading to answer: gather the sections, then the caveats, citations and follow-ups that belong to all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from bot import messages
from bot.answering.about import about_section
from bot.answering.answer import Answer, FollowUp, Line, Section, Text
from bot.answering.caveats import BY_DAGGER, caveat_lines, caveats_of
from bot.answering.citations import CitationList
from bot.answering.definitions import definition_section
from bot.answering.refusals import (
    Names,
    clarify,
    declined,
    follow_ups,
    help_section,
    identifiers,
    not_covered,
    widened_headline,
)
from bot.answering.sections import lead_facts, section_of
from bot.messages.refusals import wider_group
from bot.understanding.frame import Frame
from bot.understanding.reading import Kind, Part, Reading
from knowledge.reader import FactBase
from knowledge.records import FactRecord

MOST_FACTS = 6
# What a frame that has no answer lacks; "off-topic" and "unclear" have texts of their own.
_DECLINED = frozenset({"ask", "of", "whom", "when", "arm", "stat", "about", "excluded"})
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def date_text(iso: str) -> str:
    """Return a date as readers see it: "2026-11-22" is "22 Nov 2026"."""
    year, month, day = iso.split("-")
    return f"{int(day)} {_MONTHS[int(month) - 1]} {year}"


_CACHED_ANSWERS = 2_000


class Composer:
    """Composes answers from one fact base; answers to the same reading are the same."""

    def __init__(self, base: FactBase, label: Callable[[str], str | None]) -> None:
        """Compose from ``base``; ``label`` names concepts to readers."""
        self._base = base
        self._label = label
        self._names = Names(
            {ask.id: ask.name for ask in base.asks()}, {one.id: one.name for one in base.dimensions()}, label
        )
        self._cache: dict[tuple[object, ...], Answer] = {}

    def answer(self, reading: Reading) -> Answer:
        """Return the answer to ``reading``."""
        trial = reading.trial or ""
        # What a reading was recognised by and how surely decides nothing more: many wordings share an answer.
        key = (
            self._base.version,
            reading.kind,
            trial,
            tuple([self._decides(trial, part) for part in reading.parts]),
            tuple([self._decides(trial, part) for part in reading.left_out]),
            reading.identifiers,
            reading.greeting,
        )
        known = self._cache.get(key)
        if known is None:
            if len(self._cache) >= _CACHED_ANSWERS:
                self._cache.clear()
            known = self._cache[key] = self._compose(reading, trial)
        frames = tuple([part.frame for part in reading.parts if part.frame is not None])
        if reading.identifiers or (known.confidence == reading.confidence and not reading.read_as and not frames):
            return known
        notes = (messages.read_as(reading.read_as),) if reading.read_as else ()
        wider = tuple([word for part in reading.parts for word in part.wider])
        return known.as_read(notes, reading.confidence, frames, wider)

    def _decides(self, trial: str, part: Part) -> tuple[object, ...]:
        """Return what of a part the answer depends on; of how it was asked, only what has a headline of its own."""
        form = part.form
        if form and part.answer:
            answer = self._base.answer(trial, part.answer)
            forms = answer.forms if answer is not None else ()
            form = next((one for one in form.split() if one in forms), "")
        frame = part.frame if part.kind in (Kind.NOT_COVERED, Kind.ANSWER) and part.missing else None
        return (
            part.kind, part.answer, part.topic, part.missing, form, part.options, part.about, part.off_topic, frame,
            part.wider,
        )  # fmt: skip

    def _compose(self, reading: Reading, trial: str) -> Answer:
        if reading.identifiers:
            return Answer(Kind.NOT_ADVICE, reading.trial, (identifiers(),), confidence=1.0)
        if reading.kind is Kind.HELP:
            start = follow_ups(self._base, trial, self._base.trial(trial).start_with)
            return Answer(
                Kind.HELP, reading.trial, (help_section(reading),), suggestions=start, confidence=reading.confidence
            )
        if reading.trial is None:  # several trials, and nothing says which is meant
            section, options = clarify(self._base, trial, reading.parts[0])
            return Answer(reading.kind, None, (section,), options=options, confidence=reading.confidence)
        return self._from_parts(reading, trial)

    def _from_parts(self, reading: Reading, trial: str) -> Answer:
        citations = CitationList(self._base, trial)
        sections: list[Section] = []
        facts: dict[str, FactRecord] = {}
        extra: dict[str, None] = {}
        answers: list[str] = []
        next_ids: dict[str, None] = {}
        near: dict[str, FollowUp] = {}
        options: tuple[FollowUp, ...] = ()
        answered = any(part.kind in (Kind.ANSWER, Kind.NOT_ADVICE) for part in reading.parts)
        for part in reading.parts:
            if part.kind in (Kind.ANSWER, Kind.NOT_ADVICE):
                section, lead = self._answered(part, trial, citations, extra, next_ids)
                if part.missing == "whom" and part.frame is not None:
                    section = self._widened(section, part, trial)
                sections.append(section)
                facts.update((fact.id, fact) for fact in lead)
                answers.append(part.answer or "")
                continue
            if part.kind is Kind.CLARIFY:
                section, options = clarify(self._base, trial, part)
                suggestions: tuple[FollowUp, ...] = ()
            elif part.frame is not None and part.topic is None and part.missing in _DECLINED:
                section, suggestions = declined(self._base, trial, part, self._names)
            else:
                section, suggestions = not_covered(
                    self._base, trial, part, self._label(part.missing) if part.missing else None
                )
            if answered:
                section = Section(Text(messages.part_not_answered(section.headline.text)), section.lines[-1:])
                options = ()
            sections.append(section)
            near.update((item.question, item) for item in suggestions)
        draft = Answer(reading.kind, reading.trial, tuple(sections))
        ours = any(figure.derived for figure in draft.figures)
        slugs = caveats_of(self._base, trial, facts.values(), extra, ours=ours) if answered else ()
        lines = caveat_lines(self._base, trial, slugs)
        about = self._base.trial(trial)
        shown_next = (
            follow_ups(self._base, trial, [i for i in next_ids if i not in answers]) or tuple(near.values())[:3]
        )
        notes = []
        if reading.left_out:
            notes.append(messages.left_out([self._name(trial, part) for part in reading.left_out]))
        draft = replace(draft, caveats=lines)
        # A caveat line may bring a figure of ours too, and its dagger wants explaining.
        if answered and BY_DAGGER not in slugs and any(figure.derived for figure in draft.figures):
            slugs = (*slugs, BY_DAGGER)
        for text in (line.text for line in lines):
            for figure in text.figures:
                if figure.source:
                    citations.add(figure.source, figure.locator)
        footer = messages.footer(
            self._base.version,
            date_text(about.read_on),
            reviewed=about.reviewed,
            ours=any(f.derived for f in draft.figures),
        )
        return replace(
            draft,
            caveat_slugs=slugs,
            citations=tuple(citations) if answered else (),
            facts=self._facts(trial, facts, answers),
            options=options,
            suggestions=() if options else shown_next,
            notes=tuple(notes),
            footer=footer if answered else "",
            confidence=reading.confidence,
            answers=tuple(answers),
        )

    def _widened(self, section: Section, part: Part, trial: str) -> Section:
        """Return the result of a wider group under a headline that says for whom it was not reported."""
        frame = part.frame or Frame("asks", "other")
        answer = self._base.answer(trial, part.answer or "")
        label = (answer.label or answer.id) if answer is not None else ""
        intro = Line(Text(wider_group(label)))
        headline = Text(widened_headline(frame, part.wider, self._names))
        return replace(section, headline=headline, lines=(intro, *section.lines))

    def _name(self, trial: str, part: Part) -> str:
        """Return how a question that is not answered now is named to the reader."""
        answer = self._base.answer(trial, part.answer) if part.answer else None
        topic = self._base.not_covered(trial, part.topic) if part.topic else None
        if answer is not None:
            return answer.label or answer.id
        if topic is not None:
            return topic.topic
        fact = self._base.fact(trial, part.answer) if part.answer else None
        return (fact.label if fact is not None else None) or self._label(part.missing or "") or messages.A_QUESTION

    def _facts(self, trial: str, lead: Iterable[str], answers: Iterable[str]) -> tuple[str, ...]:
        """Return the ids of the facts answered from: those that lead, then those shown for comparison."""
        ids = dict.fromkeys(lead)
        for answer_id in answers:
            answer = self._base.answer(trial, answer_id)
            if answer is not None:
                ids.update(dict.fromkeys(answer.also))
        return tuple(ids)[:MOST_FACTS]

    def _answered(
        self, part: Part, trial: str, citations: CitationList, extra: dict[str, None], next_ids: dict[str, None]
    ) -> tuple[Section, list[FactRecord]]:
        answer_id = part.answer or ""
        answer = self._base.answer(trial, answer_id)
        if answer is None:
            return self._term(trial, answer_id, citations)
        lead = lead_facts(self._base, trial, answer)
        extra.update(dict.fromkeys(answer.caveats))
        next_ids.update(dict.fromkeys((*part.options, *answer.followups)))
        if part.about is not None:
            return about_section(part.about, self._base, answer, lead, citations), lead
        return section_of(self._base, answer, lead, tuple(part.form.split()), citations), lead

    def _term(self, trial: str, term_id: str, citations: CitationList) -> tuple[Section, list[FactRecord]]:
        fact = self._base.fact(trial, term_id)
        if fact is None:
            return Section(Text(messages.NOT_UNDERSTOOD_HEADLINE)), []
        return definition_section(self._base, fact, citations), [fact]
