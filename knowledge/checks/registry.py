"""The registry of recomputations: what a function is given, what it gives, and how it is called by name."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from knowledge.checks.formulas import ArmCount

Number = Fraction | float


@dataclass(frozen=True, slots=True)
class Figure:
    """What a reference hands to a recomputation: the numbers stated, as printed digits; None where absent."""

    where: str
    number: str | None = None
    percent: str | None = None
    events: int | None = None
    n: int | None = None
    low: str | None = None
    high: str | None = None
    p: str | None = None
    day: str | None = None

    def exact(self) -> Fraction:
        """Return the number stated."""
        if self.number is None:
            raise ValueError(f"{self.where} is no number")
        return Fraction(self.number)

    def whole(self) -> int:
        """Return the number stated, which must be a whole one."""
        value = self.exact()
        if value.denominator != 1:
            raise ValueError(f"{self.where} is {self.number}, not a whole number")
        return int(value)

    def percentage(self) -> str:
        """Return the printed percentage."""
        if self.percent is None:
            raise ValueError(f"{self.where} is no percentage")
        return self.percent

    def arm_count(self) -> ArmCount:
        """Return events of n."""
        if self.events is None or self.n is None:
            raise ValueError(f"{self.where} has no events and n")
        return ArmCount(self.events, self.n)

    def interval(self) -> tuple[str, str, str]:
        """Return estimate, low and high as printed."""
        if self.number is None or self.low is None or self.high is None:
            raise ValueError(f"{self.where} has no interval")
        return self.number, self.low, self.high


@dataclass(frozen=True, slots=True)
class Recomputed:
    """What a recomputation gives; `number` is the point, count, percentage or P value itself."""

    number: Number
    low: Number | None = None
    high: Number | None = None
    p: Number | None = None
    events: int | None = None
    n: int | None = None


Argument = Figure | Sequence[Figure]
Function = Callable[..., Recomputed]
REGISTRY: dict[str, Function] = {}


def register(name: str) -> Callable[[Function], Function]:
    """Enter a function into the registry under the name that `compute:` uses."""

    def enter(function: Function) -> Function:
        REGISTRY[name] = function
        return function

    return enter


def recompute(name: str, arguments: dict[str, Argument]) -> Recomputed:
    """Run one registered function; ValueError says which name or argument is wrong, or why it cannot compute."""
    if name not in REGISTRY:
        raise ValueError(f"there is no function {name!r}; there are {', '.join(sorted(REGISTRY))}")
    # A parameter that would hide a Python word ends in an underscore; the data name it without.
    parameters = {key.rstrip("_"): value for key, value in inspect.signature(REGISTRY[name]).parameters.items()}
    required = {key for key, value in parameters.items() if value.default is inspect.Parameter.empty}
    if not required <= set(arguments) <= set(parameters):
        raise ValueError(f"{name} takes {', '.join(parameters)}; given are {', '.join(arguments) or 'none'}")
    for key, value in arguments.items():
        wants_list = str(parameters[key].annotation).startswith("Sequence")
        if wants_list == isinstance(value, Figure):
            raise ValueError(f"{key} of {name} is {'a list' if wants_list else 'one reference'}")
    return REGISTRY[name](**{parameters[key].name: value for key, value in arguments.items()})
