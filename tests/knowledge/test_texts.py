"""The template language: figures by reference, words of size only where figures bear them out."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from knowledge import models
from knowledge.predicates import PREDICATES, SYNONYMS, Operand, holds
from knowledge.texts import FigureIndex, Proof, TemplateError, parse, references, render

FIGURE: TypeAdapter[Any] = TypeAdapter(models.Figure)


def figure(key: str, **fields: Any) -> Any:
    """Return a figure."""
    return FIGURE.validate_python({"key": key, "name": "N", "as_printed": "x", **fields})


def share(key: str, percent: str, **fields: Any) -> Any:
    """Return a percentage."""
    return figure(key, kind="proportion", percent=percent, **fields)


def ratio(low: str, high: str, **fields: Any) -> Any:
    """Return an odds ratio with its interval."""
    data = {"kind": "estimate", "estimate": low, "scale": "odds-ratio", "interval": {"low": low, "high": high}}
    return figure("or", **{**data, **fields})


DRUG = share("drug", "55.0", n=40, events=22, reconstructed=True)
PLACEBO = share("placebo", "50.0", n=42, events=21)
P = figure("p", kind="p-value", p="0.679")
RD = figure("rd", kind="estimate", estimate="5.0", scale="risk-difference", interval={"low": "-16.0", "high": "25.3"})
INDEX = FigureIndex(
    "trial",
    {
        "result": {item.key: Proof("result", item, source="paper", locator="p1") for item in (DRUG, PLACEBO, P)},
        "effect": {"rd": Proof("effect", RD, derived=True, method="Newcombe")},
        "empty": {},
    },
)


def faults(template: str, owner: str | None = None) -> list[str]:
    """Return what is said of a template that cannot be rendered, hints included."""
    with pytest.raises(TemplateError) as refused:
        render(template, INDEX, owner=owner)
    return [f"{message} | {hint}" for message, hint in refused.value.faults]


def test_figures_stand_by_reference_and_are_marked():
    """A rendered text knows where each figure stands, where it comes from, and prints it without its dagger."""
    text = render("Week 12: {result.drug:count} ({result.drug}) vs {result.placebo:count}, {result.p}.", INDEX)
    assert "Week 12: 22/40† (55.0%) vs 21/42, P = 0.679." == text.text
    assert ["22/40", "55.0%", "21/42", "P = 0.679"] == [text.text[mark.start : mark.end] for mark in text.figures]
    assert ["22/40", "55.0%", "21/42", "P = 0.679"] == [mark.as_printed for mark in text.figures]
    assert [True, False, False, False] == [mark.reconstructed for mark in text.figures]
    assert ("trial", "result", "drug", "count", "paper", "p1") == (
        text.figures[0].trial, text.figures[0].fact, text.figures[0].key, text.figures[0].form, text.figures[0].source,
        text.figures[0].locator,
    )  # fmt: skip


def test_figures_of_ours_carry_a_dagger_and_their_method():
    """A derived figure is marked as ours, with how it was calculated."""
    text = render("Difference {effect.rd:points}: wide.", INDEX)
    assert "Difference +5.0 points (95% CI −16.0 to 25.3)†: wide." == text.text
    assert (True, "Newcombe") == (text.figures[0].derived, text.figures[0].method)


def test_inside_a_result_of_ours_nothing_needs_a_dagger():
    """The statement of a derived result is ours throughout."""
    assert "The difference is 5.0." == render("The difference is {rd}.", INDEX, owner="effect", dagger=False).text


def test_a_fact_names_its_own_figures_by_key():
    """Inside a fact, the key alone is enough."""
    assert "55.0% and 50.0%" == render("{drug} and {placebo}", INDEX, owner="result").text


def test_bound_words_are_shown_as_they_are():
    """Words of size that figures bear out stand in the text without marks."""
    text = render("{About half|about-half: result.drug, result.placebo} improved.", INDEX)
    assert ("About half improved.", ()) == (text.text, text.figures)


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{resalt.drug}", "there is no fact 'resalt' | did you mean 'result'?"),
        ("{result.drag}", "the fact 'result' has no figure 'drag' | did you mean 'drug'?"),
        ("{empty.drug}", "the fact 'empty' has no figure 'drug' | it has none"),
        ("{drug}", "'{drug}' names no fact | write {fact-id.key}"),
        ("{result.p:count}", "{result.p:count}: a p-value has no form 'count'; it has nominal, p, value"),
        ("{effect.rd:p}", "the estimate has no P value"),
        ("{result drug}", "is no reference"),
        ("{result.drug", "a lone '{'"),
        ("result.drug}", "a lone '}'"),
        ("{half|result.drug}", "binds no words to figures"),
        ("{|about-half: result.drug}", "binds no words to figures"),
        ("{half|abot-half: result.drug}", "there is no predicate 'abot-half' | did you mean 'about-half'?"),
        ("{half|about-half: result.nobody}", "has no figure 'nobody'"),
        ("{most|majority: result.placebo}", "'most' (majority) is not borne out by result.placebo = 50.0 | the rule"),
        ("{higher|higher: result.drug}", "'higher' needs at least 2 figures"),
        ("{half|about-half: result.p}", "result.p is no percentage"),
    ],
)
def test_what_cannot_be_shown_is_said_with_a_hint(template: str, said: str):
    """A reference or a word that nothing bears out is refused, with what would be right."""
    assert any(said in fault for fault in faults(template)), faults(template)


def test_all_faults_of_a_text_come_at_once():
    """A curator sees every fault of a text in one run."""
    assert 3 == len(faults("{a.b}, {result.x} and {most|majority: result.placebo}"))


def test_references_include_those_of_bound_words():
    """What a text rests on can be listed."""
    assert ["a.b:count", "c.d", "e.f:low"] == [
        str(ref) for ref in references("{a.b:count} {words|lower: c.d, e.f:low}")
    ]


@given(st.text(max_size=60))
def test_no_text_makes_parsing_raise(template: str):
    """Whatever somebody types into a template, it is read or refused in words."""
    shown = "".join(getattr(segment, "text", "") for segment in parse(template))
    try:
        text = render(template, INDEX).text
    except TemplateError as error:
        text, said = "", error.faults
    else:
        said = []
    assert bool(said) or shown == text


@pytest.mark.parametrize(
    ("name", "true", "false"),
    [
        ("about-half", [share("a", "45"), share("b", "55.0")], [share("a", "55.1")]),
        ("about-a-third", [share("a", "33.3")], [share("a", "36.1")]),
        ("about-a-quarter", [share("a", "25")], [share("a", "28.5")]),
        ("majority", [share("a", "50.1")], [share("a", "50")]),
        ("minority", [share("a", "49.9")], [share("a", "50")]),
        ("few", [share("a", "9.9")], [share("a", "10")]),
        ("all", [share("a", "100")], [share("a", "99.9")]),
        ("none-of", [share("a", "0")], [share("a", "0.1")]),
        ("same", [share("a", "5.0"), share("b", "5")], [share("a", "5.0"), share("b", "5.1")]),
        ("almost-same", [share("a", "57.1"), share("b", "55.0")], [share("a", "58.1"), share("b", "55.0")]),
        ("similar", [share("a", "69.3"), share("b", "75.3")], [share("a", "56.0"), share("b", "42.5")]),
        ("higher", [share("a", "5"), share("b", "4"), share("c", "3")], [share("a", "4"), share("b", "4")]),
        ("lower", [share("a", "3"), share("b", "4")], [share("a", "4"), share("b", "4")]),
        ("about-twice", [share("a", "40"), share("b", "20")], [share("a", "46"), share("b", "20")]),
        ("significant", [figure("p", kind="p-value", p="0.049")], [figure("p", kind="p-value", p="0.05")]),
        ("not-significant", [figure("p", kind="p-value", p="0.05")], [figure("p", kind="p-value", p="0.049")]),
        ("includes-null", [ratio("0.9", "3.5"), RD], [ratio("1.1", "3.5")]),
        ("excludes-null", [ratio("1.1", "3.5")], [RD]),
        ("includes-zero", [RD], [ratio("0.9", "3.5")]),
        ("excludes-zero", [ratio("0.9", "3.5")], [RD]),
        ("includes-one", [ratio("0.9", "3.5")], [ratio("1.1", "3.5")]),
        ("excludes-one", [ratio("1.1", "3.5")], [ratio("0.9", "3.5")]),
    ],
)
def test_predicates_hold_exactly_when_their_rule_does(name: str, true: list[Any], false: list[Any]):
    """Each word of size has a rule in numbers, tested on both sides of its limit."""
    assert holds(name, [Operand(item.key, item) for item in true])
    assert not holds(name, [Operand(item.key, item) for item in false])


def test_an_interval_decides_where_no_p_value_is_printed():
    """An estimate without a P value is significant when its interval excludes no effect."""
    assert holds("significant", [Operand("or", ratio("1.1", "3.5"))])
    assert holds("not-significant", [Operand("or", ratio("0.9", "3.5"))])


def test_every_predicate_says_its_rule_and_every_synonym_leads_to_one():
    """The list of predicates documents itself."""
    assert all(found.rule for found in PREDICATES.values())
    assert set(SYNONYMS.values()) <= PREDICATES.keys()
    assert not SYNONYMS.keys() & PREDICATES.keys()


def test_counts_are_compared_by_the_part_named():
    """A reference in bound words may name n, events or a limit."""
    assert "fewer" == render("{fewer|lower: result.placebo:events, result.drug:events}", INDEX).text
    assert holds("higher", [Operand("a", PLACEBO, "n"), Operand("b", DRUG, "n")])
