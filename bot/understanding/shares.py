"""How much each concept of a clause counts: less where it stands by the way."""

from __future__ import annotations

from bot.understanding.concepts import Recognised
from bot.understanding.threads import slot
from bot.understanding.weights import Weights

_NEVER_BY_THE_WAY = frozenset({"population", "antibody", "drug", "missing", "disease", "trial", "time"})


def concept_shares(found: Recognised, asked: tuple[int, int] | None, weights: Weights) -> dict[str, float]:
    """Return the concepts of a clause with their shares, those that its figures and phrases imply among them.

    ``asked`` bounds the question itself: what only leads up to it counts less. In a long message the lesser concepts
    are often by the way, so they cost less the longer it is.
    """
    length = len(found.tokens)
    by_the_way = min(1.0, weights.long_message / length) if length else 1.0
    if asked is None and by_the_way == 1.0:  # most questions: everything counts
        shares = {mention.concept: 1.0 for mention in found.mentions if not mention.concept.startswith("word/")}
    else:
        shares = _lesser_shares(found, asked, by_the_way, weights.context_share)
    if found.implied:
        whom = any(concept.startswith("population/") for concept in shares)
        for concept in found.implied:
            if not (whom and concept.startswith("population/")):
                shares[concept] = weights.implied_share
                whom = whom or concept.startswith("population/")
    return shares


def _lesser_shares(
    found: Recognised, asked: tuple[int, int] | None, by_the_way: float, context: float
) -> dict[str, float]:
    shares: dict[str, float] = {}
    for mention in found.mentions:
        if slot(mention.concept) == "word":
            continue
        share = 1.0 if slot(mention.concept) in _NEVER_BY_THE_WAY else by_the_way
        if asked is not None and mention.last > mention.first:
            inside = asked[0] <= found.tokens[mention.first].start < asked[1]
            share *= 1.0 if inside else context
        shares[mention.concept] = max(share, shares.get(mention.concept, 0.0))
    return shares
