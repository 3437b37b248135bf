"""One turn of a quiz: what became of the last card, and right below it the next card, or how it all went.

So a tap is all that a card takes. Where both do not fit into one message, the next card waits behind a button.
"""

from __future__ import annotations

from decimal import Decimal

from bot.messages import learning as messages
from bot.messages import quiz as quiz_messages
from bot.quiz.cards import Card, Deck, shuffled
from bot.quiz.grading import Grade
from bot.quiz.sessions import Told, Turn
from bot.rendering import kit, quiz
from bot.rendering.blocks import notice
from bot.rendering.kit import Block, Rendered
from bot.rendering.quiz import Place
from bot.rendering.quiz_handles import NEXT
from knowledge.reader import FactBase

MOST_BLOCKS = 12
MOST_TEXT = 3_600
"""Longest text of a turn; longer ones are shown in two."""
_NOTES = {
    "undone": messages.UNDONE,
    "gone": messages.GONE,
    "changed": messages.CHANGED,
    "elsewhere": messages.NO_SUCH_ANSWER,
}


def turn_message(turn: Turn, deck: Deck, base: FactBase) -> Rendered:
    """Return a turn as a message."""
    if turn.note == "nothing":
        return notice(messages.nothing_due(turn.days) if deck.cards else messages.NO_CARDS)
    said = _NOTES.get(turn.note, "")
    above = [Rendered(kit.escape(said), kit.context([said]))] if said else []
    told = _told(turn, deck, base)
    if told is not None:
        whole = _joined([*above, _less_next(told), _next(turn, deck, base)])
        fits = len(whole.blocks) <= MOST_BLOCKS and len(whole.text) <= MOST_TEXT
        return whole if fits else _joined([*above, told])
    return _joined([*above, _next(turn, deck, base)])


def _next(turn: Turn, deck: Deck, base: FactBase) -> Rendered:
    place = Place(turn.quiz, turn.number, turn.of)
    card = deck.card(turn.asked)
    if turn.asked and card is None:
        return quiz.notice(turn.trial, messages.GONE)
    if card is not None and turn.sure:
        return quiz.revealed(card, turn.sure, base, place)
    if card is not None:
        return quiz.question(shuffled(card, turn.quiz), place, updated=turn.updated)
    return quiz.summary(turn.trial, _answered(turn, deck), again=_again(turn))


def _told(turn: Turn, deck: Deck, base: FactBase) -> Rendered | None:
    """Return what became of a card, with a button that goes on."""
    told = turn.told
    card = deck.card(told.card) if told is not None else None
    if told is None or card is None:
        return None
    shown = quiz.result(
        card,
        _grade(card, told),
        base,
        Place(turn.quiz, told.number, turn.of),
        again=messages.comes_back(told.days),
        last=not turn.asked,
    )
    if card.kind == "guess":
        # The explanation stands above, where it was revealed.
        return _short(card, told, shown)
    return shown


def _short(card: Card, told: Told, shown: Rendered) -> Rendered:
    verdict = quiz_messages.KNEW_IT if told.right else quiz_messages.NOT_YET
    lines = [card.prompt.text, verdict, messages.comes_back(told.days)]
    blocks = [*kit.context([card.prompt.text]), kit.bold_and_lines(verdict, lines[2:]), shown.blocks[-1]]
    return Rendered(kit.escape("\n".join(lines)), blocks)


def _less_next(shown: Rendered) -> Rendered:
    *blocks, row = shown.blocks
    buttons = [each for each in row["elements"] if each["action_id"] != NEXT]
    return Rendered(shown.text, [*blocks, row | {"elements": buttons}])


def _grade(card: Card, told: Told) -> Grade:
    return Grade(told.right, card.option(told.option), Decimal(told.given) if told.given else None)


def _answered(turn: Turn, deck: Deck) -> list[tuple[Card, bool]]:
    found = [(deck.card(card), right) for card, right in turn.answered]
    return [(card, right) for card, right in found if card is not None]


def _again(turn: Turn) -> str:
    return messages.next_card(turn.days) if turn.days >= 0 else ""


def _joined(parts: list[Rendered]) -> Rendered:
    blocks: list[Block] = []
    for part in parts:
        if blocks and len(part.blocks) > 1:
            blocks.append({"type": "divider"})
        blocks += part.blocks
    return Rendered("\n\n".join(part.text for part in parts), blocks)


def turn_lines(turn: Turn, deck: Deck, base: FactBase) -> list[str]:
    """Return a turn as plain lines, for the terminal."""
    if turn.note == "nothing":
        return [messages.nothing_due(turn.days)]
    lines = [_NOTES[turn.note]] if turn.note else []
    told, place = turn.told, Place(turn.quiz, turn.number, turn.of)
    card = deck.card(told.card) if told is not None else None
    if told is not None and card is not None:
        again = messages.comes_back(told.days)
        verdict = quiz_messages.KNEW_IT if told.right else quiz_messages.NOT_YET
        graded = quiz.result_lines(card, _grade(card, told), base, again=again)
        lines += [*([verdict, again] if card.kind == "guess" else graded), ""]
    asked = deck.card(turn.asked)
    if asked is None:
        return [*lines, *quiz.summary_lines(_answered(turn, deck), again=_again(turn))]
    if turn.sure:
        return [*lines, quiz_messages.you_were(turn.sure), asked.explanation.text, *quiz.proof_lines(asked, base)]
    return [*lines, *quiz.question_lines(shuffled(asked, turn.quiz), place, updated=turn.updated)]
