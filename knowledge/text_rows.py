"""The normalised tables of what is said: caveats, answers, declined topics, intents and quiz cards."""

from __future__ import annotations

from knowledge.displayed import Rendered
from knowledge.loading import LoadedTrial
from knowledge.models.texts import AnswerText
from knowledge.rows import Tables, as_json, both, marks


def _answer(tables: Tables, trial: str, answer: AnswerText, texts: Rendered) -> None:
    headline = texts.of(answer, "headline")
    tables["answers"].append({
        "trial": trial, "id": answer.id, "label": answer.label, "headline_figures": marks(headline),
    } | both(answer, texts, "headline"))  # fmt: skip

    def line(sort: str, place: str, template: str, *path: str | int) -> None:
        text = texts.of(answer, *path)
        tables["answer_lines"].append({
            "trial": trial, "answer": answer.id, "sort": sort, "place": place, "text_template": template,
            "text": text.text, "figures": marks(text),
        })  # fmt: skip

    for name, template in answer.forms.items():
        line("form", name, template, "forms", name)
    for number, template in enumerate(answer.lines):
        line("line", f"{number:02}", template, "lines", number)
    for row, cells in enumerate(answer.table.rows if answer.table else ()):
        for column, template in enumerate(cells):
            line("cell", f"{row:02}.{column:02}", template, "table", "rows", row, column)
    for column, head in enumerate(answer.table.columns if answer.table else ()):
        tables["answer_links"].append(
            {"trial": trial, "answer": answer.id, "role": "column", "position": column, "target": head}
        )
    for role in ("facts", "also", "caveats", "followups", "examples"):
        for position, target in enumerate(getattr(answer, role)):
            tables["answer_links"].append(
                {"trial": trial, "answer": answer.id, "role": role, "position": position, "target": target}
            )


def _caveats(tables: Tables, trial: LoadedTrial, texts: Rendered) -> None:
    for caveat in trial.caveats:
        row = {"trial": trial.id, "slug": caveat.slug, "show": caveat.show, "why": caveat.why}
        tables["caveats"].append(row | both(caveat, texts, "text", "short"))
    for position, merged in enumerate(trial.merged):
        covers = as_json(merged.covers)
        tables["merged_caveats"].append(
            {"trial": trial.id, "position": position, "covers": covers} | both(merged, texts, "text")
        )
    for position, rule in enumerate(trial.caveat_rules):
        when = as_json(rule.when.model_dump(exclude_defaults=True))
        carry = as_json(rule.carry)
        tables["caveat_rules"].append(
            {"trial": trial.id, "position": position, "applies": when, "carry": carry, "why": rule.why}
        )


def _intents(tables: Tables, trial: LoadedTrial) -> None:
    for position, intent in enumerate(trial.intents):
        wanted = intent.answer if isinstance(intent.answer, str) else as_json(intent.answer)
        tables["intents"].append({
            "trial": trial.id, "position": position, "kind": intent.kind, "answer": wanted, "topic": intent.topic,
            "weight": intent.weight, "bare": int(intent.bare), "needs": as_json(intent.all),
            "explains": as_json(intent.any), "excludes": as_json(intent.none), "options": as_json(intent.options),
        })  # fmt: skip


def _quiz(tables: Tables, trial: LoadedTrial, texts: Rendered) -> None:
    for position, card in enumerate(trial.quiz):
        asked = card.number
        tables["quiz_cards"].append({
            "trial": trial.id, "id": card.id, "position": position, "tier": card.tier, "kind": card.kind,
            "family": card.family or card.id, "facts": as_json(card.facts), "caveats": as_json(card.caveats),
            "truth": None if card.truth is None else int(card.truth), "number": asked.figure if asked else None,
            "tolerance": asked.tolerance if asked else None, "pick": as_json(card.pick), "reveal": card.reveal,
        } | both(card, texts, "prompt", "explanation", "tempts", "mirror"))  # fmt: skip
        for place, option in enumerate(card.options):
            why = texts.maybe(card, "options", place, "why")
            tables["quiz_options"].append({
                "trial": trial.id, "card": card.id, "position": place, "is_right": int(option.right),
                "text_template": option.text, "text": texts.of(card, "options", place, "text").text,
                "why_template": option.why, "why": why.text if why else None,
            })  # fmt: skip


def add_texts(tables: Tables, trial: LoadedTrial, texts: Rendered) -> None:
    """Add a trial's caveats, declined topics, answers, intents and quiz cards."""
    _caveats(tables, trial, texts)
    for topic in trial.not_covered:
        row = {"trial": trial.id, "id": topic.id, "topic": topic.topic, "see_instead": as_json(topic.see_instead)}
        tables["not_covered"].append(row | both(topic, texts, "reason", found_in="where"))
        for question in dict.fromkeys(topic.example_questions):
            tables["not_covered_examples"].append({"trial": trial.id, "topic": topic.id, "question": question})
    for position, item in enumerate(trial.not_found):
        tables["not_found"].append({"trial": trial.id, "position": position, **item.model_dump()})
    for answer in trial.answers:
        _answer(tables, trial.id, answer, texts)
    _intents(tables, trial)
    _quiz(tables, trial, texts)
