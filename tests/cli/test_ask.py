"""``myositis-bot ask``: for a person, as one JSON object, and in batches, to the shape that other programs rely on."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from bot.cli.commands import app
from tests.questions.asking import DEVELOPMENT, TRIAL, labelled

FIELDS = {
    "id": (str, type(None)),
    "question": str,
    "kind": str,
    "trial": (str, type(None)),
    "text": str,
    "headline": str,
    "facts": list,
    "figures": list,
    "caveats": list,
    "citations": list,
    "options": list,
    "suggestions": list,
    "read_as": list,
    "wider": list,
    "confidence": (int, float),
}
KINDS = {"answer", "clarify", "not_covered", "not_advice", "help"}
QUESTION = "did DM patients respond?"


def run(*arguments, typed=None):
    """Return what the command prints and its exit status."""
    return CliRunner().invoke(app, ["ask", *arguments], input=typed)


def batch(tmp_path, *lines, **options):
    """Return the exit status and the objects that a batch of lines gives."""
    path = tmp_path / "questions.jsonl"
    path.write_bytes(
        options.get("joint", b"\n").join(line.encode() if isinstance(line, str) else line for line in lines)
    )
    result = run("--batch", str(path))
    return result.exit_code, [json.loads(line) for line in result.stdout.split("\n") if line]


def asked(name, **fields):
    """Return a line of a batch."""
    return json.dumps({"id": name, "question": QUESTION} | fields)


def test_a_person_gets_the_headline_the_figures_the_caveats_and_the_source():
    """In the terminal, as text."""
    printed = " ".join(run(QUESTION).stdout.split())
    for shown in ("About half improved on either arm", "22/40† (55.0%)", "⚠ Primary end point missed", "[1] Aggarwal"):
        assert shown in printed


def test_json_is_one_object_with_every_field_of_the_contract():
    """Names and types are fixed; outside a batch the id is null."""
    result = run("--json", QUESTION)
    (line,) = result.stdout.splitlines()
    answer = json.loads(line)
    assert list(FIELDS) == list(answer)
    assert [] == [name for name, kind in FIELDS.items() if not isinstance(answer[name], kind)]
    assert (None, QUESTION, "answer", TRIAL) == (answer["id"], answer["question"], answer["kind"], answer["trial"])
    assert answer["headline"] == answer["text"].splitlines()[0]
    assert ["subgroup-dm"] == answer["facts"][:1]


def test_json_keeps_the_shape_for_every_kind(tmp_path):
    """A program reads a refusal as it reads an answer."""
    questions = [QUESTION, "and them?", "what did rituximab do?", "should I give it to my patient?", "hi", ""]
    questions.append("my patient Jane Doe, MRN 00482917")
    status, answers = batch(tmp_path, *(asked(str(n), question=question) for n, question in enumerate(questions)))
    assert 0 == status
    assert KINDS == {answer["kind"] for answer in answers}
    for answer in answers:
        assert list(FIELDS) == list(answer)
        assert 0 <= answer["confidence"] <= 1
        assert all(isinstance(slug, str) for slug in (*answer["caveats"], *answer["options"], *answer["suggestions"]))
        for figure in answer["figures"]:
            assert (
                {"as_printed", "fact", "source", "locator"}
                <= set(figure)
                <= {
                    *("as_printed", "fact", "source", "locator"),
                    *("derived", "method"),
                }
            )
            assert ("derived" in figure) == ("method" in figure)
        for citation in answer["citations"]:
            assert {"source", "title", "locator", "url"} == set(citation)


def test_a_derived_figure_says_so_with_its_method():
    """Whoever reads the JSON sees what is ours."""
    figures = {figure["as_printed"]: figure for figure in json.loads(run("--json", QUESTION).stdout)["figures"]}
    assert figures["22/40"]["derived"] is True
    assert "worked back" in figures["22/40"]["method"]
    assert "derived" not in figures["55.0%"]


def test_a_batch_answers_in_the_order_asked_and_echoes_ids(tmp_path):
    """Line by line; blank lines are passed over, and the same id twice is two answers."""
    status, answers = batch(
        tmp_path, asked("b"), "", asked("a", question="hi"), "   ", asked("b", question="was it safe?")
    )
    assert 0 == status
    assert [("b", QUESTION), ("a", "hi"), ("b", "was it safe?")] == [(a["id"], a["question"]) for a in answers]


def test_a_batch_remembers_the_thread_of_each_line_and_of_no_other(tmp_path):
    """What was asked on one line is not known on the next."""
    thread = [QUESTION]
    status, answers = batch(tmp_path, asked("a", question="source?", thread=thread), asked("b", question="source?"))
    assert 0 == status
    assert ["subgroup-dm"] == answers[0]["facts"][:1]
    assert ["subgroup-dm"] != answers[1]["facts"][:1]


BAD_LINES = [
    ("nonsense", "not a JSON object"),
    ("[1]", "not a JSON object"),
    ('"text"', "not a JSON object"),
    ("null", "not a JSON object"),
    ("{}", "'question' must be a text"),
    ('{"id": "a", "question": 5}', "'question' must be a text"),
    ('{"id": 5, "question": "hi"}', "'id' must be a text"),
    ('{"id": "a", "question": "hi", "thread": "hi"}', "'thread' must be a list of texts"),
    ('{"id": "a", "question": "hi", "thread": [1]}', "'thread' must be a list of texts"),
    ('{"id": "a", "question": "hi", "trial": 1}', "'trial' must be a text"),
    ('{"id": "a", "question": "hi", "trial": "no-such"}', "no trial 'no-such' in the fact base"),
    ("[" * 100_000, "not a JSON object"),
    (b'{"id": "a", "question": \xff}', "not a JSON object"),
]


def test_bad_lines_get_an_error_in_their_place_and_the_rest_is_answered(tmp_path):
    """The error names the line and what is wrong; the exit status is 1 after all others were answered."""
    status, answers = batch(tmp_path, asked("first"), *(line for line, _ in BAD_LINES), asked("last"))
    assert 1 == status
    assert ("first", "last") == (answers[0]["id"], answers[-1]["id"])
    errors = [f"line {number}: {said}" for number, (_, said) in enumerate(BAD_LINES, start=2)]
    assert [{"id": None, "error": error} for error in errors] == answers[1:-1]


def test_line_numbers_count_blank_lines(tmp_path):
    """The number is that of the editor."""
    assert "line 4: not a JSON object" == batch(tmp_path, "", asked("a"), "", "x")[1][1]["error"]


def test_windows_line_ends_and_separators_inside_texts_do_not_split_lines(tmp_path):
    """Only a line feed ends a line."""
    odd = "did DM\u2028patients\u0085respond?"
    line = json.dumps({"id": "a", "question": odd}, ensure_ascii=False)
    status, answers = batch(tmp_path, line, asked("b"), joint=b"\r\n")
    assert 0 == status
    assert [odd, QUESTION] == [answer["question"] for answer in answers]


def test_an_empty_batch_answers_nothing_and_is_no_error(tmp_path):
    """Nothing in, nothing out."""
    assert (0, []) == batch(tmp_path, "")


def test_the_trial_may_be_named_by_the_line_and_by_the_option(tmp_path):
    """As a channel or a slash command names it."""
    assert TRIAL == batch(tmp_path, asked("a", trial=TRIAL))[1][0]["trial"]
    assert TRIAL == json.loads(run("--json", "--trial", TRIAL, QUESTION).stdout)["trial"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--trial", "no-such", QUESTION], "No trial 'no-such' in the fact base; it holds: abatacept-iim"),
        ([], "What do you want to know?"),
        (["--batch", "no-such-file.jsonl"], "Cannot read no-such-file.jsonl: No such file or directory"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(arguments, said):
    """Status 1, no traceback."""
    result = run(*arguments)
    assert 1 == result.exit_code
    assert said in " ".join(result.output.split())
    assert "Traceback" not in result.output


def test_a_batch_from_standard_input_gives_the_same_bytes_as_from_a_file(tmp_path, project):
    """A real process, read through a pipe; two runs give the same."""
    lines = DEVELOPMENT.read_bytes().splitlines()[:40]
    path = tmp_path / "questions.jsonl"
    path.write_bytes(b"\n".join(lines))
    command = [sys.executable, "-m", "bot", "ask", "--batch"]
    piped = subprocess.run([*command, "-"], input=path.read_bytes(), capture_output=True, check=True, cwd=project)
    filed = subprocess.run([*command, str(path)], capture_output=True, check=True, cwd=project)
    assert b"" == piped.stderr
    assert piped.stdout == filed.stdout
    ids = [json.loads(line)["id"] for line in piped.stdout.splitlines()]
    assert [item.id for item in labelled(DEVELOPMENT)][:40] == ids


def test_a_bad_line_makes_the_process_end_with_status_1(project):
    """What a shell script looks at."""
    command = [sys.executable, "-m", "bot", "ask", "--batch", "-"]
    ended = subprocess.run(command, input=b"nonsense\n", capture_output=True, check=False, cwd=project)
    assert (1, b"") == (ended.returncode, ended.stderr)


def test_the_trained_reader_says_how_it_read():
    """With --frames the JSON has the frame read, and what of it came from the thread."""
    read = json.loads(run("--frames", "--json", "hazard ratio for response?").stdout)
    assert "not_covered" == read["kind"]
    assert "hazard-ratio" == read["read_as"][0]["stat"]
    assert [] == read["read_as"][0]["inherited"]
    assert [] == read["wider"]
    assert "hazard ratio" in read["headline"]


def test_explain_shows_words_roles_candidates_and_the_decision():
    """A curator sees what each word was taken for, what was chosen among, and what came from the thread."""
    shown = run("--explain", "--after", "did DM patients respond?", "and in left-handed folks?")
    assert 0 == shown.exit_code
    for part in ("reader ", "thread: act=asks ask=response", "left-handed", "whom:", "likelihood", "decision: "):
        assert part in shown.stdout, part


def test_explain_of_an_unknown_trial_is_refused():
    shown = run("--explain", "--trial", "nowhere", "did it work?")
    assert 1 == shown.exit_code
    assert "No trial 'nowhere'" in shown.stderr


def shell(*arguments, encoding="utf-8", **how):
    """Run the program as a process of its own, its output in an encoding."""
    told = {"PATH": "/usr/bin:/bin", "PYTHONIOENCODING": encoding, "HOME": "/nonexistent"}
    return subprocess.run([sys.executable, "-m", "bot", *arguments], env=told, capture_output=True, check=False, **how)


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "ascii", "cp437"])
@pytest.mark.parametrize("arguments", [("ask", QUESTION), ("ask", QUESTION, "--json"), ("knowledge", "check")])
def test_a_terminal_that_lacks_a_sign_shows_the_rest(encoding, arguments):
    """A dagger becomes a question mark; nothing ends in a traceback."""
    done = shell(*arguments, encoding=encoding)
    assert (0, b"") == (done.returncode, done.stderr)
    assert done.stdout


@pytest.mark.parametrize("command", ["chat", "quiz"])
def test_without_standard_input_a_conversation_ends(command, tmp_path):
    """As it does where the input is empty."""
    closed = f'"{sys.executable}" -m bot {command} <&-'
    done = subprocess.run(
        ["sh", "-c", closed], env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path)}, capture_output=True, check=False
    )
    assert b"Traceback" not in done.stderr
    assert 1 >= done.returncode


def test_one_line_of_a_batch_does_not_reach_another(tmp_path):
    """A byte order mark, half of a surrogate pair, a line that is no JSON: each other line has its answer."""
    batch = tmp_path / "questions.jsonl"
    good = '{"question": "did DM patients respond?"}'
    lines = [good, '{"question": "did DM respond? \\ud83d"}', "no JSON", good]
    batch.write_text("\ufeff" + "\n".join(lines), encoding="utf-8")
    done = shell("ask", "--batch", str(batch))
    said = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert 4 == len(said)
    assert ["answer", "answer", "answer"] == [said[at].get("kind") for at in (0, 1, 3)]
    assert b"Traceback" not in done.stderr
