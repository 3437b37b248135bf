"""Loaded models to the reader's records, texts rendered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from knowledge import records as rec
from knowledge.displayed import Rendered, figure_index
from knowledge.loading import Knowledge, LoadedTrial, Shared
from knowledge.models.facts import Conflict, DerivedFact, FactBase, RelatedFact
from knowledge.models.figure_base import FigureBase
from knowledge.models.language import Intent, VocabularyEntry
from knowledge.models.scope import About, AskGroup, Combination, Groups
from knowledge.models.texts import AnswerText, Caveat, CaveatRule, GlossaryTerm
from knowledge.models.trial import Source, Trial
from knowledge.quizzing import quiz_record
from knowledge.texts import FigureIndex, Proof

SHARED = "myositis"
"""The scope of what all trials share."""

# What stands for the authors where the part that was read names none.
_UNNAMED = "not shown"


def sort_of(fact: FactBase) -> str:
    """Return fact, derived or related."""
    if isinstance(fact, DerivedFact):
        return "derived"
    return "related" if isinstance(fact, RelatedFact) else "fact"


def required_caveats(fact: FactBase, rules: tuple[CaveatRule, ...]) -> tuple[str, ...]:
    """Return the caveats the rules demand of a fact beyond those attached to it."""
    sort, found = sort_of(fact), dict[str, None]()
    populations = {getattr(fact, "population", None), *(value.population for value in fact.values)}
    timepoints = {getattr(fact, "timepoint", None), *(value.timepoint for value in fact.values)}
    for rule in rules:
        when = rule.when
        fits = (
            (not when.topic or fact.topic in when.topic)
            and (not when.population or not populations.isdisjoint(when.population))
            and (not when.timepoint or not timepoints.isdisjoint(when.timepoint))
            and when.confidence in (None, getattr(fact, "confidence", None))
            and when.related in (None, sort == "related")
            and when.derived in (None, sort == "derived")
        )
        if fits:
            found.update(dict.fromkeys(rule.carry))
    return tuple(slug for slug in found if slug not in fact.caveats)


def _numbers(figure: FigureBase) -> dict[str, str]:
    """Return the figure's numbers as printed: its own under "value", then what belongs to it."""
    interval = getattr(figure, "interval", None)
    own = (getattr(figure, name, None) for name in ("percent", "count", "estimate", "quantity", "p"))
    parts: dict[str, object] = {
        "value": next((number for number in own if number is not None), None),
        "n": getattr(figure, "n", None),
        "events": getattr(figure, "events", None),
        "low": interval and interval.low,
        "high": interval and interval.high,
        "p": getattr(figure, "p", None),
    }
    return {part: str(number) for part, number in parts.items() if number is not None}


def _forms(proof: Proof) -> dict[str, str]:
    forms = {}
    for name, printed in proof.figure.forms(proof.derived).items():
        try:
            forms[name] = printed()
        except ValueError:
            continue  # the figure lacks what this form shows
    return forms


def _figure(fact: FactBase | GlossaryTerm, proof: Proof) -> rec.FigureRecord:
    figure = proof.figure
    return rec.FigureRecord(
        key=figure.key,
        name=figure.name,
        kind=figure.kind,  # type: ignore[attr-defined]
        as_printed=figure.as_printed,
        arm=figure.arm,
        contrast=figure.contrast or (),
        population=figure.population or getattr(fact, "population", None),
        timepoint=figure.timepoint or getattr(fact, "timepoint", None),
        scale=getattr(figure, "scale", None),
        unit=getattr(figure, "unit", None),
        derived=proof.derived,
        reconstructed=proof.reconstructed,
        source=proof.source,
        locator=proof.locator,
        single_entry=figure.single_entry,
        computed=str(figure.compute["function"]) if figure.compute else None,
        forms=_forms(proof),
        numbers=_numbers(figure),
    )


def _citations(entry: object) -> tuple[rec.Citation, ...]:
    return tuple(rec.Citation(item.source, item.locator) for item in getattr(entry, "citations", ()))


