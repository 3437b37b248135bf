"""Every derived figure is recomputed from its inputs and must be what is stated, to the digits shown."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.checks.counts import rounds_to, shown
from knowledge.checks.statistics import Argument, Number, Recomputed, recompute
from knowledge.checks.view import FigureView, Value
from knowledge.problems import Problem

RULE = "derived"


def check_derived(view: FigureView) -> Iterator[Problem]:
    """Yield a problem for every derived figure that cannot be recomputed or comes out differently."""
    for value in view.values.values():
        if value.compute is not None:
            yield from _recomputed(view, value)
        elif value.section == "derived" and value.ledger is None and value.single_entry is None:
            yield value.problem(
                RULE,
                "a derived figure without a computation",
                "add `compute:`, or `ledger:` if it is printed in a source",
            )


def _recomputed(view: FigureView, value: Value) -> Iterator[Problem]:
    given = dict(value.compute or {})
    name = str(given.pop("function", ""))
    references = [
        ref for argument in given.values() for ref in (argument if isinstance(argument, list | tuple) else [argument])
    ]
    foreign = {view.fact_of(str(ref), value.fact) for ref in references} - {None, value.fact}
    for fact in sorted(str(item) for item in foreign - set(view.inputs.get(value.fact, ()))):
        yield value.problem(RULE, f"is computed from {fact}, which is not among the inputs", f"add {fact} to `inputs:`")
    try:
        arguments: dict[str, Argument] = {
            key: [view.resolve(str(ref), value.fact) for ref in argument]
            if isinstance(argument, list | tuple)
            else view.resolve(str(argument), value.fact)
            for key, argument in given.items()
        }
        result = recompute(name, arguments)
    except (ValueError, ArithmeticError) as error:
        yield value.problem(RULE, f"cannot be recomputed: {error}", "correct the function or its arguments")
        return
    for part, stated, computed in _pairs(value, result):
        if computed is None:
            yield value.problem(RULE, f"states {part} {stated}, which {name} does not give", f"leave {part} out")
        elif not rounds_to(computed, stated):
            yield value.problem(
                RULE,
                f"{part} is stated as {stated}, but {name} of {', '.join(map(str, references))} "
                f"gives {shown(computed, stated)}",
                "correct the figure, or the inputs it is computed from",
            )


def _pairs(value: Value, result: Recomputed) -> Iterator[tuple[str, str, Number | None]]:
    number = {"p-value": result.p, "count": result.events}.get(value.kind)
    computed: dict[str, Number | None] = {
        "value": result.number if number is None else number,
        "low": result.low,
        "high": result.high,
        "p": result.p,
        "events": result.events,
        "n": result.n,
    }
    for stated in value.stated():
        yield stated.part, stated.digits, computed[stated.part]
