"""The normalised tables of what is known: trials, sources, ledger, vocabulary, terms, facts and their figures."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from knowledge.displayed import Rendered
from knowledge.loading import LoadedTrial
from knowledge.models.base import Model
from knowledge.models.facts import FactBase
from knowledge.models.language import VocabularyEntry
from knowledge.models.texts import GlossaryTerm
from knowledge.models.trial import LedgerEntry, Source
from knowledge.recording import declared, required_caveats, sort_of, source_record
from knowledge.records import RenderedText
from knowledge.texts import FigureIndex, Proof

Tables = dict[str, list[dict[str, Any]]]


def as_json(value: object) -> str | None:
    """Return a list or mapping as JSON, None for an empty one."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True) if value else None


def both(entry: Model, texts: Rendered, *fields: str, **columns: str) -> dict[str, str | None]:
    """Return template and rendered text of fields of an entry; ``columns`` names columns unlike their fields."""
    row: dict[str, str | None] = {}
    for column, field in {**{name: name for name in fields}, **columns}.items():
        row[f"{column}_template"] = getattr(entry, field, None)
        text = texts.maybe(entry, field)
        row[column] = text.text if text else None
    return row


def marks(text: RenderedText) -> str | None:
    """Return the figures of a text as JSON: where each stands, and which it is."""
    return as_json([[mark.start, mark.end, mark.fact, mark.key, mark.form] for mark in text.figures])


def new_tables() -> Tables:
    """Return tables without rows."""
    return defaultdict(list)


def add_sources(tables: Tables, scope: str, sources: Iterable[Source], ledger: Iterable[LedgerEntry]) -> None:
    """Add sources and ledger figures."""
    for source in sources:
        record = source_record(source)
        row = {name: getattr(record, name) for name in record.__slots__}
        tables["sources"].append({"scope": scope} | row)
    for entry in ledger:
        for figure in entry.figures:
            row = {"source": entry.source, "locator": entry.locator, **figure.model_dump()}
            tables["ledger"].append({"scope": scope} | row)


def add_vocabulary(tables: Tables, scope: str, entries: Iterable[VocabularyEntry]) -> None:
    """Add concepts and their phrases."""
    for entry in entries:
        tables["vocabulary"].append(
            {
                "scope": scope,
                "id": entry.id,
                "label": entry.label,
                "implies": as_json(entry.implies),
                "note": entry.note,
            }
        )
        for sort in ("terms", "exact", "cased"):
            for phrase in dict.fromkeys(getattr(entry, sort)):
                tables["terms"].append({"scope": scope, "concept": entry.id, "sort": sort, "phrase": phrase})


def _figure(trial: str, fact: FactBase | GlossaryTerm, position: int, proof: Proof) -> dict[str, Any]:
    figure = proof.figure
    interval = getattr(figure, "interval", None)
    number = figure.number()
    return {
        "trial": trial, "fact": fact.id, "key": figure.key, "position": position,
        "kind": figure.kind,  # type: ignore[attr-defined]
        "name": figure.name, "printed": figure.form(derived=proof.derived), "as_printed": figure.as_printed,
        "number": None if number is None else str(number),
        "n": getattr(figure, "n", None), "events": getattr(figure, "events", None),
        "low": interval and interval.low, "high": interval and interval.high, "level": interval and interval.level,
        "p": getattr(figure, "p", None), "scale": getattr(figure, "scale", None), "unit": getattr(figure, "unit", None),
        "arm": figure.arm, "contrast": as_json(figure.contrast),
        "population": figure.population or getattr(fact, "population", None),
        "timepoint": figure.timepoint or getattr(fact, "timepoint", None),
        "derived": int(proof.derived), "reconstructed": int(proof.reconstructed),
        "nominal": int(getattr(figure, "nominal", False)), "approximate": int(getattr(figure, "approximate", False)),
        "ledger": figure.ledger, "n_ledger": getattr(figure, "n_ledger", None),
        "events_ledger": getattr(figure, "events_ledger", None),
        "low_ledger": interval and (interval.low_ledger or interval.ledger),
        "high_ledger": interval and interval.high_ledger, "p_ledger": getattr(figure, "p_ledger", None),
        "single_entry": figure.single_entry, "compute": as_json(figure.compute and dict(figure.compute)),
        "source": proof.source, "locator": proof.locator, "note": figure.note,
    }  # fmt: skip


