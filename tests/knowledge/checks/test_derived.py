"""Derived figures: recomputed from their inputs, compared to the digits shown."""

from __future__ import annotations

from dataclasses import replace

import pytest

from knowledge.checks.derived import check_derived
from tests.knowledge.checks.build import value, view

DM = (
    value("subgroup-dm.abatacept", "proportion", "55.0", n=40, events=22),
    value("subgroup-dm.placebo", "proportion", "50.0", n=42, events=21),
)
INPUTS = {"effect-dm": ("subgroup-dm",)}
COMPUTE = {"function": "risk-difference", "a": "subgroup-dm.abatacept", "b": "subgroup-dm.placebo"}
RD = value("effect-dm.rd", "estimate", "5.0", low="-16.0", high="25.3", compute=COMPUTE)


def messages(*values, inputs=None):
    """Return what the recomputation says."""
    return [
        problem.message for problem in check_derived(view(*DM, *values, inputs=INPUTS if inputs is None else inputs))
    ]


def test_a_right_figure_is_silent():
    """The risk difference in DM and its limits come out as stated."""
    assert [] == messages(RD)


def test_a_wrong_limit_says_what_it_should_be():
    """A wrong digit is answered with the recomputed figure and what it was computed from."""
    assert [
        "effect-dm.rd: high is stated as 25.4, but risk-difference of subgroup-dm.abatacept, subgroup-dm.placebo gives 25.3"
    ] == messages(replace(RD, high="25.4"))


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        (replace(RD, compute=None), "a derived figure without a computation"),
        (replace(RD, p="0.6"), "states p 0.6, which risk-difference does not give"),
        (replace(RD, compute={"function": "guess"}), "there is no function 'guess'"),
        (replace(RD, compute=COMPUTE | {"b": "subgroup-dm.gone"}), "there is no figure subgroup-dm.gone"),
        (replace(RD, compute=COMPUTE | {"b": "subgroup-dm.placebo:p"}), "subgroup-dm.placebo states no p"),
        (value("effect-dm.p", "p-value", "0.651", compute=COMPUTE | {"function": "fisher-p"}), "gives 0.665"),
        (
            value(
                "effect-dm.n",
                "count",
                "18",
                n=41,
                compute={
                    "function": "subtract",
                    "from": "subgroup-dm.abatacept:n",
                    "take": "subgroup-dm.abatacept:events",
                    "of": "subgroup-dm.abatacept:n",
                },
            ),
            "n is stated as 41",
        ),
    ],
)
def test_says_why_a_figure_cannot_stand(changed, expected):
    """A wrong figure, function, argument or part is named."""
    assert any(expected in message for message in messages(changed))


def test_what_a_figure_is_computed_from_belongs_to_its_inputs():
    """A computation that reads a fact outside `inputs` is a problem."""
    assert ["effect-dm.rd: is computed from subgroup-dm, which is not among the inputs"] == messages(RD, inputs={})
