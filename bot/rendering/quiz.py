"""Quiz cards in Slack and in the terminal: a card, what it was about, a guess revealed, the summary, the modal.

Pure: a card and a grade in, blocks out. The lines are the same in the terminal (``*_lines``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot import messages as around
from bot.answering.caveats import BY_DAGGER, caveat_lines
from bot.answering.citations import CitationList
from bot.messages import quiz as messages
from bot.quiz.cards import CONFIDENCE, Card
from bot.quiz.grading import Grade
from bot.rendering import kit
from bot.rendering.kit import Block, Rendered
from bot.rendering.plain import BULLET, WARNING
from bot.rendering.quiz_handles import (
    ANSWER,
    KNEW,
    NEXT,
    NOT_YET,
    NUMBER,
    NUMBER_BLOCK,
    NUMBER_INPUT,
    START,
    UNDO,
    WRONG,
    Pressed,
)
from knowledge.reader import FactBase
from knowledge.records import RenderedText

LETTERS = "ABCD"
SHORT = 30
"""Longest option that stands on its button; longer ones stand above, and the buttons are letters."""
_SOURCES = 4
# Most characters of a card's texts: no card of a checked quiz comes near them.
_PROMPT, _EXPLANATION, _OPTION, _WHY, _SUMMARY = 400, 1_000, 120, 250, 150


@dataclass(frozen=True, slots=True)
class Place:
    """Where a card stands in a quiz: the quiz's id, and the card's number of how many."""

    quiz: str = ""
    number: int = 0
    of: int = 0

    def line(self, card: Card, *, updated: bool) -> str:
        """Return what stands above a card."""
        return messages.above(card.tier, self.number, self.of, updated=updated)


def _fitted(card: Card) -> Card:
    """Return the card with texts no longer than a message can hold; one of a checked quiz as it is."""

    def cut(text: RenderedText, most: int) -> RenderedText:
        return text if kit.measure(text.text) <= most else RenderedText(kit.clip(text.text, most))

    options = tuple(
        replace(option, text=cut(option.text, _OPTION), why=cut(option.why, _WHY)) for option in card.options
    )
    prompt, explanation = cut(card.prompt, _PROMPT), cut(card.explanation, _EXPLANATION)
    return replace(card, prompt=prompt, explanation=explanation, options=options)


def question_lines(card: Card, place: Place, *, updated: bool = False) -> list[str]:
    """Return a card as plain lines: where it stands, what it asks, the options by letter."""
    card = _fitted(card)
    options = [messages.lettered(LETTERS[n], option.text.text) for n, option in enumerate(card.options)]
    hint = _number_hint(card) if card.kind == "number" else messages.GUESS_HINT if card.kind == "guess" else ""
    return [place.line(card, updated=updated), card.prompt.text, *options, *([hint] if hint else [])]


def _number_hint(card: Card) -> str:
    return messages.NUMBER_HINT if card.number and card.number.tolerance else messages.EXACT_HINT


def question(card: Card, place: Place, *, updated: bool = False) -> Rendered:
    """Return a card as a message: one tap answers it, or opens the modal for a number."""
    card = _fitted(card)
    above, prompt, *rest = question_lines(card, place, updated=updated)
    on_buttons = bool(card.options) and all(kit.measure(option.text.text) <= SHORT for option in card.options)
    below = [] if on_buttons else rest
    blocks = [*kit.context([above]), kit.bold_and_lines(prompt, below)]
    blocks.append({"type": "actions", "elements": _ways_to_answer(card, place, on_buttons=on_buttons)})
    return _message([above, prompt, *rest], blocks)


def _ways_to_answer(card: Card, place: Place, *, on_buttons: bool) -> list[Block]:
    handle = _handle(card, place)
    if card.kind == "number":
        typed = kit.button(NUMBER, messages.TYPE_THE_NUMBER, handle.value())
        return [typed, kit.button(NOT_YET, messages.DO_NOT_KNOW, handle.value())]
    if card.kind == "guess":
        return [
            kit.button(f"{ANSWER}-{n}", messages.CONFIDENCE[level], replace(handle, o=level).value())
            for n, level in enumerate(CONFIDENCE)
        ]
    return [
        kit.button(
            f"{ANSWER}-{n}",
            option.text.text if on_buttons else LETTERS[n],
            replace(handle, o=option.id).value(),
            "" if on_buttons else messages.lettered(LETTERS[n], option.text.text),
        )
        for n, option in enumerate(card.options)
    ]


def revealed(card: Card, confidence: str, base: FactBase, place: Place) -> Rendered:
    """Return a guess with its answer, to be rated: "Knew it" or "Not yet"."""
    card = _fitted(card)
    above = [place.line(card, updated=False), *([messages.you_were(confidence)] if confidence in CONFIDENCE else [])]
    handle = replace(_handle(card, place), o=confidence if confidence in CONFIDENCE else "").value()
    rated = [kit.button(KNEW, messages.KNEW_IT, handle), kit.button(NOT_YET, messages.NOT_YET, handle)]
    blocks = [*kit.context(above), kit.bold_and_lines(card.prompt.text, [card.explanation.text])]
    blocks += _proof(card, base)
    blocks.append({"type": "actions", "elements": rated})
    return _message([*above, card.prompt.text, card.explanation.text, *proof_lines(card, base)], blocks)


def result_lines(card: Card, grade: Grade, base: FactBase, *, again: str = "") -> list[str]:
    """Return what a person sees after a card as plain lines, caveats and sources last."""
    verdict, body = _result(card, grade, again)
    return [verdict, *body, *proof_lines(card, base)]


def result(
    card: Card, grade: Grade, base: FactBase, place: Place, *, again: str = "", last: bool = False, undo: bool = True
) -> Rendered:
    """Return what a card was about: right or not, why, what tempts, caveats, sources, and where to go on.

    ``again`` says when the card comes back. ``last``: the next tap shows the summary. ``undo``: the answer may still be
    taken back.
    """
    card = _fitted(card)
    verdict, body = _result(card, grade, again)
    handle = _handle(card, place).value()
    row = [kit.button(NEXT, messages.SUMMARY_BUTTON if last else messages.NEXT_BUTTON, handle)]
    row += [kit.button(UNDO, messages.UNDO_BUTTON, handle)] if undo else []
    row.append(kit.button(WRONG, messages.WRONG_BUTTON, handle))
    above = place.line(card, updated=False)
    blocks = [*kit.context([above, card.prompt.text]), kit.bold_and_lines(verdict, body), *_proof(card, base)]
    blocks.append({"type": "actions", "elements": row})
    return _message([above, card.prompt.text, verdict, *body, *proof_lines(card, base)], blocks)


def _result(card: Card, grade: Grade, again: str) -> tuple[str, list[str]]:
    """Return the verdict, and the lines below it."""
    chosen, right = grade.option and card.option(grade.option.id), card.right
    verdict = messages.RIGHT if grade.right else messages.NOT_RIGHT
    if card.kind == "guess":
        verdict = messages.KNEW_IT if grade.right else messages.NOT_YET
    lines: list[str] = []
    if grade.given is not None:
        lines.append(messages.you_typed(f"{grade.given}"))
    if chosen is not None and not grade.right:
        lines.append(messages.you_chose(chosen.text.text))
        lines.append(messages.tempting(chosen.why.text))
    answer = card.number.printed.text if card.number else right.text.text if right else ""
    if answer:
        lines.append(messages.the_answer(answer))
    lines.append(card.explanation.text)
    if card.kind == "choice":
        others = [option for option in card.options if not option.right and option is not chosen]
        lines += [BULLET + messages.why_not(option.text.text, option.why.text) for option in others]
    elif card.kind == "true-false" and grade.right:
        lines += [messages.tempting(option.why.text) for option in card.options if not option.right]
    return verdict, [*lines, *([again] if again else [])]


def proof_lines(card: Card, base: FactBase) -> list[str]:
    """Return a card's caveats, its sources and its footer as plain lines."""
    return [*_caveats(card, base), *(said for said, _ in _sources(card, base)), _footer(card, base)]


