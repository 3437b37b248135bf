"""What stands before and after a patient's name, as patterns. All are bounded; none can backtrack far."""

from __future__ import annotations

import re

from bot.understanding.identifiers.words import RELATION, word_set

_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶĹĽŁŃŅŇŐŒŔŘŚŞŠŢŤŪŮŰŲŹŻŽȘȚΑ-ΩА-ЯЁІЇЄ"
NAME = rf"[{_UPPER}](?:[^\W\d_]|['-](?=[^\W\d_])){{1,25}}"
_PARTICLE = r"(?:van|von|vom|zu|de|der|den|des|la|le|da|do|dos|di|del|bin|bint|ibn|al|el|ten|ter|af|av)"
RUN = re.compile(
    rf"(?<![\w@/.-]){NAME}(?:,? (?:(?:{_PARTICLE} ){{1,2}}{NAME}|[{_UPPER}]\.?(?= [{_UPPER}])|{NAME})){{0,5}}"
)
PIECE = re.compile(rf"{NAME}")
_PLAIN = r"[^\W\d_](?:[^\W\d_]|['-](?=[^\W\d_])){1,25}"
TITLED = re.compile(
    rf"(?:\.(?:ra|a|na))?\.?[ ]{{1,2}}(?:(?:and|und|et|&) (?:mrs|mr|frau"
    rf"|herr)\.? )?(?:(?:{_PARTICLE}) ){{0,2}}(?P<name>{_PLAIN}|[{_UPPER}]\b)(?:\.? (?P<more>{NAME}))?"
)
CALLED = re.compile(
    rf"(?:\b(?:his|her|their|the|pt|patient|full|first|last|family|sur|maiden|patient's|pt's"
    rf"|my (?:{'|'.join(sorted(RELATION))})'?s?) ?name\b|^name\b|(?<=[\n,;.(] )name\b|\bsurname\b)"
    rf"\s?(?:is|was|'s|:|=|-|being)+\s?(?:[a-z]\.? ?(?=[a-z]{{3}}))?(?P<name>{_PLAIN})(?: (?P<more>{_PLAIN}))?"
    rf"|\b(?:she|he|patient|pt|lady|gentleman|man|woman|who|mum|mother|father|wife|husband)(?: is"
    rf"|'s)? (?:called|named|known as|goes by)(?: the name(?: of)?)? (?P<name2>{_PLAIN})(?: (?P<more2>{_PLAIN}))?",
    re.IGNORECASE,
)
MY_NAME = re.compile(rf"\b(?:[Mm]y name is|[Ii] am|[Ii]'m) (?P<name>{NAME}) (?P<more>{NAME})")
ILL = re.compile(
    r"\bI (?:have|suffer)|\bI've (?:got|had|been)|\bmy (?:dermato|myositis|disease|doctor|illness)"
    r"|\bdiagnosed\b|\d\s?(?:[FM]\b|yo\b|y/o|years? old)"
)

# Titles in any case; those that only count before a capital letter; those of experts.
ANY_CASE_TITLES = word_set(
    "mr mrs mister missus herr herrn frau mme mlle senora senor senorita mevrouw signora signor senhora senhor"
    " madame monsieur pani"
)
CAPITAL_TITLES = word_set(
    "miss ms mx fr hr sr sra srta sig mevr meneer dhr fru smt shri sir dame lord lady dona pan bayan bay panna"
    " rouva herra kyria kyrios gospodin gospoda"
)
AMBIGUOUS = frozenset(("fr", "hr", "miss", "ms", "mx", "sr", "sig", "smt", "sir", "dame", "lord", "lady", "pan", "bay"))
TITLES = ANY_CASE_TITLES | CAPITAL_TITLES
EXPERT = re.compile(r"\b(?:dr|prof|professor|doctor|drs|docteur|pd|dra)\.?(?: med\.?)? $", re.IGNORECASE)
FRIENDLY = re.compile(
    r"(?:\b(?:hi|hello|hey|dear|thanks|thank you|cheers|best|regards|wishes|bw|cc|from|per|ask"
    r"|asked|by|hallo|bonjour|liebe|lieber|i'm|i am|it's|this is|and|&)[ ,!]{1,2}|[-@/]\s?|\n)$",
    re.IGNORECASE,
)
MISSING = re.compile(r"\b(?:the|an?|to|it|did|near|would|not|big|will|may)\s$", re.IGNORECASE)
ARTICLE = re.compile(r"\b(?:an?|the|eine|einer|die|der|meine|junge|alte|une?|la|jahrige|the)\s$", re.IGNORECASE)

