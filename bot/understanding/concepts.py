"""Recognise the concepts of a question: longest phrase first, typos repaired inside a concept only."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import NamedTuple

from rapidfuzz.distance import JaroWinkler

from bot.understanding.claims import headcount, length
from bot.understanding.hints import AGE, MYSELF, QUANTITY, SOMEBODY, TIME
from bot.understanding.lexicon import Known, Lexicon
from bot.understanding.patients import is_vignette, speaks_of_patient, speaks_of_somebody
from bot.understanding.times import NUMBER_WORDS, TimeMention, find_times
from bot.understanding.tokens import EXACT, Token, stem, tokenize
from bot.understanding.typos import is_shortened

# International Nonproprietary Name stems of drugs used in immunology (WHO, "The use of stems", 2018): a word that
# ends like one and is in no vocabulary is a drug that is not ours.
_DRUG = re.compile(
    r"^[a-z]{3,}(?:mab|nib|cept|limus|imod|ciclib|kinra|stat|alcet|parib|gliptin|gliflozin|sartan|prine|purine|afil)$"
)
# Lower-case scraps of up to this many letters are typing noise ("wss", "teh").
_NOISE = 3
_HAVE = frozenset({"have", "got", "had", "suffer", "diagnosed"})
_NON = "non"
_BEFORE = frozenset({"before", "ago", "prior", "earlier", "previously", "beforehand"})
_UNTIL = frozenset({"before", "until", "till"})
_AFTER = frozenset({"after", "past", "beyond", "post", "following"})
_BEYOND = frozenset({"past", "beyond"})
_CLEARLY_NEARER = 0.005
_TIME = "time"  # stands in until it is known which


class Mention(NamedTuple):
    """A concept at tokens ``first`` up to ``last`` (exclusive)."""

    concept: str
    first: int
    last: int


@dataclass(slots=True)
class Recognised:
    """What was recognised in one question or clause."""

    text: str
    tokens: list[Token]
    mentions: list[Mention] = field(default_factory=list)
    repairs: list[tuple[str, str]] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    implied: tuple[str, ...] = ()
    vignette: bool = False
    hints: int = 0
    strange: AbstractSet[str] = frozenset()

    @property
    def concepts(self) -> dict[str, int]:
        """Concept ids with the place of their first mention."""
        found: dict[str, int] = {}
        for mention in self.mentions:
            found.setdefault(mention.concept, mention.first)
        return found


def time_concept(mention: TimeMention) -> str:
    """Return the concept id of a time: ``time/week-24``, or the open-label span for a range."""
    if mention.to_weeks is not None:
        return f"time/weeks-{mention.weeks}-{mention.to_weeks}"
    return f"time/week-{mention.weeks}"


def recognise(text: str, lexicon: Lexicon, weeks: tuple[int, ...]) -> Recognised:
    """Return the concepts of cleaned ``text``. ``weeks`` are the trial's own time points."""
    tokens = tokenize(text)
    words = [lexicon.look_up(token) for token in tokens]
    repairs: list[tuple[str, str]] = []
    mistyped: set[str] = set()
    for word in words:
        if not word.known:
            tokens, repairs, mistyped = _repair(tokens, text, lexicon)
            words = [lexicon.look_up(token) for token in tokens]
            break
    hints = 0
    for word in words:
        hints |= word.hints
    found = Recognised(text, tokens, repairs=repairs, hints=hints, strange=mistyped)
    found.vignette = bool(hints & AGE) and is_vignette(text)
    if hints & SOMEBODY:
        if speaks_of_patient(text):
            found.mentions.append(Mention("patient/specific", 0, 0))
        elif speaks_of_somebody(text):
            found.mentions.append(Mention("patient/indefinite", 0, 0))
    times = {mention.first: mention for mention in find_times(text, tokens, weeks)} if hints & TIME else None
    _find_phrases(found, words, times, lexicon, mistyped)
    if times:
        _place_times(found, times, weeks)
        if (claimed := length(tokens, found.mentions)) is not None:
            found.mentions[claimed] = found.mentions[claimed]._replace(concept="time/whole")
    if hints & QUANTITY and (asked := headcount(tokens, found.mentions)) is not None:
        found.mentions.append(Mention(asked, 0, 0))
    found.implied = _implied(found.mentions, lexicon)
    if hints & MYSELF and _speaks_of_self(found):
        found.mentions.append(Mention("patient/self", 0, 0))
    return found


