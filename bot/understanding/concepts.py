"""Recognise the concepts of a question: longest phrase first, typos repaired inside a concept only."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from rapidfuzz.distance import JaroWinkler

from bot.understanding.lexicon import Lexicon
from bot.understanding.patients import PEOPLE, is_vignette, speaks_of_patient, speaks_of_somebody
from bot.understanding.times import TimeMention, find_times
from bot.understanding.tokens import EXACT, Token, stem, tokenize

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
    tokens, repairs, unknown = _repair(tokens, text, lexicon)
    words = {token.word for token in tokens}
    found = Recognised(text, tokens, repairs=repairs, vignette=is_vignette(text))
    if not PEOPLE.isdisjoint(words):
        if speaks_of_patient(text):
            found.mentions.append(Mention("patient/specific", 0, 0))
        elif speaks_of_somebody(text):
            found.mentions.append(Mention("patient/indefinite", 0, 0))
    times = {mention.first: mention for mention in find_times(text, tokens, weeks)}
    place, count = 0, len(tokens)
    while place < count:
        token = tokens[place]
        time = times.get(place) if times else None
        end, concepts = lexicon.longest(tokens, place)
        if token.word in lexicon.cased_words:
            cased = lexicon.cased(text[token.start : token.end])
            if cased is not None and end <= place + 1:
                end, concepts = place + 1, (cased,)
        if time is not None and time.last >= end:
            concept = _time_meant(time, tokens, weeks)
            found.mentions.append(Mention(concept, time.first, time.last))
            place = time.last
            continue
        if concepts and place and tokens[place - 1].word == _NON:
            concepts = tuple(lexicon.complements.get(concept, concept) for concept in concepts)
        if concepts:
            found.mentions.extend(Mention(concept, place, end) for concept in concepts)
            place = end
            continue
        if _unaccounted(token, lexicon):
            found.unknown.append(token.word)
            if token.word in unknown and _DRUG.match(token.word):
                found.mentions.append(Mention("drug/other", place, place + 1))
        place += 1
    named = dict.fromkeys(mention.concept for mention in found.mentions)
    found.implied = tuple(
        dict.fromkeys(more for concept in named for more in lexicon.implied(concept) if more not in named)
    )
    if _speaks_of_self(found):
        found.mentions.append(Mention("patient/self", 0, 0))
    return found


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
    return beyond or not (tokens[place].word[:1].isdigit() or tokens[place].word in {"a", "one", "six", "half"})


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


def _unaccounted(token: Token, lexicon: Lexicon) -> bool:
    """Is this a word of content that nothing explains? Single letters, filler and short lower-case noise are not."""
    if token.word in lexicon.filler or not token.word.isalpha():
        return False
    return len(token.word) > _NOISE or token.shout


def _known_inflection(token: Token, lexicon: Lexicon) -> bool:
    """Is only the ending new ("responding" where "respond" is known)?"""
    return lexicon.knows_stem(token.stem)


def _meant(token: Token, lexicon: Lexicon) -> str | None:
    if _known_inflection(token, lexicon):
        return None
    candidates = lexicon.repairs(token.word)
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