def _proofs(tables: Tables, trial: str, fact: FactBase | GlossaryTerm, index: FigureIndex) -> None:
    for position, proof in enumerate(index.facts[fact.id].values()):
        tables["figures"].append(_figure(trial, fact, position, proof))
    for position, citation in enumerate(getattr(fact, "citations", ())):
        tables["citations"].append({"trial": trial, "fact": fact.id, "position": position, **citation.model_dump()})


def add_terms(tables: Tables, scope: str, terms: Iterable[GlossaryTerm], index: FigureIndex, texts: Rendered) -> None:
    """Add glossary terms with their figures and citations."""
    for term in terms:
        said = both(term, texts, "definition", "range_and_units", "note")
        tables["glossary"].append({
            "scope": scope, "slug": term.slug, "term": term.term, "aliases": as_json(term.aliases),
        } | said)  # fmt: skip
        tables["texts"].append({"trial": scope, "id": term.id, "text": f"{term.term}: {said['definition']}"})
        _proofs(tables, scope, term, index)


def _fact(tables: Tables, trial: LoadedTrial, fact: FactBase, index: FigureIndex, texts: Rendered) -> None:
    statement = texts.of(fact, "statement")
    related = next((related.id for related, item in trial.related_facts() if item is fact), None)
    tables["facts"].append({
        "trial": trial.id, "id": fact.id, "sort": sort_of(fact), "topic": fact.topic,
        "population": getattr(fact, "population", None), "timepoint": getattr(fact, "timepoint", None),
        "statement_figures": marks(statement),
        "confidence": getattr(fact, "confidence", None), "label": getattr(fact, "label", None),
        "related": related, "reviewed_by": fact.review.by, "reviewed_on": fact.review.date,
    } | both(fact, texts, "statement", "method", "formula"))  # fmt: skip
    tables["texts"].append({"trial": trial.id, "id": fact.id, "text": statement.text})
    _proofs(tables, trial.id, fact, index)
    for name in getattr(fact, "inputs", ()):
        tables["inputs"].append({"trial": trial.id, "fact": fact.id, "input": name})
    for because, slugs in (("attached", fact.caveats), ("required", required_caveats(fact, trial.caveat_rules))):
        for slug in slugs:
            tables["fact_caveats"].append({"trial": trial.id, "fact": fact.id, "caveat": slug, "because": because})
    for number, conflict in enumerate(fact.conflicts):
        said = both(conflict, texts, "about", "preferred", "why")
        tables["conflicts"].append({"trial": trial.id, "fact": fact.id, "position": number, **said})
        for place, position in enumerate(conflict.positions):
            tables["positions"].append({
                "trial": trial.id, "fact": fact.id, "conflict": number, "position": place, "source": position.source,
            } | both(position, texts, "says"))  # fmt: skip


def _declared(tables: Tables, trial: LoadedTrial) -> None:
    own = declared(trial)
    paper = own.full_paper
    tables["trials"].append({
        "id": own.id, "short_name": own.short_name, "title": own.title, "drug": own.drug, "sponsor": own.sponsor,
        "disease": own.disease, "date": own.date, "read_on": own.read_on, "full_paper_label": paper and paper.label,
        "full_paper_url": paper and paper.url, "reviewed_by": own.review.by, "reviewed_on": own.review.date,
    })  # fmt: skip
    for sort in ("arms", "populations", "timepoints", "identifiers"):
        for name, value in getattr(own, sort).items():
            tables["trial_names"].append({"trial": own.id, "sort": sort, "name": name, "value": value})
    for alias in dict.fromkeys(own.aliases):
        tables["trial_names"].append({"trial": own.id, "sort": "aliases", "name": alias, "value": alias})


def add_facts(tables: Tables, trial: LoadedTrial, index: FigureIndex, texts: Rendered) -> None:
    """Add a trial with its sources, vocabulary, terms and facts."""
    _declared(tables, trial)
    add_sources(tables, trial.id, trial.sources, trial.ledger)
    add_vocabulary(tables, trial.id, trial.vocabulary)
    add_terms(tables, trial.id, trial.glossary, index, texts)
    for fact in trial.all_facts():
        _fact(tables, trial, fact, index, texts)
    for related in trial.related:
        row = {name: getattr(related, name) for name in ("id", "name", "registry", "never_merge_with")}
        tables["related_trials"].append({"trial": trial.id} | row | both(related, texts, "relationship"))