def _find_phrases(
    found: Recognised,
    words: Sequence[Known],
    times: Mapping[int, TimeMention] | None,
    lexicon: Lexicon,
    mistyped: AbstractSet[str],
) -> None:
    """Add the phrases of the vocabulary, the longest at each place, and the times that no longer phrase holds."""
    tokens, mentions = found.tokens, found.mentions
    place, count = 0, len(tokens)
    while place < count:
        word = words[place]
        if word.following:
            end, concepts = lexicon.longest(tokens, place)
        else:
            concepts = word.concepts
            end = place + 1 if concepts else place
        if word.cased and end <= place + 1:
            cased = lexicon.cased(found.text[tokens[place].start : tokens[place].end])
            if cased is not None:
                end, concepts = place + 1, (cased,)
        if times and (time := times.get(place)) is not None and time.last >= end:
            mentions.append(Mention(_TIME, place, time.last))
            place = time.last
            continue
        if concepts:
            if place and tokens[place - 1].word == _NON:
                concepts = tuple(lexicon.complements.get(concept, concept) for concept in concepts)
            mentions += [Mention(concept, place, end) for concept in concepts]
            place = end
            continue
        token = tokens[place]
        if not word.ignorable and (len(token.word) > _NOISE or token.shout):
            # A word of content that nothing explains; short lower-case noise is none.
            found.unknown.append(token.word)
            if token.word in mistyped and _DRUG.match(token.word):
                mentions.append(Mention("drug/other", place, place + 1))
        place += 1


def _place_times(found: Recognised, times: Mapping[int, TimeMention], weeks: tuple[int, ...]) -> None:
    """Say which time it is, where a phrase was found to be one."""
    for number, mention in enumerate(found.mentions):
        if mention.concept == _TIME:
            meant = _time_meant(times[mention.first], found.tokens, weeks)
            found.mentions[number] = mention._replace(concept=meant)


def _implied(mentions: list[Mention], lexicon: Lexicon) -> tuple[str, ...]:
    """Return what the concepts mentioned also speak of."""
    named = {mention.concept for mention in mentions}
    more = [implied for mention in mentions for implied in lexicon.implied(mention.concept) if implied not in named]
    return tuple(dict.fromkeys(more)) if more else ()


def _time_meant(time: TimeMention, tokens: list[Token], weeks: tuple[int, ...]) -> str:
    """Return the concept of a time where it stands: "before", "until" and "after" make another period of it."""
    place = time.first
    before = tokens[place - 1].word if place else ""
    if time.last < len(tokens) and tokens[time.last].word in _BEFORE:
        return "time/before"
    if before in _UNTIL and time.weeks in weeks:
        return "time/double-blind" if time.weeks == weeks[0] else "time/whole"
    # "After week 24" is the period that follows a time point, not the time point.
    if before in _AFTER and time.to_weeks is None and time.weeks in weeks and _is_named(tokens, place):
        return "time/later" if time.weeks == weeks[-1] else "time/open-label"
    return time_concept(time)


def _is_named(tokens: list[Token], place: int) -> bool:
    """Is a time named as a point of the trial ("week 24"), not as a length ("24 weeks", "a year")?"""
    beyond = place > 0 and tokens[place - 1].word in _BEYOND
    return beyond or not (tokens[place].word[:1].isdigit() or tokens[place].word in NUMBER_WORDS)


def _speaks_of_self(found: Recognised) -> bool:
    """Does the asker say "I have …" of a disease?"""
    words = [token.word for token in found.tokens]
    for mention in found.mentions:
        if mention.concept.startswith(("population/", "disease/", "antibody/")):
            before = words[max(0, mention.first - 5) : mention.first]
            if "ive" in before or ("i" in before and _HAVE.intersection(before)):
                return True
    return False


def _repair(tokens: list[Token], text: str, lexicon: Lexicon) -> tuple[list[Token], list[tuple[str, str]], set[str]]:
    """Replace mistyped words by the only near known word; return tokens, repairs and the words left unknown."""
    repaired: list[Token] = []
    repairs: list[tuple[str, str]] = []
    unknown: set[str] = set()
    for token in tokens:
        if lexicon.knows_word(token.word) or not token.word.isalpha():
            repaired.append(token)
            continue
        meant = _meant(token, lexicon)
        if meant is None:
            if not _known_inflection(token, lexicon):
                unknown.add(token.word)
            repaired.append(token)
            continue
        if meant not in lexicon.common:
            repairs.append((text[token.start : token.end], meant))
        repaired.append(Token(meant, stem(meant), token.shout, token.start, token.end, EXACT + meant))
    return repaired, repairs, unknown


def _known_inflection(token: Token, lexicon: Lexicon) -> bool:
    """Is only the ending new ("responding" where "respond" is known)?"""
    return lexicon.knows_stem(token.stem)


def _meant(token: Token, lexicon: Lexicon) -> str | None:
    if _known_inflection(token, lexicon):
        return None
    candidates = lexicon.repairs(token.word)
    if not candidates and not token.shout and is_shortened(token.word):
        candidates = tuple(known for known in lexicon.written_out(token.word) if len(known) > len(token.word))
    if not candidates:
        return None
    stems = {stem(candidate) for candidate in candidates}
    if len(stems) == 1:
        return candidates[0]
    if len({lexicon.longest(tokenize(candidate), 0)[1] for candidate in candidates}) == 1:
        return candidates[0]  # two spellings of one thing ("necrotising", "necrotizing")
    # Equally many slips: the word that shares more of its beginning, if it clearly does.
    closeness = sorted(
        ((JaroWinkler.similarity(token.word, candidate), candidate) for candidate in candidates), reverse=True
    )
    if closeness[0][0] - closeness[1][0] > _CLEARLY_NEARER or stem(closeness[0][1]) == stem(closeness[1][1]):
        return closeness[0][1]
    return None
