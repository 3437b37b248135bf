"""What the tests of Slack messages render: every answer there is, and a fact base whose words are out to do harm."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from bot.answering.answer import Answer
from bot.answering.service import Answerer
from bot.rendering.kit import Block, Rendered, unescape
from bot.understanding.reading import About, Kind, Part, Reading
from knowledge.reader import FactBase, open_or_compile
from knowledge.records import RenderedText
from tests.kit.oracles import judge_message, judge_view

TRIAL = "abatacept-iim"

ASKED = (
    "hello",
    "thanks",
    "help",
    "response",
    "sources?",
    "what about rituximab?",
    "did it work in lupus?",
    "what is the weather",
    "should I use it in my PM patient?",
    "patient John Smith, MRN 12345678, born 3/4/1970",
    "did it work? was it safe? and did DM patients respond?",
    "did it wrok in DM",
)


@functools.cache
def base() -> FactBase:
    """Return the fact base."""
    return open_or_compile()


@functools.cache
def answerer() -> Answerer:
    """Return an answerer on it."""
    return Answerer(base())


def reading(*parts: Part, kind: Kind = Kind.ANSWER) -> Reading:
    """Return a reading of these parts."""
    return Reading(kind, TRIAL, parts, confidence=1.0)


def answer_of(answer_id: str, service: Answerer | None = None, **part: Any) -> Answer:
    """Return the answer of this id; ``part`` says how it was asked."""
    return (service or answerer()).answer(reading(Part(Kind.ANSWER, answer=answer_id, confidence=1.0, **part)))


@functools.cache
def all_answers() -> tuple[tuple[str, Answer], ...]:
    """Return every answer in every form, what is asked about answers, every refusal and other sort of reply, named."""
    return tuple(_all_answers())


def _all_answers() -> Iterator[tuple[str, Answer]]:
    for place, name in enumerate(base().answers(TRIAL)):
        yield name, answer_of(name)
        text = base().answer(TRIAL, name)
        for form in text.forms if text is not None else ():
            yield f"{name}:{form}", answer_of(name, form=form)
        if place % 6 == 0:
            yield from ((f"{name}:{about.value}", answer_of(name, about=about)) for about in About)
    for topic in base().not_covered_ids(TRIAL):
        part = Part(Kind.NOT_COVERED, topic=topic, confidence=1.0)
        yield f"not-covered:{topic}", answerer().answer(reading(part, kind=Kind.NOT_COVERED))
    for term in base().glossary(TRIAL):
        yield term.id, answer_of(term.id)
    for number, intent in enumerate(base().intents(TRIAL)):
        if intent.options:
            part = Part(Kind.CLARIFY, options=intent.options, confidence=1.0)
            yield f"clarify:{number}", answerer().answer(reading(part, kind=Kind.CLARIFY))
    for question in ASKED:
        yield question, answerer().ask(question).answer


_judged: dict[str, dict[str, list[str]]] = {}


def problems(rendered: Rendered) -> dict[str, list[str]]:
    """Return what the four oracles have against a message; equal messages are judged once."""
    key = json.dumps([rendered.text, rendered.blocks])
    if key not in _judged:
        _judged[key] = judge_message(rendered.text, rendered.blocks)
    return _judged[key]


def view_problems(view: Block) -> dict[str, list[str]]:
    """Return what the four oracles have against a modal or the Home tab."""
    return judge_view(view)


def nodes(value: Any) -> Iterator[Block]:
    """Yield every object inside, outermost first."""
    if isinstance(value, dict):
        yield value
        for each in value.values():
            yield from nodes(each)
    elif isinstance(value, list):
        for each in value:
            yield from nodes(each)


def shown(blocks: list[Block]) -> list[str]:
    """Return the lines a reader sees in blocks, links as their words; buttons and menus left out."""
    texts = []
    for block in blocks:
        if block["type"] == "actions":
            continue
        for node in nodes(block):
            text = node.get("text")
            if isinstance(text, str):
                markup = node["type"] == "mrkdwn"
                texts.append(unescape(re.sub(r"<[^|>]+\|([^>]+)>", r"\1", text)) if markup else text)
    return [line for text in texts for line in text.split("\n")]


def buttons(blocks: list[Block]) -> list[Block]:
    """Return the buttons."""
    return [node for node in nodes(blocks) if node.get("type") == "button"]


def menus(blocks: list[Block]) -> list[Block]:
    """Return the overflow menus."""
    return [node for node in nodes(blocks) if node.get("type") == "overflow"]


_WORDS = {"title", "short_name", "label", "cite", "term", "locator", "cell", "registry", "drug"}


def spoilt(value: Any, harm: Callable[[str], str], field: str = "") -> Any:
    """Return a record with every text that readers see changed by ``harm``; ids stay as they are."""
    if isinstance(value, RenderedText):
        return replace(value, text=harm(value.text))
    if isinstance(value, str):
        return harm(value) if field in _WORDS else value
    if isinstance(value, tuple):
        return tuple(spoilt(each, harm, field) for each in value)
    if isinstance(value, Mapping):
        display = field in ("populations", "timepoints", "arms")
        return {key: harm(each) if display else spoilt(each, harm, field) for key, each in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        changed = {each.name: spoilt(getattr(value, each.name), harm, each.name) for each in fields(value)}
        return replace(value, **changed)
    return value


class HostileBase(FactBase):
    """The fact base with every displayed text changed by ``harm``, and tables of a hundred rows."""

    def __init__(self, harm: Callable[[str], str]) -> None:
        """Read the same file as the fact base of the tests."""
        super().__init__(base().path)
        self.harm = harm

    def trial(self, trial_id: str) -> Any:
        """Return the trial, spoilt."""
        return spoilt(super().trial(trial_id), self.harm)

    def fact(self, trial_id: str, fact_id: str) -> Any:
        """Return the fact, spoilt."""
        return spoilt(super().fact(trial_id, fact_id), self.harm)

    def answer(self, trial_id: str, answer_id: str) -> Any:
        """Return the answer, spoilt, with long tables."""
        found = super().answer(trial_id, answer_id)
        if found is not None and found.table is not None:
            found = replace(found, table=replace(found.table, rows=(found.table.rows * 50)[:100]))
        return spoilt(found, self.harm)

    def caveat(self, trial_id: str, slug: str) -> Any:
        """Return the caveat, spoilt."""
        return spoilt(super().caveat(trial_id, slug), self.harm)

    def merged_caveats(self, trial_id: str) -> Any:
        """Return the merged caveats, spoilt."""
        return spoilt(super().merged_caveats(trial_id), self.harm)

    def not_covered(self, trial_id: str, topic_id: str) -> Any:
        """Return the declined topic, spoilt."""
        return spoilt(super().not_covered(trial_id, topic_id), self.harm)

    def source(self, trial_id: str, source_id: str) -> Any:
        """Return the source, spoilt, its address with characters of Slack's markup."""
        found = spoilt(super().source(trial_id, source_id), self.harm)
        return replace(found, url=f"{found.url}?a=1&b=<2>|3 4") if found.url else found

    def glossary(self, trial_id: str) -> Any:
        """Return the terms, spoilt."""
        return spoilt(super().glossary(trial_id), self.harm)
