"""The template language of displayed texts: plain text with references to figures and words bound to figures.

``{fact-id.key}`` or, inside the fact itself, ``{key}`` shows a figure, ``{fact-id.key:form}`` in another printed form;
``{words|predicate: ref, ref}`` shows the words and demands that the predicate holds of the figures. Figures of ours
(derived figures, reconstructed counts) get a dagger where the text is rendered with daggers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from knowledge.models.figure_base import FigureBase
from knowledge.predicates import PREDICATES, SYNONYMS, Operand, holds, predicate
from knowledge.problems import did_you_mean
from knowledge.records import FigureMark, RenderedText

DAGGER = "\u2020"
_BRACES = re.compile(r"\{([^{}]*)\}|[{}]")
_REF = re.compile(r"(?:(?P<fact>[a-z0-9-]+)\.)?(?P<key>[a-z0-9-]+)(?::(?P<form>[A-Za-z]+))?")
# What a reconstructed count shows that was not printed.
_RECONSTRUCTED_FORMS = frozenset({"count", "events", "n"})


@dataclass(frozen=True, slots=True)
class Plain:
    """Text that stands as it is."""

    text: str


@dataclass(frozen=True, slots=True)
class Ref:
    """A reference to a figure; ``fact`` is None for a figure of the text's own fact."""

    fact: str | None
    key: str
    form: str = ""

    def __str__(self) -> str:
        return (f"{self.fact}." if self.fact else "") + self.key + (f":{self.form}" if self.form else "")


@dataclass(frozen=True, slots=True)
class Bound:
    """Words of number or size, the predicate that gives them meaning, and the figures they speak of."""

    words: str
    predicate: str
    refs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Broken:
    """A place that cannot be read, and why."""

    text: str
    message: str
    hint: str


Segment = Plain | Ref | Bound | Broken


def _ref(text: str) -> Ref | None:
    match = _REF.fullmatch(text.strip())
    return Ref(match["fact"], match["key"], match["form"] or "") if match else None


def _braced(inner: str) -> Segment:
    if "|" not in inner:
        return _ref(inner) or Broken(
            f"{{{inner}}}", f"'{{{inner}}}' is no reference", "write {fact-id.key} or {fact-id.key:form}"
        )
    words, _, rest = inner.partition("|")
    name, colon, listed = rest.partition(":")
    refs = [_ref(part) for part in listed.split(",")]
    if not words or not colon or None in refs:
        return Broken(
            f"{{{inner}}}", f"'{{{inner}}}' binds no words to figures", "write {words|predicate: fact-id.key, …}"
        )
    return Bound(words, name.strip(), tuple(ref for ref in refs if ref is not None))


@lru_cache(maxsize=4096)
def parse(template: str) -> tuple[Segment, ...]:
    """Return the segments of a template; what cannot be read becomes Broken segments."""
    segments: list[Segment] = []
    end = 0
    for match in _BRACES.finditer(template):
        if match.start() > end:
            segments.append(Plain(template[end : match.start()]))
        if match[1] is None:
            segments.append(Broken(match[0], f"a lone '{match[0]}'", "close the reference, or remove the brace"))
        else:
            segments.append(_braced(match[1]))
        end = match.end()
    if end < len(template):
        segments.append(Plain(template[end:]))
    return tuple(segments)


def references(template: str) -> Iterator[Ref]:
    """Yield every reference in a template, those of bound words too."""
    for segment in parse(template):
        if isinstance(segment, Ref):
            yield segment
        elif isinstance(segment, Bound):
            yield from segment.refs


@dataclass(frozen=True, slots=True)
class Proof:
    """A figure with what a mark says of it."""

    fact: str
    figure: FigureBase
    derived: bool = False
    source: str | None = None
    locator: str | None = None
    method: str | None = None

    @property
    def reconstructed(self) -> bool:
        """Were the figure's counts worked back by us?"""
        return bool(getattr(self.figure, "reconstructed", False))


