"""Tests of how far the search for patient identifiers reaches, on lists made without looking at its rules."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from bot.understanding.guarding import guard, names_a_patient
from bot.understanding.identifiers import find_identifiers
from bot.understanding.normalise import MAX_CHARACTERS, clean

DATA = Path(__file__).parent / "data"
FIRST: dict[str, list[str]] = yaml.safe_load((DATA / "identifiers.yaml").read_text("utf-8"))
UNSEEN: dict[str, list[str]] = yaml.safe_load((DATA / "identifiers-unseen.yaml").read_text("utf-8"))
VIGNETTES = [
    "67F anti-SRP",
    "67F, anti-SRP, CK 8,000, failed MTX and IVIG: start abatacept?",
    "58-year-old woman with DM",
    "a 71 yo man with IMNM for 3 yrs",
    "NCT02971683",
    "NCT02971683, did it work?",
    "PMID 39609094",
    "doi 10.1002/art.43066",
    "first visit March 13, 2017, last 2023-02?",
    "148 or 149 patients, 58 or 76 sites?",
    "22/40 vs 21/42, P = 0.679",
    "P=0.083, 95% CI 0.9-3.5",
    "IM101-611",
    "EudraCT 2016-002269-77",
    "125 mg weekly for 24 weeks",
    "18-75 yrs, MMT-8 <=135/150",
    "Aggarwal et al. 2024",
    "did Dr Aggarwal say why?",
    "is Ms Levenson the author of the news piece?",
    "Bohan and Peter criteria",
]


def cases(lists: dict[str, list[str]]) -> list[str]:
    return [text for kind, texts in lists.items() if kind != "missed" for text in texts]


@pytest.mark.parametrize("text", cases(FIRST) + cases(UNSEEN))
def test_a_made_up_patient_is_found(text):
    """Numbers, dates, names and addresses of made-up people, in the formats of some twenty countries."""
    assert find_identifiers(clean(text))


def test_what_is_missed_is_known():
    """Of 356 made-up cases eight are missed: each is named, and no more than these."""
    missed = FIRST["missed"] + UNSEEN["missed"]
    assert (348, 8) == (len(cases(FIRST) + cases(UNSEEN)), len(missed))
    assert [] == [text for text in missed if find_identifiers(clean(text))]


def test_no_question_anybody_asked_is_a_false_alarm(answerer, project):
    """Of all questions kept for development and for judging, only those that were written to be refused are."""
    refused, alarms = 0, []
    for file in sorted((project / "tests/questions").glob("*.jsonl")):
        for line in file.read_text("utf-8").splitlines():
            asked = json.loads(line)
            found = answerer.read(asked["question"]).identifiers
            wanted = "identifiers" in asked["tags"]
            refused += found and wanted
            alarms += [asked["question"]] if found and not wanted else []
    assert ([], True) == (alarms, refused > 10)


@pytest.mark.parametrize("text", VIGNETTES)
def test_a_vignette_or_the_trial_s_own_number_passes(answerer, text):
    """Age and sex, register numbers, dates, counts and P values identify nobody."""
    assert not answerer.read(text).identifiers


def test_the_bot_s_own_words_pass(answerer):
    """Whoever quotes an answer back is not asked to remove a patient: no example question, term or statement is one."""
    base = answerer.base
    found = []
    for trial in base.trial_ids():
        for entry in base.glossary(trial):
            found += [entry.term] if answerer.read(f"what does {entry.term} mean").identifiers else []
            found += [entry.term] if names_a_patient(f"glossary {entry.term}") else []
        for name in base.fact_ids(trial):
            fact = base.fact(trial, name)
            found += [fact.statement.text] if answerer.read(fact.statement.text).identifiers else []
    assert [] == found


@pytest.mark.parametrize("length", [0, 100, MAX_CHARACTERS - 8, MAX_CHARACTERS, 3 * MAX_CHARACTERS, 40_000])
def test_fields_are_checked_to_their_end(length):
    """However long a text is, what identifies somebody is found anywhere in it, also across the edge of two pieces."""
    filler = ("no details here; " * 3000)[:length]
    assert guard(f"{filler} MRN 00482917 and so on")
    assert not guard(f"{filler} nothing else")


def test_what_a_field_is_told_repeats_nothing():
    """The words are ours alone."""
    said = guard("Gloria Penhaligon, 71F, anti-HMGCR")
    assert said is not None
    assert "Penhaligon" not in said
