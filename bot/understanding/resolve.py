"""From a frame to what may be said: an answer that is about exactly what was asked, or the reason why there is none.

Nothing is scored here. Every answer declares what it is about (``about:`` beside its words); a frame is held by a scope
when the ask is the same and every restriction, time, arm and statistic of the frame is one that the answer is about.
Among scopes that hold a frame the narrowest is taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from bot.understanding.frame import ADVICE, CLAIMS, NONE, PREVIOUS, TALK, Frame, Restriction
from bot.understanding.reading import Kind
from knowledge.records import Ask, Scope

ANY = "any"
UNTESTED = "dose/untested"
"""What ``of`` holds where a dose is named that the trial did not give."""
# What no time, arm or statistic of a frame says: the blinded comparison, both arms.
_BLINDED = frozenset({"", "double-blind", "end-of-double-blind"})
_BOTH_ARMS = frozenset({"", "drug", "placebo", "both"})
_OPEN_LABEL_ARMS = frozenset({"continued", "switched"})
_OPEN_LABEL = "end-of-extension"
_CLAIMED = "claims"
# A person without more is nobody that a trial reports on, and no reason to withhold what it reports of all.
_NO_GROUP = frozenset({"individual"})
# How much narrower a scope is for each slot in which it names what the frame names.
_SECOND = 64
_NARROWER = {"of": 16, "whom": 8, "stat": 4, "when": 4, "arm": 2, "form": 1}


class Outcome(NamedTuple):
    """What a frame resolves to.

    ``missing`` names the slot that is not held (ask, of, whom, when, arm, stat, about, excluded), "" where nothing is
    missing; ``wider`` the restrictions that the answer shown is not restricted to.
    """

    kind: Kind
    answer: str | None = None
    topic: str | None = None
    missing: str = ""
    wider: tuple[Restriction, ...] = ()


@dataclass(slots=True)
class Declarations:
    """What a trial declares: the scopes of its answers and topics, and its groups.

    ``groups`` are the groups of which it reports results; ``excluded`` those that could not enter;
    ``complements`` pair a group with the rest; ``unions`` name the group that several together are;
    ``compared`` names the comparison of two groups; ``related`` the related trials of which it holds facts;
    ``within`` the held group that a group nobody reported belongs to;
    ``slots`` by slot which value a concept gives it;
    ``tested`` the doses given; ``dims`` the dimension of everyday words for people; ``own``
    the concepts that name the trial itself; ``topics`` those that any scope
    names, which are found out here.
    """

    asks: Mapping[str, Ask]
    scopes: Sequence[Scope]
    groups: frozenset[str]
    excluded: frozenset[str] = frozenset()
    complements: Mapping[str, str] = field(default_factory=dict)
    unions: Mapping[frozenset[str], str] = field(default_factory=dict)
    compared: Mapping[frozenset[str], str] = field(default_factory=dict)
    related: frozenset[str] = frozenset()
    within: Mapping[str, str] = field(default_factory=dict)
    slots: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    tested: tuple[str, ...] = ()
    dims: Mapping[str, str] = field(default_factory=dict)
    own: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    _by_ask: dict[tuple[str, str, str], list[Scope]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Index the scopes by trial, act and ask, and the concepts that they name."""
        self.topics = frozenset(concept for scope in self.scopes for concept in (*scope.of, *scope.whom))
        for scope in self.scopes:
            for ask in scope.asks:
                self._by_ask.setdefault((scope.trial, scope.act, ask), []).append(scope)

    def of_ask(self, ask: str, *, trial: str = "", act: str = "") -> Sequence[Scope]:
        """Return the scopes that declare ``ask``, of this trial or a related one."""
        return self._by_ask.get((trial, act, ask), ())

    def holds(self, answer: str, frame: Frame) -> bool:
        """Is the answer about ``frame``, be it the narrowest or not, or the next wider result for it?"""
        trial = frame.other if frame.about == "other-trial" else ""
        scopes = [scope for scope in self.of_ask(frame.ask, trial=trial) if scope.answer == answer]
        return bool(scopes) and _held(frame, self, scopes).answer == answer

    def is_general_advice(self, answer: str) -> bool:
        """Is it what is shown to somebody who asks for advice and names neither topic nor group?"""
        return any(scope.answer == answer and not scope.whom for scope in self.of_ask(ADVICE, act=ADVICE))


class _Whom(NamedTuple):
    """The people of a frame: the one group it is restricted to, if held, and what is not held."""

    group: str
    others: tuple[Restriction, ...]


