"""Tell a question about a patient from a question about the trial."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

# Asked of the evidence, not of a patient: "would you believe the subgroup", "should I quote the P value".
_ABOUT_EVIDENCE = frozenset({"advice/appraise"})
_TREATMENT = frozenset({"advice/action", "advice/safe", "drug/abatacept", "aspect/dose", "generic/treatment"})
_OUTCOME = frozenset(
    {"outcome/response", "advice/safe", "aspect/safety", "aspect/dose", "aspect/eligibility", "aspect/combination"}
)
# What only a prescriber does: "could I bump it to twice weekly", "how long do I carry on".
_CHANGES = frozenset({"advice/action"})
_SOMEONE = frozenset({"patient/specific", "patient/self", "patient/pronoun"})
_DRUG = frozenset({"drug/abatacept", "arm/abatacept"})
_WHAT_OTHERS_SAY = frozenset(
    {"aspect/claim", "publication/rheumatologist", "aspect/guideline", "aspect/cochrane", "person/aggarwal"}
)
_ENROLLED = frozenset({"aspect/eligibility", "aspect/exclusion", "aspect/enrolment", "aspect/age-limit"})
_ENTRY = frozenset(
    {"aspect/eligibility", "aspect/exclusion", "aspect/enrolment", "generic/trial", "aspect/not-treated"}
)
_CARE = ("missing/", "drug/", "outcome/", "antibody/", "generic/treatment")
_FIGURES = ("number/", "stat/", "aspect/meeting", "aspect/publication", "outcome/no-effect")
_QUESTION = frozenset({"advice/action", "advice/safe", "advice/can-i"})


def asks_advice(concepts: AbstractSet[str], *, vignette: bool, speaks_of_author: bool) -> bool:
    """Does the message ask what to do for a patient?

    ``concepts`` are those of the whole message; ``vignette`` says that an age with a sex was found ("67F");
    ``speaks_of_author`` that "he" or "she" may be an investigator rather than a patient.
    """
    asked_for = {"advice/can-i", "advice/would-you"} & set(concepts)
    someone = vignette or not _SOMEONE.isdisjoint(concepts)
    evidence = not _ABOUT_EVIDENCE.isdisjoint(concepts) or ("aspect/indication" in concepts and not someone)
    if asked_for and not _CHANGES.isdisjoint(concepts) and not evidence:
        return True
    if not someone and not _WHAT_OTHERS_SAY.isdisjoint(concepts):
        return False  # "does the article say it is worth using"
    if not someone and {"arm/placebo", "arm/switched"} <= set(concepts):
        return False  # "the dose of the placebo group after switching to abatacept"
    if "advice/recommend" in concepts:
        # "Should I trust it" is about the evidence, unless a patient or a treatment decision stands beside it.
        about_evidence = not _ABOUT_EVIDENCE.isdisjoint(concepts)
        treatment = not (_TREATMENT | {"patient/specific", "patient/indefinite"}).isdisjoint(concepts) or vignette
        return treatment or not about_evidence
    if vignette and "patient/specific" not in concepts and not _ENROLLED.isdisjoint(concepts):
        return not _DRUG.isdisjoint(concepts)  # "could a 16-year-old have been enrolled" asks about the trial
    person = vignette or "patient/specific" in concepts or "patient/self" in concepts
    if "patient/self" in concepts and any(c.startswith(("population/", "disease/")) for c in concepts):
        return True
    if person:
        return vignette or not (_OUTCOME | _QUESTION | _DRUG).isdisjoint(concepts) or _speaks_of_care(concepts)
    if "patient/pronoun" in concepts and not speaks_of_author and any(c.startswith(_FIGURES) for c in concepts):
        return False  # "he says that P = 0.083 proves it" quotes a colleague
    if "patient/indefinite" in concepts or ("patient/pronoun" in concepts and not speaks_of_author):
        # "Would a patient with lung disease have been let in?" asks about the trial.
        return not (_QUESTION | _DRUG).isdisjoint(concepts) and _ENTRY.isdisjoint(concepts)
    return False


def _speaks_of_care(concepts: AbstractSet[str]) -> bool:
    """Is anything named that a patient may have or get?"""
    return any(concept.startswith(_CARE) for concept in concepts)


def advice_answer(concepts: AbstractSet[str], remembered: AbstractSet[str]) -> str:
    """Return the id of the advice answer that fits the patient: what is asked of them, else their group.

    ``concepts`` are those of the message, ``remembered`` those of the thread.
    """
    if "population/juvenile" in concepts:
        return "advice-child"
    if concepts & {"population/ibm", "population/cancer-associated"}:
        return "advice-excluded"
    group = _group(concepts)
    if group is not None:
        return group
    if concepts & _COMBINING and concepts & _OTHER_DRUGS:
        return "advice-combination"
    if "aspect/dose" in concepts or "route/iv" in concepts:
        return "advice-dose"
    if concepts & {"population/ild", "missing/lung", "outcome/malignancy", "drug/rituximab"}:
        return "advice-excluded"
    if "aspect/untreated" in concepts:
        return "advice-untreated"
    if concepts & _SAFETY:
        return "advice-safety"
    return _group(remembered) or "advice-overall"


def _group(concepts: AbstractSet[str]) -> str | None:
    return next((answer for group, answer in _GROUPS if concepts & group), None)


_COMBINING = frozenset({"aspect/combination", "advice/combine"})
_OTHER_DRUGS = frozenset({"drug/ivig", "drug/jak", "drug/tnf", "drug/biologics", "drug/other", "drug/background"})
_SAFETY = frozenset(
    {
        "advice/safe",
        "aspect/safety",
        "missing/adverse-detail",
        "missing/pregnancy",
        "outcome/infection",
        "missing/immunogenicity",
    }
)
_GROUPS: tuple[tuple[frozenset[str], str], ...] = (
    (frozenset({"population/imnm", "antibody/srp", "antibody/hmgcr"}), "advice-imnm"),
    (frozenset({"population/pm"}), "advice-pm"),
    (frozenset({"population/nondm"}), "advice-nondm"),
    (frozenset({"population/antisynthetase", "antibody/jo1", "antibody/pl7"}), "advice-antisynthetase"),
    (
        frozenset({"population/dm", "antibody/mda5", "antibody/tif1", "antibody/nxp2", "antibody/mi2", "antibody/sae"}),
        "advice-dm",
    ),
)
