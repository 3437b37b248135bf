"""Names of people who are looked after: after a title or a word for a patient, beside an age, or "… is called …"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from bot.understanding.identifiers.cues import (
    ADJECTIVE,
    AFTER_BED,
    AGE_BARE,
    AGE_SEX,
    AGED,
    AGED_CUE,
    AMBIGUOUS,
    ANY_CASE_TITLES,
    ARTICLE,
    BED_CUE,
    BEHIND_GIVEN,
    BEHIND_SURNAME,
    BESIDE,
    BORN,
    CALLED,
    CAPITAL_TITLES,
    CASE_CUE,
    DOES,
    EXPERT,
    FOR_WHOM,
    FRIENDLY,
    GETS,
    GOES_ON,
    ILL,
    INITIAL_BEFORE,
    MISSING,
    MY_NAME,
    PATIENT_CUE,
    PIECE,
    RELATION_CUE,
    RUN,
    SEEN,
    TITLED,
    TITLES,
    VOWEL,
)
from bot.understanding.identifiers.model import Identifier, KnownNames
from bot.understanding.identifiers.words import (
    AUTHOR_HINTS,
    EPONYMS,
    GIVEN,
    HINTS,
    PATIENT,
    RELATION,
    SURNAMES,
    is_common,
)
from bot.understanding.normalise import fold

Word = tuple[str, int, int]
_EXPERTS = frozenset(("dr", "prof", "professor", "doctor", "med", "dra"))

# Capitalised stretches looked at in one text: bounded time matters more than the tail of a pasted page.
_MOST = 40


def find_names(text: str, words: list[Word], known: KnownNames) -> Iterator[Identifier]:
    """Yield the names in cleaned ``text`` that cues show to be a patient's."""
    shouted = text.isupper()
    seen = {word for word, _, _ in words}
    for index, (word, start, end) in enumerate(words):
        if word in TITLES:
            yield from _titled(text, word, start, end, known)
        elif word in GIVEN and (shouted or text[start].islower()):
            yield from _small_letters(text, words, index, known)
    if not seen.isdisjoint(("name", "surname", "called", "named", "goes")):
        for match in CALLED.finditer(text):
            suffix = "" if match["name"] else "2"
            if not _dull(match["name" + suffix], known):
                yield Identifier("name", match.start("name" + suffix), match.end())
    for match in MY_NAME.finditer(text):
        if ILL.search(text) and not _dull(match["name"], known) and not _dull(match["more"], known):
            yield Identifier("name", match.start("name"), match.end())
    loose = not seen.isdisjoint(HINTS) and seen.isdisjoint(AUTHOR_HINTS)
    titled = _title_case(text, words)
    stretches = (stretch for run in RUN.finditer(text) for stretch in _stretches(run, known))
    for start, end, pieces in islice(stretches, _MOST):
        if _identifies(text, start, end, pieces, loose=loose, titled=titled, shouted=shouted):
            yield Identifier("name", start, end)


def _dull(name: str, known: KnownNames) -> bool:
    folded = fold(name)
    return is_common(folded) or known.covers([folded])


def _titled(text: str, word: str, start: int, end: int, known: KnownNames) -> Iterator[Identifier]:
    match = TITLED.match(text, end)
    if match is None:
        return
    title, name = text[start:end], match["name"]
    shouted, capital = text.isupper(), name[0].isupper()
    if fold(name) in ("dr", "prof", "professor", "doctor", "doktor") or is_common(fold(name)):
        return
    initialled = len(name) == 1 and match["more"] is not None and not is_common(fold(match["more"]))
    if (
        len(name) == 1
        and not (initialled and not title.isupper())
        and (title.isupper() or word not in ANY_CASE_TITLES or text[match.end() : match.end() + 1].isdigit())
    ):
        return
    cued = PATIENT_CUE.search(text[max(0, start - 24) : start]) is not None
    if title.isupper() and not shouted and not cued:
        return  # "MR signal", "MRS", "MS": magnetic resonance, a scale, a disease
    plain = capital and not (word in AMBIGUOUS and (title.islower() or shouted))
    if word in CAPITAL_TITLES and not plain:
        follows = (
            AGE_SEX.match(text, match.end())
            or AGE_BARE.match(text, match.end())
            or re.match(r"\W{1,3}(?:dob|mrn)", text[match.end() : match.end() + 6])
        )
        if not (cued or (word in ("miss", "ms") and (follows or text[end] == "."))):
            return
    if (
        word in ("frau", "herr", "herrn")
        and (not capital or ARTICLE.search(text[max(0, start - 10) : start]))
        and not title.islower()
    ):
        return
    if word == "miss" and MISSING.search(text[max(0, start - 8) : start]):
        return
    more = match["more"] if match["more"] and not is_common(fold(match["more"])) else None
    if known.covers([name, more or name]) and not cued:
        return
    yield Identifier("name", start, match.end("more" if more else "name"))


