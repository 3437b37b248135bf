"""Names of people who are looked after: after a title or a word for a patient, beside an age, or "… is called …"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.understanding.identifiers.model import Identifier, KnownNames
from bot.understanding.identifiers.words import AUTHOR_HINTS, EPONYMS, GIVEN, HINTS, PATIENT, RELATION, is_common
from bot.understanding.normalise import fold

Word = tuple[str, int, int]

_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶĹĽŁŃŅŇŐŒŔŘŚŞŠŢŤŪŮŰŲŹŻŽȘȚΑ-ΩА-ЯЁІЇЄ"
_NAME = rf"[{_UPPER}](?:[^\W\d_]|['-](?=[^\W\d_])){{1,25}}"
_PARTICLE = r"(?:van|von|vom|zu|de|der|den|des|la|le|da|do|dos|di|del|bin|bint|ibn|al|el|ten|ter|af|av)"
_RUN = re.compile(
    rf"(?<![\w@/.-]){_NAME}(?:,? (?:(?:{_PARTICLE} ){{1,2}}{_NAME}|[{_UPPER}]\.?(?= [{_UPPER}])|{_NAME})){{0,5}}"
)
_PIECE = re.compile(rf"{_NAME}")
_PLAIN = r"[^\W\d_](?:[^\W\d_]|['-](?=[^\W\d_])){1,25}"
_TITLED = re.compile(
    rf"\.?[ ]{{1,2}}(?:(?:and|und|et|&) (?:mrs|mr|frau|herr)\.? )?(?:(?:{_PARTICLE}) ){{0,2}}(?P<name>{_PLAIN}|[{_UPPER}]\b)(?: (?P<more>{_NAME}))?"
)
_CALLED = re.compile(
    rf"(?:\b(?:his|her|their|the|pt|patient|full|first|last|family|sur|maiden|patient's|pt's|my (?:{'|'.join(sorted(RELATION))})'?s?) ?name\b|^name\b|(?<=[\n,;.(] )name\b|\bsurname\b)"
    rf"\s?(?:is|was|:|=|-|being)+\s?(?P<name>{_PLAIN})(?: (?P<more>{_PLAIN}))?"
    rf"|\b(?:she|he|patient|pt|lady|gentleman|man|woman|who|mum|mother|father|wife|husband)(?: is|'s)? (?:called|named) (?P<name2>{_PLAIN})(?: (?P<more2>{_PLAIN}))?",
    re.IGNORECASE,
)
_MY_NAME = re.compile(rf"\b(?:[Mm]y name is|[Ii] am|[Ii]'m) (?P<name>{_NAME}) (?P<more>{_NAME})")
_ILL = re.compile(
    r"\bI (?:have|suffer)|\bI've (?:got|had|been)|\bmy (?:dermato|myositis|disease|doctor|illness)|\bdiagnosed\b|\d\s?(?:[FM]\b|yo\b|y/o|years? old)"
)

# Titles in any case; those that only count before a capital letter; those of experts.
_TITLES = frozenset(
    ("mr", "mrs", "mister", "missus", "herr", "frau", "mme", "mlle", "senora", "senor", "senorita", "mevrouw")
)
_CAPITAL_TITLES = frozenset(
    (
        "miss",
        "ms",
        "mx",
        "madame",
        "monsieur",
        "sr",
        "sra",
        "srta",
        "signora",
        "signor",
        "senhor",
        "senhora",
        "sig",
        "mevr",
        "meneer",
        "dhr",
        "fru",
        "pani",
        "smt",
        "shri",
        "bayan",
        "kyria",
    )
)
TITLES = _TITLES | _CAPITAL_TITLES
_EXPERT = re.compile(r"\b(?:dr|prof|professor|doctor|drs|docteur|pd|dra)\.?(?: med\.?)? $", re.IGNORECASE)
_FRIENDLY = re.compile(
    r"(?:\b(?:hi|hello|hey|dear|thanks|thank you|cheers|best|regards|wishes|bw|cc|from|per|ask|asked|by|hallo|bonjour|liebe|lieber|i'm|i am|it's|this is|and|&)[ ,!]{1,2}|[-@/]\s?|\n)$",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"\b(?:an?|the|eine|einer|die|der|meine|junge|alte|une?|la|jahrige|the)\s$", re.IGNORECASE)

_PATIENT_CUE = re.compile(
    r"(?<![\w-])(?P<cue>pt|patient|pat|patientin|patiente|paciente|paziente|pacjentka?|px|client)\b(?P<link>[ :.,(\"-]{0,3}(?:(?:is|was|=|called|named|name|name is|name:) ?)?(?:(?:for|re) )?)$",
    re.IGNORECASE,
)
_RELATION_CUE = re.compile(rf"\b(?:{'|'.join(sorted(RELATION))})[ ,:(]{{1,2}}$", re.IGNORECASE)
_CASE_CUE = re.compile(r"\b(?:re|regarding|ref|case|case of|about|concerning|betr|fall)[ :.]{1,2}$", re.IGNORECASE)
_BED_CUE = re.compile(r"\b(?:bed|bay|ward|cubicle|bett|zimmer)\b[ ,:#]{0,2}\w{0,4}[ ,:(-]{1,3}$", re.IGNORECASE)
_AGED_CUE = re.compile(
    r"\b\d{1,3} ?-?(?:[FMfm]|yo|y/o|yr old|years? old|year-old|jahre alt)(?: ?(?:female|male|[FM]|lady|woman|man|gentleman|girl|boy|pt|patient))?[, :(]{1,3}(?:named |called )?$"
)
_SEX = r"(?:(?:[FMWfmw]|female|male|[Ff]rau|mann)[ ,/]{0,2})?"
_YEARS = r"(?:1[01]\d|\d{1,2})"
_AGE_SEX = re.compile(
    rf"[ ,;:(-]{{1,3}}{_SEX}(?:aged?:? ?|age )?{_YEARS} ?(?:[FMfm]\b|[FM][,)]|yo?\b|y\.o|y/o|yrs?\b|years?(?: old|-old)|-year|jährig|ans\b|años|anni)|[ ,;(]{{1,3}}(?:aged|age) {_YEARS}\b(?! ?%)|[ ,(]{{1,3}}[FM]/?{_YEARS}\b",
    re.IGNORECASE,
)
_AGE_BARE = re.compile(
    r"(?:(?:, ?| ?\()(?:[FMfm],? ?|female,? |male,? )?(?:1[6-9]|[2-9]\d|10[0-5])|,? (?:1[6-9]|[2-9]\d)(?= (?:DM|PM|IMNM|ASyS)\b))(?=[),;]|\.(?!\d)| ?-|$| (?:DM|PM|IMNM|ASyS|and\b|with\b|w\b|has\b|on\b))(?!-\d|, ?\d)"
)
_BORN = re.compile(r"[ ,;:(*-]{1,4}(?:\*|b\.? ?)?\d{1,2}[./-]\d{1,2}[./-](?:19\d\d|200\d|[3-9]\d)\b")
_GOES_ON = re.compile(
    r"\s?(?:[,(;:]|'s\b|- |\d|$)|\s(?:wants|wishes|has|is|was|who|aged?|with|on|needs|had|failed|failing|asks|asked|asking|dob|mrn|nhs|tel|ph|would|presents|presented|came|should"
    r"|developed|started|did|flared|now|again|from|says|and (?:she|he|her|his))\b"
)
_VOWEL = re.compile(r"[AEIOUYÄÖÜÉÈ]")


def find_names(text: str, words: list[Word], known: KnownNames) -> Iterator[Identifier]:
    """Yield the names in cleaned ``text`` that cues show to be a patient's."""
    shouted = text.isupper()
    seen = {word for word, _, _ in words}
    for index, (word, start, end) in enumerate(words):
        if word in TITLES:
            yield from _titled(text, word, start, end, known)
        elif word in PATIENT or word in RELATION:
            yield from _small_letters(text, words, index, known)
    if not seen.isdisjoint(("name", "surname", "called", "named")):
        for match in _CALLED.finditer(text):
            suffix = "" if match["name"] else "2"
            if not _dull(match["name" + suffix], known):
                yield Identifier("name", match.start("name" + suffix), match.end())
    for match in _MY_NAME.finditer(text):
        if _ILL.search(text) and not _dull(match["name"], known) and not _dull(match["more"], known):
            yield Identifier("name", match.start("name"), match.end())
    loose = not seen.isdisjoint(HINTS) and seen.isdisjoint(AUTHOR_HINTS)
    titled = _title_case(text, words)
    for run in _RUN.finditer(text):
        for start, end, pieces in _stretches(run, known):
            if _identifies(text, start, end, pieces, loose=loose, titled=titled, shouted=shouted):
                yield Identifier("name", start, end)


