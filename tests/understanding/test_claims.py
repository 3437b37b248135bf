"""Tests that a claim about the trial's size or length is answered by its size or length, not by a result."""

from __future__ import annotations

import pytest

from tests.questions.asking import ask

SIZES = {
    "so half the patients had IMNM?": "imnm-count",
    "were there 80 necrotizing patients?": "imnm-count",
    "most patients were DM right?": "baseline-dm",
    "so 40 patients had DM on the drug?": "baseline-dm",
    "i heard 300 people were in it": "enrolment",
    "the trial had 200 patients?": "enrolment",
}
LENGTHS = ("it was a 52 week double blind trial right?", "was it only 12 weeks long?", "was it a one year study?")
RESULTS = {
    "half of DM patients improved?": "subgroup-dm",
    "so 22 patients responded with DM?": "subgroup-dm",
    "in 148 patients, did the drug work?": "primary-result",
    "was it better at 52 weeks in the trial?": "week52-result",
}


def led_by(question: str) -> str | None:
    """Return the answer that a question is led by."""
    return ask(question).reading.parts[0].answer


@pytest.mark.parametrize(("question", "answer"), SIZES.items())
def test_a_number_of_patients_asks_how_many_there_were(question, answer):
    """Whether it is right or wrong, the answer says the true one."""
    assert answer == led_by(question)


@pytest.mark.parametrize("question", LENGTHS)
def test_a_length_of_the_trial_asks_how_long_it_was(question):
    """A wrong length is no time point to look for results at."""
    assert "design-periods" == led_by(question)


@pytest.mark.parametrize(("question", "answer"), RESULTS.items())
def test_what_became_of_so_many_patients_asks_for_results(question, answer):
    """Numbers and lengths beside a result are about that result."""
    assert answer == led_by(question)


def test_a_patient_count_of_the_askers_own_is_no_claim():
    """Somebody's own patients stay somebody's patients."""
    assert "not_advice" == ask("i have 3 patients with IMNM, should they get it?").answer.kind.value
