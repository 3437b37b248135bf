"""The quiz as data: what is written wrongly is reported at its line, and its texts obey the rules of all texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.checks import run_checks
from knowledge.compiler import Refused, compile_knowledge
from knowledge.loading import load_knowledge
from knowledge.reader import FactBase
from tests.knowledge.bases import TRIAL, edit


def found(root: Path) -> list[tuple[int, str]]:
    """Return line and message of what is wrong with the quiz."""
    problems = run_checks(load_knowledge(root), only=["texts"])
    return [(problem.line, problem.message) for problem in problems if problem.file.endswith("quiz.yaml")]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("right: true}", "right: false}", "right"),
        ("{text: It works., why: It looks at the rates and not at the P value.}", "{text: It works., right: true}",
         "sign: exactly one option is right"),
        (", why: It takes a missed end point for proof of no effect.", "", "a wrong option says why it tempts"),
        ("    - {text: It works., why: It looks at the rates and not at the P value.}\n", "",
         "sign: a card has three or four options"),
        ('  explanation: "{enrolment.treated} were treated."\n', "", "treated: 'explanation' is missing"),
        ("  truth: false\n", "", "blind: a true-false card gives 'truth'"),
        ("reveal: conflict", "reveal: conflict\n  truth: true", "who-conflict: a guess card gives 'reveal'"),
        ("tier: core", "tier: easy", "sign: 'tier'"),
        ("facts: [enrolment]\n  prompt: How", "facts: [enrolments]\n  prompt: How", "there is no fact 'enrolments'"),
        ("figure: enrolment.treated,", "figure: enrolment.treatd,", "there is no figure 'enrolment.treatd'"),
        ("figure: enrolment.treated,", "figure: treated,", "names no figure"),
        ("pick: [result.examplimab, result.placebo]", "pick: [result.examplimab, result.other]",
         "there is no figure 'result.other'"),
        ("- id: treated", "- id: sign", "the card 'sign' is given twice"),
        ("Which rates were seen?", "Which rates were seen in 40 patients?", "the figure 40 stands in the text itself"),
        ("A benefit was not shown.", "Twice as many improved.", "'Twice' states a number or size"),
        ("More|higher:", "Fewer|lower:", "is not borne out by"),
        ('explanation: "{result.examplimab} vs', 'explanation: "{result.rates} vs', "has no figure 'rates'"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_card_is_reported_where_it_stands(base: Path, old: str, new: str, message: str):
    """File, line and what is wrong: structure, references, loose figures, words that nothing proves."""
    edit(base, "quiz.yaml", old, new)
    problems = found(base)
    assert problems
    assert all(line > 0 for line, _ in problems)
    assert any(message in said for _, said in problems), problems


def test_a_quiz_with_mistakes_is_not_compiled(base: Path, tmp_path: Path):
    """A card that names a figure that is not there never reaches a reader."""
    edit(base, "quiz.yaml", "figure: enrolment.treated,", "figure: enrolment.gone,")
    with pytest.raises(Refused):
        compile_knowledge(base, tmp_path / "facts.db")


def test_a_trial_may_have_no_quiz(base: Path, tmp_path: Path):
    """A second trial begins with facts; cards can come later."""
    (base / "trials" / TRIAL / "quiz.yaml").unlink()
    assert [] == found(base)
    compile_knowledge(base, tmp_path / "facts.db")
    assert () == FactBase.open(tmp_path / "facts.db").quiz(TRIAL)


def test_the_reader_gives_the_cards_in_their_order_with_figures_marked(compiled: Path):
    """Texts come out rendered, each figure with where it was read."""
    cards = FactBase.open(compiled).quiz(TRIAL)
    assert ["sign", "treated", "rates", "who-conflict", "blind"] == [card.id for card in cards]
    explanation = cards[0].explanation
    assert explanation is not None
    assert "60.0% vs 40.0%, P = 0.074." == explanation.text
    assert ["60.0%", "40.0%", "P = 0.074"] == [mark.as_printed for mark in explanation.figures]
    assert {"paper"} == {mark.source for mark in explanation.figures}
    assert [True, False, False] == [option.right for option in cards[0].options]
