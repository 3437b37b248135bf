"""Numbers as people type them: read where they can be, told why where they cannot, and right where close enough."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.messages import quiz as messages
from bot.quiz import NumberKey, grade_number
from bot.quiz.grading import is_right, read_number
from knowledge.records import RenderedText
from tests.quiz.decks import card_of, whole

P, RATE, PATIENTS = card_of("p-nondm"), card_of("rate-abatacept"), card_of("how-many-treated")


def key(value, tolerance, *rivals):
    """Return what a card asks for."""
    return NumberKey(Decimal(value), Decimal(tolerance), "%", RenderedText(value), (), tuple(map(Decimal, rivals)))


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("56", "56"),
        (" 56 ", "56"),
        ("56%", "56"),
        ("56 %", "56"),
        ("56.0", "56.0"),
        ("56,0", "56.0"),
        ("56 percent", "56"),
        ("about 56", "56"),
        ("~56%", "56"),
        ("≈ 56", "56"),
        (".083", "0.083"),
        (",083", "0.083"),
        ("0.083", "0.083"),
        ("p=0.083", "0.083"),
        ("P = 0.083", "0.083"),
        ("p 0,083", "0.083"),
        ("0·083", "0.083"),
        ("５６", "56"),
        ("-2.5", "-2.5"),
        ("−2.5", "-2.5"),
        ("+13.5", "13.5"),
        ("56.", "56"),
    ],
)
def test_numbers_are_read_as_people_type_them(typed, number):
    """With percent or P, a comma, a leading point, from a phone or a slide."""
    assert Decimal(number) == read_number(typed)


@pytest.mark.parametrize(
    ("typed", "unit"), [("125 mg", "mg weekly"), ("125 mg weekly", "mg weekly"), ("148 patients", "patients")]
)
def test_the_unit_may_be_typed_too(typed, unit):
    """Whoever writes the unit has answered."""
    assert isinstance(read_number(typed, unit), Decimal)


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("", messages.TYPE_A_NUMBER),
        ("fifty-six", messages.TYPE_A_NUMBER),
        ("no idea", messages.TYPE_A_NUMBER),
        ("56 or so, I think", messages.TYPE_A_NUMBER),
        ("4" * 41, messages.TYPE_A_NUMBER),
        ("56 vs 42.5", messages.ONE_NUMBER_ONLY),
        ("42/75", messages.ONE_NUMBER_ONLY),
        ("p<0.05", messages.NO_LIMITS),
        ("≥ 20", messages.NO_LIMITS),
        ("NaN", messages.TYPE_A_NUMBER),
        ("Infinity", messages.TYPE_A_NUMBER),
        ("1e5", messages.ONE_NUMBER_ONLY),
        ("<script>", messages.NO_LIMITS),
        ("💊", messages.TYPE_A_NUMBER),
    ],
)
def test_words_get_a_clear_problem_and_count_as_no_answer(typed, problem):
    """Nothing is graded wrong that was not a number."""
    grade = grade_number(RATE, typed)
    assert (False, None, problem) == (grade.right, grade.given, grade.problem)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60))
def test_nothing_that_can_be_typed_is_an_error(typed):
    """A number or a problem, never an exception."""
    for card in (P, RATE, PATIENTS):
        grade = grade_number(card, typed)
        assert (grade.given is None) == (grade.problem is not None)


def test_a_near_p_value_is_right():
    """0.043 is not marked wrong for 0.040; the P value of the whole trial is."""
    assert all(grade_number(P, typed).right for typed in ("0.043", "0.04", ".04", "0,040", "p = 0.041"))
    assert not any(grade_number(P, typed).right for typed in ("0.083", "0.05", "0.4", "4", "40"))


def test_a_rounded_rate_is_right_and_the_other_arms_is_not():
    """56 and 55 will do for 56.0; 42.5 will not."""
    assert all(grade_number(RATE, typed).right for typed in ("56", "56.0%", "55", "57"))
    assert not any(grade_number(RATE, typed).right for typed in ("42.5", "43", "50", "0.56"))


def test_what_another_source_says_is_right():
    """149 enrolled for 148 treated."""
    assert grade_number(PATIENTS, "149").right
    assert not grade_number(PATIENTS, "75").right


def test_a_number_nearer_to_another_arm_is_not_right_however_wide_the_tolerance():
    """Serious events, 5.3 against 5.5: what is as near to the other arm is not the answer."""
    close = key("5.3", "1", "5.5")
    assert is_right(close, Decimal("5.3"))
    assert is_right(close, Decimal("5.2"))
    assert not is_right(close, Decimal("5.4"))
    assert not is_right(close, Decimal("5.5"))


def test_a_number_rounded_by_one_digit_is_right_unless_the_other_arm_is_as_near():
    """One digit less is memory, not error; where it could be either arm it is neither."""
    assert is_right(key("12.46", "0"), Decimal("12.5"))
    assert not is_right(key("12.46", "0"), Decimal(12))
    assert not is_right(key("12.46", "0", "12.54"), Decimal("12.5"))


def test_the_printed_figure_is_right_on_every_number_card():
    """As it stands in the explanation, with its unit."""
    cards = [card for card in whole().cards if card.number]
    assert cards
    for card in cards:
        assert grade_number(card, card.number.printed.text).right, card.id
        assert grade_number(card, str(card.number.value)).right, card.id
        assert not any(is_right(card.number, rival) for rival in card.number.rivals)
