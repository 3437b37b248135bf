"""Messages that no question led to: overview with forest plot, topics, help, sources, glossary, one fact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from rapidfuzz import fuzz, process

from bot import messages
from bot.answering.answer import Answer, Line, Section, Text
from bot.answering.overview import Estimate, fact_answer, overview, sources_answer
from bot.answering.refusals import follow_ups
from bot.answering.service import Answerer
from bot.rendering import kit
from bot.rendering.blocks import MOST_BUTTONS, Surface, message, notice
from bot.rendering.fitting import CITATIONS, fitted, text_of
from bot.rendering.forest import WIDTH, ForestRow, forest_plot
from bot.rendering.handles import OVERVIEW, SOURCES, trial_value
from bot.rendering.kit import Block, Rendered
from bot.rendering.plain import BULLET
from bot.understanding.reading import Kind
from knowledge.reader import FactBase
from knowledge.records import Trial

_MOST_TRIALS = 5
_NEAR = 3


def overview_card(base: FactBase, trial: str, answerer: Answerer, *, surface: Surface = "ephemeral") -> Rendered:
    """Return the main result and its subgroups: a forest plot, the same in words, caveats, sources, buttons.

    Raises KeyError when there is no such trial.
    """
    about, found = base.trial(trial), overview(base, trial, answerer)
    # The name of the trial stands in the text and in the blocks, as what is noted of an answer does.
    answer = fitted(replace(found.answer, notes=(about.short_name, *found.answer.notes)))
    # Nothing is drawn that is not also said.
    said = text_of(answer)
    plot = plot_of(about, tuple(item for item in found.estimates if item.figure.forms["points"] in said))
    return message(answer, surface=surface, base=base, figure=[kit.preformatted(plot)] if plot else ())


def plot_of(trial: Trial, estimates: tuple[Estimate, ...]) -> str:
    """Return the forest plot of a trial's differences; nothing when there are none."""
    if not estimates:
        return ""
    rows = [
        ForestRow(
            item.label[:1].upper() + item.label[1:],
            Decimal(item.figure.numbers["value"]),
            Decimal(item.figure.numbers["low"]),
            Decimal(item.figure.numbers["high"]),
            _printed(item),
        )
        for item in estimates
    ]
    first = estimates[0]
    title = messages.plot_title(first.figure.unit or "", trial.timepoints.get(first.figure.timepoint or "", ""))
    more, less = [trial.arms.get(arm, arm) for arm in first.figure.contrast] or ["", ""]
    drawn = forest_plot(rows, f"< {less}", f"{more} >")
    return "\n".join([kit.clip(title, WIDTH), drawn, *messages.PLOT_LEGEND])


def _printed(item: Estimate) -> str:
    """Return estimate and interval in the fact base's own forms, marked where they are ours."""
    forms = item.figure.forms
    return f"{forms['signed']} ({forms['low']} to {forms['high']})" + ("†" if item.figure.derived else "")


def topics(base: FactBase, *, surface: Surface = "ephemeral") -> Rendered:
    """Return which trials can be asked about and the first questions to ask."""
    ids = base.trial_ids()
    trials = [base.trial(trial) for trial in ids[:_MOST_TRIALS]]
    lines = [Line(Text(messages.labelled(trial.short_name, trial.title))) for trial in trials]
    if len(ids) > _MOST_TRIALS:
        lines.append(Line(Text(messages.MORE_TRIALS)))
    lines.append(Line(Text(messages.HELP_LINE)))
    only = trials[0] if len(trials) == 1 else None
    # The overview opens with what the first question asks.
    first = follow_ups(base, only.id, only.start_with[1:], most=MOST_BUTTONS - 1) if only else ()
    section = Section(Text(messages.TOPICS_HEADLINE), tuple(lines))
    answer = Answer(Kind.HELP, only.id if only else None, (section,), suggestions=first, confidence=1.0)
    return message(answer, surface=surface, base=base, buttons=_overview_buttons(trials))


