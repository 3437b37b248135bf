"""Arithmetic closes: counts and percentages, arm sizes, sums, intervals and P values fit each other.

Every finding comes with the references it is about, so that a disagreement known to be in the sources can be
declared as an exception in trial.yaml. An exception that nothing needs any longer is itself a problem.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from knowledge.checks.counts import fitting_counts, fitting_fractions, half_unit, rounds_to, shown
from knowledge.checks.double_entry import check_printed
from knowledge.checks.view import FigureView, Value, problem_at
from knowledge.problems import Place, Problem

RULE = "arithmetic"
P_LIMIT = Fraction(5, 100)
RATIO_SCALES = frozenset({"odds-ratio", "risk-ratio", "ratio-of-odds-ratios", "hazard-ratio", "rate-ratio"})
DIFFERENCE_SCALES = frozenset({"risk-difference", "mean-difference", "difference-of-risk-differences"})

Finding = tuple[tuple[str, ...], Problem]


def check_arithmetic(view: FigureView) -> Iterator[Problem]:
    """Yield what does not close and is not declared as an exception, and exceptions that no longer apply."""
    needed = set()
    for about, problem in _findings(view):
        declared = [
            number
            for number, exception in enumerate(view.exceptions)
            if exception.rule == problem.rule and set(about) <= set(exception.about)
        ]
        needed.update(declared)
        if not declared:
            yield problem
    for number, exception in enumerate(view.exceptions):
        unknown = [ref for ref in exception.about if ref not in view.values]
        if unknown:
            yield problem_at(
                exception.place,
                "exceptions",
                f"the exception names {', '.join(unknown)}, which does not exist",
                "correct the reference or remove the exception",
            )
        elif number not in needed:
            yield problem_at(
                exception.place,
                "exceptions",
                f"the exception from {exception.rule} for {', '.join(exception.about)} is not needed: it agrees",
                "remove the exception",
            )


def _findings(view: FigureView) -> Iterator[Finding]:
    yield from check_printed(view)
    for value in view.values.values():
        for rule in (_count_and_events, _percent, _interval, _p_and_interval):
            for problem in rule(value):
                yield (value.ref,), problem
    for entry, place in view.arithmetic:
        if len(known := ENTRIES.keys() & entry.keys()) != 1:
            stated = f"states {' and '.join(sorted(known))} at once" if known else "states no rule"
            message = f"the entry {', '.join(map(str, entry))} {stated}; there are {', '.join(sorted(ENTRIES))}"
            yield (), problem_at(place, RULE, message, "give each entry of `arithmetic:` one rule")
        for name, rule_of_entry in ENTRIES.items():
            if name in entry:
                try:
                    yield from rule_of_entry(view, entry, place)
                except (ValueError, KeyError, TypeError, AttributeError) as error:
                    reason = str(error) if isinstance(error, ValueError) else f"cannot be read ({error})"
                    yield (), problem_at(place, RULE, f"`{name}`: {reason}", "correct the entry of `arithmetic:`")


def _count_and_events(value: Value) -> Iterator[Problem]:
    if value.kind == "count" and value.events is not None and str(value.events) != value.number:
        yield value.problem(
            "count-and-events",
            f"the count is {value.number}, but events is {value.events}",
            "a count and its events are the same number",
        )
    top = value.events if value.events is not None or value.kind != "count" else int(value.number)
    if value.n is not None and top is not None and top > value.n:
        yield value.problem("count-and-events", f"{top} of {value.n} patients", "correct events or n")


def _percent(value: Value) -> Iterator[Problem]:
    if value.kind != "proportion" or value.approximate or not value.n:
        return
    if value.events is not None:
        exact = Fraction(100 * value.events, value.n)
        if not rounds_to(exact, value.number):
            yield value.problem(
                "percent-of-count",
                f"{value.events} of {value.n} is {shown(exact, value.number)}%, but {value.number}% is stated",
                "correct the percentage, events or n",
            )
    elif not fitting_counts(value.number, value.n):
        yield value.problem(
            "denominator",
            f"no whole number of {value.n} patients rounds to {value.number}%",
            "correct the percentage or n",
        )


def _interval(value: Value) -> Iterator[Problem]:
    if value.low is None or value.high is None:
        return
    low, point, high = (Fraction(text) for text in (value.low, value.number, value.high))
    if not low <= point <= high or low == high:
        yield value.problem(
            "interval",
            f"the interval {value.low} to {value.high} does not contain the estimate {value.number}",
            "correct the estimate or its limits",
        )


def _p_and_interval(value: Value) -> Iterator[Problem]:
    null = 1 if value.scale in RATIO_SCALES else 0 if value.scale in DIFFERENCE_SCALES else None
    if null is None or value.level != 95 or value.p is None or value.low is None or value.high is None:
        return
    # Rounding may have moved a limit or the P value across the border: then either reading is allowed.
    if any(abs(Fraction(limit) - null) <= half_unit(limit) for limit in (value.low, value.high)):
        return
    if abs(Fraction(value.p) - P_LIMIT) <= half_unit(value.p):
        return
    excludes = not Fraction(value.low) < null < Fraction(value.high)
    if excludes != (Fraction(value.p) < P_LIMIT):
        yield value.problem(
            "p-and-interval",
            f"the 95% interval {value.low} to {value.high} {'excludes' if excludes else 'includes'} {null}, "
            f"but P = {value.p}",
            "correct the limits or the P value",
        )


def _values(view: FigureView, references: list[str]) -> list[tuple[str, Fraction]]:
    return [(reference, view.resolve(reference).exact()) for reference in references]


def _names(references: list[str]) -> tuple[str, ...]:
    return tuple(reference.partition(":")[0] for reference in references)


def _place(view: FigureView, reference: str, place: Place) -> str:
    value = view.values.get(reference.partition(":")[0])
    return str(value.place if value else place)


def _sum(view: FigureView, entry: Mapping[str, Any], place: Place) -> Iterator[Finding]:
    parts, (whole, total) = _values(view, entry["sum"]), _values(view, [entry["equals"]])[0]
    found = sum((number for _, number in parts), Fraction(0))
    if found != total:
        added = " + ".join(f"{ref} ({_place(view, ref, place)}) {number}" for ref, number in parts)
        yield (
            _names([*entry["sum"], entry["equals"]]),
            problem_at(
                place,
                "sum",
                f"{added} = {found}, but {whole} ({_place(view, whole, place)}) is {total}",
                "correct the number that is wrong",
            ),
        )


def _percentages(view: FigureView, entry: Mapping[str, Any], place: Place) -> Iterator[Finding]:
    references = entry["percentages"]
    figures = [view.resolve(reference).percentage() for reference in references]
    total = sum((Fraction(figure) for figure in figures), Fraction(0))
    if abs(total - 100) > sum((half_unit(figure) for figure in figures), Fraction(0)):
        yield (
            _names(references),
            problem_at(
                place,
                "percentages-sum",
                f"{' + '.join(f'{ref} {figure}' for ref, figure in zip(references, figures, strict=True))} "
                f"= {float(total):g}%, not 100%",
                "correct the percentage that is wrong",
            ),
        )


def _denominators(view: FigureView, entry: Mapping[str, Any], place: Place) -> Iterator[Finding]:
    references = entry["denominators"]
    total = view.resolve(entry["total"]).whole()
    sums = {0}
    for reference in references:
        sizes = {n for _, n in fitting_fractions(view.resolve(reference).percentage(), total)}
        sums = {so_far + size for so_far in sums for size in sizes if so_far + size <= total}
    if total not in sums:
        yield (
            _names(references),
            problem_at(
                place,
                "denominators",
                f"no group sizes that fit {' and '.join(references)} add up to {entry['total']} ({total})",
                "correct the percentages, or declare the exception with its reason",
            ),
        )


def _sizes(view: FigureView, entry: Mapping[str, Any], place: Place) -> Iterator[Finding]:
    for value in view.values.values():
        reference = entry["sizes"].get(value.population, {}).get(value.arm or "all")
        if reference is None or value.n is None or value.ref == reference:
            continue
        size = view.resolve(reference).whole()
        if value.n != size:
            yield (
                (value.ref,),
                value.problem(
                    "arm-size",
                    f"n is {value.n}, but {reference} ({_place(view, reference, place)}) is {size}",
                    "correct n, or the population or arm of the value",
                ),
            )


def _share(view: FigureView, entry: Mapping[str, Any], place: Place) -> Iterator[Finding]:
    percent = view.resolve(entry["share"]).percentage()
    part, whole = (view.resolve(entry[name]).whole() for name in ("part", "of"))
    exact = Fraction(100 * part, whole)
    if not rounds_to(exact, percent):
        yield (
            _names([entry["share"]]),
            problem_at(
                place,
                "percent-of-count",
                f"{entry['part']} of {entry['of']} ({part}/{whole}) is {shown(exact, percent)}%, but {entry['share']} "
                f"({_place(view, entry['share'], place)}) is {percent}%",
                "correct the percentage or the counts",
            ),
        )


ENTRIES: dict[str, Callable[[FigureView, Mapping[str, Any], Place], Iterator[Finding]]] = {
    "share": _share,
    "sum": _sum,
    "percentages": _percentages,
    "denominators": _denominators,
    "sizes": _sizes,
}
