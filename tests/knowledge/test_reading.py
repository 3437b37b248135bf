"""Reading the compiled fact base: what the bot gets, from any thread, while the file may be replaced."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from knowledge.compiler import compile_knowledge
from knowledge.reader import CannotOpen, FactBase
from tests.knowledge.bases import TRIAL, edit


@pytest.fixture
def facts(compiled: Path):
    """Return the fixture's fact base, open."""
    opened = FactBase.open(compiled)
    yield opened
    opened.close()


def test_a_trial_says_how_it_is_called(facts: FactBase):
    """Names, time points in weeks, and the day up to which sources were read."""
    trial = facts.trial(TRIAL)
    assert ("Examplimab in examplitis", (12,), "1 Feb 2026") == (trial.short_name, trial.weeks, trial.read_on_display)
    assert ("The paper", ("result",), False) == (
        trial.full_paper and trial.full_paper.label,
        trial.start_with,
        trial.reviewed,
    )
    assert ("2026-02-01", False) == (facts.date, facts.reviewed)


def test_a_fact_comes_whole(facts: FactBase):
    """Statement, figures with their forms, citations, caveats and review are one record."""
    fact = facts.fact(TRIAL, "result")
    assert fact is not None
    assert (
        "At week 12, 60.0% improved on examplimab and 40.0% on placebo (odds ratio 2.25 (95% CI 0.92–5.50); P = 0.074)."
        == fact.statement.text
    )
    figure = fact.figure("examplimab")
    assert figure is not None
    assert ("24/40", "week-12", "paper", True) == (
        figure.forms["count"], figure.timepoint, figure.source, figure.reconstructed
    )  # fmt: skip
    assert ({"value": "60.0", "n": "40", "events": "24"}) == figure.numbers
    assert (("missed",), "A. Reviewer") == (fact.caveats, fact.reviewed_by)


def test_derived_related_and_glossary_entries_are_facts_too(facts: FactBase):
    """Whatever a text refers to is found the same way."""
    effect, pilot = facts.fact(TRIAL, "effect"), facts.fact(TRIAL, "pilot-size")
    own, general = facts.fact(TRIAL, "term-improved"), facts.fact(TRIAL, "term-es")
    assert ["derived", "related", "term", "term"] == [item.sort for item in (effect, pilot, own, general) if item]
    assert effect is not None
    assert ("24/40 - 16/40", ("result",)) == (str(effect.formula), effect.inputs)
    assert general is not None
    assert "From 0 points to 40 points." == str(general.range_and_units)
    assert None is facts.fact(TRIAL, "nothing")


def test_an_answer_comes_rendered(facts: FactBase):
    """Headline, forms, lines and table are texts with marks; a dagger follows what is ours."""
    answer = facts.answer(TRIAL, "result")
    assert answer is not None
    assert "Week 12: 24/40† (60.0%) examplimab vs 16/40† (40.0%) placebo, P = 0.074." == answer.lines[0].text
    assert "Difference +20.0 points (95% CI −1.8 to 39.3)†: no effect is not excluded." == answer.lines[1].text
    assert "24/40† on examplimab and 16/40† on placebo improved." == answer.forms["how-many"].text
    assert answer.table is not None
    assert ["Everyone", "60.0%", "40.0%"] == [cell.text for cell in answer.table.rows[0]]
    assert None is facts.answer(TRIAL, "nothing")


def test_every_mark_stands_where_it_says(facts: FactBase):
    """The figures of every text are found at their offsets."""
    for name in facts.answers(TRIAL):
        answer = facts.answer(TRIAL, name)
        assert answer is not None
        for text in (answer.headline, *answer.lines, *answer.forms.values()):
            assert [mark.as_printed for mark in text.figures] == [text.text[m.start : m.end] for m in text.figures]


def test_required_caveats_come_with_facts_that_lack_them(base: Path, tmp_path: Path):
    """A fact carries what its sort must carry even where nobody attached it."""
    edit(base, "facts.yaml", "caveats: [missed]", "caveats: []")
    facts = FactBase.open(compile_knowledge(base, tmp_path / "facts.db").path)
    fact = facts.fact(TRIAL, "result")
    facts.close()
    assert fact is not None
    assert ((), ("missed",)) == (fact.caveats, fact.required)


