"""Figures read back from blocks: none stands there that the answer or the fact base does not hold."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.answering.answer import Answer
from bot.answering.overview import estimates_of
from bot.rendering.blocks import message
from bot.rendering.cards import overview_card, plot_of
from bot.rendering.plain import line_text
from tests.rendering.blocks_data import TRIAL, all_answers, answer_of, answerer, base, shown

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def own_strings(answer: Answer) -> list[str]:
    """Return every text that the answer holds, longest first."""
    texts = [text.text for text in answer.texts()]
    texts += [line_text(line) for section in answer.sections for line in section.lines]
    for section in answer.sections:
        texts += section.table.columns if section.table is not None else ()
    texts += [*answer.notes, answer.footer]
    for citation in answer.citations:
        texts += [f"[{citation.number}]", citation.title, citation.locator]
    texts += [item.question for item in (*answer.options, *answer.suggestions)]
    # An address is shown as a link, in words without its scheme.
    texts += [text.replace("https://", "") for text in texts]
    return sorted(filter(None, texts), key=len, reverse=True)


def foreign_figures(answer: Answer) -> list[str]:
    """Return the numbers in the blocks of ``answer`` that stand in none of its texts."""
    rest = "\n".join(shown(message(answer, surface="dm", base=base()).blocks))
    for text in own_strings(answer):
        rest = rest.replace(text, " ")
    return _NUMBER.findall(rest)


def test_no_figure_enters_blocks_but_from_the_answer() -> None:
    """What is left of the blocks after the answer's own texts are taken out holds no digit."""
    assert {} == {name: found for name, answer in all_answers() if (found := foreign_figures(answer))}


def test_a_changed_figure_would_be_noticed() -> None:
    """The reading back sees what it is for: another answer's figures are foreign."""
    answer = answer_of("subgroup-dm")
    blocks = message(answer, surface="dm", base=base()).blocks
    other = replace(answer, sections=answer_of("subgroup-nondm").sections)
    rest = "\n".join(shown(blocks))
    for text in own_strings(other):
        rest = rest.replace(text, " ")
    assert "55.0" in _NUMBER.findall(rest)


def test_every_figure_of_an_answer_is_shown_as_printed() -> None:
    """Blocks lose no figure, and change no digit of one."""
    for name, answer in all_answers():
        lines = "\n".join(shown(message(answer, surface="dm", base=base()).blocks))
        missing = [figure.as_printed for figure in answer.figures if figure.as_printed not in lines]
        assert (name, []) == (name, missing)


def test_the_forest_plot_prints_the_fact_base_and_nothing_else() -> None:
    """Each row's figures are printed forms of its own figure; what is left is labels and the time point."""
    trial = base().trial(TRIAL)
    estimates = estimates_of(base(), TRIAL)
    lines = plot_of(trial, estimates).split("\n")
    for row, estimate in zip(lines[1::2], estimates, strict=False):
        forms = estimate.figure.forms
        assert row.endswith(f"{forms['signed']} ({forms['low']} to {forms['high']})†")
    rest = "\n".join(lines).replace(trial.timepoints["week-24"], "")
    for estimate in estimates:
        for form in ("signed", "low", "high"):
            rest = rest.replace(estimate.figure.forms[form], "")
    assert [] == _NUMBER.findall(rest)


def test_the_plot_shows_the_same_figures_as_the_words() -> None:
    """Whoever cannot see the plot reads or hears the same differences and intervals."""
    text = overview_card(base(), TRIAL, answerer()).text
    for estimate in estimates_of(base(), TRIAL):
        assert estimate.figure.forms["points"] in text