def resolve(frame: Frame, trial: Declarations) -> Outcome:
    """Return the answer that is about exactly what ``frame`` asks, or why there is none."""
    ask = trial.asks.get(frame.ask)
    if ask is not None and ask.act:
        frame = frame._replace(act=ask.act)
    if frame.act == TALK:
        return Outcome(Kind.HELP, topic=frame.ask)
    if frame.act == NONE:
        return Outcome(Kind.NOT_COVERED, missing="off-topic")
    if frame.act == PREVIOUS:
        return Outcome(Kind.ANSWER, topic=frame.ask, missing="previous")
    if ask is not None and frame.about.removeprefix("other-").removeprefix("unknown-") in ask.names:
        frame = frame._replace(about="", of=(*frame.of, *((frame.other,) if frame.other else ())))
    if frame.about:
        return _of_another(frame, trial)
    if frame.act == ADVICE:
        return _advice(frame, trial)
    return _held(frame, trial, trial.of_ask(frame.ask))


def _of_another(frame: Frame, trial: Declarations) -> Outcome:
    if frame.act != ADVICE and frame.about == "other-trial" and frame.other in trial.related:
        found = _held(frame._replace(about="", other=""), trial, trial.of_ask(frame.ask, trial=frame.other))
        if found.kind is Kind.ANSWER:
            return found
    if frame.act == ADVICE:
        return _advice(frame._replace(about=""), trial)
    return Outcome(Kind.NOT_COVERED, missing="about")


def _advice(frame: Frame, trial: Declarations) -> Outcome:
    """Decline to advise, and choose the evidence shown: by topic, else by group, else all."""
    for ask in (frame.ask, ADVICE):
        fitting = [
            scope
            for scope in trial.of_ask(ask, act=ADVICE)
            if not scope.whom or any(entry.value in scope.whom for entry in frame.whom)
        ]
        if fitting:
            return Outcome(Kind.NOT_ADVICE, max(fitting, key=lambda scope: len(scope.whom) > 0).answer)
    return Outcome(Kind.NOT_ADVICE)


def _held(frame: Frame, trial: Declarations, scopes: Sequence[Scope]) -> Outcome:
    ask = trial.asks.get(frame.ask)
    if ask is None or not scopes:
        return Outcome(Kind.NOT_COVERED, missing="ask")
    if ask.narrows and frame.of:  # what only names the ask narrows nothing
        frame = frame._replace(of=tuple(concept for concept in frame.of if concept not in ask.cues))
    if UNTESTED in frame.of and ("stat" in ask.strict or ask.wider):  # the result of a dose that nobody was given
        return Outcome(Kind.NOT_COVERED, missing="of")
    if ask.absorbs and frame.whom:
        frame = frame._replace(whom=tuple(entry for entry in frame.whom if not is_absorbed(entry, ask)))
    if not frame.when and frame.arm in _OPEN_LABEL_ARMS and "when" in ask.strict:
        frame = frame._replace(when=_OPEN_LABEL)
    whom = _people(frame, trial)
    if any(entry.value in trial.excluded and not entry.exclude for entry in whom.others):
        found = _narrowest(frame, ask, scopes, whom)
        return found if found is not None else Outcome(Kind.NOT_COVERED, missing="excluded")
    found = _narrowest(frame, ask, scopes, whom)
    if found is None and ask.whole and (frame.of or frame.of_words):
        found = _narrowest(frame._replace(of=(), of_words=""), ask, scopes, _Whom("", ()))
    if found is not None:
        return found
    return _wider(frame, trial, ask, scopes, whom)


def is_absorbed(entry: Restriction, ask: Ask) -> bool:
    """Does the restriction say what is asked rather than of whom ("how weak were they")?"""
    return not entry.exclude and (entry.dim in ask.absorbs or entry.words.casefold() in ask.absorbs)


