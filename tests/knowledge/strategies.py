"""Hypothesis strategies: valid data of every model, as it would stand in YAML."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

Data = dict[str, Any]

slugs = st.from_regex(r"[a-z][a-z0-9]{0,5}(-[a-z0-9]{1,4}){0,2}", fullmatch=True)
concepts = st.builds("{}/{}".format, slugs, slugs)
texts = (
    st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")) | st.just(" "), min_size=1, max_size=20)
    .map(str.strip)
    .filter(bool)
)
digits = st.decimals(-999, 999, places=2, allow_nan=False).map(str)
days = st.dates().map(str)
partial_dates = st.dates().flatmap(lambda day: st.sampled_from([str(day), str(day)[:7], str(day)[:4]]))
ledger_refs = st.one_of(slugs, st.builds("{}#{}".format, slugs, st.integers(1, 9)))


def sometimes(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Data]:
    """Return some of the fields."""
    return st.fixed_dictionaries({}, optional=fields)


def joined(*parts: st.SearchStrategy[Data]) -> st.SearchStrategy[Data]:
    """Return the parts as one mapping."""
    return st.tuples(*parts).map(lambda found: {key: value for part in found for key, value in part.items()})


def listed(item: st.SearchStrategy[Any], least: int = 0, unique: Any = None) -> st.SearchStrategy[list[Any]]:
    """Return short lists."""
    return st.lists(item, min_size=least, max_size=3, unique_by=unique)


def required(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Data]:
    """Return all of the fields."""
    return st.fixed_dictionaries(fields)


arms = required(arm=slugs)
contrasts = required(contrast=st.lists(slugs, min_size=2, max_size=2, unique=True))
proofs: st.SearchStrategy[Data] = st.one_of(
    st.just({}),
    required(ledger=ledger_refs),
    required(single_entry=texts),
    required(compute=required(function=slugs, a=texts, b=listed(texts, 1))),
)
common = joined(
    required(key=slugs, name=texts, as_printed=texts),
    sometimes(population=slugs, timepoint=slugs, note=texts),
    proofs,
)


@st.composite
def counted(draw: st.DrawFn) -> Data:
    """Return events among n."""
    n = draw(st.integers(1, 500))
    return {"n": n, "events": draw(st.integers(0, n))}


@st.composite
def intervals(draw: st.DrawFn, positive: bool) -> Data:
    """Return an estimate inside its limits, all above 0 when ``positive``."""
    least = Decimal("0.01") if positive else Decimal(-500)
    low, point, high = sorted(draw(st.lists(st.decimals(least, 500, places=2), min_size=3, max_size=3)))
    return {"estimate": str(point), "interval": {"low": str(low), "high": str(high), "level": 95}}


ps = st.decimals(Decimal("0.001"), 1, places=3).map(str)
proportions = joined(
    common,
    arms,
    required(kind=st.just("proportion"), percent=st.decimals(0, 100, places=1).map(str)),
    st.one_of(st.just({}), counted(), counted().map(lambda data: {**data, "reconstructed": True})),
    sometimes(approximate=st.booleans(), n_ledger=ledger_refs),
)
counts = joined(
    common,
    st.one_of(st.just({}), arms),
    st.integers(0, 300).flatmap(
        lambda n: sometimes(n=st.integers(max(n, 1), 500)).map(lambda more: {"count": n, **more})
    ),
    required(kind=st.just("count"), unit=texts),
)
p_values = joined(common, contrasts, required(kind=st.just("p-value"), p=ps), sometimes(nominal=st.booleans()))
ratios = joined(
    common,
    contrasts,
    required(kind=st.just("estimate"), scale=st.sampled_from(["odds-ratio", "risk-ratio"])),
    intervals(positive=True),
)
differences = joined(
    common,
    contrasts,
    required(kind=st.just("estimate"), scale=st.sampled_from(["mean", "mean-difference"])),
    st.one_of(intervals(positive=False), required(estimate=digits)),
    sometimes(p=ps, unit=texts, p_ledger=ledger_refs),
)
quantities = joined(common, required(kind=st.just("quantity"), quantity=digits), sometimes(unit=texts))
dates = joined(common, required(kind=st.just("date"), date=partial_dates))
identifiers = joined(common, required(kind=st.just("identifier"), identifier=texts))
names = joined(common, required(kind=st.just("name"), name_value=texts))
figures = st.one_of(proportions, counts, p_values, ratios, differences, quantities, dates, identifiers, names)
values = listed(figures, unique=lambda figure: figure["key"])

citations = required(source=slugs, locator=texts)
reviews = st.one_of(required(by=texts, date=days), st.just({"by": None, "date": None}))
conflicts = required(
    about=texts,
    positions=st.lists(required(source=slugs, says=texts), min_size=2, max_size=3),
    preferred=texts,
    why=texts,
)
slug_lists = st.lists(slugs, max_size=3, unique=True)
statements = joined(
    required(id=slugs, topic=slugs.map("topic-{}".format), statement=texts, values=values),
    sometimes(caveats=slug_lists, review=reviews),
)
confidences = st.one_of(
    st.just({"confidence": "reported"}),
    required(confidence=st.just("conflicting"), conflicts=listed(conflicts, 1)),
)
facts = joined(statements, required(population=slugs, timepoint=slugs, citations=listed(citations, 1)), confidences)
related_facts = joined(
    statements, sometimes(population=slugs, timepoint=slugs), required(citations=listed(citations, 1)), confidences
)
derived_facts = joined(
    statements,
    required(
        values=listed(
            figures.map(
                lambda figure: (
                    {key: value for key, value in figure.items() if key not in ("ledger", "single_entry")}
                    | {"compute": {"function": "share", "part": "a.b"}}
                )
            ),
            least=1,
            unique=lambda figure: figure["key"],
        ),
        population=slugs,
        timepoint=slugs,
        label=texts,
        method=texts,
        formula=texts,
        inputs=listed(slugs.map("from-{}".format), 1),
    ),
)
related_trials = required(
    id=slugs,
    name=texts,
    registry=st.none() | texts,
    never_merge_with=texts,
    relationship=texts,
    facts=listed(related_facts, 1),
)

urls = slugs.map("https://example.org/{}".format)
declared = st.dictionaries(slugs, texts, min_size=1, max_size=3)
trials = joined(
    required(
        id=slugs,
        short_name=texts,
        title=texts,
        drug=texts,
        date=st.just("2999-01-01"),
        read_on=days.filter(lambda day: day < "2999"),
        arms=declared,
        populations=declared,
        timepoints=declared,
    ),
    sometimes(
        aliases=listed(texts),
        identifiers=st.dictionaries(slugs, texts, max_size=2),
        full_paper=required(label=texts, url=urls),
        start_with=listed(slugs),
        review=reviews,
        names=listed(texts),
        citations=listed(citations),
        exceptions=listed(required(rule=slugs, about=listed(texts, 1), reason=texts)),
        quoted_words=listed(required(fact=slugs, words=texts)),
        arithmetic=listed(required(sum=listed(texts, 1), equals=texts)),
    ),
)
sources = joined(
    required(id=slugs, kind=slugs, title=texts, url=urls, retrieved=st.just("9999-12-31")),
    sometimes(
        authors=texts, venue=texts, date=partial_dates, doi=texts, pmid=st.from_regex(r"[0-9]{1,8}", fullmatch=True)
    ),
)
ledger_entries = required(
    source=slugs, locator=texts, figures=listed(required(id=slugs, as_printed=texts, label=texts), 1)
)
caveats = joined(
    required(slug=slugs, show=st.sampled_from(["always", "on-detail"]), text=texts, why=texts), sometimes(short=texts)
)
merged_caveats = required(covers=st.lists(slugs, min_size=2, max_size=3), text=texts)
caveat_rules = required(
    when=st.one_of(required(topic=listed(slugs, 1)), required(related=st.booleans(), population=listed(slugs, 1))),
    carry=listed(slugs, 1),
)
glossary_terms = joined(
    required(term=texts, slug=slugs, definition=texts, citations=listed(citations, 1)),
    sometimes(aliases=listed(texts), range_and_units=texts, note=texts, values=values, review=reviews),
)
not_covered = joined(
    required(id=slugs, topic=texts, example_questions=listed(texts, 1), reason=texts),
    sometimes(see_instead=listed(slugs), where=texts),
)
not_found = joined(required(item=texts), sometimes(note=texts))
answers = joined(
    required(id=slugs, facts=listed(slugs, 1), headline=texts),
    sometimes(
        label=texts,
        also=listed(slugs),
        forms=st.dictionaries(slugs, texts, max_size=2),
        lines=listed(texts),
        table=required(
            columns=st.lists(texts, min_size=2, max_size=2),
            rows=st.lists(st.lists(texts, min_size=2, max_size=2), min_size=1, max_size=2),
        ),
        caveats=listed(slugs),
        followups=listed(slugs),
        examples=listed(texts),
    ),
)
vocabulary = joined(
    required(id=concepts), sometimes(label=texts, terms=listed(texts), exact=listed(texts), implies=listed(concepts))
)
intents = joined(
    st.one_of(
        required(answer=st.one_of(slugs, listed(slugs, 1))),
        required(kind=st.just("not_covered"), topic=slugs),
        required(kind=st.just("clarify"), options=listed(texts, 1)),
    ),
    sometimes(
        all=listed(listed(concepts, 1)),
        any=listed(concepts),
        none=listed(concepts),
        bare=st.booleans(),
        weight=st.sampled_from([-1.5, 0.25, 2.0]),
    ),
)
declared_words = sometimes(
    names=listed(texts),
    idioms=listed(texts),
    common=listed(texts),
    ambiguous=st.dictionaries(texts, listed(concepts, 1), max_size=2),
)
