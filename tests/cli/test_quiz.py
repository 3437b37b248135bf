"""``myositis-bot quiz``: the same cards, schedule and store as in Slack."""

from __future__ import annotations

import csv
from datetime import UTC, datetime, timedelta

import pytest
from rich.console import Console
from typer.testing import CliRunner

from bot.answering.service import Answerer
from bot.cli.commands import app
from bot.cli.quiz import ME, TerminalQuiz
from bot.messages import learning as words
from bot.messages import terminal_quiz
from bot.store import Store
from knowledge.reader import open_or_compile

TRIAL = "abatacept-iim"


@pytest.fixture
def address(tmp_path, monkeypatch):
    """The store that the command uses."""
    found = f"sqlite:///{tmp_path}/bot.db"
    monkeypatch.setenv("MYOSITIS_STORE", found)
    monkeypatch.setenv("COLUMNS", "500")
    return found


def quiz(*typed, lines=()):
    """Return exit status and what the command shows."""
    result = CliRunner().invoke(app, ["quiz", *typed], input="".join(line + "\n" for line in lines))
    return result.exit_code, result.stdout


def test_a_quiz_is_answered_by_letters(address):
    """Each answer brings what the card was about and when it comes back; the last the summary."""
    status, shown = quiz("2", lines=["a", "b"])
    assert 0 == status
    assert "Card 1 of 2 · appraisal\nWhich conclusion of this trial would you sign?" in shown
    assert 2 == shown.count("This card comes back ")
    assert " of 2 right\n" in shown


def test_what_is_no_answer_changes_nothing(address):
    """Other words are told, and the card is still asked."""
    status, shown = quiz("1", lines=["x", "about half", "", "a"])
    assert 0 == status
    assert 3 == shown.count(terminal_quiz.NOT_AN_ANSWER)
    assert 2 == len(quiz("export")[1].strip().splitlines())


def test_leaving_keeps_what_was_answered(address):
    """Half a quiz is half learnt."""
    quiz("3", lines=["a", "q"])
    assert 2 == len(quiz("export")[1].strip().splitlines())


def test_an_answer_can_be_taken_back(address):
    """The card is asked again, and only the second answer stays."""
    _, shown = quiz("2", lines=["a", "u", "b", "q"])
    assert words.UNDONE in shown
    rows = list(csv.DictReader(quiz("export")[1].splitlines()))
    assert ["sign-the-conclusion"] == [row["card"] for row in rows]


def test_the_export_is_csv_and_forgetting_empties_it(address):
    """Whoever learns in the terminal has the same rights."""
    quiz("1", lines=["a"])
    (row,) = csv.DictReader(quiz("export")[1].splitlines())
    assert (TRIAL, "sign-the-conclusion") == (row["trial"], row["card"])
    assert words.forgotten(1) in quiz("forget")[1]
    assert 1 == len(quiz("export")[1].strip().splitlines())
    assert words.forgotten(0) in quiz("forget")[1]


@pytest.mark.parametrize("typed", [["hard"], ["3", "4"], ["export", "all"]])
def test_other_words_show_how_it_goes(address, typed):
    """Status 1 and one line."""
    status, shown = quiz(*typed)
    assert (1, terminal_quiz.USAGE) == (status, shown.strip())


def test_a_trial_that_is_not_there_is_said(address):
    """With those that are."""
    result = CliRunner().invoke(app, ["quiz", "--trial", "no-such"])
    assert 1 == result.exit_code
    assert "it holds: abatacept-iim" in " ".join(result.stderr.split())


def test_a_store_that_cannot_be_opened_is_said(monkeypatch):
    """In words, without a traceback."""
    monkeypatch.setenv("MYOSITIS_STORE", "bot.db")
    result = CliRunner().invoke(app, ["quiz"])
    assert 1 == result.exit_code
    assert "no database URL" in result.stderr


@pytest.fixture
def learn(tmp_path):
    """Let days pass between quizzes in the terminal."""
    store = Store.open(f"sqlite:///{tmp_path}/own.db")
    answerer = Answerer(open_or_compile())
    moment = [datetime(2026, 11, 23, 9, tzinfo=UTC)]

    def run(*lines, count=1, deep=False, after=0):
        moment[0] += timedelta(days=after)
        console = Console(record=True, width=500, file=open("/dev/null", "w"))  # noqa: PTH123, SIM115
        with console.file:
            TerminalQuiz(answerer, store, TRIAL, lambda: moment[0]).run(console, iter(lines), count, deep=deep)
        return console.export_text(), store.learning.reviews(ME.team, ME.user)

    yield run
    store.close()


def test_cards_come_back_when_they_are_due(learn):
    """The first card is asked again on the day that was told."""
    first, _ = learn("a")
    days = 1 if "comes back tomorrow" in first else 2
    asked = first.splitlines()[2]
    assert asked not in learn("a")[0]
    assert asked in learn("a", "q", after=days, count=2)[0]  # the other card may be due before it


def test_the_small_print_can_be_asked_for_and_guesses_are_rated(learn):
    """A guess is stated, revealed, rated by y or n, and by nothing else."""
    shown, reviews = learn(*["a"] * 8, "b", "perhaps", "n", "q", count=10, deep=True)
    assert "· in depth" in shown
    assert "You thought you knew." in shown
    assert terminal_quiz.YES_OR_NO in shown
    assert (1, "unsure") == (reviews[-1].rating, reviews[-1].given)
