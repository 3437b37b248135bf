"""Every text a reader may see, for the rule about loose figures: the templates and the plain texts beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.displayed import Displayed, term_texts, trial_texts
from knowledge.loading import Knowledge, LoadedTrial
from knowledge.models import AnswerText, DerivedFact
from knowledge.models.base import Model
from knowledge.models.quiz import QuizCard


@dataclass(frozen=True, slots=True)
class ShownText:
    """One text: how it is called in messages, where it stands, and the facts whose quoted words it may repeat."""

    label: str
    text: str
    model: Model
    path: tuple[str | int, ...]
    quotes: tuple[str, ...] = ()
    template: Displayed | None = None


def shown_texts(knowledge: Knowledge, trial: LoadedTrial) -> Iterator[ShownText]:
    """Yield every text of a trial and of the general glossary that is shown, templates first."""
    for displayed in (*trial_texts(trial), *term_texts(knowledge.shared.glossary)):
        yield _template(displayed)
    for fact in trial.all_facts():
        if isinstance(fact, DerivedFact):
            yield _plain(fact.id, fact, "label", fact.id)
        for figure in fact.values:
            yield _plain(f"{fact.id}.{figure.key}", figure, "name", fact.id)
    for term in knowledge.glossary_of(trial):
        yield _plain(term.id, term, "term")
        for figure in term.values:
            yield _plain(f"{term.id}.{figure.key}", figure, "name", term.id)
    yield from _beside(trial)
    for answer in trial.answers:
        yield from _around(answer)
    yield from _declared(trial)


def _beside(trial: LoadedTrial) -> Iterator[ShownText]:
    for related in trial.related:
        yield _plain(related.id, related, "name")
    for caveat in trial.caveats:
        yield _template(Displayed(caveat, ("why",), caveat.why, "caveat"))
    for topic in trial.not_covered:
        yield _plain(topic.id, topic, "topic")
    for missing in trial.not_found:
        for name in ("item", "note"):
            if getattr(missing, name):
                yield _plain("not found", missing, name)
    for intent in trial.intents:
        for number, option in enumerate(intent.options):
            yield ShownText("option of a question back", option, intent, ("options", number))


def _template(displayed: Displayed) -> ShownText:
    entry = displayed.entry
    name = displayed.owner or getattr(entry, "id", None) or getattr(entry, "slug", None) or displayed.sort
    quotes: tuple[str, ...] = (displayed.owner,) if displayed.owner else ()
    if isinstance(entry, AnswerText):
        quotes = (*entry.facts, *entry.also)
    elif isinstance(entry, QuizCard):
        quotes = entry.facts
    label = f"{name} {' '.join(map(str, displayed.path))}"
    return ShownText(label, displayed.template, entry, displayed.path, quotes, displayed)


def _plain(name: str, model: Model, field: str, *quotes: str) -> ShownText:
    return ShownText(f"{name} {field}", getattr(model, field), model, (field,), quotes)


def _around(answer: AnswerText) -> Iterator[ShownText]:
    quotes = (*answer.facts, *answer.also)
    if answer.label:
        yield _plain(answer.id, answer, "label", *quotes)
    for number, column in enumerate(answer.table.columns if answer.table else ()):
        yield ShownText(f"{answer.id} column", column, answer, ("table", "columns", number), quotes)


def _declared(trial: LoadedTrial) -> Iterator[ShownText]:
    if trial.trial is None:
        return
    for name in ("short_name", "title", "computation"):
        if getattr(trial.trial, name):
            yield _plain("trial", trial.trial, name)
    for group in ("arms", "populations", "timepoints"):
        for slug, text in getattr(trial.trial, group).items():
            yield ShownText(f"trial {group} {slug}", text, trial.trial, (group, slug))
