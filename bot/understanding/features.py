"""What the trained reader sees of a question: names of features, counted once each.

Names of trials, drugs, groups and times are replaced by what kind of name they are, so that a new trial needs no
training. A feature is a string; which weight it has is looked up by a fixed hash of it (``feature_index``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise
from typing import NamedTuple
from zlib import crc32

from bot.understanding.concepts import Recognised
from bot.understanding.frame import Frame
from bot.understanding.tokens import Token

FEATURE_BITS = 16
_MASK = (1 << FEATURE_BITS) - 1
# Slots whose names are taken out: the kind is left.
_NAMED = frozenset(
    {"population", "antibody", "drug", "trial", "disease", "person", "sponsor", "time", "publication", "meeting"}
)
_LONG = (4, 8, 14, 25)
_AROUND = 2
_CHARACTERS = (3, 4, 5)
_LONGEST_WORD = 24
# So few words before a question are its heading ("ARTEMIS. Primary end point?").
_HEADING = 3
_BRACKETS = re.compile(r"(?<=\w )\([^()]*\)")
_SENTENCE = re.compile(r"[^.!?;\n]*(?:[.!?;](?!\s|$)[^.!?;\n]*)*(?:[.!?;\n]+|$)")
_ASKS = re.compile(
    r"\?\s*$|^\W*(?:and |so |but |ok |then )*(?:what|whats|who|when|where|which|why|how|hows|did|does|do|was|were|is|"
    r"are|has|have|had|any|can|could|would|should|tell me|give me|show me|please)\b",
    re.IGNORECASE,
)


class Word(NamedTuple):
    """One token as the reader sees it.

    ``text`` is its stem, or ``<slot>`` where a name was taken out; ``concepts`` are those of the phrase it stands in;
    ``known`` says whether the vocabulary or everyday language has it; ``end`` is where the word, or the name of several
    words, ends in the text; ``kinds`` are its concepts with names replaced by
    their kinds; ``dim`` is the dimension that the word is an everyday word of; ``aside`` says whether it stands in
    brackets or in a statement beside the question.
    """

    text: str
    concepts: tuple[str, ...]
    known: bool
    token: Token
    end: int
    kinds: tuple[str, ...] = ()
    dim: str = ""
    aside: bool = False


def asides_of(text: str) -> list[tuple[int, int]]:
    """Return the spans of ``text`` that ask nothing: brackets, and statements beside a question."""
    spans = [match.span() for match in _BRACKETS.finditer(text)]
    sentences = [match.span() for match in _SENTENCE.finditer(text)]
    asking = [bool(_ASKS.search(text[start:end])) for start, end in sentences]
    if any(asking) and not all(asking):
        spans += [
            span
            for span, asks in zip(sentences, asking, strict=True)
            if not asks and len(text[slice(*span)].split()) > _HEADING
        ]
    return spans


def feature_index(feature: str) -> int:
    """Return the row of a feature in the table of weights: CRC-32 of its UTF-8 bytes, cut to FEATURE_BITS bits."""
    return crc32(feature.encode()) & _MASK


def words_of(found: Recognised, dims: Mapping[str, str], own: AbstractSet[str]) -> list[Word]:
    """Return the words of a question, names replaced by their kinds; a name of several words is one.

    ``dims`` gives the dimension of everyday words for people, by the word; ``own`` are the concepts of the trial
    itself.
    """
    by_place: dict[int, list[str]] = {}
    ends: dict[int, int] = {}
    for mention in found.mentions:
        if mention.last <= mention.first:
            continue
        by_place.setdefault(mention.first, []).append(mention.concept)
        ends[mention.first] = max(ends.get(mention.first, 0), mention.last)
    unknown = set(found.unknown) | set(found.strange)
    asides = asides_of(found.text)
    words: list[Word] = []
    place, covered = 0, 0
    inside: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    while place < len(found.tokens):
        token = found.tokens[place]
        aside = any(start <= token.start < end for start, end in asides)
        if place in by_place:
            inside, covered = tuple(dict.fromkeys(by_place[place])), ends[place]
            kinds = tuple(dict.fromkeys(kind_of(concept, own) for concept in inside))
            named = next((c.partition("/")[0] for c in inside if c.partition("/")[0] in _NAMED), None)
            if named is not None:
                words.append(Word(f"<{named}>", inside, True, token, found.tokens[covered - 1].end, kinds, "", aside))
                place = covered
                continue
        concepts = inside if place < covered else ()
        text = "<n>" if token.word[:1].isdigit() else token.stem
        said = kinds if concepts else ()
        dim = dims.get(token.word, "")
        words.append(Word(text, concepts, token.word not in unknown, token, token.end, said, dim, aside))
        place += 1
    return words


def question_features(
    found: Recognised, words: Sequence[Word], before: Frame | None, own: AbstractSet[str]
) -> set[str]:
    """Return the features of a question; ``before`` is the frame that its thread remembers."""
    texts = ["^", *(word.text for word in words if word.text not in "=<>+&"), "$"]
    features = {f"w {text}" for text in texts}
    features |= {f"b {one} {two}" for one, two in pairwise(texts)}
    features |= {f"t {one} {two} {three}" for one, two, three in zip(texts, texts[1:], texts[2:], strict=False)}
    features |= {f"s {one} {two}" for one, two in zip(texts, texts[2:], strict=False)}
    concepts = sorted({kind_of(mention.concept, own) for mention in found.mentions})
    features |= {f"c {concept}" for concept in concepts}
    features |= {f"p {one} {two}" for at, one in enumerate(concepts) for two in concepts[at + 1 :]}
    opening = texts[1] if len(texts) > 2 else "$"
    features |= {f"o {opening} {concept}" for concept in concepts}
    for word in words:
        if not word.text.startswith("<"):
            features |= set(_characters(word.token.word))
    size = sum(len(words) > most for most in _LONG)
    features.add(f"l {size}")
    features.add("q ?" if "?" in found.text else "q .")
    if found.vignette:
        features.add("v")
    features |= {f"d {word.dim}" for word in words if word.dim}
    if before is not None:
        features |= {"r", f"r {before.ask}", f"r {before.act}", f"rl {size}", f"ro {opening}"}
        if before.whom:
            features.add("r whom")
    return features


def kind_of(concept: str, own: AbstractSet[str]) -> str:
    """Return a concept, or for a name what kind of name it is: the trial's own drug, another drug, a group."""
    slot = concept.partition("/")[0]
    if slot not in _NAMED:
        return concept
    return f"own {slot}" if concept in own else slot


