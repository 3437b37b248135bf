"""What all figures share: a key, a name, the printed form, whose they are, and where they are proved."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Annotated, Any

from pydantic import AfterValidator, PlainSerializer, model_validator

from knowledge.models.base import LedgerRef, Model, Slug, Text
from knowledge.models.printed import in_words

Forms = Mapping[str, Callable[[], str]]

Compute = Annotated[
    Mapping[str, str | tuple[str, ...]], AfterValidator(MappingProxyType), PlainSerializer(dict, return_type=dict)
]
"""How a derived figure is recomputed: ``function`` and its arguments (references or quoted numbers). Read-only, as
the model that holds it."""


class FigureBase(Model):
    """What all figures have: a key unique in the fact, a name, the printed form, whose it is and where it is proved."""

    key: Slug
    name: Text
    as_printed: Text
    arm: Slug | None = None
    contrast: tuple[Slug, Slug] | None = None
    population: Slug | None = None
    timepoint: Slug | None = None
    ledger: LedgerRef | None = None
    single_entry: Text | None = None
    compute: Compute | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def _one_owner_one_proof(self) -> FigureBase:
        if self.arm and self.contrast:
            raise ValueError("a figure has an arm, or contrasts two arms, not both; remove 'arm' or 'contrast'")
        if self.contrast and self.contrast[0] == self.contrast[1]:
            raise ValueError("a contrast needs two different arms or groups")
        proofs = [name for name in ("ledger", "single_entry", "compute") if getattr(self, name) is not None]
        if len(proofs) > 1:
            raise ValueError(f"a figure is proved one way, not by {' and '.join(proofs)}; keep one")
        if self.compute is not None and not isinstance(self.compute.get("function"), str):
            raise ValueError("compute needs a 'function' (see knowledge/checks/statistics.py)")
        return self

    @abstractmethod
    def forms(self, derived: bool) -> Forms:
        """Return the printed forms this figure has, by name; the empty name is the default form."""

    def compares(self) -> bool:
        """Does the figure say something of two arms at once, and nothing of one?"""
        return False

    def check_comparison(self) -> None:
        """Raise ValueError when a comparison is given to one arm."""
        if self.compares() and self.arm:
            raise ValueError("the figure compares two arms and is no single arm's; write 'contrast: [first, second]'")

    def number(self) -> Decimal | None:
        """Return the figure's own number, None for names, identifiers and dates."""
        return None

    def form(self, name: str = "", *, derived: bool = False) -> str:
        """Return the printed form ``name`` (default when empty); ValueError when this figure has no such form."""
        forms = self.forms(derived)
        if name not in forms:
            have = ", ".join(sorted(form for form in forms if form))
            raise ValueError(f"a {self.kind} has no form '{name}'" + (f"; it has {have}" if have else ""))  # type: ignore[attr-defined]
        return forms[name]()


def counted(form_of: str, number: int | None) -> str:
    """Return a whole number a figure may lack; ValueError when it does."""
    if number is None:
        raise ValueError(f"the figure states no {form_of}")
    return str(number)


def word_forms(digits: str) -> dict[str, Callable[[], str]]:
    """Return the forms of a whole number written out."""
    return {"word": lambda: in_words(digits), "Word": lambda: in_words(digits).capitalize()}


EFFICACY_KINDS = frozenset({"proportion", "count", "p-value", "estimate"})
"""Kinds that state a result, and so need an arm or a contrast in an efficacy fact."""


def numbers_of(figure: FigureBase) -> dict[str, Decimal]:
    """Return the figure's numbers by part: value, n, events, low, high, p."""
    interval = getattr(figure, "interval", None)
    parts: dict[str, Any] = {
        "value": figure.number(),
        "n": getattr(figure, "n", None),
        "events": getattr(figure, "events", None),
        "low": interval and interval.low,
        "high": interval and interval.high,
        "p": getattr(figure, "p", None),
    }
    return {part: Decimal(number) for part, number in parts.items() if number is not None}
