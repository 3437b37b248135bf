"""An interactive conversation: memory as in a thread, history, completion."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from rich.console import Console

from bot import messages
from bot.answering.service import Answerer, UnknownTrialError
from bot.rendering.terminal import terminal_view
from bot.understanding.reading import Memory

PROMPT = "› "
_LEAVE = frozenset({"exit", "quit", "bye", ":q", "/quit", "/exit"})
_FORGET = frozenset({"/new", "new question"})


def converse(answerer: Answerer, trial: str | None, console: Console) -> int:
    """Answer until the person leaves; return the exit status."""
    if trial is not None and trial not in answerer.base.trial_ids():
        console.print(f"{messages.NO_SUCH_TRIAL} It holds: {', '.join(answerer.base.trial_ids())}", markup=False)
        return 1
    start = answerer.base.trial(trial or answerer.base.trial_ids()[0])
    console.print(f"{start.short_name}. {messages.HELP_HEADLINE} /new starts afresh, Ctrl-D leaves.", markup=False)
    memory: Memory | None = None
    for line in _lines(answerer, trial):
        question = line.strip()
        if not question:
            continue
        if question.casefold() in _LEAVE:
            break
        if question.casefold() in _FORGET:
            memory = None
            continue
        try:
            reply = answerer.ask(question, memory, trial)
        except UnknownTrialError:
            break
        memory = reply.memory
        console.print()
        console.print(terminal_view(reply.answer))
        console.print()
    return 0


def _lines(answerer: Answerer, trial: str | None) -> Iterator[str]:
    """Yield what is typed. A pipe is read line by line; a terminal gets history and completion."""
    if not sys.stdin.isatty():
        yield from sys.stdin
        return
    from prompt_toolkit import PromptSession
    from prompt_toolkit.completion import WordCompleter
    from prompt_toolkit.history import InMemoryHistory

    # History stays in memory: what people type is not stored.
    chosen = trial or answerer.base.trial_ids()[0]
    examples = [example for answer in answerer.base.answers(chosen) for example in _examples(answerer, chosen, answer)]
    completer = WordCompleter(examples, ignore_case=True, sentence=True, match_middle=True)
    session: PromptSession[str] = PromptSession(
        history=InMemoryHistory(), completer=completer, complete_while_typing=False
    )
    while True:
        try:
            yield session.prompt(PROMPT)
        except KeyboardInterrupt:
            continue
        except EOFError:
            return


def _examples(answerer: Answerer, trial: str, answer_id: str) -> tuple[str, ...]:
    answer = answerer.base.answer(trial, answer_id)
    return answer.examples[:1] if answer is not None else ()
