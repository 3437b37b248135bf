"""A quiz in the terminal: the same cards, schedule and store as in Slack."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from rich.console import Console

from bot.answering.service import Answerer
from bot.cli.base import fail
from bot.messages import learning as messages
from bot.messages import terminal_quiz as words
from bot.quiz import Card, deck, shuffled
from bot.quiz.cards import CONFIDENCE
from bot.quiz.practice import NotNowError, Person, Practice
from bot.quiz.sessions import MOST, USUAL, Turn
from bot.rendering.quiz import LETTERS
from bot.rendering.quiz_export import csv_lines
from bot.rendering.quiz_turn import turn_lines
from bot.settings import Settings, SettingsError
from bot.store import Store, StoreError
from bot.store.learning import Quiz

ME = Person("terminal", "me")
"""Who learns in the terminal: whoever's store it is."""
PROMPT = "› "
_LEAVE = frozenset({"q", "quit", "exit", ":q"})
_UNDO = frozenset({"u", "undo"})
_YES, _NO = frozenset({"y", "yes", "k"}), frozenset({"n", "no"})
_GIVE_UP = frozenset({"?", "n"})


class TerminalQuiz:
    """One quiz in the terminal. Leaving it half way loses nothing: what was answered is scheduled."""

    def __init__(self, answerer: Answerer, store: Store, trial: str, now: Callable[[], datetime]) -> None:
        self._base = answerer.base
        self._deck = deck(self._base, trial)
        self._store = store
        self._now = now
        self._practice: Practice[Quiz] = Practice(store.learning, self._deck)

    def run(self, console: Console, lines: Iterator[str], count: int, *, deep: bool) -> None:
        """Ask ``count`` cards, reading answers from ``lines``."""
        turn = self._begin(min(max(1, count), MOST), deep=deep)
        self._show(console, turn)
        while turn.asked:
            console.print(self._hint(turn), style="dim", markup=False)
            typed = next(lines, None)
            if typed is None or typed.strip().casefold() in _LEAVE:
                break
            try:
                turn = self._step(turn, typed.strip())
            except NotNowError as refusal:
                console.print(refusal.problem or words.NOT_AN_ANSWER, markup=False)
                continue
            self._show(console, turn)

    def _begin(self, count: int, *, deep: bool) -> Turn:
        now = self._now()
        picks = self._practice.choose(ME, now, count, deep=deep)
        if not picks:
            return self._practice.nothing(ME, now)
        cards = tuple((pick.card.id, pick.card.version, pick.why) for pick in picks)
        quiz = Quiz(secrets.token_hex(6), ME.team, ME.user, self._deck.trial, cards, now)
        begun = self._practice.begin(quiz, now)
        if begun is None:
            message = "nothing is owed in the terminal, so a quiz always begins"
            raise RuntimeError(message)
        return begun

    def _step(self, turn: Turn, typed: str) -> Turn:
        """Return the turn after what was typed.

        Raises:
            NotNowError: that is no answer.
        """
        card, now, said = self._deck.card(turn.asked), self._now(), typed.casefold()
        if card is None:
            raise NotNowError("over")
        at = (ME, turn.quiz, turn.asked, turn.version)
        if said in _UNDO and turn.told is not None:
            return self._practice.undo(ME, turn.quiz, turn.told.card, now)
        if card.kind == "guess" and turn.sure:
            if said not in _YES | _NO:
                raise NotNowError("unfit", words.YES_OR_NO)
            return self._practice.rated(*at, said in _YES, now)
        if card.kind == "number" and said in _GIVE_UP:
            return self._practice.rated(*at, False, now)
        if card.kind == "number":
            return self._practice.typed(*at, typed, now)
        return self._practice.tap(*at, _option(shuffled(card, turn.quiz), said), now)

    def _hint(self, turn: Turn) -> str:
        card = self._deck.card(turn.asked)
        kind = "rate" if turn.sure else card.kind if card is not None else "choice"
        undo = turn.told is not None
        return words.hint(kind, LETTERS[: len(card.options)] if card else LETTERS, undo=undo)

    def _show(self, console: Console, turn: Turn) -> None:
        console.print()
        for line in turn_lines(turn, self._deck, self._base):
            console.print(line, markup=False, highlight=False)
        console.print()


def _option(card: Card, said: str) -> str:
    """Return the id that a letter, or the word itself, stands for."""
    ids = CONFIDENCE if card.kind == "guess" else tuple(option.id for option in card.options)
    place = LETTERS.casefold().find(said) if len(said) == 1 else -1
    if 0 <= place < len(ids):
        return ids[place]
    for option in card.options:
        if said in (option.id.casefold(), option.text.text.casefold(), option.text.text[:1].casefold()):
            return option.id
    raise NotNowError("unfit", words.NOT_AN_ANSWER)


def quiz(answerer: Answerer, typed: list[str], trial: str | None) -> int:
    """Do what was typed behind the command, with the store that the settings name; return the exit status."""
    known = answerer.base.trial_ids()
    chosen = trial or next((each for each in known if deck(answerer.base, each).cards), known[0])
    if chosen not in known:
        fail(f"No trial '{chosen}' in the fact base; it holds: {', '.join(known)}")
    try:
        store = Store.open(Settings.from_environment().store)
        try:
            return _quiz(answerer, store, typed, chosen)
        finally:
            store.close()
    except (StoreError, SettingsError) as error:
        fail(str(error))


def _now() -> datetime:
    return datetime.now(UTC)


def _quiz(answerer: Answerer, store: Store, typed: list[str], trial: str) -> int:
    said = [word.casefold() for word in typed]
    console = Console()
    if said == ["export"]:
        print("\n".join(csv_lines(store.learning.reviews(ME.team, ME.user))))
        return 0
    if said == ["forget"]:
        gone = store.learning.forget(ME.team, ME.user, f"q:{ME.team}:{ME.user}:")
        console.print(messages.forgotten(gone), markup=False)
        return 0
    numbers = [word for word in said if word.isascii() and word.isdecimal()]
    if len(numbers) + said.count("deep") != len(said) or len(numbers) > 1:
        console.print(words.USAGE, markup=False)
        return 1
    count = int(numbers[0][:4]) if numbers else USUAL
    TerminalQuiz(answerer, store, trial, _now).run(console, _lines(), count, deep="deep" in said)
    return 0


def _lines() -> Iterator[str]:
    """Yield what is typed, from a terminal with a prompt."""
    while True:
        try:
            if sys.stdin.isatty():
                yield input(PROMPT)
                continue
        except (EOFError, KeyboardInterrupt):
            return
        line = sys.stdin.readline()
        if not line:
            return
        yield line