AGED = re.compile(
    r"(?: is| was)? (?:an? )?(?:1[01]\d|\d{2}) ?-?(?:yo\b|y\.o|y/o|yrs?[ -]old|years?[ -]old|year[ -]old|jahre alt)",
    re.IGNORECASE,
)
"""Said of the name before: "Jane Doe is a 52 year old woman"."""
BEHIND_SURNAME = re.compile(
    r"(?: [A-Z]\.?)?(?:, ?| ?\()(?:[FM],? ?)?(?:1[01]\d|\d{2}) ?(?:[FM]\b|yo\b|y/o|years? old|ans\b|J\.|anni\b|años\b)"
)
"""An age and a sex behind a surname alone: "Whitcombe (71M)", "Whitcombe H, 71M"."""
BEHIND_GIVEN = re.compile(r" [A-Z]\.?,? ?\(?(?:1[01]\d|[1-9]\d)(?=[,;)FMfmy ]|$)(?! ?%)")
"""An initial and an age behind a given name: "Mary B., 61"."""
INITIAL_BEFORE = re.compile(r"(?<![\w.])[A-Z]\. ?(?:[A-Z]\. ?)?$")
ADJECTIVE = re.compile(r"(?:ic|al|ive|ous|ed|ing|ary|ian|ese|ory|ly|able|ible|ant|ent|oid|less|ful|ish|lar|ate|ase)$")
"""What a vignette may begin with: "Amyopathic, 45F"."""
DOES = re.compile(r"\b(?:should|can|could|would|will|might|may|must|does|do|shall)\s$", re.IGNORECASE)
GETS = re.compile(
    r" (?:get|be|start|take|receive|benefit|respond|qualify|need|stay|continue|stop|try|switch|improve|tolerate"
    r"|do well)\b"
)
FOR_WHOM = re.compile(
    r"\b(?:right|suitable|appropriate|indicated|safe|work|good|ok|option|dose|drug|abatacept|it|help) for\s$",
    re.IGNORECASE,
)
"""What is asked about somebody who is treated: "should Jane Doe get it", "is it right for Jane Doe"."""
SEEN = re.compile(
    r"\b(?:saw|seen|seeing|reviewed|consult on|consulted on|met|examined|treat|treating)[ ]$", re.IGNORECASE
)

PATIENT_CUE = re.compile(
    r"(?<![\w-])(?P<cue>pt|patient|pat|patientin|patiente|paciente|paziente|pacjentka?|px"
    r"|client)\b(?P<link>[ :.,(\"-]{0,3}(?:(?:is|was|=|called|named|name|name is"
    r"|name:) ?)?(?:(?:for|re) )?)$",
    re.IGNORECASE,
)
RELATION_CUE = re.compile(rf"\b(?:{'|'.join(sorted(RELATION))})[ ,:(]{{1,2}}$", re.IGNORECASE)
CASE_CUE = re.compile(r"\b(?:re|regarding|ref|case|case of|about|concerning|betr|fall)[ :.]{1,2}$", re.IGNORECASE)
BED_CUE = re.compile(
    r"\b(?:bed|bay|ward|room|rm|cubicle|bett|zimmer|lit|cama|chambre)\b[ ,:#]{0,2}\w{0,4}[ ,:(-]{1,3}$", re.IGNORECASE
)
AGED_CUE = re.compile(
    r"\b(?:[FM]/?\d{2}|\d{1,3} ?-?(?:[FMfm]|yo|y/o|yr old|years? old|year-old|jahre alt))(?: ?(?:female|male|[FM]"
    r"|lady|woman|man|gentleman|girl|boy|pt|patient))?[, :(]{1,3}(?:named |called )?$"
)
_SEX = r"(?:(?:[FMWfmw]|female|male|[Ff]rau|mann)[ ,/]{0,2})?"
_YEARS = r"(?:1[01]\d|\d{1,2})"
AGE_SEX = re.compile(
    rf"[ ,;:(-]{{1,3}}{_SEX}(?:aged?:? ?|age )?{_YEARS} ?(?:[FMfm]\b|[FM][,)]|yo?\b|y\.o|y/o|yrs?\b"
    rf"|years?(?: old|-old)|-year|jährig|ans\b|años|anni|J\.)|[ ,;(]{{1,3}}(?:aged"
    rf"|age) {_YEARS}\b(?! ?%)|[ ,(]{{1,3}}[FM]/?{_YEARS}\b",
    re.IGNORECASE,
)
AGE_BARE = re.compile(
    r"(?:(?:[,;] ?| ?\()(?:[FMfm],? ?|female,? |male,? )?(?:1[6-9]|[2-9]\d|10[0-5])|,? (?:1[6-9]"
    r"|[2-9]\d)(?= (?:DM|PM|IMNM|ASyS)\b))(?=[),;]|\.(?!\d)| ?-|$| (?:DM|PM|IMNM|ASyS|and\b|with\b"
    r"|w\b|has\b|on\b))(?!-\d|, ?\d)"
)
BORN = re.compile(r"[ ,;:(*-]{1,4}(?:\*|b\.? ?)?\d{1,2}[./-]\d{1,2}[./-](?:19\d\d|200\d|[3-9]\d)\b")
GOES_ON = re.compile(
    r"\s?(?:[,(;:]|'s\b|- |\d)|\s(?:wants|wishes|has|is|was|who|aged?|with|on|needs|had|failed"
    r"|failing|asks|asked|asking|dob|mrn|nhs|tel|ph|would|presents|presented|came|should"
    r"|developed|started|did|flared|now|again|from|says|and (?:she|he|her|his))\b"
)
VOWEL = re.compile(r"[AEIOUYÄÖÜÉÈ]")
AFTER_BED = re.compile(r" ?:|, ?(?:1[6-9]|[2-9]\d)\b(?! ?%)|,? (?:DM|PM|IMNM|ASyS|has|with|wants)\b")
BESIDE = re.compile(r"[ :.,(\"-]{1,3}")
