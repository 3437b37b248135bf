"""``inbox``: what people sent to the curators, what they voted on, and what stays unanswered."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.base import errors, fail, output
from bot.cli.stores import StoreOption, opened_store

if TYPE_CHECKING:
    from bot.answering.service import Answerer
    from bot.store.inbox import Item

app = typer.Typer(help="What people sent to the curators, and what they ask without an answer.", no_args_is_help=True)
_Number = Annotated[int, typer.Argument(help="The number of the item.")]
_Limit = Annotated[int, typer.Option("--limit", min=1, help="How many to show at most.")]
_GIST = 60


@app.command(name="list")
def list_(
    every: Annotated[bool, typer.Option("--all", help="Resolved ones as well.")] = False,
    limit: _Limit = 200,
    store: StoreOption = None,
) -> None:
    """List what is not resolved yet, the oldest first."""
    with opened_store(store) as kept:
        items = kept.inbox.items(resolved=None if every else False, limit=limit)
    for item in items:
        gist = " ".join(_safe(item.words or "").split())
        _say(
            f"{item.id:>5}  {item.added_at:%Y-%m-%d}  {item.kind:<8}  {'done' if item.resolved_at else 'open'}  "
            f"{gist[:_GIST]}{'…' if len(gist) > _GIST else ''}"
        )
    if not items:
        _say("The inbox is empty.")


@app.command()
def show(number: _Number, store: StoreOption = None) -> None:
    """Show one item whole."""
    with opened_store(store) as kept:
        item = kept.inbox.item(number)
    if item is None:
        fail(f"There is no item {number} in the inbox.")
    _say(f"item {item.id}, {item.kind}, {item.added_at:%Y-%m-%d %H:%M} UTC, workspace {item.team}, by {item.user}")
    for name, value in item.about.items():
        _say(f"{name}: {', '.join(map(str, value)) if isinstance(value, list) else value}")
    if item.words:
        _say("")
        _say(_safe(item.words))
    if item.resolved_at is not None:
        _say(f"resolved {item.resolved_at:%Y-%m-%d}: {_safe(item.resolution or '(no note)')}")


@app.command()
def resolve(
    number: _Number,
    note: Annotated[str, typer.Option("--note", help="What was done.")] = "",
    store: StoreOption = None,
) -> None:
    """Tick an item off; it is deleted three months later."""
    with opened_store(store) as kept:
        if not kept.inbox.resolve(number, note.strip(), datetime.now(UTC)):
            known = kept.inbox.item(number)
            fail(f"Item {number} was resolved before." if known else f"There is no item {number} in the inbox.")
    _say(f"Item {number} is resolved.")


@app.command()
def export(
    every: Annotated[bool, typer.Option("--all", help="Resolved ones as well.")] = False,
    to: Annotated[Path | None, typer.Option("--to", help="Write to this file, readable by you alone.")] = None,
    store: StoreOption = None,
) -> None:
    """Write the items as JSON Lines, without the persons who sent them."""
    with opened_store(store) as kept:
        items = kept.inbox.items(resolved=None if every else False, limit=1_000_000)
    lines = "".join(f"{json.dumps(_exported(item))}\n" for item in items)
    if to is None:
        print(lines, end="")
        return
    try:
        to.touch(mode=0o600)
        to.write_text(lines, encoding="utf-8")
    except OSError as error:
        fail(f"Cannot write {to}: {error.strerror}")
    errors.print(f"{to}: {len(items)} items", markup=False, highlight=False)


@app.command()
def topics(limit: _Limit = 50, store: StoreOption = None) -> None:
    """List what is asked most often and has no answer: what to read next."""
    from bot.cli.base import open_answerer

    with opened_store(store) as kept:
        found = kept.inbox.topics(limit)
    answerer = open_answerer() if found else None
    for each in found:
        label = _label(answerer, each.trial, each.topic) if answerer is not None else ""
        _say(f"{each.total:>5}  last {each.last_at:%Y-%m-%d}  {each.topic}{f'  ({label})' if label else ''}")
    if not found:
        _say("Nothing was asked so far that had no answer.")


@app.command()
def votes(limit: _Limit = 50, store: StoreOption = None) -> None:
    """List the answers that people found helpful or not, those that most found not helpful first."""
    with opened_store(store) as kept:
        found = kept.inbox.votes(limit)
    for each in found:
        _say(f"{each.down:>5} not helpful  {each.up:>5} helpful  {each.answer}  ({each.trial})")
    if not found:
        _say("Nobody has voted so far.")


def _label(answerer: Answerer, trial: str, topic: str) -> str:
    """Return what a topic is called by the fact base as it is now; nothing where it knows it no more."""
    from bot.answering.unanswered import TOPIC

    if topic.startswith(TOPIC):
        known = trial in answerer.base.trial_ids() and answerer.base.not_covered(trial, topic.removeprefix(TOPIC))
        return known.topic if known else ""
    return answerer.understanding.label(topic) or ""


def _exported(item: Item) -> dict[str, Any]:
    given = {name: value for name, value in asdict(item).items() if name not in ("team", "user")}
    return {
        name: value.isoformat(timespec="seconds") if isinstance(value, datetime) else value
        for name, value in given.items()
    }


def _safe(text: str) -> str:
    """Return what somebody wrote without signs that steer a terminal."""
    return "".join(sign if sign.isprintable() or sign == "\n" else " " for sign in text)


def _say(line: str) -> None:
    output.print(line, markup=False, highlight=False, soft_wrap=True)
