"""Cards from facts: what the quiz of a trial says, with the figures, citations, caveats and version they bring."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from hashlib import sha256
from json import dumps
from typing import cast

from bot.messages import quiz as messages
from bot.quiz.cards import FALSE, TRUE, Card, Deck, Kind, NumberKey, Option, Tier
from bot.quiz.distractors import Group, wrong_groups
from bot.quiz.figures import every_figure, joined, named, readings, told_apart
from bot.quiz.proof import carried_caveats, cited
from bot.quiz.revealing import disputed, revealed
from knowledge.quiz_records import QuizCard
from knowledge.reader import FactBase
from knowledge.records import Citation, FactRecord, RenderedText, Trial

MIRROR = "-mirror"
"""Ends the id of a card that asks another the other way round."""
_NOTHING = RenderedText("")
_KEPT = 4
_DECKS: dict[tuple[str, str], Deck] = {}


def deck(base: FactBase, trial: str) -> Deck:
    """Return the deck of ``trial``: empty where it has no quiz; KeyError where there is no such trial.

    The version of the fact base is a hash of all it says, so decks of the same version are the same deck.
    """
    key = (base.version, trial)
    found = _DECKS.get(key)
    if found is None:
        found = Deck(trial, tuple(_Maker(base, trial).cards()))
        while len(_DECKS) >= _KEPT:
            _DECKS.pop(next(iter(_DECKS)), None)
        _DECKS[key] = found
    return found


class _Maker:
    """Makes the cards of one trial."""

    def __init__(self, base: FactBase, trial: str) -> None:
        self.base = base
        self.about: Trial = base.trial(trial)
        self.figures = every_figure(base, trial)

    def cards(self) -> Iterable[Card]:
        for written in self.base.quiz(self.about.id):
            yield self._card(written)
            if written.mirror is not None:
                yield self._mirror(written, written.mirror)

    def _card(self, written: QuizCard) -> Card:
        make: Callable[[QuizCard], tuple[Option, ...]] = self._written_options
        if written.truth is not None:
            make = self._true_or_false
        elif written.pick:
            make = self._picked
        return self._finished(written, written.id, written.prompt, make(written))

    def _finished(self, written: QuizCard, card_id: str, prompt: RenderedText, options: tuple[Option, ...]) -> Card:
        explanation = self._explanation(written)
        number = self._number(written)
        shown = [prompt, explanation, *(text for option in options for text in (option.text, option.why))]
        facts = self._facts(written, [*shown, *([number.printed] if number else [])])
        lead = [fact for fact in facts if fact.id in written.facts]
        caveats = carried_caveats(self.base, lead, facts, written.caveats, shown)
        card = Card(
            card_id, "", self.about.id, cast("Tier", written.tier), cast("Kind", written.kind), prompt, options, number,
            explanation, tuple(fact.id for fact in facts), self._citations(written, shown, lead), caveats,
            written.family,
        )  # fmt: skip
        return _versioned(card, facts, self.base)

    def _citations(
        self, written: QuizCard, shown: Iterable[RenderedText], lead: Sequence[FactRecord]
    ) -> tuple[Citation, ...]:
        quoted = [place for fact in lead[:1] for place in disputed(fact, written.reveal)]
        return tuple(dict.fromkeys([*cited(self.base, shown, lead), *quoted]))

    def _explanation(self, written: QuizCard) -> RenderedText:
        own = written.explanation or _NOTHING
        if written.reveal is None:
            return own
        fact = self.base.fact(self.about.id, written.facts[0])
        return revealed(fact, written.reveal, own) if fact is not None else own

    def _facts(self, written: QuizCard, shown: Iterable[RenderedText]) -> tuple[FactRecord, ...]:
        ids = dict.fromkeys([*written.facts, *(mark.fact for text in shown for mark in text.figures)])
        return tuple(fact for fact_id in ids if (fact := self.base.fact(self.about.id, fact_id)) is not None)

    def _written_options(self, written: QuizCard) -> tuple[Option, ...]:
        explained = self._explanation(written)
        return tuple(_option(each.text, each.why or explained, right=each.right) for each in written.options)

    def _true_or_false(self, written: QuizCard) -> tuple[Option, ...]:
        why = {True: self._explanation(written), False: written.tempts or _NOTHING}
        words = {TRUE: (messages.TRUE_OPTION, True), FALSE: (messages.FALSE_OPTION, False)}
        return tuple(
            Option(option_id, RenderedText(text), meaning == written.truth, why[meaning == written.truth])
            for option_id, (text, meaning) in words.items()
        )

    def _picked(self, written: QuizCard) -> tuple[Option, ...]:
        right = self._right(written)
        wrong = wrong_groups(right, self.figures)
        names = told_apart(self.about, (right, *wrong))[1:]
        options = [_option(self._figures_text(right), self._explanation(written), right=True)]
        for name, group in zip(names, wrong, strict=True):
            why = messages.arms_swapped() if _swapped(group, right) else messages.belongs_to(name)
            options.append(_option(self._figures_text(group), RenderedText(why), right=False))
        return tuple(options)

    def _mirror(self, written: QuizCard, prompt: RenderedText) -> Card:
        """Return the card that shows the figures and asks whose they are."""
        right = self._right(written)
        wrong = [group for group in wrong_groups(right, self.figures) if not _swapped(group, right)]
        first, *names = told_apart(self.about, (right, *wrong))
        options = [_option(_capital(first), self._explanation(written), right=True)]
        for name, group in zip(names, wrong, strict=True):
            why = joined([messages.THERE_IT_IS, self._figures_text(group), "."])
            options.append(_option(_capital(name), why, right=False))
        return self._finished(written, written.id + MIRROR, prompt, tuple(options))

    def _right(self, written: QuizCard) -> Group:
        return tuple(named(self.base, self.about.id, ref) for ref in written.pick)

    def _figures_text(self, figures: Group) -> RenderedText:
        """Return one figure as it is printed, or those of two arms with the names of the arms."""
        if len(figures) == 1:
            return figures[0].text()
        # Swapped figures stand under the arms of the right ones: that is what makes them wrong.
        arms = sorted((each for each in figures), key=lambda each: each.fact.figures.index(each.figure))
        first, second = messages.arms_compared(*(self.about.arms.get(a.figure.arm or "", "") for a in arms))
        return joined([figures[0].text(), first, figures[1].text(), second])

    def _number(self, written: QuizCard) -> NumberKey | None:
        if written.number is None:
            return None
        asked = named(self.base, self.about.id, written.number)
        unit = "%" if asked.figure.kind == "proportion" else (asked.figure.unit or "")
        others = [wrong[0] for wrong in wrong_groups((asked,), self.figures)]
        rivals = tuple(dict.fromkeys(other.value for other in others if other.fact.id == asked.fact.id))
        return NumberKey(
            asked.value, Decimal(written.tolerance or "0"), unit, asked.text(), readings(asked), rivals
        )  # fmt: skip


def _capital(text: str) -> RenderedText:
    return RenderedText(text[:1].upper() + text[1:])


def _swapped(group: Group, right: Group) -> bool:
    return len(right) > 1 and group == tuple(reversed(right))


def _option(text: RenderedText, why: RenderedText, *, right: bool) -> Option:
    return Option(sha256(text.text.encode()).hexdigest()[:8], text, right, why)


def _versioned(card: Card, facts: Iterable[FactRecord], base: FactBase) -> Card:
    """Return the card with its version: a hash of what a reader sees, of its caveats, and of the facts' figures."""
    caveats = [base.caveat(card.trial, slug) for slug in card.caveats]
    merged = [line for line in base.merged_caveats(card.trial) if set(line.covers) <= set(card.caveats)]
    content = [
        card.kind, card.prompt.text, card.explanation.text,
        sorted([option.text.text, option.right, option.why.text] for option in card.options),
        [str(part) for part in (card.number.value, card.number.tolerance, card.number.unit)] if card.number else [],
        [(caveat.short or caveat.text).text for caveat in caveats if caveat is not None],
        [line.text.text for line in merged],
        [[fact.id, [[f.key, f.as_printed, sorted(f.numbers.items())] for f in fact.figures]] for fact in facts],
    ]  # fmt: skip
    version = sha256(dumps(content, ensure_ascii=False).encode()).hexdigest()[:10]
    return Card(
        card.id, version, card.trial, card.tier, card.kind, card.prompt, card.options, card.number, card.explanation,
        card.facts, card.citations, card.caveats, card.family,
    )  # fmt: skip
