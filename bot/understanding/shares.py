"""How much each concept of a clause counts: less where it stands by the way."""

from __future__ import annotations

from bot.understanding.concepts import Recognised
from bot.understanding.threads import slot
from bot.understanding.weights import Weights

_NEVER_BY_THE_WAY = frozenset({"population", "antibody", "drug", "missing", "disease", "trial", "time"})


def concept_shares(found: Recognised, asked: tuple[int, int] | None, weights: Weights) -> dict[str, float]:
    """Return the concepts of a clause with their shares, those that its figures and phrases imply among them."""
    concepts = _shares(found, asked, weights)
    concepts.update(
        (c, weights.implied_share)
        for c in found.implied
        if not c.startswith("population/") or not any(known.startswith("population/") for known in concepts)
    )
    return concepts


def _shares(found: Recognised, asked: tuple[int, int] | None, weights: Weights) -> dict[str, float]:
    """Return how much of its cost each concept counts: less where it only stands in what leads up to the question.

    In a long message the lesser concepts are often by the way, so they cost less the longer it is.
    """
    shares: dict[str, float] = {}
    length = len(found.tokens)
    by_the_way = min(1.0, weights.long_message / length) if length else 1.0
    for mention in found.mentions:
        if slot(mention.concept) == "word":
            continue
        share = 1.0 if slot(mention.concept) in _NEVER_BY_THE_WAY else by_the_way
        if asked is not None and mention.last > mention.first:
            inside = asked[0] <= found.tokens[mention.first].start < asked[1]
            share *= 1.0 if inside else weights.context_share
        shares[mention.concept] = max(share, shares.get(mention.concept, 0.0))
    return shares
