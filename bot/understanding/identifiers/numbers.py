"""Numbers given to one person: records, insurances, accounts, telephones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice

from bot.understanding.identifiers.model import Identifier, IdentifierKind
from bot.understanding.identifiers.words import word_set

# Cues looked at in one text: bounded time matters more than the tail of a pasted page.
_MOST = 150

# A number as hospitals write them: letters, then digits in groups. Read only right after a cue.
_VALUE = r"(?P<value>[A-Z]{0,4}[-/ ]?\d\w{0,15}(?:[-/.]\w{1,10}| \d\w{0,9}){0,5})"
_SIGN = r"(?:\bn[°º]|\b(?:no|nos|nr|num|number|numero|número|nummer|numer|id|ids|code|identifier|card|n)\b\.?|#|№)"
_SHORT_SIGN = re.compile(r"#|\bids?\b", re.IGNORECASE)
_GAP = r"[\s:=.,(-]{0,3}"
_NAMED = re.compile(rf"{_GAP}(?P<sign>{_SIGN}{_GAP}(?:(?:is|was)\b\s?)?#?){_VALUE}", re.IGNORECASE)
_BARE = re.compile(
    rf"[\s:=.,(#-]{{0,3}}(?:(?:is|was|ending|ends in|last (?:4|four))\b[\s:]{{0,2}})?{_VALUE}", re.IGNORECASE
)
_REGISTER = re.compile(
    r"(?:nct|j?rct|ctri|chictr|isrctn|eudract|euctr|drks|actrn|pmc|pmid|pos|gse|umin|im ?101|ct)s?[ :-]?\d",
    re.IGNORECASE,
)
_REGISTER_BEFORE = re.compile(
    r"\b(?:pubmed|pmid|medline|embase|registry|trial|study|eudract|ct\.gov|clinicaltrials|cochrane|doi|journal)\b",
    re.IGNORECASE,
)

# Cues that need a sign of a number behind them ("chart #112", "hospital no. H77"), folded.
_WITH_SIGN: Mapping[str, IdentifierKind] = {
    **dict.fromkeys(
        word_set(
            "record records rec mr hospital hosp chart case patient pt pat patienten unit file visit"
            " encounter accession specimen lab episode dossier historia clinica cartella folder admission"
            " clinic paciente episodio fall akte ref ipp healthcare subject participant biopsy barcode wristband"
            " emr ehr"
        ),
        "record-number",
    ),
    **dict.fromkeys(
        word_set(
            "ni insurance policy member subscriber beneficiary medicaid security identity passport health national tax"
            " citizen resident"
        ),
        "insurance-number",
    ),
    "account": "account",
    "licence": "account",
    "license": "account",
    "card": "account",
}
# Cues that say it all; with the fewest digits their numbers have.
_ALONE: Mapping[str, tuple[IdentifierKind, int]] = {
    **dict.fromkeys(("mrn", "mrno", "umrn", "uhid", "empi", "emr", "ehr"), ("record-number", 3)),
    **dict.fromkeys(
        word_set("nhs hn nhc urn ipp piz crn pid csn fin nip patientenid patientid aktenzeichen prontuario ptnr mbo"),
        ("record-number", 5),
    ),
    "chi": ("record-number", 10),
    "ur": ("record-number", 6),
    "medicare": ("insurance-number", 5),
    "mbi": ("insurance-number", 5),
    "ssn": ("insurance-number", 4),
    **dict.fromkeys(
        word_set(
            "versichertennummer versicherungsnummer personnummer ahv kvnr nino pesel dni nie bsn medicaid sin svnr cpr"
            " nir secu sociale nss cpf aadhaar tfn phn ohip curp cnp ssin niss egn amka oib jmbg ihi ssnr cedula"
        ),
        ("insurance-number", 7),
    ),
    **dict.fromkeys(("acct", "iban"), ("account", 3)),
}
_COMPOUND = re.compile(r"[^\W\d_]{2,24}(?:nummer|numero|nr|numer|szam|number)")
"""A word of one language that says whose number it is: Fallnummer, journalnummer, fødselsnummer."""
CUES = frozenset(_WITH_SIGN) | frozenset(_ALONE) | {"number", "numbers"}
_BARE_RECORD = frozenset(
    (
        "chart",
        "hospital",
        "hosp",
        "patient",
        "pt",
        "pat",
        "dossier",
        "akte",
        "historia",
        "clinica",
        "encounter",
        "accession",
        "specimen",
        "biopsy",
        "barcode",
        "policy",
        "member",
        "subscriber",
        "passport",
        "license",
        "licence",
    )
)
_RECORD = re.compile(r"\b(?:medical|patient(?:'s)?|health|hospital|clinical) rec(?:ord)?\b", re.IGNORECASE)
_DOTTED = re.compile(r"(?<!\w)m\. ?r\. ?n\b\.?", re.IGNORECASE)

_SHAPES: tuple[tuple[IdentifierKind, re.Pattern[str]], ...] = (
    ("insurance-number", re.compile(r"(?<![\d-])(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\d-])")),
    ("insurance-number", re.compile(r"(?<![\d.])756\.\d{4}\.\d{4}\.\d{2}(?![\d.])")),
    (
        "phone",
        re.compile(
            r"(?<![\w+./,-])(?:\+|00)[1-9]\d{0,2}[ .-]?(?:\(0?\d{1,4}\)[ .-]?)?\d+(?:[ .-]\d{2,}){0,6}(?![\d.]?\d)"
        ),
    ),
    ("phone", re.compile(r"(?<![\w.])(?:1[ .-])?(?:\(\d{3}\) ?\d{3}[-. ]\d{4}|\d{3}([-.])\d{3}\1\d{4})(?![\d-])")),
    ("phone", re.compile(r"(?<![\w.,+/-])\(?0[1-9]\d{1,3}\)?[ /-]\d{3,4}[ -]?\d{3,5}(?:[ -]\d{2,4})?(?![\d.-]?\d)")),
    ("phone", re.compile(r"(?<![\w.,+/-])0[1-9](?:[ .-]\d{2}){4}(?![\d.-]?\d)")),
    ("phone", re.compile(r"(?<![\w.,+/-])0[1-9]\d{8,9}(?![\d.-]?\d)")),
    ("phone", re.compile(r"(?<![\w.,+/-])0[1-9]\d? \d{4} \d{4}(?![\d.-]?\d)")),
    ("phone", re.compile(r"(?<![\w.,+/-])0[1-9]\d{0,3}[ /-]\d{5,8}(?:[ -]\d{2,5})?(?![\d.-]?\d)")),
    ("insurance-number", re.compile(r"(?<![\w.-])(?:19|20)\d\d[01]\d[0-3]\d[-+]\d{4}(?![\w-])")),
    ("insurance-number", re.compile(r"(?<![\w.-])[0-3]\d[01]\d{3}-\d{4}(?![\w-])")),
    ("insurance-number", re.compile(r"(?<![\w.-])\d{3}\.\d{3}\.\d{3}-\d{2}(?![\w-])")),
    ("account", re.compile(r"(?<![\d-])[3-6]\d{3}([ -])\d{4}\1\d{4}\1\d{4}(?![\d-])")),
    ("account", re.compile(r"(?<!\w)[A-Z]{2}\d\d(?: ?[A-Z]{4})?(?: ?\d{4}){3,5}(?: ?\d{1,4})?(?!\w)")),
)
_NHS = re.compile(r"(?<![\w.+-])\d{3}([ -]?)\d{3}\1\d{4}(?![\d.-]?\d)")
_CARD = re.compile(r"(?<![\w.-])[3-6]\d{15}(?![\w-])")
_CODED: tuple[re.Pattern[str], ...] = (
    re.compile(r"\b[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z]\b"),  # Italian codice fiscale
    re.compile(r"\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b"),  # UK National Insurance number
    re.compile(
        r"\b[1-9][AC-HJKMNP-RT-Y][\dAC-HJKMNP-RT-Y]\d-?[AC-HJKMNP-RT-Y][\dAC-HJKMNP-RT-Y]\d-?[AC-HJKMNP-RT-Y]{2}\d{2}\b"
    ),  # US Medicare beneficiary
)
PHONE_STRONG = word_set("tel telefon telephone telefono ph phone mobile mob cell handy fax whatsapp telefoon")
PHONE_WEAK = word_set("call ring text contact reach callback number mobiles")
_DIALLED = re.compile(
    r"(?:[\s:=.,(#-]|\b(?:me|him|her|them|back|no|nr|number|is|on|at|the)\b){0,8}(?P<value>[+(]?\d[\d ()./-]{4,20}\d)",
    re.IGNORECASE,
)
_LOCAL = re.compile(r"\d{3}[-. ]\d{4}$|\d{7,}$|[+(0]|\d{3}[-. ]\d{3}[-. ]\d{3,4}")
_YEARS = re.compile(r"(?:19|20)\d\d ?[-/] ?(?:19|20)\d\d$")
_DATE_LIKE = re.compile(r"(?:0?[1-9]|[12]\d|3[01])[./-](?:0?[1-9]|[12]\d|3[01])[./-]\d{2,4}$|(?:19|20)\d\d[./-]\d")


def find_numbers(text: str, words: list[tuple[str, int, int]]) -> Iterator[Identifier]:
    """Yield the numbers of cleaned ``text`` that belong to one person."""
    cues = (
        word
        for word in words
        if word[0] in CUES or word[0] in PHONE_STRONG or word[0] in PHONE_WEAK or _COMPOUND.fullmatch(word[0])
    )
    for cue, start, end in islice(cues, _MOST):
        if cue in CUES or _COMPOUND.fullmatch(cue):
            yield from _after_cue(text, cue, start, end)
        if cue in PHONE_STRONG or cue in PHONE_WEAK:
            yield from _dialled(text, end, strong=cue in PHONE_STRONG)
    for record in islice(_RECORD.finditer(text), _MOST):
        yield from _after_cue(text, "patient", record.start(), record.end())
    for dotted in islice(_DOTTED.finditer(text), _MOST):
        yield from _after_cue(text, "mrn", dotted.start(), dotted.end())


def find_bare_numbers(text: str) -> Iterator[Identifier]:
    """Yield numbers whose shape alone gives them away: telephone, social security, NHS with its check digit."""
    for match in _NHS.finditer(text):
        if nhs_number_holds(match.group()) and not in_link(text, match.start()):
            yield Identifier("record-number", *match.span())
    for kind, shape in _SHAPES:
        for match in shape.finditer(text):
            value = match.group()
            if in_link(text, match.start()) or (
                kind == "phone"
                and (not (11 if value.startswith("00") else 8) <= _digits(value) <= 16 or _DATE_LIKE.match(value))
            ):
                continue
            yield Identifier(kind, *match.span())
    for match in _CARD.finditer(text):
        if _luhn_holds(match.group()) and not in_link(text, match.start()):
            yield Identifier("account", *match.span())
    for code in _CODED:
        for match in code.finditer(text):
            if not in_link(text, match.start()):
                yield Identifier("insurance-number", *match.span())


def _luhn_holds(value: str) -> bool:
    """Return whether the last digit is the check digit of a payment card (ISO/IEC 7812-1, annex B)."""
    digits = [int(character) for character in reversed(value)]
    return sum(digits[::2] + [sum(divmod(2 * digit, 10)) for digit in digits[1::2]]) % 10 == 0


def nhs_number_holds(value: str) -> bool:
    """Return whether the last of ten digits is the modulus-11 check digit (NHS Data Dictionary, "NHS NUMBER")."""
    digits = [int(character) for character in value if character.isdecimal()]
    if len(digits) != 10 or len(set(digits)) == 1:
        return False
    check = 11 - sum(weight * digit for weight, digit in zip(range(10, 1, -1), digits, strict=False)) % 11
    return check % 11 == digits[9]


def in_link(text: str, at: int) -> bool:
    """Return whether the place lies inside a web address or a DOI."""
    chunk = text[max(text.rfind(" ", 0, at), text.rfind("\n", 0, at), at - 300) + 1 : at]
    return "://" in chunk or (chunk.startswith(("www.", "10.", "doi")) and "/" in chunk)


def _digits(value: str) -> int:
    return sum(character.isdecimal() for character in value)


def _after_cue(text: str, word: str, start: int, end: int) -> Iterator[Identifier]:
    named = _NAMED.match(text, end)
    if (
        named is not None
        and word in _WITH_SIGN
        and _holds(named, text, start, 3 if _SHORT_SIGN.search(named["sign"]) else 5, grouped=7)
    ):
        yield Identifier(_WITH_SIGN[word], *named.span("value"))
    elif word in _ALONE or _COMPOUND.fullmatch(word):
        kind, least = _ALONE.get(word, ("record-number", 5))
        match = named or _BARE.match(text, end)
        if match is not None and _holds(match, text, start, least, grouped=max(least, 7)):
            yield Identifier(kind, *match.span("value"))
    elif word in _BARE_RECORD:
        match = _BARE.match(text, end)
        if match is not None and _holds(match, text, start, 6, grouped=7):
            yield Identifier("record-number", *match.span("value"))


def _holds(match: re.Match[str], text: str, start: int, least: int, *, grouped: int = 99) -> bool:
    """Return whether the value is long enough, and neither a register's number nor a count nor years.

    ``least`` digits are wanted in one piece or in many, ``grouped`` in two.
    """
    value = match["value"]
    run = max(_digits(group) for group in re.split(r"[-/. ]", value))
    digits = _digits(value) if re.search(r"\d[-. ]\d{2,}[-. ]|[A-Za-z]", value) else run
    if (max(run, digits) < least and _digits(value) < grouped) or run < 2 or _YEARS.match(value):
        return False
    if _REGISTER.match(value) or _DATE_LIKE.match(value):
        return False
    tail = text[match.end("value") : match.end("value") + 2].lstrip()
    if tail.startswith("%"):
        return False
    return _REGISTER_BEFORE.search(text, max(0, start - 28), start) is None


def _dialled(text: str, end: int, *, strong: bool) -> Iterator[Identifier]:
    match = _DIALLED.match(text, end)
    if match is None:
        return
    value = match["value"]
    if not 6 <= _digits(value) <= 15 or _DATE_LIKE.match(value) or ("." in value and " " in value):
        return
    if strong and (_digits(value) >= 7 or " " in value or "-" in value):
        if _LOCAL.match(value) or _digits(value) >= 9:
            yield Identifier("phone", *match.span("value"))
    elif value[0] in "+(0" or re.match(r"\d{3}[-. ]\d{3,4}(?:[-. ]\d{4})?$", value):
        yield Identifier("phone", *match.span("value"))