def _proof(card: Card, base: FactBase) -> list[Block]:
    linked = [kit.escape(said) if not url else _linked(said, url) for said, url in _sources(card, base)]
    return [*kit.context(_caveats(card, base)), *kit.linked_context([*linked, kit.escape(_footer(card, base))])]


def _linked(said: str, url: str) -> str:
    number, _, title = said.partition(" ")
    return f"{number} {kit.link(title, url)}"


def _caveats(card: Card, base: FactBase) -> list[str]:
    return [WARNING + line.text.text for line in caveat_lines(base, card.trial, card.caveats)]


def _sources(card: Card, base: FactBase) -> list[tuple[str, str]]:
    cited = CitationList(base, card.trial)
    for citation in card.citations:
        cited.add(citation.source, citation.locator)
    shown = list(cited)[:_SOURCES]
    return [
        (f"[{item.number}] {item.title}" + (f", {item.locator}" if item.locator else ""), item.url) for item in shown
    ]


def _footer(card: Card, base: FactBase) -> str:
    about = base.trial(card.trial)
    return around.footer(
        base.version, about.read_on_display, reviewed=about.reviewed, ours=BY_DAGGER in card.caveats
    )  # fmt: skip


def number_modal(card: Card, place: Place, *, channel: str = "", message: str = "") -> Block:
    """Return the modal in which a number is typed; its metadata is read by ``read_pressed``."""
    metadata = replace(_handle(card, place), ch=channel, m=message).value()
    field = {"type": "plain_text_input", "action_id": NUMBER_INPUT, "max_length": 40, "focus_on_load": True}
    unit = card.number.unit if card.number else ""
    asked = {
        "type": "input", "block_id": NUMBER_BLOCK, "element": field,
        "label": kit.plain(messages.number_label(unit), 150), "hint": kit.plain(_number_hint(card), 150),
    }  # fmt: skip
    view = kit.modal(NUMBER, messages.MODAL_TITLE, [*kit.sections([card.prompt.text]), asked], around.CLOSE, metadata)
    return view | {"submit": kit.plain(messages.SUBMIT, kit.TITLE)}