def _characters(word: str) -> Iterator[str]:
    padded = f"_{word[:_LONGEST_WORD]}_"
    for size in _CHARACTERS:
        for at in range(len(padded) - size + 1):
            yield f"g {padded[at : at + size]}"


def word_features(words: Sequence[Word], place: int) -> list[str]:
    """Return the features of one word in its place, from which its role is read."""
    word = words[place]
    text, raw = word.text, word.token.word
    features = ["1", f"w {text}", "k" if word.known else "u", f"e {raw[-3:]}", f"e2 {raw[-2:]}", f"h {raw[:3]}"]
    features += [f"c {kind}" for kind in word.kinds] or ["c -"]
    features += [f"cs {concept.partition('/')[0]}" for concept in word.concepts]
    if word.token.shout:
        features.append("shout")
    features.append(f"d {word.dim}" if word.dim else "d -")
    if word.aside:
        features += ["aside", f"aside {text}"]
    for step in range(-_AROUND - 1, _AROUND + 2):
        if step == 0:
            continue
        at = place + step
        near = words[at] if 0 <= at < len(words) else None
        name = near.text if near is not None else ("^" if at < 0 else "$")
        features.append(f"{step} {name}")
        if near is not None and abs(step) <= _AROUND:
            features += [f"{step}c {kind}" for kind in near.kinds]
            features.append(f"{step}{'k' if near.known else 'u'}")
            if near.dim:
                features.append(f"{step}d {near.dim}")
    before = words[place - 1].text if place else "^"
    after = words[place + 1].text if place + 1 < len(words) else "$"
    features += [f"-0 {before} {text}", f"0+ {text} {after}", f"-+ {before} {after}"]
    if place > 1:
        features.append(f"-- {words[place - 2].text} {before}")
    if place + 2 < len(words):
        features.append(f"++ {after} {words[place + 2].text}")
    features.append(f"at {min(place, 4)}")
    features.append(f"left {min(len(words) - place, 4)}")
    return features
