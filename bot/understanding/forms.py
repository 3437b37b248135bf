"""How a question is put: the forms that an answer's headline may fit."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.understanding.tokens import Token

_AUXILIARY = frozenset(
    [
        "did",
        "do",
        "does",
        "is",
        "are",
        "was",
        "were",
        "has",
        "have",
        "had",
        "can",
        "could",
        "will",
        "would",
        "should",
        "any",
        "didnt",
        "doesnt",
        "dont",
        "isnt",
        "arent",
        "wasnt",
        "werent",
        "hasnt",
        "havent",
        "cant",
        "couldnt",
        "so",
    ]
)
_TAG = re.compile(
    r"(?:\b(?:right|correct|yeah|yes|no|true|eh|huh|innit)|"
    r",?\s*(?:was|is|did|do|does|are|were|has|have|had|ca|wo)n'?t (?:it|they|that|he|she|there|this|we)|"
    r"\b(?:did|was|is|does|were|are|has) (?:it|they|that))\s*[?!.]*\s*$",
    re.IGNORECASE,
)
# A tag question ("… wasn't it?") is shorter than this.
_TAIL = 60
_TAG_ENDS = (
    "right", "correct", "yeah", "yes", "no", "true", "eh", "huh", "innit", "it", "they", "that", "he", "she", "there",
    "this", "we",
)  # fmt: skip
_PREMISE = re.compile(
    r"^\W*(?:so\b|since\b|given (?:that|the|how)|now that|seeing (?:that|as)|as (?:the|it)\b|because\b|considering\b|"
    r"if (?:the|it)\b|(?:was|were|is|are|did|does|do|has|have|should|could|would)n'?t\b|surely\b|isnt\b|great news|"
    r"amazing|good to (?:see|know)|glad\b)",
    re.IGNORECASE,
)
_FROM_CONCEPTS = (
    ("form/significance", "significance"),
    ("form/why", "why"),
    ("form/conflict", "conflict"),
    ("form/compare", "compare"),
    ("form/how-many", "how-many"),
    ("form/define", "define"),
    ("form/sustained", "direction"),
    ("form/when", "when"),
    ("form/who", "who"),
)


def _is_tagged(end: str) -> bool:
    """Does a text that ends so close with "right?" or "wasn't it?"?"""
    return end.rstrip(" \t\n?!.").lower().endswith(_TAG_ENDS) and _TAG.search(end) is not None


def forms_of(text: str, tokens: list[Token], concepts: Mapping[str, object]) -> tuple[str, ...]:
    """Return the forms of a question, the most telling first ("premise", "why", "yes-no", …)."""
    forms: list[str] = []
    premise = _PREMISE.match(text) is not None or _is_tagged(text[-_TAIL:])
    why_it_worked = (
        "form/why" in concepts
        and ("outcome/response" in concepts or "outcome/met" in concepts)
        and not {"outcome/missed", "outcome/non-response", "form/negated", "outcome/no-effect"} & set(concepts)
    )
    if premise or why_it_worked:
        forms.append("premise")
    forms += [form for concept, form in _FROM_CONCEPTS if concept in concepts]
    first = next(
        (token.word for token in tokens if token.word not in {"and", "but", "hi", "hey", "ok", "so", "hello"}), ""
    )
    if first in _AUXILIARY or "form/correct" in concepts or premise:
        forms.append("yes-no")
    return tuple(forms)