def summary_lines(answered: Sequence[tuple[Card, bool]], *, again: str = "") -> list[str]:
    """Return how a quiz went as plain lines: how many were right, each card with a mark, and when to come back."""
    verdict = messages.so_many_right(sum(right for _, right in answered), len(answered))
    lines = [messages.marked(kit.clip(card.prompt.text, _SUMMARY), right=right) for card, right in answered]
    return [verdict, *lines, *([again] if again else []), messages.YOURS_ALONE]


def summary(trial: str, answered: Sequence[tuple[Card, bool]], *, again: str = "") -> Rendered:
    """Return how a quiz went, and a button for another; ``again`` says when the next card is due."""
    verdict, *lines, alone = summary_lines(answered, again=again)
    blocks = [kit.bold_and_lines(verdict, lines), *kit.context([alone])]
    blocks.append({"type": "actions", "elements": [start_button(trial, label=messages.MORE_CARDS)]})
    return _message([verdict, *lines, alone], blocks)


def due(trial: str, waiting: int, *, again: str = "") -> list[Block]:
    """Return the lines for App Home: how many cards wait, and a button to begin; ``again``: when the next is due."""
    line = messages.cards_due(waiting)
    said = [line, *([again] if again else [])]
    return [*kit.sections(["\n".join(said)]), {"type": "actions", "elements": [start_button(trial)]}]


def start_button(trial: str, answer: str = "", *, label: str = messages.QUIZ_ME) -> Block:
    """Return the button that begins a quiz of ``trial``, about an answer where one is named."""
    return kit.button(START, label, Pressed(t=trial, a=answer).value())


def notice(trial: str, words: str) -> Rendered:
    """Return a message of words with a button to begin a quiz: nothing is due, a card is gone."""
    blocks = [*kit.sections([words]), {"type": "actions", "elements": [start_button(trial)]}]
    return _message([words], blocks)


def _handle(card: Card, place: Place) -> Pressed:
    return Pressed(t=card.trial, c=card.id, v=card.version, q=place.quiz)


def _message(lines: Sequence[str], blocks: list[Block]) -> Rendered:
    return Rendered(kit.escape("\n".join(line for line in lines if line)), blocks)
