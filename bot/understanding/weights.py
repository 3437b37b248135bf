"""What explaining a concept is worth, and what ignoring one costs, by slot and for single concepts."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True)
class Weights:
    """Scores of the ranking. The thresholds are set by ``make calibrate`` on the development questions."""

    answer_from: float = 0.2
    second_from: float = 0.8
    two_questions: float = 0.9
    speaks_for_itself: float = 0.6
    sure_from: float = 1.6
    # A reading as near as this to the best is offered beside its answer.
    beside_margin: float = 0.12
    carry_share: float = 0.35
    implied_share: float = 0.3
    group: float = 0.25
    context_share: float = 0.3
    long_message: int = 12
    unknown_word: float = 0.2
    unknown_limit: int = 4
    thin: float = 1.4
    # slot or concept -> (gain when explained, cost when ignored)
    table: dict[str, tuple[float, float]] = field(
        default_factory=lambda: {
            "population": (1.2, 1.6),
            "antibody": (1.5, 1.8),
            "disease": (0.8, 2.5),
            "disease/myositis": (0.1, 0.0),
            "drug": (1.2, 3.0),
            "drug/abatacept": (0.1, 0.0),
            "drug/other": (1.5, 3.0),
            "drug/penicillamine": (1.2, 1.0),
            "drug/background": (1.0, 0.8),
            "drug/steroids": (1.0, 0.8),
            "trial": (2.0, 2.5),
            "trial/this": (0.3, 0.1),
            "trial/other-known": (2.0, 4.0),
            "number": (0.8, 0.2),
            "time": (1.0, 1.6),
            "time/before": (0.0, 0.0),
            "time/double-blind": (0.6, 0.4),
            "time/baseline": (0.7, 0.5),
            "time/whole": (0.8, 0.5),
            "time/unit-week": (0.0, 0.0),
            "time/unit-month": (0.0, 0.0),
            "time/unit-year": (0.0, 0.0),
            "time/unit-day": (0.0, 0.0),
            "outcome": (1.0, 1.2),
            "outcome/response": (1.0, 0.3),
            "outcome/how-did": (0.3, 0.0),
            "outcome/primary": (1.0, 0.4),
            "outcome/met": (0.8, 0.4),
            "outcome/missed": (0.8, 0.4),
            "outcome/no-effect": (1.0, 0.6),
            "outcome/non-response": (1.2, 0.9),
            "missing": (2.0, 2.0),
            "instrument": (1.0, 1.0),
            "instrument/range": (0.8, 0.3),
            "stat": (1.0, 0.9),
            "stat/mean": (0.6, 0.4),
            "stat/counts": (0.8, 0.4),
            "stat/threshold": (0.7, 0.3),
            "stat/mcid": (0.5, 0.5),
            "stat/consistency": (0.8, 0.3),
            "aspect": (1.0, 0.8),
            "aspect/says": (0.2, 0.0),
            "aspect/lead-author": (1.0, 0.6),
            "aspect/untreated": (0.3, 0.0),
            "aspect/commonest": (0.5, 0.1),
            "aspect/name-verb": (0.2, 0.0),
            "aspect/mandatory": (0.4, 0.0),
            "aspect/receive": (0.4, 0.0),
            "aspect/timing": (0.3, 0.0),
            "aspect/expected": (0.6, 0.2),
            "aspect/proof": (0.6, 0.2),
            "aspect/role": (0.4, 0.0),
            "aspect/conclusion": (0.9, 0.4),
            "advice/safe": (0.6, 0.0),
            "advice/appraise": (0.3, 0.0),
            "aspect/enrolment": (0.8, 0.25),
            "aspect/subgroup": (1.0, 0.6),
            "aspect/design": (0.9, 0.3),
            "aspect/publication": (0.8, 0.5),
            "aspect/safety": (1.1, 1.1),
            "aspect/route": (0.8, 0.5),
            "aspect/authors": (0.9, 0.6),
            "aspect/diagnosis": (0.9, 0.4),
            "aspect/baseline": (0.6, 0.2),
            "aspect/background": (0.9, 0.4),
            "aspect/opinion": (0.7, 0.2),
            "aspect/limitations": (1.0, 0.5),
            "aspect/switch": (0.7, 0.2),
            "aspect/how-long": (0.6, 0.2),
            "aspect/driver": (0.7, 0.1),
            "aspect/registry": (1.0, 0.5),
            "arm": (0.5, 0.25),
            "arm/switched": (0.9, 0.8),
            "arm/continued": (0.7, 0.5),
            "form": (0.35, 0.15),
            "form/define": (0.5, 0.35),
            "form/what": (0.15, 0.0),
            "form/what-the": (0.0, 0.0),
            "form/how": (0.1, 0.0),
            "form/same": (0.35, 0.1),
            "outcome/hows": (0.0, 0.0),
            "stat/nominal": (0.3, 0.1),
            "form/why": (0.4, 0.35),
            "form/when": (0.6, 0.5),
            "form/who": (0.4, 0.35),
            "form/where": (0.5, 0.4),
            "form/conflict": (0.5, 0.3),
            "form/significance": (0.6, 0.3),
            "form/sustained": (0.9, 0.7),
            "form/last": (0.7, 0.5),
            "form/negated": (0.2, 0.0),
            "form/correct": (0.2, 0.0),
            "form/list": (0.2, 0.0),
            "form/plain": (0.1, 0.0),
            "form/which": (0.2, 0.05),
            "form/source": (0.5, 0.2),
            "form/calculated": (0.5, 0.3),
            "form/summary": (0.4, 0.0),
            "person": (1.2, 0.9),
            "publication": (1.0, 0.8),
            "meeting": (1.1, 0.9),
            "sponsor": (1.0, 0.5),
            "regulator": (0.4, 0.3),
            "route": (0.8, 0.3),
            "generic": (0.2, 0.0),
            "generic/result": (0.4, 0.0),
            "generic/change": (0.4, 0.1),
            "context": (0.1, 0.0),
            "chat": (0.0, 0.0),
            "back": (0.1, 0.0),
            "back/rest": (0.8, 0.2),
            "back/other": (0.8, 0.2),
            "advice": (0.1, 0.0),
            "patient": (0.1, 0.0),
        }
    )

    @cached_property
    def _cache(self) -> dict[str, tuple[float, float]]:
        return {}

    def pair(self, concept: str) -> tuple[float, float]:
        """Return what explaining ``concept`` adds to a score and what leaving it unexplained takes."""
        pair = self._cache.get(concept)
        if pair is None:
            pair = self.table.get(concept) or self.table.get(concept.split("/", 1)[0], (1.0, 1.0))
            self._cache[concept] = pair
        return pair

    def gain(self, concept: str) -> float:
        """Return what explaining ``concept`` adds to a score."""
        return self.pair(concept)[0]

    def cost(self, concept: str) -> float:
        """Return what leaving ``concept`` unexplained takes from a score."""
        return self.pair(concept)[1]