def _small_letters(text: str, words: list[Word], index: int, known: KnownNames) -> Iterator[Identifier]:
    """Find "pt harold whitcombe" and "jane doe, 67f": a usual given name in small letters."""
    given, start, end = words[index]
    if known.covers([given]):
        return
    cued, cue_end = (words[index - 1][0], words[index - 1][2]) if index else ("", 0)
    if cued in ("is", "was") and index > 1:
        cued = words[index - 2][0]
    if (cued in PATIENT or cued in RELATION) and BESIDE.fullmatch(text[cue_end:start]):
        yield Identifier("name", start, end)
    elif index + 1 < len(words) and text[end : words[index + 1][1]] == " ":
        surname, _, surname_end = words[index + 1]
        aged = any(pattern.match(text, surname_end) for pattern in (AGE_SEX, AGE_BARE, BORN))
        aged = (aged or AGED_CUE.search(text[max(0, start - 40) : start]) is not None) and cued not in _EXPERTS
        if len(surname) > 2 and aged and not is_common(surname):
            yield Identifier("name", start, surname_end)


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

    for piece in PIECE.finditer(run.group()):
        folded = fold(piece.group())
        named = folded in SURNAMES and bool(stretch) and fold(stretch[-1].group()) in GIVEN
        if is_common(folded) and not named:
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
        any(piece.isupper() and (len(piece) < 3 or not VOWEL.search(piece)) for piece in pieces) or (len(pieces) == 1)
    ):
        return False
    patient = PATIENT_CUE.search(before)
    expert = EXPERT.search(before) is not None
    if expert and patient is None:
        return False
    if len(pieces) == 1:
        return _single(text, (start, end), before, patient, given=given, titled=titled)
    if AGED.match(text, end):
        return True
    aged = AGE_SEX.match(text, end) is not None
    if aged or AGED_CUE.search(before) or (BORN.match(text, end) and not capitals):
        return True
    if capitals and not given:
        return False
    if patient is not None or RELATION_CUE.search(before) or (BED_CUE.search(before) and not shouted):
        return True
    if not titled and not re.search(r"\b(?:in|at|from|and|of|by|&)\s$", before) and AGE_BARE.match(text, end):
        return True
    if not given or FRIENDLY.search(before):
        return False
    if not titled and ((DOES.search(before) and GETS.match(text, end)) or FOR_WHOM.search(before)):
        return True
    if CASE_CUE.search(before) or SEEN.search(before) or (text[end : end + 2] in ("'s", "' ") and not titled and loose):
        return True
    return loose and not titled and not re.search(r"-\s?$", before)


def _single(
    text: str, span: tuple[int, int], before: str, patient: re.Match[str] | None, *, given: bool, titled: bool
) -> bool:
    start, end = span
    name = text[start:end]
    if not titled and (given or not ADJECTIVE.search(name)):
        aged = AGE_SEX.match(text, end) if INITIAL_BEFORE.search(before) else BEHIND_SURNAME.match(text, end)
        aged = aged or (BEHIND_GIVEN.match(text, end) if given else None)
        if aged or (given and AGED.match(text, end)):
            return True
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
            and GOES_ON.match(text, end) is not None
        )
    if RELATION_CUE.search(before):
        return given
    return (
        not titled
        and BED_CUE.search(before) is not None
        and (given or AFTER_BED.match(text, end) is not None or AGE_SEX.match(text, end) is not None)
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