def _wider(frame: Frame, trial: Declarations, ask: Ask, scopes: Sequence[Scope], whom: _Whom) -> Outcome:
    """Return the result of the next wider group, where only the group is missing; else what is missing."""
    dropped = whom.others if ask.wider else ()
    if dropped and not whom.group:  # the next wider group is the one that they belong to, if any
        around = {trial.within.get(entry.value, "") for entry in dropped}
        if len(around) == 1 and (found := _narrowest(frame, ask, scopes, _Whom(next(iter(around)), ()))) is not None:
            return _widened(found, dropped)
    if dropped and whom.group:
        found = _narrowest(frame, ask, scopes, _Whom(whom.group, ()))
        if found is not None:
            return _widened(found, dropped)
    if whom.group and ask.wider:
        dropped = (*dropped, *(entry for entry in frame.whom if entry.value and entry not in dropped))
    if dropped:
        found = _narrowest(frame, ask, scopes, _Whom("", ()))
        if found is not None:
            return _widened(found, dropped)
    if frame.whom and _narrowest(frame, ask, scopes, _Whom("", ())) is not None:
        return Outcome(Kind.NOT_COVERED, missing="whom")
    without = {
        "stat": frame._replace(stat=""), "when": frame._replace(when=""), "arm": frame._replace(arm=""),
        "of": frame._replace(of=(), of_words=""),
    }  # fmt: skip
    for slot, rest in without.items():
        if rest != frame and _narrowest(rest, ask, scopes, _Whom("", ())) is not None:
            return Outcome(Kind.NOT_COVERED, missing=slot)
    return Outcome(Kind.NOT_COVERED, missing="whom" if frame.whom else "ask")


def _widened(found: Outcome, dropped: tuple[Restriction, ...]) -> Outcome:
    if found.kind is not Kind.ANSWER:
        return found
    if any(not entry.dim or entry.dim == "other" for entry in dropped):  # nobody knows what these words restrict
        return Outcome(Kind.NOT_COVERED, missing="whom")
    return found._replace(wider=dropped, missing="whom")


def _people(frame: Frame, trial: Declarations) -> _Whom:
    """Return the held group that the frame's restrictions come to, and those that are not held."""
    held: dict[str, None] = {}
    others: list[Restriction] = []
    for entry in frame.whom:
        value = entry.value
        if entry.exclude and value:
            value = trial.complements.get(value, "")
        if value in trial.groups:
            held[value] = None
        elif entry.dim not in _NO_GROUP:
            others.append(entry)
    groups = frozenset(held)
    if not groups:
        return _Whom("", tuple(others))
    if len(groups) == 1 and not (frame.versus and others):
        (group,) = groups
        return _Whom(group, tuple(others))
    if frame.versus:
        return _Whom(trial.compared.get(groups, "?"), tuple(others))
    return _Whom(trial.unions.get(groups) or trial.compared.get(groups, "?"), tuple(others))


def _narrowest(frame: Frame, ask: Ask, scopes: Iterable[Scope], whom: _Whom) -> Outcome | None:
    best: Scope | None = None
    most = -_SECOND - 2
    for scope in scopes:
        rank = _fits(scope, frame, ask, whom)
        if rank is not None and (rank := rank - scope.topic - _SECOND * scope.second) > most:
            best, most = scope, rank
    if best is None:
        return None
    if best.topic:
        return Outcome(Kind.NOT_COVERED, topic=best.answer, missing="ask")
    return Outcome(Kind.ANSWER, best.answer)


def _fits(scope: Scope, frame: Frame, ask: Ask, whom: _Whom) -> int | None:
    """Return how narrowly ``scope`` holds the frame, None where it does not."""
    rank = 0
    topics = {*frame.of, *(entry.value for entry in whom.others), *(entry.dim for entry in whom.others), whom.group}
    by_topic = ask.narrows and not ask.strict and bool(topics & {*scope.of, *scope.whom})
    if by_topic:
        return _NARROWER["of"] + bool(scope.whom)
    if scope.of:
        if not set(frame.of) & set(scope.of):
            return None
        rank += _NARROWER["of"]
    elif ask.narrows and (frame.of or frame.of_words):
        return None
    if whom.others and "whom" in ask.takes:
        return None
    if scope.whom:
        if (whom.group or ANY) not in scope.whom:
            return None
        rank += _NARROWER["whom"] * bool(whom.group)
    elif whom.group and "whom" in ask.strict:
        return None
    stats = scope.stats or ask.shows
    for slot, value, declared, default in (
        ("when", frame.when, scope.when, _BLINDED),
        ("arm", frame.arm, scope.arms, _BOTH_ARMS if frame.when in _BLINDED else None),
        ("stat", frame.stat, stats, None),
    ):
        if declared:
            if value not in declared and not (not value and (ANY in declared or declared is ask.shows)):
                return None
            rank += _NARROWER[slot] * (bool(value) and declared is not ask.shows)
        elif default is not None and slot in ask.strict and value not in default:
            return None
    form = _CLAIMED if frame.act == CLAIMS else frame.form
    if scope.forms:
        rank += _NARROWER["form"] if form in scope.forms else -2 * _NARROWER["form"]
    return rank
