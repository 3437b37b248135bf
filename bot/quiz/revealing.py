"""What a guess reveals: how a result was worked out, what sources say of a disputed matter, what a term means."""

from __future__ import annotations

from bot.messages import quiz as messages
from bot.quiz.figures import joined
from knowledge.reader import FactBase
from knowledge.records import FactRecord, RenderedText


def revealed(base: FactBase, fact: FactRecord, what: str, own: RenderedText) -> RenderedText:
    """Return the text that a guess about ``fact`` reveals, ``own`` words of the card last."""
    parts: list[RenderedText | str] = []
    if what == "definition":
        parts = _spaced(fact.statement, fact.note)
    elif what == "method":
        parts = _spaced(fact.statement, fact.method)
    else:
        parts = _conflicts(base, fact)
    return joined([*parts, " ", own] if own.text and parts else [*parts, own])


def _spaced(*texts: RenderedText | None) -> list[RenderedText | str]:
    given = [text for text in texts if text is not None]
    parts: list[RenderedText | str] = []
    for text in given:
        parts += [text] if not parts else [" ", text]
    return parts


def _conflicts(base: FactBase, fact: FactRecord) -> list[RenderedText | str]:
    parts: list[RenderedText | str] = []
    for conflict in fact.conflicts:
        parts += [" "] if parts else []
        for position in conflict.positions:
            parts += [base.source(fact.trial, position.source).cite, ": ", position.says, "; "]
        parts[-1] = ". "
        parts += [messages.READ_AS, conflict.preferred, ". ", conflict.why]
    return parts
