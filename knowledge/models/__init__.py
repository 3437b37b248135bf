"""The models of the fact base: pydantic, frozen, nothing extra allowed."""

from knowledge.models.estimates import Estimate, Figure, Interval
from knowledge.models.facts import Citation, Conflict, DerivedFact, Fact, Position, RelatedFact, RelatedTrial, Review
from knowledge.models.figure_base import FigureBase, numbers_of
from knowledge.models.figures import CalendarDate, Count, Identifier, Name, Proportion, PValue, Quantity
from knowledge.models.language import DeclaredWords, Intent, VocabularyEntry
from knowledge.models.texts import (
    AnswerText,
    Caveat,
    CaveatRule,
    GlossaryTerm,
    MergedCaveat,
    NotCovered,
    NotFound,
    Table,
)
from knowledge.models.trial import LedgerEntry, LedgerFigure, Source, Trial

__all__ = [
    "AnswerText", "CalendarDate", "Caveat", "CaveatRule", "Citation", "Conflict", "Count", "DeclaredWords",
    "DerivedFact", "Estimate", "Fact", "Figure", "FigureBase", "GlossaryTerm", "Identifier", "Intent", "Interval",
    "LedgerEntry", "LedgerFigure", "MergedCaveat", "Name", "NotCovered", "NotFound", "PValue", "Position",
    "Proportion", "Quantity", "RelatedFact", "RelatedTrial", "Review", "Source", "Table", "Trial", "VocabularyEntry",
    "numbers_of",
]  # fmt: skip