def _conflict(conflict: Conflict, texts: Rendered) -> rec.Conflict:
    return rec.Conflict(
        texts.of(conflict, "about"),
        tuple(rec.Position(position.source, texts.of(position, "says")) for position in conflict.positions),
        texts.of(conflict, "preferred"),
        texts.of(conflict, "why"),
    )


def fact_record(
    fact: FactBase, trial: LoadedTrial, index: FigureIndex, texts: Rendered, related: str | None = None
) -> rec.FactRecord:
    """Return the record of a fact, derived result or related-trial fact."""
    return rec.FactRecord(
        trial=trial.id,
        id=fact.id,
        sort=sort_of(fact),
        topic=fact.topic,
        statement=texts.of(fact, "statement"),
        population=getattr(fact, "population", None),
        timepoint=getattr(fact, "timepoint", None),
        figures=tuple(_figure(fact, proof) for proof in index.facts[fact.id].values()),
        citations=_citations(fact),
        caveats=fact.caveats,
        required=required_caveats(fact, trial.caveat_rules),
        confidence=getattr(fact, "confidence", "reported"),
        conflicts=tuple(_conflict(conflict, texts) for conflict in fact.conflicts),
        label=getattr(fact, "label", None),
        method=texts.maybe(fact, "method"),
        formula=texts.maybe(fact, "formula"),
        inputs=getattr(fact, "inputs", ()),
        related=related,
        aliases=(),
        range_and_units=None,
        note=None,
        reviewed_by=fact.review.by,
        reviewed_on=fact.review.date,
    )


def term_record(term: GlossaryTerm, scope: str, index: FigureIndex, texts: Rendered) -> rec.FactRecord:
    """Return the record of a glossary term, as the fact ``term-<slug>``."""
    return rec.FactRecord(
        trial=scope,
        id=term.id,
        sort="term",
        topic="glossary",
        statement=texts.of(term, "definition"),
        population=None,
        timepoint=None,
        figures=tuple(_figure(term, proof) for proof in index.facts[term.id].values()),
        citations=_citations(term),
        caveats=term.caveats,
        required=(),
        confidence="reported",
        conflicts=(),
        label=term.term,
        method=None,
        formula=None,
        inputs=(),
        related=None,
        aliases=term.aliases,
        range_and_units=texts.maybe(term, "range_and_units"),
        note=texts.maybe(term, "note"),
        reviewed_by=term.review.by,
        reviewed_on=term.review.date,
    )


def source_record(source: Source) -> rec.Source:
    """Return the record of a source; without a ``cite`` of its own it is cited by authors, or else title, and venue."""
    authors = None if source.authors == _UNNAMED else source.authors
    named = (authors, source.venue or source.title) if authors else (source.title, source.venue)
    cite = source.cite or ", ".join(dict.fromkeys(part for part in named if part))
    return rec.Source(
        source.id, source.kind, source.title, source.authors, source.venue, cite, source.date, source.address(),
        source.doi, source.pmid, source.pmcid, source.part_seen, source.note, source.retrieved,
    )  # fmt: skip


def vocabulary_record(entry: VocabularyEntry) -> rec.VocabularyEntry:
    """Return the record of a concept."""
    label = entry.label or entry.id.partition("/")[2].replace("-", " ")
    return rec.VocabularyEntry(entry.id, label, entry.terms, entry.exact, entry.cased, entry.implies)


def intent_record(intent: Intent) -> rec.Intent:
    """Return the record of an intent."""
    answers = (intent.answer,) if isinstance(intent.answer, str) else intent.answer or ()
    return rec.Intent(
        answers[0] if answers else None, intent.kind, intent.topic, intent.all, intent.any, intent.none, intent.weight,
        intent.bare, intent.options, answers, dict(intent.slots) or None,
    )  # fmt: skip


