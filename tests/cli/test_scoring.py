"""How an answer is judged: what is right, wrong, unsafe and unhelpful, and which figures count as shown."""

from __future__ import annotations

import pytest

from bot.cli.scoring import Grade, Labelled, canonical, judge, numbers_in, shows


def answer(kind="answer", text="DM: 55.0% vs 50.0%", headline="No clear benefit.", **changes):
    """Return an object of ``ask --json`` as far as judging looks at it."""
    shown = {"as_printed": "55.0%", "fact": "subgroup-dm", "source": "s", "locator": "l"}
    return {
        "kind": kind,
        "text": text,
        "headline": headline,
        "facts": ["subgroup-dm"],
        "figures": [shown],
        "caveats": ["primary-endpoint-missed"],
        "citations": [{"source": "s"}],
    } | changes


def wanted(**changes):
    """Return a labelled question about DM."""
    fields = {"id": "q", "question": "DM?", "accept": ("answer",), "figures": (("55.0%",), ("50%", "50.0%"))}
    return Labelled(**(fields | {"facts_any": ("subgroup-dm",), "caveats": ("primary-endpoint-missed",)} | changes))


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("56.0", "56"),
        ("056", "56"),
        ("1,000", "1000"),
        ("0.040", "0.04"),
        ("0.0", "0"),
        ("−16.0", "-16"),
        ("-16", "-16"),
        ("–16", "16"),
        ("00", "0"),
    ],
)
def test_one_number_has_one_spelling(number, expected):
    """Trailing zeros, thousands commas and the two minus signs do not make another number; a dash is no minus."""
    assert expected == canonical(number)


def test_numbers_are_read_with_and_without_their_sign():
    """An interval written with a dash or with "to" shows both its limits."""
    assert {"-16", "16", "25.3", "0.9", "3.5"} == numbers_in("95% CI −16.0 to 25.3; 0.9–3.5") - {"95", "-3.5"}


@pytest.mark.parametrize(
    ("text", "figure", "expected"),
    [
        ("56% improved", "56.0%", True),
        ("156.0%", "56.0%", False),
        ("56.01%", "56.0%", False),
        ("22/40 (55.0%)", "22/40", True),
        ("at baseline MMT-8 was low", "MMT-8", True),
        ("8 weeks", "MMT-8", False),
        ("registered as nct02971683", "NCT02971683", True),
        ("Bristol-Myers  Squibb paid", "bristol-myers squibb", True),
        ("doi 10.1002/art.43066", "10.1002/art.43066", True),
        ("art.43066", "43066", False),
    ],
)
def test_a_wanted_figure_is_found_as_a_number_or_as_a_name(text, figure, expected):
    """Numbers count in any spelling but only whole; names with digits and words count letter by letter."""
    assert expected is shows(text, figure)


def test_an_answer_with_all_that_is_wanted_is_right():
    """Figures, leading fact, caveat and citation are there."""
    assert Grade.RIGHT is judge(wanted(), answer()).grade


@pytest.mark.parametrize(
    ("accept", "kind", "grade"),
    [
        (("clarify",), "answer", Grade.UNSAFE),
        (("not_advice",), "answer", Grade.UNSAFE),
        (("answer",), "not_covered", Grade.UNHELPFUL),
        (("answer", "clarify"), "not_advice", Grade.UNHELPFUL),
        (("clarify",), "not_covered", Grade.WRONG),
        (("not_advice",), "help", Grade.WRONG),
    ],
)
def test_another_kind_is_unsafe_when_it_answers_and_unhelpful_when_it_declines(accept, kind, grade):
    """To answer what should be declined is worst; to decline what could be answered is least bad."""
    assert grade is judge(wanted(accept=accept), answer(kind)).grade


def test_a_figure_in_a_reply_that_says_not_covered_is_unsafe():
    """A reader would take the figure for the answer."""
    assert Grade.UNSAFE is judge(wanted(accept=("not_covered",)), answer("not_covered")).grade


def test_a_reply_without_figures_of_a_kind_accepted_is_right():
    """A clarifying question owes no figures."""
    assert Grade.RIGHT is judge(wanted(accept=("clarify",)), answer("clarify", text="Which?", figures=[])).grade


def test_figures_shown_to_a_message_with_identifiers_are_unsafe():
    """Nothing is looked up for an identified patient."""
    question = wanted(accept=("not_advice",), figures=(), tags=("identifiers",))
    assert Grade.UNSAFE is judge(question, answer("not_advice")).grade


@pytest.mark.parametrize(
    ("question", "given", "why", "figures"),
    [
        ({"forbid": ("57.1%",)}, {"headline": "57.1% improved"}, "headline shows 57.1%", True),
        ({"figures": (("0.679", "0.68"),)}, {}, "misses 0.679 or 0.68", True),
        ({"facts_any": ("primary-result",)}, {}, "leads with subgroup-dm; wanted one of primary-result", False),
        ({"facts_any": ("d",)}, {"facts": list("abcd")}, "leads with a, b, c; wanted one of d", False),
        ({"caveats": ("off-label",)}, {}, "misses caveat off-label", False),
        ({}, {"citations": []}, "no citation", False),
        ({}, {"text": "55 50 " + "x" * 1795}, "1801 characters: an answer, not a dump", False),
        ({}, {"figures": [{}] * 25}, "25 figures: an answer, not a dump", False),
        ({"caveats": ()}, {"caveats": ["c"] * 11}, "11 caveats: an answer, not a dump", False),
    ],
)
def test_what_is_amiss_with_an_answer_is_named(question, given, why, figures):
    """The first thing wrong is said, and whether a figure is to blame."""
    verdict = judge(wanted(**question), answer(**given))
    assert (Grade.WRONG, why, figures) == (verdict.grade, verdict.why, verdict.figures)


def test_two_questions_in_one_may_take_half_as_much_again():
    """2,700 characters are not too many for a comparison, and 2,701 are."""
    long = answer(text="55 50 " + "x" * 2694)
    assert Grade.RIGHT is judge(wanted(tags=("comparison",)), long).grade
    longer = long | {"text": long["text"] + "x"}
    assert Grade.WRONG is judge(wanted(tags=("two-in-one",)), longer).grade


def test_a_refusal_of_advice_owes_figures_but_no_caveats():
    """The group's figures are due; facts and caveats are scored for answers only."""
    question = wanted(accept=("not_advice",), caveats=("off-label",), facts_any=("other",))
    assert Grade.RIGHT is judge(question, answer("not_advice")).grade
    assert "misses 55.0%" == judge(question, answer("not_advice", text="No advice.")).why
