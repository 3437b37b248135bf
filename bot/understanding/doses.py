"""Doses as people type them ("50 mg", "10mg/kg"), to tell a dose that was tested from one that was not."""

from __future__ import annotations

import re
from collections.abc import Iterable

_DOSE = re.compile(
    r"(?<![\w.])(\d+(?:[.,]\d+)?)\s?(mg|mgs|milligrams?|g|grams?|mcg|ug)\b(\s?(?:/|per)\s?kg)?", re.IGNORECASE
)


def names_untested_dose(text: str, tested: Iterable[str]) -> bool:
    """Does ``text`` name a dose that is none of ``tested``? Without declared doses nothing is known, and none is."""
    known = {_canonical(match) for dose in tested for match in _DOSE.finditer(dose)}
    said = {_canonical(match) for match in _DOSE.finditer(text)}
    return bool(known) and bool(said - known)


def _canonical(match: re.Match[str]) -> tuple[float, str, bool]:
    return float(match[1].replace(",", ".")), match[2][0].lower(), match[3] is not None
