"""Nonsense does not validate, and figures print as a reader should see them."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from knowledge import models
from knowledge.models.figure_base import FigureBase

FIGURE: TypeAdapter[FigureBase] = TypeAdapter(models.Figure)
BASE = {"key": "a", "name": "A", "as_printed": "as printed"}
SHARE = {"kind": "proportion", "percent": "55.0", "n": 40, "events": 22, "reconstructed": True}
DIFFERENCE = {
    "kind": "estimate", "estimate": "5.0", "scale": "risk-difference", "unit": "points",
    "interval": {"low": "-16.0", "high": "25.3"}, "p": "0.650",
}  # fmt: skip
RATIO = {"kind": "estimate", "estimate": "1.8", "scale": "odds-ratio", "interval": {"low": "0.9", "high": "3.5"}}
FACT: dict[str, Any] = {
    "id": "result", "topic": "efficacy-week12", "statement": "It was.", "population": "overall", "timepoint": "week-12",
    "values": [{**BASE, **SHARE, "arm": "drug"}], "citations": [{"source": "paper", "locator": "p1"}],
    "confidence": "reported",
}  # fmt: skip
DERIVED: dict[str, Any] = {
    "id": "effect", "topic": "effect", "statement": "It is.", "population": "overall", "timepoint": "week-12",
    "label": "Ours", "method": "Newcombe", "formula": "a - b", "inputs": ["result"],
    "values": [{**BASE, **DIFFERENCE, "contrast": ["drug", "placebo"], "compute": {"function": "risk-difference"}}],
}  # fmt: skip


def figure(**fields: Any) -> FigureBase:
    """Return a figure of these fields."""
    return FIGURE.validate_python({**BASE, **fields})


def refusal(model: Any, data: dict[str, Any]) -> str:
    """Return what is said when ``data`` does not validate."""
    with pytest.raises(ValidationError) as refused:
        TypeAdapter(model).validate_python(data)
    return str(refused.value)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({**SHARE, "percent": "100.1"}, "a percentage lies between 0 and 100"),
        ({**SHARE, "percent": "-1"}, "a percentage lies between 0 and 100"),
        ({**SHARE, "percent": 55.0}, "write the number in quotes"),
        ({**SHARE, "percent": "5,5"}, "is no plain number"),
        ({**SHARE, "events": 41}, "events must not exceed n"),
        ({**SHARE, "n": None}, "needs the events and n"),
        ({"kind": "count", "count": -1, "unit": "patients"}, "greater than or equal to 0"),
        ({"kind": "count", "count": 9, "n": 8, "unit": "patients"}, "events must not exceed n"),
        ({"kind": "count", "count": 9, "events": 8, "unit": "patients"}, "are the same patients"),
        ({**SHARE, "percent": "-0"}, "a percentage lies between 0 and 100"),
        ({**SHARE, "percent": "055.0"}, "is no plain number"),
        ({**SHARE, "contrast": ["drug", "placebo"]}, "a share is of one group"),
        ({**RATIO, "interval": {"low": "00.9", "high": "3.5"}}, "is no plain number"),
        ({**RATIO, "arm": "drug"}, "is no single arm's; write 'contrast:"),
        ({"kind": "p-value", "p": "0.5", "arm": "drug"}, "is no single arm's"),
        ({**DIFFERENCE, "estimate": "250", "interval": None}, "within 100 points either way, not at 250"),
        ({**DIFFERENCE, "interval": {"low": "-160", "high": "25.3"}}, "within 100 points either way, not at -160"),
        ({**DIFFERENCE, "scale": "nnt", "estimate": "0.5", "interval": None}, "at least one must be treated"),
        ({"kind": "p-value", "p": "0"}, "a P value lies above 0"),
        ({"kind": "p-value", "p": "1.01"}, "a P value lies above 0"),
        ({**DIFFERENCE, "interval": {"low": "25.3", "high": "-16.0"}}, "is above the upper limit"),
        ({**DIFFERENCE, "estimate": "26.0"}, "lies outside its interval"),
        ({**RATIO, "interval": {"low": "0", "high": "3.5"}}, "lie above 0"),
        ({**DIFFERENCE, "p": "1.5"}, "a P value lies above 0"),
        ({"kind": "date", "date": "2017-13-01"}, "month must be in"),
        ({"kind": "date", "date": "March 2017"}, "is no date"),
        ({**SHARE, "arm": "drug", "contrast": ["drug", "placebo"]}, "not both"),
        ({**SHARE, "contrast": ["drug", "drug"]}, "two different arms"),
        ({**SHARE, "ledger": "a", "single_entry": "why"}, "proved one way"),
        ({**DIFFERENCE, "compute": {"a": "x.y"}}, "compute needs a 'function'"),
        ({"kind": "fraction", "percent": "1"}, "does not match any of the expected tags"),
    ],
)
def test_impossible_figures_are_refused(fields: dict[str, Any], said: str):
    """A figure that cannot be does not validate, and the message says why."""
    assert said in refusal(models.Figure, {**BASE, **fields})


def test_an_estimate_may_lie_outside_its_interval_when_the_reason_is_declared():
    """A source that prints such an interval can be recorded, with the reason."""
    interval = {"low": "6.0", "high": "7.0", "outside": "printed so"}
    assert "5.0 (95% CI 6.0–7.0), P = 0.650" == figure(**{**DIFFERENCE, "interval": interval}).form("full")


@pytest.mark.parametrize("missing", ["arm", "population", "timepoint", "citations"])
def test_an_efficacy_figure_needs_arm_population_time_and_citation(missing: str):
    """A rate of nobody, of no group, at no time or from nowhere does not validate."""
    data = {**FACT, "values": [dict(FACT["values"][0])]}
    (data["values"][0] if missing == "arm" else data).pop(missing)
    assert missing in refusal(models.Fact, data)


def test_an_efficacy_figure_may_contrast_two_arms_instead():
    """A P value belongs to two arms, not to one."""
    value = {**BASE, "kind": "p-value", "p": "0.083", "contrast": ["drug", "placebo"]}
    assert "P = 0.083" == models.Fact.model_validate({**FACT, "values": [value]}).values[0].form()


def test_scale_limits_of_an_efficacy_fact_need_no_arm():
    """The highest possible score belongs to a scale, not to an arm."""
    value = {**BASE, "kind": "quantity", "quantity": "100", "unit": "points"}
    assert "100 points" == models.Fact.model_validate({**FACT, "values": [value]}).values[0].form()


@pytest.mark.parametrize("topic", ["effect-size", "subgroup", "safety", "results-efficacy"])
def test_a_share_of_nobody_is_refused_under_any_topic_of_results(topic: str):
    """How a topic is called does not free its figures from saying whose they are."""
    value = {key: given for key, given in FACT["values"][0].items() if key != "arm"}
    assert "says neither of which arm it is" in refusal(models.Fact, {**FACT, "topic": topic, "values": [value]})
    assert models.Fact.model_validate({**FACT, "topic": "baseline", "values": [value]})


@pytest.mark.parametrize("figure", [RATIO, DIFFERENCE, {"kind": "p-value", "p": "0.5"}])
def test_a_comparison_says_of_what_wherever_it_stands(figure: dict[str, Any]):
    """An odds ratio, a difference or a P value without its two arms is refused, ours and a related trial's too."""
    values = [{**BASE, **figure}]
    derived = [{**BASE, **figure, "compute": {"function": "risk-difference"}}]
    related = {key: value for key, value in FACT.items() if key != "topic"} | {"values": values}
    for model, data in (
        (models.Fact, {**FACT, "topic": "baseline", "values": values}),
        (models.DerivedFact, {**DERIVED, "values": derived}),
        (models.RelatedFact, related),
    ):
        assert "does not say which arms it compares" in refusal(model, data)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"values": []}, "has figures"),
        ({"inputs": ["result", "effect"]}, "cannot be made from itself"),
        ({"values": [{**BASE, **DIFFERENCE, "contrast": ["a", "b"], "single_entry": "trust me"}]}, "add 'compute:"),
    ],
)
def test_a_result_of_ours_is_computed_from_others(change: dict[str, Any], said: str):
    """It has figures, is not made from itself, and no reading of our own stands in for the computation."""
    assert said in refusal(models.DerivedFact, {**DERIVED, **change})


