"""Which caveats an answer carries, and how they share at most three lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from bot.answering.answer import CaveatLine, Text
from bot.answering.texts import to_text
from knowledge.reader import FactBase
from knowledge.records import FactRecord

MOST_LINES = 3
# Shown by the dagger in the text and explained in the footer, so it takes no line of its own.
BY_DAGGER = "derived-by-us"


def caveats_of(
    base: FactBase, trial: str, facts: Iterable[FactRecord], extra: Iterable[str], *, ours: bool
) -> tuple[str, ...]:
    """Return the slugs that an answer from ``facts`` must carry, in the order they come up.

    Every ``always`` caveat of the facts, what the trial's rules require of facts of their sort, what the answer asks
    for itself (``extra``), and ``derived-by-us`` when a figure of ours is shown (``ours``).
    """
    slugs: dict[str, None] = {}
    for fact in facts:
        for slug in (*fact.caveats, *fact.required):
            caveat = base.caveat(trial, slug)
            if caveat is not None and caveat.show == "always":
                slugs.setdefault(slug)
    for slug in extra:
        slugs.setdefault(slug)
    if ours:
        slugs.setdefault(BY_DAGGER)
    return tuple(slugs)


def caveat_lines(base: FactBase, trial: str, slugs: Sequence[str]) -> tuple[CaveatLine, ...]:
    """Return at most three lines that show every slug but the dagger's, merged as the trial's data say."""
    wanted = [slug for slug in slugs if slug != BY_DAGGER]
    merged = {frozenset(entry.covers): entry.text for entry in base.merged_caveats(trial)}
    chosen = _cover(frozenset(wanted), merged)
    lines: list[CaveatLine] = []
    placed: set[str] = set()
    for slug in wanted:
        if slug in placed:
            continue
        group = next((group for group in chosen if slug in group), None)
        if group is not None:
            placed |= group
            lines.append(CaveatLine(to_text(merged[group], base), tuple(s for s in wanted if s in group)))
            continue
        caveat = base.caveat(trial, slug)
        if caveat is not None:
            placed.add(slug)
            lines.append(CaveatLine(to_text(caveat.short or caveat.text, base), (slug,)))
    return _at_most(lines)


def _cover(wanted: frozenset[str], merged: Iterable[frozenset[str]]) -> list[frozenset[str]]:
    """Choose disjoint merged lines that leave the fewest lines in all; the first found of the best, in data order."""
    usable = [group for group in merged if group <= wanted]
    best: list[frozenset[str]] = []

    def search(start: int, left: frozenset[str], taken: list[frozenset[str]]) -> None:
        nonlocal best
        if sum(len(group) - 1 for group in taken) > sum(len(group) - 1 for group in best):
            best = list(taken)
        for place in range(start, len(usable)):
            if usable[place] <= left:
                search(place + 1, left - usable[place], [*taken, usable[place]])

    search(0, wanted, [])
    return best


def _at_most(lines: list[CaveatLine]) -> tuple[CaveatLine, ...]:
    """Join the shortest lines until no more than three are left; nothing is dropped."""
    while len(lines) > MOST_LINES:
        pairs = [(len(a.text.text) + len(b.text.text), i) for i, (a, b) in enumerate(pairwise(lines[1:]), 1)]
        _, place = min(pairs)
        first, second = lines[place], lines[place + 1]
        joined = Text(f"{first.text.text.rstrip('. ')}. {second.text.text}", first.text.figures + second.text.figures)
        lines[place : place + 2] = [CaveatLine(joined, first.slugs + second.slugs)]
    return tuple(lines)
