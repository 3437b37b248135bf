"""Tell a patient from the trial's patients: an age with a sex, "my patient with …"."""

from __future__ import annotations

import re

# "67F", "58-year-old woman", "a 48 kg lady", "woman, 71": an age or a weight beside a sex. "6m" and "2 yrs" are times.
_VIGNETTE = re.compile(
    r"""
    (?<!at\ )(?<!by\ )(?<!for\ )(?<!over\ )(?<!after\ )\b(?:1[3-9]|[2-9]\d)\s?(?:f|m|/f|/m)\b
    | \b\d{1,3}[\s-]?(?:yo|y/o|y\.o\.?|yof|yom|yrs?[\s-]old|years?[\s-]old)\b
    | \b[2-9]\d\s?yrs?\b
    | \b\d{2,3}\ ?kg\ (?:\w+\ )?(?:woman|man|lady|patient|pt|girl|boy|female|male|person)\b
    | \b(?:female|male|woman|man|lady|gentleman|girl|boy),?\ (?:aged\ )?\d{2}\b
    | \baged?\ \d{2}\b
    | \b(?:woman|man|lady|gentleman|patient|pt)\ in\ (?:her|his|their)\ (?:late\ |early\ |mid-?\ ?)?
      (?:twenties|thirties|forties|fifties|sixties|seventies|eighties|[2-9]0'?s)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)

_DIGIT = re.compile(r"\d")
_KIN = (
    "patients?|pts?|lady|gentleman|mum|mom|mother|father|dad|wife|husband|son|daughter|sister|brother|aunt|aunty|uncle|"
    "grandmother|granny|grandfather|grandma|grandpa|nan|niece|nephew|cousin|partner|friend|neighbour|neighbor|client|case"
)
# "That is what matters to patients": these part "that" from whom it speaks of.
_APART = r"(?:is|was|are|were|has|had|what|means?|matters?|to|of|in|for|from|than|if|when|do|does|did|will)\b"
# "My refractory polymyositis patient": the words between belong to the patient.
_MY_PATIENT = re.compile(
    rf"""
    \b(?:(?:a|an|some|one)\ (?:[\w-]+\ ){{0,4}}?(?:patient|pt|lady|gentleman|man|woman|girl|boy|guy|chap|fellow|case)
         \ (?:of\ (?:mine|ours)|in\ (?:my|our|front|clinic))\b
      | (?:my|our|this|that)\ (?:(?!{_APART})[\w-]+\ ){{0,4}}?(?:{_KIN})\b)
    (?!\ (?:population|group|characteristics|reported|organi[sz]ation|leaflet|global|level|data|numbers?|flow
          |disposition|org|orgs|groups?|forum|society|community|support|advocacy|association|charity))
    """,
    re.IGNORECASE | re.VERBOSE,
)


_SOMEBODY = re.compile(
    r"\b(?:a|an|some|one|any) (?:[\w-]+ ){0,4}?(?:patient|pt|lady|gentleman|man|woman|girl|boy|guy|chap|fellow) "
    r"(?:with|w/?|who|whose|on|aged)(?= |$)",
    re.IGNORECASE,
)


# No phrase of a patient without one of these: a look-up in the words of a question spares it the patterns.
PEOPLE = frozenset(
    form
    for noun in (*_KIN.replace("s?", "").split("|"), "man", "woman", "girl", "boy", "guy", "chap", "fellow", "case")
    for form in (noun, noun + "s")
)


def is_vignette(text: str) -> bool:
    """Does ``text`` describe a patient by age or weight and sex?"""
    # Nothing to find without a digit, but for "in her twenties".
    return (_DIGIT.search(text) is not None or "ties" in text.lower()) and _VIGNETTE.search(text) is not None


def speaks_of_patient(text: str) -> bool:
    """Does ``text`` speak of somebody's own patient or relative?"""
    return _MY_PATIENT.search(text) is not None


def speaks_of_somebody(text: str) -> bool:
    """Does ``text`` speak of a patient without saying whose?"""
    return _SOMEBODY.search(text) is not None
