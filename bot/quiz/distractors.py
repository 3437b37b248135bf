"""Wrong options made from right figures of something else: another arm, group or time, or the arms swapped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.quiz.figures import Named, is_a_form_of, readings, same_kind

MOST = 3
"""Most wrong options of a card."""
Group = tuple[Named, ...]
"""The figures of an option: of one arm, or of both."""


def is_wrong(candidate: Sequence[Named], right: Sequence[Named]) -> bool:
    """Is ``candidate`` provably not an answer where ``right`` is asked for?

    It may be one where each of its numbers equals the right one, is a rounded form of it, or is what some source says.
    """
    return not all(
        any(is_a_form_of(one.value, number) for number in (other.value, *readings(other)))
        for one, other in zip(candidate, right, strict=True)
    )


def wrong_groups(right: Group, figures: Sequence[Named]) -> tuple[Group, ...]:
    """Return at most three provably wrong groups of ``figures``, the likeliest mix-ups first."""
    found: list[Group] = []
    for candidate in _mix_ups(right, figures):
        if all(is_wrong(candidate, other) for other in (right, *found)):
            found.append(candidate)
        if len(found) == MOST:
            break
    return tuple(found)


def _mix_ups(right: Group, figures: Sequence[Named]) -> Iterator[Group]:
    if len(right) > 1:
        yield tuple(reversed(right))
    near = [figure for figure in figures if _kin(figure, right[0])]
    near.sort(key=lambda figure: _distance(figure, right[0]))
    if len(right) == 1:
        yield from ((figure,) for figure in near if figure.ref != right[0].ref)
        return
    for fact in dict.fromkeys(figure.fact.id for figure in near if figure.fact.id != right[0].fact.id):
        of_fact = sorted((figure for figure in near if figure.fact.id == fact), key=_place)
        by_arm = {figure.figure.arm: figure for figure in of_fact}
        if len(of_fact) == len(right):
            yield tuple(by_arm.get(each.figure.arm, of_fact[place]) for place, each in enumerate(right))


def _place(figure: Named) -> int:
    return figure.fact.figures.index(figure.figure)


def _kin(one: Named, other: Named) -> bool:
    """Could one figure be taken for the other? They are of a kind and of a sort of topic (efficacy, safety, …)."""
    return same_kind(one.figure, other.figure) and _sort(one) == _sort(other)


def _sort(figure: Named) -> str:
    return figure.fact.topic.partition("-")[0]


def _distance(one: Named, other: Named) -> tuple[bool, int, str]:
    """Return how unlike two figures are: another name counts most, then in how much arm, group and time differ."""
    a, b = one.figure, other.figure
    differ = (a.arm != b.arm, a.population != b.population, a.timepoint != b.timepoint, one.fact.id != other.fact.id)
    # Another arm of the same fact is the likeliest mix-up; another fact of the same arm and time the next.
    return a.name != b.name, sum(differ), one.ref
