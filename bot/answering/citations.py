"""Numbered citations: one a source, with every place in it that the answer rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.answering.answer import Citation
from knowledge.reader import FactBase

# The kind of source that marks definitions of our own; it has no address.
OWN = "maintainers"
_PLACES_SHOWN = 3


class CitationList:
    """Collects the sources of an answer in the order they are first needed."""

    def __init__(self, base: FactBase, trial: str) -> None:
        """Start empty, for answers from ``trial``."""
        self._base = base
        self.trial = trial
        self._places: dict[str, list[str]] = {}

    def add(self, source: str, locator: str) -> int:
        """Cite a place in a source; return the source's number."""
        places = self._places.setdefault(source, [])
        if locator and locator not in places:
            places.append(locator)
        return list(self._places).index(source) + 1

    def mark(self, cited: Iterable[tuple[str, str]]) -> tuple[int, ...]:
        """Cite several places; return the numbers, each once, ascending."""
        return tuple(sorted({self.add(source, locator) for source, locator in cited}))

    def __len__(self) -> int:
        """Return how many sources are cited."""
        return len(self._places)

    def __iter__(self) -> Iterator[Citation]:
        """Yield the citations in order of their numbers."""
        for number, (source_id, places) in enumerate(self._places.items(), start=1):
            source = self._base.source(self.trial, source_id)
            locator = "; ".join(places[:_PLACES_SHOWN])
            yield Citation(number, source_id, source.cite, locator, source.url or "")