def _dull(name: str, known: KnownNames) -> bool:
    folded = fold(name)
    return is_common(folded) or known.covers([folded])


def _titled(text: str, word: str, start: int, end: int, known: KnownNames) -> Iterator[Identifier]:
    match = _TITLED.match(text, end)
    if match is None:
        return
    title, name = text[start:end], match["name"]
    shouted, capital = text.isupper(), name[0].isupper()
    if fold(name) in ("dr", "prof", "professor", "doctor", "doktor") or is_common(fold(name)):
        return
    if len(name) == 1 and (title.isupper() or word not in _TITLES or text[match.end() : match.end() + 1].isdigit()):
        return
    cued = _PATIENT_CUE.search(text[max(0, start - 24) : start]) is not None
    if title.isupper() and not shouted and not cued:
        return  # "MR signal", "MRS", "MS": magnetic resonance, a scale, a disease
    if word in _CAPITAL_TITLES and not (
        capital and not title.islower() and not (shouted and word in ("ms", "miss", "sr", "sig"))
    ):
        follows = (
            _AGE_SEX.match(text, match.end())
            or _AGE_BARE.match(text, match.end())
            or re.match(r"\W{1,3}(?:dob|mrn)", text[match.end() : match.end() + 6])
        )
        if not (cued or (word in ("miss", "ms") and follows)):
            return
    if (
        word in ("frau", "herr")
        and (not capital or _ARTICLE.search(text[max(0, start - 10) : start]))
        and not title.islower()
    ):
        return
    surname = match["more"] or name
    if known.covers([name, surname]) and not cued:
        return
    yield Identifier("name", start, match.end())


