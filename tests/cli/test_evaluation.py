"""``myositis-bot eval``: labelled questions are read strictly and scored readably."""

from __future__ import annotations

import json

import pytest
from rich.console import Console
from typer.testing import CliRunner

from bot.cli.commands import app
from bot.cli.evaluation import BadQuestions, evaluate_file, read_questions
from tests.questions.asking import answerer

RIGHT = {
    "id": "a",
    "question": "did DM patients respond?",
    "accept": ["answer"],
    "figures": [["55.0%"], ["50.0%"]],
    "tags": ["dm"],
}


def write(path, *questions):
    """Write labelled questions to a file."""
    path.write_text("".join(json.dumps(question) + "\n" for question in questions), encoding="utf-8")
    return path


def evaluated(path, show=40):
    """Return exit status and what was printed."""
    console = Console(record=True, width=160, file=None, quiet=False)
    with console.capture() as printed:
        status = evaluate_file(answerer(), path, show, console)
    return status, printed.get()


def test_right_answers_end_with_status_0_and_say_so(tmp_path):
    """Accuracy by tag and the rates are printed."""
    status, printed = evaluated(write(tmp_path / "q.jsonl", RIGHT))
    assert 0 == status
    assert ["dm", "1", "1", "100%"] in [line.split() for line in printed.splitlines()]
    assert (
        "1 questions: right 100.0% (1), wrong 0.0% (0), unsafe 0.0% (0), unhelpful 0.0% (0); wrong figures 0" in printed
    )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"figures": [["99.9%"]]}, "misses 99.9%"),
        ({"accept": ["clarify"]}, "answer; wanted clarify"),
        ({"caveats": ["no-such"]}, "misses caveat no-such"),
    ],
)
def test_one_failure_of_one_question_ends_with_status_1_and_is_explained(tmp_path, change, said):
    """The question, its thread and the reason stand together."""
    status, printed = evaluated(write(tmp_path / "q.jsonl", RIGHT | {"thread": ["did it work?"]} | change))
    assert 1 == status
    assert said in printed
    assert "a  did DM patients respond?  (after: did it work?)" in printed


def test_one_wrong_figure_among_many_right_answers_is_too_many(tmp_path):
    """98% right is not enough when a figure is wrong."""
    many = [RIGHT | {"id": f"q{number}"} for number in range(49)]
    status, printed = evaluated(write(tmp_path / "q.jsonl", *many, RIGHT | {"figures": [["99.9%"]]}))
    assert "right 98.0% (49)" in printed
    assert 1 == status


def test_one_lacking_caveat_among_many_right_answers_is_forgiven(tmp_path):
    """98% right, nothing unsafe and no wrong figure is good enough."""
    many = [RIGHT | {"id": f"q{number}"} for number in range(49)]
    status, _ = evaluated(write(tmp_path / "q.jsonl", *many, RIGHT | {"caveats": ["no-such"]}))
    assert 0 == status


def test_no_more_failures_are_shown_than_wanted(tmp_path):
    """The worst come first, and the rest is counted."""
    wrong = [RIGHT | {"id": f"w{number}", "figures": [["99.9%"]]} for number in range(3)]
    _, printed = evaluated(write(tmp_path / "q.jsonl", *wrong, RIGHT | {"id": "u", "accept": ["clarify"]}), show=2)
    assert ["unsafe", "wrong"] == [line.split()[0] for line in printed.splitlines() if "did DM" in line]
    assert "… and 2 more" in printed


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([], "no questions in it"),
        (["", "nonsense"], "line 2: not a JSON object"),
        (['{"question": "x", "accept": ["answer"]}'], "line 1: 'id' must be a text"),
        (['{"id": "a", "question": "x"}'], "line 1: 'accept' must list one or more of answer, clarify, help"),
        (['{"id": "a", "question": "x", "accept": ["anwser"]}'], "line 1: 'accept' must list one or more of"),
        (['{"id": "a", "question": "x", "accept": ["help"], "figures": ["1"]}'], "'figures' must be a list of lists"),
        (['{"id": "a", "question": "x", "accept": ["help"], "tags": "dm"}'], "'tags' must be a list of texts"),
        (['{"id": "a", "question": "x", "accept": ["help"]}'] * 2, "line 2: the id 'a' is that of line 1 too"),
    ],
)
def test_a_file_that_is_no_question_set_is_refused_with_the_line(tmp_path, lines, said):
    """Whoever writes questions learns what is wrong and where."""
    path = tmp_path / "q.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(BadQuestions) as refused:
        read_questions(path)
    assert said in str(refused.value)
    assert str(path) in str(refused.value)


def test_the_command_explains_a_missing_file_without_a_traceback(tmp_path):
    """Status 1 and one sentence."""
    result = CliRunner().invoke(app, ["eval", str(tmp_path / "none.jsonl")])
    assert 1 == result.exit_code
    assert "No such file or directory" in " ".join(result.output.split())
    assert isinstance(result.exception, SystemExit)


def test_the_command_explains_a_trial_that_is_not_there(tmp_path):
    """The question that names it is named."""
    path = write(tmp_path / "q.jsonl", RIGHT | {"trial": "no-such"})
    with pytest.raises(BadQuestions, match="a: no trial 'no-such'"):
        evaluate_file(answerer(), path, 5, Console(quiet=True))
