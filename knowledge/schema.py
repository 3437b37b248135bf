"""Tables and views of the compiled fact base, made to be browsed (Datasette) as much as to be read by the bot."""

from __future__ import annotations

TEXT, INT, REAL = str, int, float
Columns = dict[str, type]


def _text(*names: str) -> Columns:
    return dict.fromkeys(names, TEXT)


TABLES: dict[str, tuple[Columns, tuple[str, ...]]] = {
    "meta": (_text("key", "value"), ("key",)),
    "trials": (
        _text("id", "short_name", "title", "drug", "sponsor", "disease", "date", "read_on", "full_paper_label",
              "full_paper_url", "reviewed_by", "reviewed_on"),
        ("id",),
    ),
    "trial_names": (_text("trial", "sort", "name", "value"), ("trial", "sort", "name")),
    "sources": (
        _text("scope", "id", "kind", "title", "authors", "venue", "cite", "date", "url", "doi", "pmid", "pmcid",
              "part_seen", "note", "retrieved"),
        ("scope", "id"),
    ),
    "ledger": (_text("scope", "id", "source", "locator", "as_printed", "label"), ("scope", "id")),
    "facts": (
        _text("trial", "id", "sort", "topic", "population", "timepoint", "statement_template", "statement",
              "statement_figures", "confidence", "label", "method_template", "method",
              "formula_template", "formula", "related", "reviewed_by", "reviewed_on"),
        ("trial", "id"),
    ),
    "figures": (
        _text("trial", "fact", "key") | {"position": INT} | _text("kind", "name", "printed", "as_printed", "number")
        | {"n": INT, "events": INT} | _text("low", "high") | {"level": INT}
        | _text("p", "scale", "unit", "arm", "contrast", "population", "timepoint")
        | {"derived": INT, "reconstructed": INT, "nominal": INT, "approximate": INT}
        | _text("ledger", "n_ledger", "events_ledger", "low_ledger", "high_ledger", "p_ledger", "single_entry",
                "compute", "source", "locator", "note"),
        ("trial", "fact", "key"),
    ),
    "citations": (
        _text("trial", "fact") | {"position": INT} | _text("source", "locator"), ("trial", "fact", "position"),
    ),
    "inputs": (_text("trial", "fact", "input"), ("trial", "fact", "input")),
    "conflicts": (
        _text("trial", "fact") | {"position": INT}
        | _text("about_template", "about", "preferred_template", "preferred", "why_template", "why"),
        ("trial", "fact", "position"),
    ),
    "positions": (
        _text("trial", "fact") | {"conflict": INT, "position": INT} | _text("source", "says_template", "says"),
        ("trial", "fact", "conflict", "position"),
    ),
    "caveats": (
        _text("trial", "slug", "show", "text_template", "text", "short_template", "short", "why"), ("trial", "slug"),
    ),
    "fact_caveats": (_text("trial", "fact", "caveat", "because"), ("trial", "fact", "caveat")),
    "merged_caveats": (
        _text("trial") | {"position": INT} | _text("covers", "text_template", "text"), ("trial", "position"),
    ),
    "caveat_rules": (_text("trial") | {"position": INT} | _text("applies", "carry", "why"), ("trial", "position")),
    "glossary": (
        _text("scope", "slug", "term", "aliases", "definition_template", "definition",
              "range_and_units_template", "range_and_units", "note_template", "note"),
        ("scope", "slug"),
    ),
    "not_covered": (
        _text("trial", "id", "topic", "reason_template", "reason", "found_in_template", "found_in", "see_instead"),
        ("trial", "id"),
    ),
    "not_covered_examples": (_text("trial", "topic", "question"), ("trial", "topic", "question")),
    "not_found": (_text("trial") | {"position": INT} | _text("item", "note"), ("trial", "position")),
    "related_trials": (
        _text("trial", "id", "name", "registry", "never_merge_with", "relationship_template", "relationship"),
        ("trial", "id"),
    ),
    "answers": (_text("trial", "id", "label", "headline_template", "headline", "headline_figures"), ("trial", "id")),
    "answer_lines": (
        _text("trial", "answer", "sort", "place", "text_template", "text", "figures"),
        ("trial", "answer", "sort", "place"),
    ),
    "answer_links": (
        _text("trial", "answer", "role") | {"position": INT} | _text("target"),
        ("trial", "answer", "role", "position"),
    ),
    "vocabulary": (_text("scope", "id", "label", "implies", "note"), ("scope", "id")),
    "terms": (_text("scope", "concept", "sort", "phrase"), ("scope", "concept", "sort", "phrase")),
    "intents": (
        _text("trial") | {"position": INT} | _text("kind", "answer", "topic") | {"weight": REAL, "bare": INT}
        | _text("needs", "explains", "excludes", "options"),
        ("trial", "position"),
    ),
    "quiz_cards": (
        _text("trial", "id") | {"position": INT}
        | _text("tier", "kind", "family", "facts", "caveats", "prompt_template", "prompt", "explanation_template",
                "explanation")
        | {"truth": INT}
        | _text("tempts_template", "tempts", "number", "tolerance", "pick", "mirror_template", "mirror", "reveal"),
        ("trial", "id"),
    ),
    "quiz_options": (
        _text("trial", "card") | {"position": INT, "is_right": INT} | _text("text_template", "text", "why_template",
              "why"),
        ("trial", "card", "position"),
    ),
    "texts": (_text("trial", "id", "text"), ("trial", "id")),
    "records": (_text("scope", "sort", "id", "body"), ("scope", "sort", "id")),
}  # fmt: skip
"""Columns and primary key of every table. ``records`` holds what the reader hands out, ready made."""

REFERENCES = {
    name: [("trial", "trials", "id")]
    for name, (columns, _) in TABLES.items()
    if "trial" in columns and name not in ("texts", "figures", "citations")  # these hold shared terms too
}

INDEXES: dict[str, tuple[str, ...]] = {
    "facts": ("topic",), "figures": ("ledger",), "citations": ("source",), "terms": ("phrase",),
    "fact_caveats": ("caveat",),
}  # fmt: skip

VIEWS = {
    "figures_with_citations": """
select f.trial, f.fact, f.key, f.name, f.printed, f.as_printed, f.arm, f.contrast, f.population, f.timepoint,
       f.derived, f.source, f.locator, s.cite, s.url
from figures f
left join sources s on s.id = f.source and s.scope in (f.trial, 'myositis')
order by f.trial, f.fact, f.position""",
    "facts_with_caveats": """
select f.trial, f.id as fact, f.topic, f.statement, group_concat(c.caveat, ', ') as caveats
from facts f
left join fact_caveats c on c.trial = f.trial and c.fact = f.id
group by f.trial, f.id
order by f.trial, f.id""",
    "double_entry": """
select f.trial, f.fact, f.key, f.as_printed as first_reading, l.as_printed as second_reading, l.source, l.locator,
       f.single_entry
from figures f
left join ledger l on l.scope in (f.trial, 'myositis')
  and l.id = substr(f.ledger, 1, instr(f.ledger || '#', '#') - 1)
where f.compute is null
order by f.trial, f.fact, f.position""",
    "review_status": """
select trial, sort, count(*) as facts, count(reviewed_by) as reviewed
from facts
group by trial, sort
order by trial, sort""",
    "answers_with_lines": """
select a.trial, a.id as answer, a.headline, group_concat(l.text, char(10)) as lines
from answers a
left join answer_lines l on l.trial = a.trial and l.answer = a.id and l.sort = 'line'
group by a.trial, a.id
order by a.trial, a.id""",
}
