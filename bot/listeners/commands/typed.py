"""What stands behind ``/myositis``: a topic, a card by name, a trial and a question, or a question alone."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence

from bot.answering.service import Answerer
from bot.answering.unanswered import unanswered_topics
from bot.dispatch.replies import NAMES_A_PATIENT
from bot.middleware.noting import note_reading
from bot.rendering.blocks import message
from bot.rendering.cards import fact_card, glossary_card, help_card, overview_card, sources_card, topics
from bot.rendering.feedback import Unmet
from bot.rendering.kit import Rendered
from bot.understanding.guarding import names_a_patient, names_a_patient_later
from bot.understanding.normalise import clean, fold
from bot.understanding.reading import Reading
from knowledge.reader import FactBase

_CARDS = frozenset({"sources", "glossary", "fact"})
_HELP = frozenset({"help", "?", "usage", "commands"})
_TO_HELP = frozenset({"", "me", "please"})
"""What may stand behind a call for help; anything else behind it is a question, about a patient perhaps."""
_LONGEST_NAME = 5
_AROUND = " .,:;!\"'“”„‘’‚`´*_~()[]<>«»"
_FEW = 2
"""So many words behind "fact" are a name, mistaken or not; more are a question that begins so."""


def answer_command(
    typed: str,
    answerer: Answerer,
    *,
    user: str = "",
    heard: Callable[[Reading], None] = lambda _: None,
    people: Sequence[str] = (),
) -> Rendered:
    """Return the answer to what was typed behind the command, to be seen by one person only.

    ``user`` typed it; ``heard`` is told how a question was read; ``people`` says who is responsible here. A trial may
    be named first wherever it matters: ``abatacept``, ``abatacept sources``, ``abatacept did it work?``.
    """
    base = answerer.base
    said = clean(typed)
    trials, rest = named_trials(bare(said), base)
    words = rest.split()
    first = next(iter(command_words(rest)), rest)  # a question mark by itself is a call for help
    # A question is looked at when it is read; what names a card is not, nor what lies beyond the part that is read.
    if (first in _CARDS and names_a_patient(said)) or names_a_patient_later(typed):
        return identifiers_refused(answerer)
    if not words:
        return overview_card(base, trials[0], answerer) if len(trials) == 1 else topics(base)
    if first in _HELP and " ".join(command_words(" ".join(words[1:]))) in _TO_HELP:
        return help_card(base)
    card = _card(first, " ".join(words[1:]), trials or base.trial_ids(), base, people)
    if card is not None:
        return card
    only = trials[0] if len(trials) == 1 else None
    # With several trials of one drug the whole of what was typed is read, so that the reading can ask back.
    began = time.perf_counter()
    reply = answerer.ask(rest if only else typed, trial=only)
    note_reading("by command", reply.reading, time.perf_counter() - began)
    heard(reply.reading)
    unmet = Unmet(unanswered_topics(reply.reading), user, rest or said)
    return message(reply.answer, surface="ephemeral", base=base, unmet=unmet)


def identifiers_refused(answerer: Answerer) -> Rendered:
    """Return the request to take out what identifies a patient; it says nothing else."""
    return message(answerer.answer(NAMES_A_PATIENT), surface="ephemeral", base=answerer.base)


def _card(first: str, rest: str, trials: tuple[str, ...], base: FactBase, people: Sequence[str]) -> Rendered | None:
    """Return the card that the first word names; None when it names none and everything is a question."""
    behind, name = named_trials(rest, base)
    among = behind or trials
    asked = "?" in name
    name = bare(bare(name).rstrip("?"))
    if first == "sources" and not name:
        return sources_card(base, among[0], people=people) if len(among) == 1 else topics(base)
    if first == "glossary":
        holding = (trial for trial in among if name and _has_term(base, trial, name))
        return glossary_card(base, next(holding, among[0]), name)
    if first == "fact" and len(name.split()) <= _FEW and (not asked or base_has(base, among, name)):
        holding = (trial for trial in among if base.fact(trial, name) is not None)
        return fact_card(base, next(holding, among[0]), name)
    return None


def base_has(base: FactBase, trials: Sequence[str], fact: str) -> bool:
    """Is there a fact of that name in one of the trials?"""
    return any(base.fact(trial, fact) is not None for trial in trials)


def bare(word: str) -> str:
    """Return a word of a command without what people put around it: quotes, stops, signs of formatting."""
    return word.strip(_AROUND)


def command_words(said: str) -> list[str]:
    """Return the words of a command as they are compared: bare, folded, a question mark behind the last one gone."""
    return [word for each in said.split() if (word := fold(bare(bare(each).rstrip("?"))))]


def named_trials(said: str, base: FactBase) -> tuple[tuple[str, ...], str]:
    """Return the trials that the first words name, by drug, name or registry number, and what follows them."""
    words = said.split()
    for count in range(min(_LONGEST_NAME, len(words)), 0, -1):
        name = fold(" ".join(words[:count])).strip(".,:;!?")
        found = tuple(trial for trial in base.trial_ids() if name and name in set(_names(base, trial)))
        if found:
            return found, " ".join(words[count:])
    return (), said


def _names(base: FactBase, trial: str) -> Iterator[str]:
    about = base.trial(trial)
    for name in (about.id, about.drug, about.short_name, *about.aliases):
        yield fold(name)


def _has_term(base: FactBase, trial: str, name: str) -> bool:
    wanted = fold(name)
    return any(
        wanted in {fold(term) for term in (entry.id, entry.term, *entry.aliases)} for entry in base.glossary(trial)
    )
