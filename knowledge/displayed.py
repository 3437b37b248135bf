"""Every text a reader may see, where it stands, and the figures its references may name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from knowledge.loading import LoadedTrial, Places, Shared
from knowledge.models.base import Model
from knowledge.models.facts import DerivedFact, FactBase
from knowledge.models.figure_base import FigureBase
from knowledge.models.texts import GlossaryTerm
from knowledge.models.trial import LedgerEntry
from knowledge.problems import Problem
from knowledge.records import RenderedText
from knowledge.texts import FigureIndex, Proof, TemplateError, render

TextPath = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Displayed:
    """A template and where it stands: the entry that holds it, the path in it, and how it is rendered.

    ``owner`` is the fact whose figures ``{key}`` names; ``sort`` says what sort of text it is (statement, method,
    conflict, caveat, term, answer, related, not-covered, trial).
    """

    entry: Model
    path: TextPath
    template: str
    sort: str
    owner: str | None = None
    dagger: bool = True


def _conflicts(fact: FactBase) -> Iterator[Displayed]:
    for conflict in fact.conflicts:
        for name in ("about", "preferred", "why"):
            yield Displayed(conflict, (name,), getattr(conflict, name), "conflict", fact.id)
        for position in conflict.positions:
            yield Displayed(position, ("says",), position.says, "conflict", fact.id)


def fact_texts(fact: FactBase) -> Iterator[Displayed]:
    """Yield the texts of a fact, derived result or related-trial fact."""
    ours = isinstance(fact, DerivedFact)
    yield Displayed(fact, ("statement",), fact.statement, "statement", fact.id, dagger=not ours)
    if isinstance(fact, DerivedFact):
        yield Displayed(fact, ("method",), fact.method, "method", fact.id, dagger=False)
        yield Displayed(fact, ("formula",), fact.formula, "method", fact.id, dagger=False)
    yield from _conflicts(fact)


def term_texts(terms: Iterable[GlossaryTerm]) -> Iterator[Displayed]:
    """Yield the texts of glossary terms."""
    for term in terms:
        for name in ("definition", "range_and_units", "note"):
            if template := getattr(term, name):
                yield Displayed(term, (name,), template, "term", term.id)


def _optional(entry: Model, sort: str, names: Iterable[str]) -> Iterator[Displayed]:
    for name in names:
        if template := getattr(entry, name):
            yield Displayed(entry, (name,), template, sort)


def _answers(trial: LoadedTrial) -> Iterator[Displayed]:
    for answer in trial.answers:
        yield Displayed(answer, ("headline",), answer.headline, "answer")
        for name, template in answer.forms.items():
            yield Displayed(answer, ("forms", name), template, "answer")
        for number, template in enumerate(answer.lines):
            yield Displayed(answer, ("lines", number), template, "answer")
        for row, cells in enumerate(answer.table.rows if answer.table else ()):
            for column, template in enumerate(cells):
                yield Displayed(answer, ("table", "rows", row, column), template, "answer")


def _quiz(trial: LoadedTrial) -> Iterator[Displayed]:
    for card in trial.quiz:
        yield from _optional(card, "quiz", ("prompt", "explanation", "tempts", "mirror"))
        for place, option in enumerate(card.options):
            yield Displayed(card, ("options", place, "text"), option.text, "quiz")
            if option.why:
                yield Displayed(card, ("options", place, "why"), option.why, "quiz")


def trial_texts(trial: LoadedTrial) -> Iterator[Displayed]:
    """Yield every displayed template of a trial, its own terms included, the shared terms not."""
    if trial.trial:
        names = ("one_line_result", "drug_description", "comparator", "background", "about")
        yield from _optional(trial.trial, "trial", names)
    for fact in trial.all_facts():
        yield from fact_texts(fact)
    for related in trial.related:
        yield Displayed(related, ("relationship",), related.relationship, "related")
    for caveat in trial.caveats:
        yield from _optional(caveat, "caveat", ("text", "short"))
    for merged in trial.merged:
        yield Displayed(merged, ("text",), merged.text, "caveat")
    yield from term_texts(trial.glossary)
    for topic in trial.not_covered:
        yield from _optional(topic, "not-covered", ("reason", "where"))
    yield from _answers(trial)
    yield from _quiz(trial)


def _places_in_ledger(entries: Iterable[LedgerEntry]) -> dict[str, tuple[str, str]]:
    return {figure.id: (entry.source, entry.locator) for entry in entries for figure in entry.figures}


def _proof(
    fact: FactBase | GlossaryTerm, figure: FigureBase, ledger: dict[str, tuple[str, str]], method: str | None
) -> Proof:
    """Return the figure with the citation that proves it: the fact's own citation of the ledger's source, if any."""
    source = locator = None
    citations = getattr(fact, "citations", ())
    if figure.ledger:
        source, locator = ledger.get(figure.ledger.partition("#")[0], (None, None))
    cited = next((item for item in citations if item.source == source), citations[0] if citations else None)
    if cited and (source is None or source == cited.source):
        source, locator = cited.source, cited.locator
    derived = isinstance(fact, DerivedFact) and figure.ledger is None and figure.single_entry is None
    return Proof(fact.id, figure, derived, None if derived else source, None if derived else locator, method)


def figure_index(trial: LoadedTrial | None, shared: Shared, scope: str = "") -> FigureIndex:
    """Return the figures that texts of ``trial`` (or, without it, of the shared terms) may refer to."""
    index = FigureIndex(trial.id if trial else scope, unread=trial.unread if trial else frozenset())
    ledger = _places_in_ledger((*shared.ledger, *(trial.ledger if trial else ())))
    methods: dict[str, str] = {}
    for fact in trial.all_facts() if trial else ():
        if isinstance(fact, DerivedFact):
            methods[fact.id] = fact.method
        index.facts[fact.id] = {value.key: _proof(fact, value, ledger, methods.get(fact.id)) for value in fact.values}
    for term in (*shared.glossary, *(trial.glossary if trial else ())):
        index.facts[term.id] = {value.key: _proof(term, value, ledger, None) for value in term.values}
    _render_methods(index, methods)
    return index


def _render_methods(index: FigureIndex, methods: dict[str, str]) -> None:
    """Give the marks of derived figures their method as readers see it (a broken one is reported where it stands)."""
    for fact, template in methods.items():
        try:
            method = render(template, index, owner=fact, dagger=False).text if "{" in template else template
        except TemplateError:
            continue
        index.facts[fact] = {
            key: Proof(
                proof.fact, proof.figure, proof.derived, proof.source, proof.locator, method if proof.derived else None
            )
            for key, proof in index.facts[fact].items()
        }


class Rendered:
    """The rendered texts of one trial (or of the shared terms), by the entry and path they stand at."""

    def __init__(self, texts: Iterable[Displayed], index: FigureIndex, places: Places) -> None:
        """Render all ``texts``; what cannot be rendered is in ``problems``."""
        self.problems: list[Problem] = []
        self._texts: dict[tuple[int, TextPath], RenderedText] = {}
        for shown in texts:
            try:
                text = render(shown.template, index, owner=shown.owner, dagger=shown.dagger)
            except TemplateError as error:
                place = places.where(shown.entry, *shown.path)
                name = shown.owner or getattr(shown.entry, "id", None) or getattr(shown.entry, "slug", None)
                for message, hint in error.faults:
                    said = f"{name}: {message}" if name else message
                    self.problems.append(Problem(place.file, place.line, "text", said, hint))
                text = RenderedText(shown.template)
            self._texts[id(shown.entry), shown.path] = text

    def of(self, entry: Model, *path: str | int) -> RenderedText:
        """Return the text at ``path`` of ``entry``."""
        return self._texts[id(entry), path]

    def maybe(self, entry: Model, *path: str | int) -> RenderedText | None:
        """Return the text at ``path`` of ``entry``, None when it has none."""
        return self._texts.get((id(entry), path))


def check_texts(trial: LoadedTrial, shared: Shared) -> list[Problem]:
    """Return a problem for every reference, form and bound word of a trial's texts that does not hold."""
    return Rendered(trial_texts(trial), figure_index(trial, shared), trial.places).problems


def check_shared_texts(shared: Shared, places: Places) -> list[Problem]:
    """Return the same for the shared glossary, whose terms refer to their own figures only."""
    return Rendered(term_texts(shared.glossary), figure_index(None, shared, "myositis"), places).problems