def scope_records(trial: LoadedTrial, shared: Shared) -> Iterator[rec.Scope]:
    """Yield what a trial's answers, the terms it uses and its declined topics are about, groups by their concepts."""
    concepts = dict(trial.trial.groups.held) if trial.trial else {}

    def scope(target: str, about: About, *, topic: bool) -> rec.Scope:
        whom = tuple(concepts.get(name, name) for name in about.whom)
        of = tuple(concepts.get(name, name) for name in about.of)
        return rec.Scope(
            target, about.asks, topic, about.act or "", of, whom, about.when, about.arms, about.stats, about.forms,
            about.trial or "", about.second,
        )  # fmt: skip

    for answer in trial.answers:
        yield from (scope(answer.id, about, topic=False) for about in answer.about)
    for term in (*shared.glossary, *trial.glossary):
        if term.concepts:
            yield rec.Scope(term.id, ("define-term", "scale-range", *term.asks), of=term.concepts)
    for declined in trial.not_covered:
        yield from (scope(declined.id, about, topic=True) for about in declined.about)


def groups_record(groups: Groups) -> rec.Groups:
    """Return the record of a trial's groups; names of groups become their concepts, comparisons stay names."""
    held = dict(groups.held)

    def combined(parts: Iterable[Combination]) -> tuple[rec.Combination, ...]:
        return tuple(
            rec.Combination(tuple(held.get(name, name) for name in part.of), held.get(part.is_, part.is_))
            for part in parts
        )

    within = {concept: held.get(name, name) for concept, name in groups.within.items()}
    return rec.Groups(
        tuple(held.values()), groups.excluded, combined(groups.unions), combined(groups.compared), within,
        dict(groups.times), groups.tested, groups.own,
    )  # fmt: skip


def ask_records(groups: Iterable[AskGroup]) -> Iterator[rec.Ask]:
    """Yield every ask, with what its group declares for it."""
    for group in groups:
        for name, ask in group.asks.items():
            strict = group.strict if ask.strict is None else ask.strict
            shows = group.shows if ask.shows is None else ask.shows
            wider = group.wider if ask.wider is None else ask.wider
            yield rec.Ask(
                name,
                ask.name,
                group.group,
                group.takes if ask.takes is None else ask.takes,
                strict,
                ask.narrows,
                shows,
                wider,
                ask.cues,
                ask.act or group.act or "",
                ask.names,
                ask.absorbs,
                ask.whole,
            )


def answer_record(answer: AnswerText, texts: Rendered) -> rec.AnswerText:
    """Return the record of an answer's texts."""
    table = None
    if answer.table is not None:
        rows = (
            tuple(texts.of(answer, "table", "rows", row, column) for column in range(len(cells)))
            for row, cells in enumerate(answer.table.rows)
        )
        table = rec.TableText(answer.table.columns, tuple(rows))
    return rec.AnswerText(
        answer.id, answer.label, answer.facts, answer.also, texts.of(answer, "headline"),
        {name: texts.of(answer, "forms", name) for name in answer.forms},
        tuple(texts.of(answer, "lines", number) for number in range(len(answer.lines))),
        table, answer.caveats, answer.followups, answer.examples,
    )  # fmt: skip


def _caveat(caveat: Caveat, texts: Rendered) -> rec.Caveat:
    short = texts.maybe(caveat, "short")
    return rec.Caveat(caveat.slug, caveat.show, texts.of(caveat, "text"), short, caveat.why)


def _rule(rule: CaveatRule) -> rec.CaveatRule:
    when = rule.when
    return rec.CaveatRule(
        when.topic, when.population, when.timepoint, when.confidence, when.related, when.derived, rule.carry
    )


def declared(trial: LoadedTrial) -> Trial:
    """Return what trial.yaml declares; ValueError without it (the compiler refuses such a trial first)."""
    if trial.trial is None:
        raise ValueError(f"{trial.folder}: trial.yaml could not be read")
    return trial.trial


