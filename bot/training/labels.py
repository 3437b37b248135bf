"""Labels to frames: the standard names that a writer gave, as the concepts that declarations speak of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.training.corpus import value_of
from bot.understanding.concepts import recognise
from bot.understanding.doses import names_untested_dose
from bot.understanding.frame import Frame, Restriction
from bot.understanding.language import TrialLanguage
from bot.understanding.normalise import clean
from bot.understanding.resolve import UNTESTED

# Dimensions whose values are groups of the trial, and the slots of concepts that name them.
_GROUPS: Mapping[str, tuple[str, ...]] = {
    "subtype": ("population/",),
    "antibody": ("antibody/",),
    "organ": ("population/", "missing/lung", "missing/dysphagia", "outcome/skin"),
    "age": ("population/juvenile",),
    "comorbidity": ("population/", "missing/lung", "missing/dysphagia"),
    "prior-treatment": ("aspect/untreated", "drug/"),
    "disease-duration": ("aspect/untreated",),
    "background-treatment": ("drug/",),
}
_ABOUT = {"other-trial": "trial/", "other-drug": "drug/", "other-disease": "disease/"}
# What says nothing of what an ask is narrowed to.
_NO_NARROWING = (
    "generic/",
    "form/",
    "word/",
    "chat/",
    "context/",
    "advice/",
    "patient/",
    "back/",
    "number/",
    "time/",
    "arm/",
)


class Labels:
    """Reads labels against the vocabulary of one trial."""

    def __init__(self, language: TrialLanguage, tested: Sequence[str] = ()) -> None:
        """Look names up in ``language``; ``tested`` are the doses that the trial gave."""
        self._tested = tested
        self._language = language
        self._known: dict[str, tuple[str, ...]] = {}

    def concepts(self, name: str) -> tuple[str, ...]:
        """Return the concepts of a standard name."""
        found = self._known.get(name)
        if found is None:
            recognised = recognise(clean(name), self._language.lexicon, self._language.weeks)
            found = self._known[name] = tuple(dict.fromkeys(m.concept for m in recognised.mentions))
        return found

    def frame(self, label: Mapping[str, Any]) -> Frame:
        """Return the frame that ``label`` describes."""
        sides = label.get("versus") or []
        entries = [*(label.get("whom") or []), *(entry for side in sides for entry in side)]
        whom = tuple(self._restriction(entry) for entry in entries)
        of: tuple[str, ...] = ()
        of_words = ""
        narrowed = label.get("of")
        if narrowed:
            if isinstance(narrowed, str):
                narrowed = {"value": narrowed}
            name = narrowed.get("value") or narrowed.get("words") or ""
            of = tuple(c for c in self.concepts(str(name)) if not c.startswith(_NO_NARROWING))
            if names_untested_dose(f"{name} {narrowed.get('words') or ''}", self._tested):
                of = (*of, UNTESTED)
            of_words = "" if of else str(narrowed.get("words") or name)
        about = value_of(label.get("about")) or ""
        other = ""
        about_words = ""
        if about:
            about_words = str(label["about"].get("words", "")) if isinstance(label["about"], dict) else ""
            prefix = _ABOUT.get(about)
            other = next((c for c in self.concepts(about_words) if prefix and c.startswith(prefix)), "")
        return Frame(
            label["act"], label["ask"], of, of_words, whom, bool(sides), value_of(label.get("when")) or "",
            value_of(label.get("arm")) or "", value_of(label.get("stat")) or "", value_of(label.get("form")) or "",
            about, other, about_words,
        )  # fmt: skip

    def _restriction(self, entry: Mapping[str, Any]) -> Restriction:
        dim = str(entry["dim"])
        prefixes = _GROUPS.get(dim, ())
        name = str(entry.get("value") or entry.get("words") or "")
        value = next((c for c in self.concepts(name) if prefixes and c.startswith(prefixes)), "") if name else ""
        return Restriction(dim, value, str(entry.get("words", "")), bool(entry.get("exclude", False)))
