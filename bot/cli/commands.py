"""The commands and their options."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.cli import corrections, keeping
from bot.cli.base import errors, fail, open_answerer, output
from bot.cli.inbox import app as inbox_app
from bot.cli.knowledge_commands import app as knowledge_app

app = typer.Typer(
    name="myositis-bot",
    help="Answers questions about a clinical trial in myositis from a curated, cited fact base.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(knowledge_app, name="knowledge")
app.add_typer(inbox_app, name="inbox")
corrections.add_to(app)
keeping.add_to(app)


@app.command()
def ask(  # noqa: PLR0917 - typer makes options of them
    question: Annotated[str | None, typer.Argument(help="What you want to know.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    batch: Annotated[
        str | None, typer.Option("--batch", metavar="FILE", help="Answer a JSON Lines file; '-' is standard input.")
    ] = None,
    trial: Annotated[str | None, typer.Option("--trial", help="The trial to answer from.")] = None,
    frames: Annotated[
        bool, typer.Option("--frames", help="Read with the trained reader, which is to replace the rules.")
    ] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Show how the trained reader reads the question.")] = False,
    after: Annotated[
        list[str] | None, typer.Option("--after", help="What was asked before in the same thread; may be repeated.")
    ] = None,
) -> None:
    """Answer a question, or a file of questions."""
    if batch is not None:
        raise typer.Exit(_batch(batch, frames=frames))
    if question is None:
        fail('What do you want to know? For example: myositis-bot ask "did DM patients respond?"')
    if explain:
        _explain(question, after or [], trial)
        return
    from bot.answering.service import UnknownTrialError

    answerer = open_answerer(frames=frames)
    try:
        memory = None
        for earlier in after or []:
            memory = answerer.read(earlier, memory, trial).remembered
        reply = answerer.ask(question, memory, trial)
    except UnknownTrialError:
        fail(f"No trial '{trial}' in the fact base; it holds: {', '.join(answerer.base.trial_ids())}")
    if as_json:
        from bot.rendering.json_object import json_object

        print(json.dumps(json_object(reply.answer, question), ensure_ascii=False))
        return
    from bot.rendering.terminal import terminal_view

    output.print(terminal_view(reply.answer))


def _explain(question: str, thread: list[str], trial: str | None) -> None:
    from bot.cli.explain import explain
    from bot.understanding.artifact import load
    from bot.understanding.interpreter import FrameReader

    answerer = open_answerer(frames=True)
    chosen = trial or answerer.base.trial_ids()[0]
    if chosen not in answerer.base.trial_ids():
        fail(f"No trial '{trial}' in the fact base; it holds: {', '.join(answerer.base.trial_ids())}")
    reader = load()
    output.print(f"reader {reader.version}", markup=False, highlight=False)
    frames = FrameReader(answerer.base, reader)
    explain(question, thread, understanding=answerer.understanding, frames=frames, trial=chosen, console=output)


def _batch(name: str, *, frames: bool) -> int:
    from bot.cli.batch import answer_batch

    try:
        if name == "-":
            lines = sys.stdin.buffer.read().decode("utf-8-sig", errors="replace").split("\n")
        else:
            lines = Path(name).read_text(encoding="utf-8-sig", errors="replace").split("\n")
    except OSError as error:
        fail(f"Cannot read {name}: {error.strerror}")
    all_good = True
    answerer = open_answerer(frames=frames)
    for answer, good in answer_batch(answerer, lines):
        all_good &= good
        print(json.dumps(answer, ensure_ascii=False))
    return 0 if all_good else 1


@app.command()
def chat(
    trial: Annotated[str | None, typer.Option("--trial", help="The trial to talk about.")] = None,
) -> None:
    """Talk to the bot in the terminal; it remembers what the conversation is about."""
    from bot.cli.conversation import converse

    raise typer.Exit(converse(open_answerer(), trial, output))


@app.command()
def quiz(
    what: Annotated[
        list[str] | None, typer.Argument(help="How many cards, and deep for the small print; or export, or forget.")
    ] = None,
    trial: Annotated[str | None, typer.Option("--trial", help="The trial to be quizzed on.")] = None,
) -> None:
    """Quiz yourself: three cards, which come back when you are about to forget them."""
    from bot.cli.quiz import quiz as ask_cards

    raise typer.Exit(ask_cards(open_answerer(), list(what or ()), trial))


@app.command(name="eval")
def evaluate(
    questions: Annotated[Path, typer.Argument(help="A JSON Lines file of labelled questions.")],
    show: Annotated[int, typer.Option(help="How many failures to print.")] = 40,
) -> None:
    """Score the bot against labelled questions."""
    from bot.cli.evaluation import BadQuestions, evaluate_file

    try:
        raise typer.Exit(evaluate_file(open_answerer(), questions, show, output))
    except BadQuestions as error:
        fail(str(error))


@app.command()
def calibrate(
    questions: Annotated[Path, typer.Argument(help="A JSON Lines file of labelled questions.")],
    write: Annotated[bool, typer.Option("--write", help="Keep the thresholds found.")] = False,
) -> None:
    """Find the thresholds of understanding that answer the questions best and least unsafely."""
    from bot.cli.calibration import calibrate_file
    from bot.cli.evaluation import BadQuestions

    try:
        raise typer.Exit(calibrate_file(questions, output, write=write))
    except BadQuestions as error:
        fail(str(error))


@app.command()
def golden(
    write: Annotated[Path | None, typer.Option("--write", help="Write the book to this file.")] = None,
    *,
    cards: Annotated[bool, typer.Option("--cards", help="The book of quiz cards instead.")] = False,
) -> None:
    """Print the golden book: the answer to every example question and to every kind of refusal."""
    from bot.cli.golden import golden_book
    from bot.cli.golden_cards import golden_cards

    answerer = open_answerer()
    book = golden_cards(answerer.base) if cards else golden_book(answerer)
    if write is None:
        print(book, end="")
    else:
        write.parent.mkdir(parents=True, exist_ok=True)
        write.write_text(book, encoding="utf-8")
        errors.print(f"{write}: {book.count(chr(10))} lines")


@app.command()
def run() -> None:
    """Run the bot on Slack (with SLACK_APP_TOKEN and SLACK_BOT_TOKEN), else on a local workspace in the browser."""
    try:
        from bot.cli.run import run as run_bot

        status = run_bot()
    except KeyboardInterrupt:  # still starting
        status = 0
    raise typer.Exit(status)