@dataclass(slots=True)
class FigureIndex:
    """The figures of one trial by fact and key; ``unread`` names facts that did not validate."""

    trial: str
    facts: dict[str, dict[str, Proof]] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()

    def find(self, ref: Ref, owner: str | None) -> Proof | tuple[str, str]:
        """Return the figure ``ref`` names in a text of ``owner``, or what is wrong and a hint."""
        fact = ref.fact or owner
        if fact is None:
            return f"'{{{ref}}}' names no fact", "write {fact-id.key}"
        if fact not in self.facts:
            return f"there is no fact '{fact}'", did_you_mean(fact, self.facts)
        keys = self.facts[fact]
        if ref.key not in keys:
            return f"the fact '{fact}' has no figure '{ref.key}'", did_you_mean(
                ref.key, keys
            ) if keys else "it has none"
        return keys[ref.key]


class TemplateError(ValueError):
    """A template that cannot be rendered: every message with its hint."""

    def __init__(self, faults: list[tuple[str, str]]) -> None:
        """Keep the faults."""
        super().__init__("; ".join(message for message, _ in faults))
        self.faults = faults


@dataclass(slots=True)
class _Rendering:
    index: FigureIndex
    owner: str | None
    dagger: bool
    text: list[str] = field(default_factory=list)
    length: int = 0
    marks: list[FigureMark] = field(default_factory=list)
    faults: list[tuple[str, str]] = field(default_factory=list)

    def add(self, text: str) -> None:
        self.text.append(text)
        self.length += len(text)

    def ref(self, ref: Ref) -> None:
        proof = self.index.find(ref, self.owner)
        if not isinstance(proof, Proof):
            self._fault(ref, proof)
            return
        try:
            printed = proof.figure.form(ref.form, derived=proof.derived)
        except ValueError as error:
            self.faults.append((f"{{{ref}}}: {error}", "use another form, or another figure"))
            return
        start = self.length
        self.add(printed)
        if ref.form == "unit":
            return
        worked_back = proof.reconstructed and ref.form in _RECONSTRUCTED_FORMS
        self.marks.append(
            FigureMark(
                start,
                self.length,
                printed,
                self.index.trial,
                proof.fact,
                ref.key,
                ref.form,
                derived=proof.derived,
                reconstructed=worked_back,
                source=proof.source,
                locator=proof.locator,
                method=proof.method,
            )
        )
        if (proof.derived or worked_back) and self.dagger:
            self.add(DAGGER)

    def _fault(self, ref: Ref, fault: tuple[str, str]) -> None:
        # A fact that could not be read is reported where it stands, not in every text that refers to it.
        if (ref.fact or self.owner) not in self.index.unread:
            self.faults.append(fault)

    def bound(self, bound: Bound) -> None:
        operands = []
        for ref in bound.refs:
            proof = self.index.find(ref, self.owner)
            if isinstance(proof, Proof):
                operands.append(Operand(str(ref), proof.figure, ref.form))
            else:
                self._fault(ref, proof)
        self.add(bound.words)
        if predicate(bound.predicate) is None:
            known = [*PREDICATES, *SYNONYMS]
            self.faults.append((f"there is no predicate '{bound.predicate}'", did_you_mean(bound.predicate, known)))
        elif len(operands) == len(bound.refs):
            self._test(bound, operands)

    def _test(self, bound: Bound, operands: list[Operand]) -> None:
        try:
            if holds(bound.predicate, operands):
                return
            stated = ", ".join(f"{operand.ref} = {operand.number()}" for operand in operands)
            rule = predicate(bound.predicate)
            said = f"'{bound.words}' ({bound.predicate}) is not borne out by {stated}"
            self.faults.append((said, f"the rule: {rule.rule}" if rule else ""))
        except ValueError as error:
            self.faults.append((f"'{bound.words}' ({bound.predicate}): {error}", "bind the words to other figures"))


def render(template: str, index: FigureIndex, *, owner: str | None = None, dagger: bool = True) -> RenderedText:
    """Return the text as readers see it, figures marked; TemplateError with all faults when it cannot be.

    ``owner`` is the fact whose figures ``{key}`` names. ``dagger``: mark figures of ours (off in the statements of
    derived results, which are ours throughout).
    """
    rendering = _Rendering(index, owner, dagger)
    for segment in parse(template):
        if isinstance(segment, Plain):
            rendering.add(segment.text)
        elif isinstance(segment, Ref):
            rendering.ref(segment)
        elif isinstance(segment, Bound):
            rendering.bound(segment)
        else:
            rendering.faults.append((segment.message, segment.hint))
    if rendering.faults:
        raise TemplateError(rendering.faults)
    return RenderedText("".join(rendering.text), tuple(rendering.marks))
