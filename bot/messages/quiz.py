"""The words around quiz cards: buttons, results, what a wrong option is really. No figure of any trial."""

from __future__ import annotations

# ---- On cards ----

TRUE_OPTION = "True"
FALSE_OPTION = "False"


def arms_compared(first: str, second: str) -> tuple[str, str]:
    """Return what follows the figures of two arms in an option."""
    return f" {first} vs ", f" {second}"


def belongs_to(group: str) -> str:
    """Say whose figure a wrong option is."""
    return f"Near at hand, but that is another figure: {group}."


def arms_swapped() -> str:
    """Say what is wrong where the figures of two arms stand the wrong way round."""
    return "The right figures with the arms swapped."


def their_figure_is(group: str) -> str:
    """Introduce the figure that a wrong group really has."""
    return f"{group}: there it is "


READ_AS = "We read it as: "

# ---- Grading what is typed ----

TYPE_A_NUMBER = "Please type one number in digits, like 12.5."
ONE_NUMBER_ONLY = "That holds more than one number. Please type one only, like 12.5."
NO_LIMITS = "Please type the number itself, without < or >."
NO_SUCH_OPTION = "That button does not belong to this card any more. Please go on with the next card."
