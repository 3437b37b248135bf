"""The checks on a whole fact base: each planted mistake is found, named by rule and place, and nothing else is."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.checks import single_entries
from knowledge.loading import load_knowledge
from tests.knowledge.checks.small_base import problems, said, write

RESULT = "active improved on alphamab"


def test_a_sound_fact_base_has_no_problems(tmp_path):
    """An invented trial of another drug passes: nothing in the rules is bound to one trial."""
    assert [] == said(tmp_path, today=date(2026, 6, 1))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (("ledger", "50.0% and", "50.1% and"), "double-entry: result.active: value is 50.0 at"),
        (("ledger", "twelve", "twenty"), "double-entry: beta-size.n: value is 12 at"),
        (("ledger", "responders}", "responders}\n    - {id: spare, as_printed: '7', label: spare}"), "double-entry: ledger figure spare"),
        (("derived", '"49.4"', '"49.6"'), "derived: effect.rd: high is stated as 49.6"),
        (("ledger", "- source: paper", "- source: other"), "rests on the ledger figure rates at knowledge/trials/alpha/ledger.yaml:4, but its fact does not cite other"),
        (("facts", "events: 10", "events: 11"), "percent-of-count: result.active: 11 of 20 is 55.0%"),
        (("facts", "{placebo} on", "25.0% on"), "texts: result statement: the figure 25.0% stands in the text itself"),
        (("facts", "At week 12", "At week 13"), "texts: result statement: the figure 13"),
        (("facts", "{a higher share|higher: active, placebo}", "a higher share"), "texts: result statement: the word 'higher'"),
        (("facts", "higher: active, placebo", "lower: active, placebo"), "is not borne out by active = 50.0, placebo = 25.0"),
        (("facts", "{active} improved", "{activ} improved"), "the fact 'result' has no figure 'activ'"),
        (("facts", "{active} improved", "half improved"), "texts: result statement: the word 'half'"),
        (("answers", "More improved", "Twice as many improved"), "texts: result headline: the word 'Twice'"),
        (("answers", "{result.active:count} against", "10/20 against"), "texts: result lines 0: the figure 10"),
        (("not-covered", "Not seen.", "Not seen in 3 papers."), "texts: enzymes reason: the figure 3"),
        (("glossary", "A better score.", "A score six points better."), "the word 'six'"),
        (("trial", "much higher", "much lower"), "texts: opinion statement: the word 'higher'"),
        (("caveats", "Worked out by us.", "Worked out in 2026."), "texts: ours text: the figure 2026"),
        (("facts", "caveats: [missed]", "caveats: []"), "caveats: result does not carry missed, required at knowledge/trials"),
        (("derived", "[missed, ours]", "[missed]"), "caveats: effect does not carry ours"),
        (("related", "[other-trial]", "[]"), "caveats: beta-size does not carry other-trial"),
        (("related", "[other-trial]", "[other-trial, missed]"), "beta-size belongs to beta, but its caveat missed shows figures of alpha"),
        (("caveats", "Another trial.", "'Another trial: {beta-size.n}.'"), None),
        (("facts", "caveats: [missed]", "caveats: [missed, ours]"), "caveats: result carries ours, which is not said of such a record"),
        (("caveats", "[efficacy-week12, effect-size]", "[effect-size]"), "caveats: no rule says which caveats the efficacy topic"),
        (("answers", "[did it work]", "[]"), "caveats: no answer with example questions leads with result"),
        (("caveats", "show: always, text: Another", "show: always, attach_to: [result], text: Another"), "attach_to and the facts disagree"),
        (("caveats", "required:", "  - {slug: idle, show: always, text: Idle., why: Idle.}\nrequired:"), "references: nothing carries the caveat idle"),
        (("sources", "- {id: paper", '- {id: idle, kind: article, title: I, url: "https://example.org/i", retrieved: "2026-01-01"}\n- {id: paper'), "references: nothing cites the source idle"),
        (("glossary", "aliases: [improvement]", "aliases: [improvement, Response]"), None),
        (("glossary", "Methods}]}", "Methods}]}\n- {term: Improvement, slug: better, definition: D., citations: [{source: paper, locator: M}]}"), "references: 'Improvement' means both response and better"),
        (("intents", "form/why", "form/wy"), "references: the intent for result names form/wy, which is no concept"),
        (("language/forms.yaml", "implies: [form/why]", "implies: [form/wy]"), "references: form/when implies form/wy"),
        (("trial", "fact: opinion", "fact: opinions"), "references: quoted_words names opinions"),
        (("vocabulary", "terms: [alphamab]", "terms: [alphamab, Why]"), "vocabulary: 'why' means drug/alphamab, form/why"),
        (("trial", "arithmetic: []", "arithmetic: [{sum: [result.active, result.placebo], equals: result.gone}]"), "arithmetic: `sum`: there is no figure result.gone"),
        (("trial", "arithmetic: []", "arithmetic: [{sum: [result.active]}]"), "arithmetic: `sum`: cannot be read"),
        (("trial", "exceptions: []", "exceptions: [{rule: denominator, about: [result.active], reason: why}]"), "the exception from denominator for result.active is not needed"),
    ],
)  # fmt: skip
def test_finds_the_planted_mistake(tmp_path, change, expected):
    """One wrong digit, word, name, caveat or reference is found, and said in words; a harmless change is not."""
    found = said(tmp_path, change)
    assert (expected is None and found == []) or any(expected and expected in line for line in found), found


def test_a_phrase_shared_on_purpose_is_declared(tmp_path):
    """A declared phrase may have several meanings; a declaration that the vocabulary outgrew is a problem."""
    shared = ("vocabulary", "terms: [alphamab]", "terms: [alphamab, Why]")
    declared = ("language/names.yaml", "names:", "ambiguous: {why: [form/why, drug/alphamab]}\nnames:")
    assert [] == said(tmp_path, shared, declared)
    assert ["vocabulary: 'why' is declared for drug/alphamab, which does not claim it"] == said(tmp_path, declared)


def test_reports_all_problems_at_once_with_file_and_line(tmp_path):
    """Several mistakes in several files come together, each with its place, sorted."""
    found = problems(
        tmp_path, ("ledger", "50.0% and", "50.1% and"), ("answers", "More", "Most"), ("derived", '"49.4"', '"49.6"')
    )
    assert ["answers.yaml", "derived.yaml", "derived.yaml", "facts.yaml"] == [
        item.file.split("/")[-1] for item in found
    ]
    assert [4, 11, 11, 8] == [item.line for item in found]
    assert all(item.hint for item in found)


def test_double_entry_names_both_places(tmp_path):
    """A digit changed in the ledger is answered with the file and line of the fact and of the ledger figure."""
    (found,) = problems(tmp_path, ("ledger", "50.0% and", "50.1% and"))
    assert "knowledge/trials/alpha/facts.yaml:8" in found.message
    assert "knowledge/trials/alpha/ledger.yaml:4" in found.message


def test_runs_only_the_rules_asked_for(tmp_path):
    """`only` leaves the other rules out."""
    changes = (("ledger", "50.0% and", "50.1% and"), ("answers", "More", "Most"))
    assert ["texts"] == [problem.rule for problem in problems(tmp_path, *changes, only=["texts"])]


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (None, []),
        (date(2027, 1, 1), []),
        (date(2027, 1, 2), ["warning: paper was read on 2026-01-01, more than 12 months ago"]),
        (date(2025, 12, 31), ["warning: paper is said to be read on 2026-01-01, after 2025-12-31"]),
    ],
)
def test_old_sources_are_a_warning(tmp_path, today, expected):
    """A source read more than twelve months before the given day is warned of, never an error."""
    assert expected == [f"{problem.severity}: {problem.message}" for problem in problems(tmp_path, today=today)]


def test_an_unreadable_trial_file_does_not_drown_its_own_message(tmp_path):
    """When trial.yaml is broken, what depends on its declarations stays quiet."""
    assert ["model: 'id' is missing"] == said(tmp_path, ("trial", "id: alpha\n", ""), only=["texts", "arithmetic"])


def test_counts_single_entry_figures(tmp_path):
    """Figures of one transcription are counted; without their ledger figure nothing else is amiss."""
    root = write(
        tmp_path,
        ("related", "ledger: pilot-n", "single_entry: one reading only"),
        ("ledger", "    - {id: pilot-n, as_printed: twelve, label: patients}\n", ""),
    )
    assert 1 == single_entries(load_knowledge(root))
