"""What a guess reveals: how a result was worked out, what sources say of a disputed matter, what a term means."""

from __future__ import annotations

from bot.messages import quiz as messages
from bot.quiz.figures import joined
from knowledge.records import Citation, FactRecord, RenderedText


def revealed(fact: FactRecord, what: str, own: RenderedText) -> RenderedText:
    """Return the text that a guess about ``fact`` reveals, ``own`` words of the card last."""
    parts: list[RenderedText | str] = [fact.statement]
    if what == "method":
        parts = [messages.OUR_CALCULATION, fact.statement]
        parts += [" ", fact.method] if fact.method else []
    elif what == "conflict":
        parts = _conflicts(fact)
    return joined([*parts, " ", own] if own.text else parts)


def _conflicts(fact: FactRecord) -> list[RenderedText | str]:
    parts: list[RenderedText | str] = []
    for conflict in fact.conflicts:
        said = {position.says.text: position.says for position in conflict.positions}
        parts += [" " if parts else "", messages.SOURCES_SAY]
        for says in said.values():
            parts += [messages.OPENING_QUOTE, says, messages.CLOSING_QUOTE, "; "]
        parts[-1] = ". "
        parts += [messages.READ_AS, conflict.preferred, ". ", conflict.why]
    return parts


def disputed(fact: FactRecord, what: str | None) -> tuple[Citation, ...]:
    """Return the places that a revealed conflict quotes; none where no conflict is revealed."""
    if what != "conflict":
        return ()
    quoted = [position.source for conflict in fact.conflicts for position in conflict.positions]
    places = {citation.source: citation for citation in reversed(fact.citations)}
    return tuple(places.get(source, Citation(source, "")) for source in dict.fromkeys(quoted))