def test_what_is_computed_cannot_be_changed_in_a_frozen_model():
    """A frozen figure holds no mapping that can be written to."""
    compute: Any = models.DerivedFact.model_validate(DERIVED).values[0].compute
    with pytest.raises(TypeError):
        compute["function"] = "evil"


@pytest.mark.parametrize("missing", ["method", "inputs", "formula", "label"])
def test_a_derived_result_needs_method_and_inputs(missing: str):
    """A result of ours that does not say how it came about does not validate."""
    assert missing in refusal(models.DerivedFact, {key: value for key, value in DERIVED.items() if key != missing})


def test_a_derived_figure_that_nothing_recomputes_is_refused():
    """Our own figures are recomputed, or transcribed from somewhere."""
    assert "cannot be recomputed" in refusal(models.DerivedFact, {**DERIVED, "values": [{**BASE, **DIFFERENCE}]})


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"confidence": "conflicting"}, "needs the conflicts"),
        ({"conflicts": [{"about": "a", "positions": [{"source": "s", "says": "x"}] * 2, "preferred": "x", "why": "y"}]},
         "has 'confidence: conflicting'"),
        ({"values": [{**BASE, **SHARE, "arm": "drug"}] * 2}, "two figures share the key 'a'"),
        ({"caveats": ["missed", "missed"]}, "listed twice"),
        ({"review": {"by": "A. Reviewer"}}, "who and when"),
        ({"id": "Result"}, "no kebab-case name"),
    ],
)  # fmt: skip
def test_contradictory_facts_are_refused(change: dict[str, Any], said: str):
    """A fact that contradicts itself does not validate."""
    assert said in refusal(models.Fact, {**FACT, **change})


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"url": None}, "cited by its address"),
        ({"url": "example.org"}, "no web address"),
        ({"retrieved": None}, "was read"),
    ],
)
def test_a_source_without_address_or_date_is_refused(change: dict[str, Any], said: str):
    """What is cited can be looked up, and says when it was read."""
    source = {"id": "paper", "kind": "article", "title": "T", "url": "https://example.org/", "retrieved": "2026-01-01"}
    assert said in refusal(models.Source, {**source, **change})