def _overview_buttons(trials: list[Trial]) -> list[Block]:
    return [
        kit.button(
            f"{OVERVIEW}-{place}",
            messages.OVERVIEW_BUTTON if len(trials) == 1 else trial.short_name,
            trial_value(trial.id),
            messages.labelled(messages.OVERVIEW_BUTTON, trial.short_name),
        )
        for place, trial in enumerate(trials)
    ]


def help_card(base: FactBase, *, surface: Surface = "ephemeral") -> Rendered:
    """Return what can be asked, how, and what is kept."""
    texts = (messages.HELP_LINE, *how_to_ask(base), messages.NOTHING_KEPT)
    section = Section(Text(messages.HELP_HEADLINE), tuple(Line(Text(text)) for text in texts))
    ids = base.trial_ids()
    first = follow_ups(base, ids[0], base.trial(ids[0]).start_with) if len(ids) == 1 else ()
    trial = ids[0] if len(ids) == 1 else None
    answer = Answer(Kind.HELP, trial, (section,), suggestions=first, confidence=1.0)
    return message(answer, surface=surface, base=base)


def how_to_ask(base: FactBase) -> tuple[str, ...]:
    """Return the ways to ask, the commands with the name of a drug that the fact base knows."""
    drug = next((base.trial(trial).drug for trial in base.trial_ids()), "")
    return (messages.COMMANDS_LINE, *(BULLET + command for command in messages.commands(drug)))


def sources_card(base: FactBase, trial: str, *, surface: Surface = "ephemeral", people: Sequence[str] = ()) -> Rendered:
    """Return the sources that most facts of ``trial`` rest on, and a button that opens all of them.

    ``people`` are lines on who is responsible here and how to reach them.
    """
    shown = sources_answer(base, trial)
    (section,) = shown.sections
    shown = replace(shown, sections=(replace(section, lines=(*section.lines, *(Line(Text(each)) for each in people))),))
    shown = replace(shown, citations=shown.citations[:CITATIONS])
    while fitted(shown) is not shown and shown.citations:
        shown = replace(shown, citations=shown.citations[:-1])
    pressed = [kit.button(SOURCES, messages.SOURCES_BUTTON, trial_value(trial))]
    return message(shown, surface=surface, base=base, buttons=pressed)


def glossary_card(base: FactBase, trial: str, term: str = "", *, surface: Surface = "ephemeral") -> Rendered:
    """Return what ``term`` (a name, an alias or an id) means; the list of terms where it is none."""
    wanted = " ".join(term.split()).casefold()
    for entry in base.glossary(trial):
        if wanted and wanted in {name.casefold() for name in (entry.id, entry.term, *entry.aliases)}:
            answer = fact_answer(base, trial, entry.id)
            if answer is not None:
                return message(answer, surface=surface, base=base)
    notes = (messages.NO_SUCH_TERM,) if wanted else ()
    names = ", ".join(entry.term for entry in base.glossary(trial))
    lines = (Line(Text(names)), Line(Text(messages.GLOSSARY_LINE)))
    section = Section(Text(messages.GLOSSARY_HEADLINE), lines)
    return message(Answer(Kind.HELP, trial, (section,), notes=notes, confidence=1.0), surface=surface, base=base)


def fact_card(base: FactBase, trial: str, fact: str, *, surface: Surface = "ephemeral") -> Rendered:
    """Return one fact as it is recorded, with caveats and sources; the names nearest to it where there is none."""
    answer = fact_answer(base, trial, fact.strip())
    if answer is None:
        ids = base.fact_ids(trial)
        if not fact.strip():
            return notice(messages.which_fact(ids[:_NEAR]))
        near = process.extract(fact.strip(), ids, scorer=fuzz.WRatio, limit=_NEAR)
        return notice(messages.no_such_fact([name for name, _, _ in near]))
    return message(replace(answer, notes=(messages.as_fact(fact.strip(), ()),)), surface=surface, base=base)
