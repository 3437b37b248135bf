"""Modals behind an answer's menu: details and sources, how figures were calculated, copy for a slide."""

from __future__ import annotations

from collections.abc import Iterable

from bot import messages
from bot.answering.answer import Answer
from bot.answering.overview import sources_answer
from bot.rendering import kit
from bot.rendering.blocks import classic
from bot.rendering.handles import CALCULATED, DETAILS, SLIDE, SOURCES, reference, trial_value
from bot.rendering.kit import Block, Rendered
from bot.rendering.plain import BULLET, WARNING, plain_text
from knowledge.reader import FactBase
from knowledge.records import FactRecord

MOST_BLOCKS = 100
_SLIDE = 2_900


def details_modal(answer: Answer, base: FactBase) -> Block:
    """Return every fact of ``answer`` as recorded, where sources disagree, all caveats in full, and all sources."""
    facts = _facts(answer, base, answer.facts)
    blocks: list[Block] = []
    for fact in facts:
        blocks += kit.sections([fact.statement.text])
        blocks += kit.context([_small_print(fact, base)])
        blocks += _conflicts(fact, base)
    slugs = dict.fromkeys([*answer.caveat_slugs, *(slug for fact in facts for slug in (*fact.caveats, *fact.required))])
    caveats = [caveat for slug in slugs if answer.trial and (caveat := base.caveat(answer.trial, slug)) is not None]
    if caveats:
        blocks += kit.header(messages.CAVEATS_WHOLE)
        blocks += kit.sections(WARNING + caveat.text.text for caveat in caveats)
    blocks += _sources(answer, facts, base)
    return _modal(DETAILS, messages.DETAILS_OPTION, blocks, answer, base)


def calculated_modal(answer: Answer, base: FactBase) -> Block:
    """Return how each figure of ours in ``answer`` was worked out: result, method, formula, and from which facts."""
    ours = [figure for figure in answer.figures if figure.derived]
    blocks: list[Block] = []
    for fact in _facts(answer, base, [*answer.facts, *(figure.fact for figure in ours)]):
        if fact.method is None:
            continue
        blocks += kit.header(fact.id)
        texts = [text.text for text in (fact.statement, fact.method, fact.formula) if text is not None]
        blocks += kit.sections(texts)
        if fact.inputs:
            blocks += kit.context([messages.worked_out_from(fact.inputs)])
    if any(figure.derived and _is_published(figure.fact, answer, base) for figure in ours):
        blocks += kit.sections([messages.WORKED_BACK])
    return _modal(CALCULATED, messages.CALCULATED_OPTION, blocks or _nothing(), answer, base)


def slide_modal(answer: Answer, base: FactBase) -> Block:
    """Return ``answer`` as plain text to copy: with its caveats and sources, which belong on the slide."""
    lines = plain_text(answer, with_links=True).split("\n")
    blocks = [kit.preformatted(text) for text in kit.packed(lines, _SLIDE)]
    return _modal(SLIDE, messages.SLIDE_OPTION, [*kit.context([messages.SLIDE_HINT]), *blocks], answer, base)


def sources_modal(base: FactBase, trial: str) -> Block:
    """Return everything that was read for ``trial``, with links."""
    answer = sources_answer(base, trial)
    blocks = kit.header(answer.headline.text)
    for item in answer.citations:
        label = kit.clip(messages.labelled(item.title, item.locator), kit.SECTION // 2)
        blocks += kit.linked_context([f"[{item.number}] {kit.link(label, item.url)}"])
    metadata = trial_value(trial)
    return kit.modal(SOURCES, messages.SOURCES_LIST, limited(blocks), messages.CLOSE, metadata)


def classic_view(view: Block) -> Block:
    """Return the same modal in blocks that every client knows."""
    return view | {"blocks": limited(classic(Rendered("", view["blocks"])).blocks)}


def _facts(answer: Answer, base: FactBase, ids: Iterable[str]) -> list[FactRecord]:
    trial = answer.trial or ""
    return [fact for name in dict.fromkeys(ids) if (fact := base.fact(trial, name)) is not None]


def _is_published(fact_id: str, answer: Answer, base: FactBase) -> bool:
    """Tell whether a figure of ours stands in a published fact: then only its counts are ours."""
    fact = base.fact(answer.trial or "", fact_id)
    return fact is not None and fact.method is None


def _small_print(fact: FactRecord, base: FactBase) -> str:
    if fact.trial not in base.trial_ids():
        return messages.as_fact(fact.id, ())
    trial = base.trial(fact.trial)
    whom = trial.populations.get(fact.population or "", "")
    return messages.as_fact(fact.id, (whom, trial.timepoints.get(fact.timepoint or "", ""), fact.confidence))


def _conflicts(fact: FactRecord, base: FactBase) -> list[Block]:
    lines = []
    for conflict in fact.conflicts:
        lines.append(messages.labelled(messages.SOURCES_DISAGREE, conflict.about.text))
        for position in conflict.positions:
            cited = base.source(fact.trial, position.source).cite
            lines.append(BULLET + messages.position(cited, position.says.text))
        lines.append(messages.preferred(conflict.preferred.text, conflict.why.text))
    return kit.sections(lines)


def _sources(answer: Answer, facts: list[FactRecord], base: FactBase) -> list[Block]:
    """Return the places cited by the answer and by its facts, each source once."""
    places: dict[str, dict[str, None]] = {item.source: {item.locator: None} for item in answer.citations}
    for fact in facts:
        for citation in fact.citations:
            places.setdefault(citation.source, {}).setdefault(citation.locator)
    lines = []
    for name, locators in places.items():
        source = base.source(answer.trial or "", name)
        label = kit.link(kit.clip(messages.labelled(source.cite, source.title), kit.SECTION // 3), source.url or "")
        # The answer's own citation may name several places at once.
        where = "; ".join(dict.fromkeys(place for locator in locators for place in locator.split("; ") if place))
        lines.append(BULLET + label + (kit.escape(f" ({kit.clip(where, kit.SECTION // 3)})") if where else ""))
    if not lines:
        return []
    packed = kit.packed(lines, kit.SECTION, escaped=True)
    return [*kit.header(messages.SOURCES_LIST), *({"type": "section", "text": kit.words(text)} for text in packed)]


def _nothing() -> list[Block]:
    return kit.sections([messages.NOT_CALCULATED_HEADLINE])


def _modal(callback_id: str, title: str, blocks: list[Block], answer: Answer, base: FactBase) -> Block:
    metadata = reference(answer, base.version, kit.METADATA) or ""
    return kit.modal(callback_id, title, limited(blocks or _nothing()), messages.CLOSE, metadata)


def limited(blocks: list[Block]) -> list[Block]:
    """Return as many blocks as a view holds; where some are left out, it says so."""
    if len(blocks) <= MOST_BLOCKS:
        return blocks
    return [*blocks[: MOST_BLOCKS - 1], *kit.context([messages.SHORTENED_VIEW])]
