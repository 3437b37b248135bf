"""Part a clause in two where a word joins two questions ("the P value and how many dropped out")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.understanding.concepts import Mention, Recognised
from bot.understanding.hints import JOINT
from bot.understanding.lexicon import Lexicon

_JOINT = re.compile(r"\b(?:and|also|plus|as well as|then)\b|[&+,;]", re.IGNORECASE)
_OPENS = re.compile(
    r"[,;]?\s*(?:also|plus|as well as|and (?:also|then)|(?:and|[&+])\s*"
    r"(?:what|whats|how|who|when|where|which|why|did|was|were|is|tell|give|say))\b",
    re.IGNORECASE,
)
# "Two things: …" says that there are two.
_ANNOUNCED = re.compile(
    r"\b(?:two|2|couple of|both)\W+(?:\w+\W+)?(?:things?|questions?|q'?s|points|queries)\b", re.IGNORECASE
)
# A longer message joins more than questions.
_MOST_TOKENS = 40


def halves_of(found: Recognised, lexicon: Lexicon) -> Iterator[tuple[Recognised, Recognised, bool]]:
    """Yield the clause in two, once for each word or comma that may join two questions and lies in no phrase.

    The third value says whether the joint clearly opens a question of its own ("also", "and how").
    """
    if not 2 < len(found.tokens) <= _MOST_TOKENS:
        return
    if not found.hints & JOINT and "," not in found.text and ";" not in found.text:
        return
    seen: set[int] = set()
    for joint in _JOINT.finditer(found.text):
        left = sum(token.end <= joint.start() for token in found.tokens)
        right = sum(token.start < joint.end() for token in found.tokens)
        if right in seen or not 0 < left <= right < len(found.tokens):
            continue
        if any(
            mention.first < right and mention.last > left and not _points_back(mention) for mention in found.mentions
        ):
            continue
        seen.add(right)
        yield (
            _side(found, 0, left, found.text[: joint.start()], lexicon),
            _side(found, right, len(found.tokens), found.text[joint.end() :], lexicon),
            _OPENS.match(found.text, joint.start()) is not None,
        )


def _points_back(mention: Mention) -> bool:
    """Is it "and what about", which opens with a joint?"""
    return mention.concept.startswith("back/")


def announces_two(found: Recognised) -> bool:
    """Does the message say that it holds two questions?"""
    return _ANNOUNCED.search(found.text) is not None


def _side(found: Recognised, first: int, last: int, text: str, lexicon: Lexicon) -> Recognised:
    tokens = found.tokens[first:last]
    words = {token.word for token in tokens}
    mentions = [
        Mention(mention.concept, mention.first - first, mention.last - first)
        for mention in found.mentions
        if first <= mention.first and mention.last <= last and mention.last > mention.first
    ]
    named = dict.fromkeys(mention.concept for mention in mentions)
    implied = dict.fromkeys(more for concept in named for more in lexicon.implied(concept) if more not in named)
    unknown = [word for word in found.unknown if word in words]
    return Recognised(
        text.strip(" ,"),
        tokens,
        mentions,
        unknown=unknown,
        implied=tuple(implied),
        hints=found.hints,
        strange=found.strange,
    )