def test_caveats_sources_topics_and_words(facts: FactBase):
    """Everything else a reply is made of."""
    caveat, topic = facts.caveat(TRIAL, "missed"), facts.not_covered(TRIAL, "quality-of-life")
    assert "Missed (P = 0.074)." == str(caveat and caveat.short)
    assert ("Perhaps the full paper.", ("result",)) == (str(topic and topic.where), topic and topic.see_instead)
    assert ("Missed (P = 0.074), and sources disagree.",) == tuple(
        str(item.text) for item in facts.merged_caveats(TRIAL)
    )
    assert 4 == len(facts.caveat_rules(TRIAL))
    assert "Sample S, et al., Journal of Examples" == facts.source(TRIAL, "paper").cite
    assert "Handbook of scores" == facts.source(TRIAL, "handbook").title
    assert ["ES", "Improved", "P value"] == [term.term for term in facts.glossary(TRIAL)]
    related = facts.related(TRIAL, "pilot")
    assert ("pilot-size",) == (related and related.facts)
    assert ["form/why", "form/how-many"] == [entry.id for entry in facts.vocabulary("language")]
    assert ["population/other-disease"] == [entry.id for entry in facts.vocabulary("myositis")]
    assert ("IMP",) == facts.vocabulary(TRIAL)[2].cased
    assert [("result", "answer", True), (None, "not_covered", False), (None, "clarify", False)] == [
        (intent.answer, intent.kind, intent.bare) for intent in facts.intents(TRIAL)
    ]


def test_unknown_names_are_told_apart_from_missing_answers(facts: FactBase):
    """A trial or source that cannot be is an error; an answer that is not there is none."""
    with pytest.raises(KeyError, match="there is no trial 'x'"):
        facts.trial("x")
    with pytest.raises(KeyError, match="there is no source 'x'"):
        facts.source(TRIAL, "x")
    assert (None, None) == (facts.caveat(TRIAL, "x"), facts.not_covered(TRIAL, "x"))


def test_full_text_search_finds_facts(facts: FactBase):
    """Words of a statement lead to the fact."""
    assert [(TRIAL, "pilot-size", "The pilot had 12 patients.")] == list(facts.search("pilot"))
    assert () == facts.search("")
    assert () == facts.search('" OR (')


def test_many_threads_read_at_once(facts: FactBase):
    """Each thread gets its own connection, and the same answers."""
    found: list[str] = []

    def read() -> None:
        for name in facts.answers(TRIAL) * 20:
            answer = facts.answer(TRIAL, name)
            found.append(answer.headline.text if answer else "")
        facts.close()

    threads = [threading.Thread(target=read) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert 8 * 20 * 3 == len(found)
    assert 3 == len(set(found))


def test_a_new_file_takes_over_while_running(base: Path, tmp_path: Path):
    """After a new compile the next look swaps to it; without one nothing happens."""
    target = tmp_path / "facts.db"
    facts = FactBase.open(compile_knowledge(base, target).path)
    old = facts.version
    assert "80 patients were treated." == str(facts.answer(TRIAL, "enrolment").headline)  # type: ignore[union-attr]
    assert not facts.reload_if_changed()
    edit(base, "facts.yaml", "count: 80", "count: 81")
    compile_knowledge(base, target)
    assert facts.reload_if_changed()
    assert old != facts.version
    assert "81 patients were treated." == str(facts.answer(TRIAL, "enrolment").headline)  # type: ignore[union-attr]
    facts.close()


@pytest.mark.parametrize("content", [None, b"no database"])
def test_a_damaged_new_file_leaves_the_old_one_in_use(base: Path, tmp_path: Path, content: bytes | None):
    """A file that vanished or broke while the bot runs does not take its answers away."""
    target = tmp_path / "facts.db"
    facts = FactBase.open(compile_knowledge(base, target).path)
    target.unlink()
    if content is not None:
        target.write_bytes(content)
    assert not facts.reload_if_changed()
    assert "80 patients were treated." == str(facts.answer(TRIAL, "enrolment").headline)  # type: ignore[union-attr]
    facts.close()


def test_the_file_is_never_written(facts: FactBase):
    """The bot cannot change its facts."""
    with pytest.raises(Exception, match="readonly database"):
        facts._connection().execute("delete from facts")


@pytest.mark.parametrize("content", [None, b"", b"no database", b"SQLite format 3\x00" + b"\x00" * 100])
def test_what_is_no_fact_base_is_refused_with_the_command_that_mends_it(tmp_path: Path, content: bytes | None):
    """A missing or damaged file names itself and the command to run."""
    path = tmp_path / "facts.db"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CannotOpen, match=r"facts\.db: .*myositis-bot knowledge compile"):
        FactBase.open(path)


def test_reading_loads_neither_pydantic_nor_sqlite_utils(compiled: Path):
    """Answering a question starts fast: what only compiling needs stays on disk."""
    code = (
        "import sys; from knowledge.reader import FactBase; FactBase.open(sys.argv[1]).trial_ids(); "
        "print([name for name in ('pydantic', 'sqlite_utils', 'yaml', 'rich') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code, str(compiled)], capture_output=True, text=True, check=True)
    assert "[]\n" == done.stdout