def _small_letters(text: str, words: list[Word], index: int, known: KnownNames) -> Iterator[Identifier]:
    """Find "pt harold whitcombe": a given name in small letters right after the cue."""
    if index + 1 >= len(words):
        return
    _, _, cue_end = words[index]
    word, start, end = words[index + 1]
    if word not in GIVEN or not re.fullmatch(r"[ :.,(\"-]{1,3}", text[cue_end:start]):
        return
    if not known.covers([word]):
        yield Identifier("name", start, end)


def _stretches(run: re.Match[str], known: KnownNames) -> Iterator[tuple[int, int, list[str]]]:
    """Yield the stretches of a run of capitalised words that hold no common word and are not known names."""
    stretch: list[re.Match[str]] = []
    offset = run.start()

    def done() -> Iterator[tuple[int, int, list[str]]]:
        pieces = [fold(match.group()) for match in stretch]
        if (
            pieces
            and not known.covers(pieces)
            and not all(piece in EPONYMS or known.covers([piece]) for piece in pieces)
        ):
            yield offset + stretch[0].start(), offset + stretch[-1].end(), [match.group() for match in stretch]

    for piece in _PIECE.finditer(run.group()):
        if is_common(fold(piece.group())):
            yield from done()
            stretch = []
        else:
            stretch.append(piece)
    yield from done()


def _identifies(
    text: str, start: int, end: int, pieces: list[str], *, loose: bool, titled: bool, shouted: bool
) -> bool:
    before = text[max(0, start - 40) : start]
    given = any(fold(piece).split("-")[0] in GIVEN for piece in pieces)
    capitals = sum(piece.isupper() for piece in pieces)
    if capitals and (
        any(piece.isupper() and (len(piece) < 3 or not _VOWEL.search(piece)) for piece in pieces) or (len(pieces) == 1)
    ):
        return False
    patient = _PATIENT_CUE.search(before)
    expert = _EXPERT.search(before) is not None
    if expert and patient is None:
        return False
    if len(pieces) == 1:
        return _single(text, end, before, patient, given=given, titled=titled)
    aged = _AGE_SEX.match(text, end) is not None
    if aged or _AGED_CUE.search(before) or (_BORN.match(text, end) and not capitals):
        return True
    if capitals and not given:
        return False
    if patient is not None or _RELATION_CUE.search(before) or (_BED_CUE.search(before) and not shouted):
        return True
    if not titled and not re.search(r"\b(?:in|at|from|and|of|by|&)\s$", before) and _AGE_BARE.match(text, end):
        return True
    if not given or _FRIENDLY.search(before):
        return False
    return _CASE_CUE.search(before) is not None or (loose and not titled and not re.search(r"-\s?$", before))


def _single(text: str, end: int, before: str, patient: re.Match[str] | None, *, given: bool, titled: bool) -> bool:
    if (
        patient is not None
        and not re.search(r"\b(?:is|was)\b", patient["link"])
        and not patient["link"].startswith("(")
    ):
        if given or re.search(r"called|named|name", patient["link"]):
            return True
        return (
            not titled
            and "," not in patient["link"]
            and "-" not in patient["link"]
            and _GOES_ON.match(text, end) is not None
        )
    if _RELATION_CUE.search(before):
        return given
    return (
        not titled
        and _BED_CUE.search(before) is not None
        and (given or _AGE_BARE.match(text, end) is not None or _AGE_SEX.match(text, end) is not None)
    )


def _title_case(text: str, words: list[Word]) -> bool:
    """Return whether ordinary words are typed with capitals too, so that a capital says nothing."""
    return (
        sum(
            1
            for word, start, end in words[1:]
            if text[start].isupper() and end - start > 2 and not text[start:end].isupper() and is_common(word)
        )
        >= 3
    )