@pytest.mark.parametrize(
    ("fields", "form", "printed"),
    [
        (SHARE, "", "55.0%"),
        (SHARE, "count", "22/40"),
        (SHARE, "n", "40"),
        (SHARE, "events", "22"),
        (SHARE, "value", "55.0"),
        ({"kind": "count", "count": 148, "unit": "patients"}, "", "148"),
        ({"kind": "count", "count": 37, "n": 53, "unit": "patients"}, "count", "37/53"),
        ({"kind": "count", "count": 3, "unit": "measures"}, "word", "three"),
        ({"kind": "count", "count": 3, "unit": "measures"}, "Word", "Three"),
        ({"kind": "p-value", "p": "0.679"}, "", "P = 0.679"),
        ({"kind": "p-value", "p": "0.001", "relation": "<"}, "", "P < 0.001"),
        ({"kind": "p-value", "p": "0.040"}, "nominal", "nominal P = 0.040"),
        ({"kind": "p-value", "p": "0.040"}, "value", "0.040"),
        (RATIO, "", "1.8"),
        (RATIO, "ci", "95% CI 0.9–3.5"),
        (DIFFERENCE, "", "5.0"),
        (DIFFERENCE, "signed", "+5.0"),
        (DIFFERENCE, "low", "−16.0"),
        (DIFFERENCE, "high", "25.3"),
        (DIFFERENCE, "ci", "95% CI −16.0 to 25.3"),
        (DIFFERENCE, "points", "+5.0 points (95% CI −16.0 to 25.3)"),
        (DIFFERENCE, "full", "5.0 (95% CI −16.0 to 25.3), P = 0.650"),
        (DIFFERENCE, "p", "P = 0.650"),
        ({**DIFFERENCE, "estimate": "-0.1"}, "signed", "−0.1"),
        ({**DIFFERENCE, "estimate": "0.0"}, "signed", "0.0"),
        ({"kind": "quantity", "quantity": "125", "unit": "mg weekly"}, "", "125 mg weekly"),
        ({"kind": "quantity", "quantity": "2", "unit": "years"}, "word", "two"),
        ({"kind": "quantity", "quantity": "24", "unit": "weeks"}, "unit", "weeks"),
        ({"kind": "date", "date": "2017-03-13"}, "", "March 13, 2017"),
        ({"kind": "date", "date": "2023-02"}, "", "February 2023"),
        ({"kind": "date", "date": "2017-03-13"}, "year", "2017"),
        ({"kind": "identifier", "identifier": "NCT02971683"}, "", "NCT02971683"),
        ({"kind": "name", "name_value": "The sponsor"}, "", "The sponsor"),
    ],
)
def test_printed_forms(fields: dict[str, Any], form: str, printed: str):
    """Each figure prints in the forms that texts ask for."""
    assert printed == figure(**fields).form(form)


def test_the_interval_of_a_figure_of_ours_is_joined_by_to():
    """Our own intervals are told from printed ones by their form."""
    assert "1.8 (95% CI 0.9 to 3.5)" == figure(**RATIO).form("full", derived=True)


@pytest.mark.parametrize(
    ("fields", "form", "said"),
    [
        ({"kind": "proportion", "percent": "55.0"}, "count", "states no events"),
        ({"kind": "count", "count": 40, "unit": "patients"}, "word", "only whole numbers up to twenty"),
        (RATIO, "points", "only a difference prints as points"),
        (RATIO, "p", "has no P value"),
        (SHARE, "ci", "a proportion has no form 'ci'; it has count"),
    ],
)
def test_a_form_a_figure_lacks_is_named(fields: dict[str, Any], form: str, said: str):
    """A form that a figure cannot be printed in is refused in words."""
    with pytest.raises(ValueError, match=said):
        figure(**fields).form(form)
