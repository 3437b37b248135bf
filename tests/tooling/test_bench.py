"""The benchmarks: that they fail when they should, and that the trials they invent are what they claim to be."""

from __future__ import annotations

import time
from pathlib import Path
from random import Random

import pytest

from bot.answering.service import Answerer
from bot.understanding.reading import Kind
from knowledge.reader import FactBase
from tests.bench import synthetic
from tests.bench.figures import Figure
from tests.bench.run import main
from tests.bench.timing import best_of, median, percentile, resident_megabytes

TRIALS = 3


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """Return the bot on a few invented trials."""
    return Answerer(FactBase.open(synthetic.compiled(tmp_path_factory.mktemp("invented"), TRIALS).path))


def test_a_slow_function_breaks_its_budget(capsys: pytest.CaptureFixture[str]) -> None:
    """A planted function that is slower than its budget makes the run fail, and its line says so."""
    (slow,) = best_of([lambda: time.sleep(0.02)], 2)
    planted = {
        "planted": lambda: [Figure("a slow function", slow * 1e3, "ms", 10.0), Figure("a quick one", 1, "ms", 10.0)]
    }
    assert 1 == main(benchmarks=planted)
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].endswith("OVER")
    assert lines[1].endswith("ok")
    assert "1 of 2 budgets kept" == lines[2]


def test_kept_budgets_pass(capsys: pytest.CaptureFixture[str]) -> None:
    """Figures within their budgets, or without one, let the run pass, with the budget printed beside the figure."""
    kept = {
        "kept": lambda: [Figure("share", 0.97, "", least=0.95), Figure("time", 2, "s", 2.0), Figure("told", 9, "MB")]
    }
    assert 0 == main(["kept"], kept)
    printed = capsys.readouterr().out
    assert ">= 0.95" in printed
    assert "<= 2 s" in printed


def test_too_small_a_share_fails() -> None:
    """A figure with a least value fails below it."""
    assert 1 == main(benchmarks={"share": lambda: [Figure("share", 0.94, "", least=0.95)]})


def test_an_unknown_benchmark_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    """A benchmark that does not exist is named together with those that do."""
    assert 2 == main(["speed"])
    assert "no benchmark speed; there are: answering" in capsys.readouterr().err


def test_middle_and_tail_of_times() -> None:
    """Median and p99 are the times that half, and all but one in a hundred, do not exceed."""
    times = [float(number) for number in range(1, 101)]
    assert (51.0, 100.0) == (median(times), percentile(times, 0.99))


def test_resident_memory_is_this_process() -> None:
    """Memory held and dropped again still counts, for the peak is what must fit."""
    before = resident_megabytes()
    assert len(bytearray(b"x") * 60_000_000) == 60_000_000
    assert resident_megabytes() >= max(before, 60)


def test_invented_trials_are_their_own() -> None:
    """Invented trials repeat exactly, and share neither drug nor brand nor words with each other."""
    made = [synthetic.trial(number) for number in range(1_000)]
    assert synthetic.trial(7) == made[7]
    assert 1_000 == len({one.drug for one in made}) == len({one.brand for one in made})
    assert synthetic.folder_of(made[1]) != synthetic.folder_of(made[2])


def test_invented_trials_have_about_sixty_terms(invented: Answerer) -> None:
    """Each brings about sixty phrases of its own."""
    for number in range(TRIALS):
        entries = invented.base.vocabulary(synthetic.trial(number).id)
        assert 50 <= sum(len(entry.terms) + len(entry.exact) for entry in entries) <= 70


@pytest.mark.parametrize("number", range(TRIALS))
def test_a_mistyped_question_reaches_the_trial_it_names(invented: Answerer, number: int) -> None:
    """Whatever word was mistyped, the answer comes from the trial that the question names, with its own figures."""
    one = synthetic.trial(number)
    for question in synthetic.questions(one, named=True):
        answer = invented.ask(question).answer
        assert (Kind.ANSWER, one.id) == (answer.kind, answer.trial), question
        assert answer.figures


@pytest.mark.parametrize("number", range(TRIALS))
def test_an_unnamed_trial_is_that_of_the_place(invented: Answerer, number: int) -> None:
    """Where the question names no trial, the place does."""
    one = synthetic.trial(number)
    for question in synthetic.questions(one, named=False):
        assert one.id == invented.ask(question, trial=one.id).answer.trial, question


def test_which_trial_is_asked_back(invented: Answerer) -> None:
    """With several trials and none named anywhere, the reply offers trials to choose from."""
    answer = invented.ask("did DM patients respond?").answer
    assert (Kind.CLARIFY, TRIALS) == (answer.kind, len(answer.options))


def test_every_question_has_a_slip() -> None:
    """A mistyped text is never the text itself, and keeps its words and their first letters."""
    text = "how many patients improved on abatacept?"
    for seed in range(50):
        typed = synthetic.mistyped(text, Random(seed))
        assert text != typed
        assert [word[0] for word in text.split()] == [word[0] for word in typed.split()]


def test_names_of_all_trials_come_from_one_look(invented: Answerer) -> None:
    """The fact base tells every name of every trial at once: drug, aliases, and the vocabulary's words for both."""
    names = dict(invented.base.trial_names())
    one = synthetic.trial(1)
    assert one.id == names[one.drug] == names[one.brand] == names["NCT90000001"]


def test_the_strange_inputs_are_as_long_as_they_say() -> None:
    """Strange inputs have 4,000 or 40,000 characters, and none is there twice."""
    from tests.bench.hostile import LENGTHS, inputs

    texts = dict(inputs())
    assert set(LENGTHS) == {len(text) for text in texts.values()}
    assert len(texts) == len(set(texts.values()))


def test_the_bench_folder_is_measured_on_request_only(project: Path) -> None:
    """`make bench` runs the module that prints the table."""
    assert "$(BIN)/python -m tests.bench" in (project / "Makefile").read_text(encoding="utf-8")