def _trial(trial: LoadedTrial) -> rec.Trial:
    own = declared(trial)
    paper = rec.FullPaper(own.full_paper.label, own.full_paper.url) if own.full_paper else None
    return rec.Trial(
        own.id, own.short_name, own.title, own.drug, own.aliases, dict(own.identifiers), paper, dict(own.arms),
        dict(own.populations), dict(own.timepoints), own.date, own.read_on,
        all(fact.review.by for fact in trial.all_facts()), own.start_with,
    )  # fmt: skip


Row = tuple[str, str, str, object]
"""Scope, sort, id, and the record (or tuple of records) stored under them."""


def trial_records(trial: LoadedTrial, shared: Shared, index: FigureIndex, texts: Rendered) -> Iterator[Row]:
    """Yield every record of a trial."""
    scope = trial.id
    yield scope, "trial", "", _trial(trial)
    for fact in (*trial.facts, *trial.derived):
        yield scope, "fact", fact.id, fact_record(fact, trial, index, texts)
    for related, fact in trial.related_facts():
        yield scope, "fact", fact.id, fact_record(fact, trial, index, texts, related.id)
    for term in trial.glossary:
        yield scope, "fact", term.id, term_record(term, scope, index, texts)
    for related in trial.related:
        ids = tuple(fact.id for fact in related.facts)
        relationship = texts.of(related, "relationship")
        record = rec.RelatedTrial(
            related.id, related.name, related.registry, related.never_merge_with, relationship, ids
        )
        yield scope, "related", related.id, record
    for caveat in trial.caveats:
        yield scope, "caveat", caveat.slug, _caveat(caveat, texts)
    yield scope, "merged", "", tuple(rec.MergedCaveat(item.covers, texts.of(item, "text")) for item in trial.merged)
    yield scope, "rules", "", tuple(_rule(rule) for rule in trial.caveat_rules)
    for topic in trial.not_covered:
        declined = rec.NotCovered(
            topic.id,
            topic.topic,
            topic.example_questions,
            texts.of(topic, "reason"),
            topic.see_instead,
            texts.maybe(topic, "where"),
        )
        yield scope, "not-covered", topic.id, declined
    for source in trial.sources:
        yield scope, "source", source.id, source_record(source)
    yield scope, "glossary", "", tuple(rec.TermSummary(term.id, term.term, term.aliases) for term in trial.glossary)
    yield scope, "vocabulary", "", tuple(vocabulary_record(entry) for entry in trial.vocabulary)
    yield scope, "intents", "", tuple(intent_record(intent) for intent in trial.intents)
    yield scope, "scopes", "", tuple(scope_records(trial, shared))
    yield scope, "groups", "", groups_record(trial.trial.groups if trial.trial else Groups(held={}))
    for answer in trial.answers:
        yield scope, "answer", answer.id, answer_record(answer, texts)
    yield scope, "quiz", "", tuple(quiz_record(card, texts) for card in trial.quiz)


def shared_records(knowledge: Knowledge, texts: Rendered) -> Iterator[Row]:
    """Yield every record of what trials share."""
    shared = knowledge.shared
    index = figure_index(None, shared, SHARED)
    for term in shared.glossary:
        yield SHARED, "fact", term.id, term_record(term, SHARED, index, texts)
    for source in shared.sources:
        yield SHARED, "source", source.id, source_record(source)
    yield SHARED, "glossary", "", tuple(rec.TermSummary(term.id, term.term, term.aliases) for term in shared.glossary)
    yield SHARED, "vocabulary", "", tuple(vocabulary_record(entry) for entry in shared.myositis)
    yield "frames", "asks", "", tuple(ask_records(shared.asks))
    yield (
        "frames",
        "slots",
        "",
        tuple(
            rec.SlotValue(one.slot, value, concepts) for one in shared.slots for value, concepts in one.values.items()
        ),
    )
    yield "frames", "dimensions", "", tuple(rec.Dimension(one.id, one.name, one.words) for one in shared.dimensions)
    yield "language", "vocabulary", "", tuple(vocabulary_record(entry) for entry in shared.language)
