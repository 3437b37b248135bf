"""The words around quiz cards: what stands above and below them, buttons, results. No figure of any trial."""

from __future__ import annotations

# ---- Buttons ----

TRUE_OPTION = "True"
FALSE_OPTION = "False"
TYPE_THE_NUMBER = "Type the number"
DO_NOT_KNOW = "I don't know"
KNEW_IT = "Knew it"
NOT_YET = "Not yet"
NEXT_BUTTON = "Next"
SUMMARY_BUTTON = "Finish"
UNDO_BUTTON = "Undo"
WRONG_BUTTON = "This card is wrong"
QUIZ_ME = "Quiz me"
QUIZ_ME_ON_THIS = "Quiz me on this"
MORE_CARDS = "More cards"
SUBMIT = "Check"
CONFIDENCE = {"sure": "I'm sure", "unsure": "I think so", "guessing": "No idea"}
"""Labels of the buttons that state how sure a guess is, by ``bot.quiz.cards.CONFIDENCE``."""

# ---- On cards ----

MODAL_TITLE = "Type the number"
NUMBER_HINT = "In digits, as you remember it; close is good enough."
EXACT_HINT = "In digits, as you remember it."
GUESS_HINT = "Say your answer to yourself, then tap how sure you are."
RIGHT = "Right."
NOT_RIGHT = "Not right."
YOURS_ALONE = "Your results are yours alone: nobody else can see them."
READ_AS = "We read it as: "
SOURCES_SAY = "Sources say: "
OPENING_QUOTE, CLOSING_QUOTE = "“", "”"
OUR_CALCULATION = "Our calculation. "
_TIERS = {"core": "appraisal", "facts": "facts of the trial", "deep": "in depth"}
_YOU_WERE = {
    "sure": "You were sure.", "unsure": "You thought you knew.", "guessing": "You had no idea.",
}  # fmt: skip


def above(tier: str, number: int, of: int, *, updated: bool) -> str:
    """Return what stands above a card: its place in the quiz, its tier, and whether it has changed."""
    parts = [f"Card {number} of {of}"] if of else []
    parts.append(_TIERS.get(tier, tier))
    if updated:
        parts.append("updated since you last saw it")
    line = " · ".join(parts)
    return line[:1].upper() + line[1:]


def lettered(letter: str, text: str) -> str:
    """Return an option behind its letter."""
    return f"{letter}. {text}"


def number_label(unit: str) -> str:
    """Return what stands above the field for a number."""
    return f"Your answer ({unit})" if unit else "Your answer"


def you_typed(number: str) -> str:
    """Repeat the number that was typed."""
    return f"You typed {number}."


def you_chose(option: str) -> str:
    """Repeat the option that was tapped."""
    return f"You chose: {option}"


def you_were(confidence: str) -> str:
    """Repeat how sure a person was before the answer was revealed."""
    return _YOU_WERE.get(confidence, "")


def tempting(why: str) -> str:
    """Say why the wrong answer tempts."""
    return f"Why it tempts: {why}"


def why_not(option: str, why: str) -> str:
    """Say why another wrong option tempts."""
    return f"{option.rstrip('.')}? {why}"


def the_answer(answer: str) -> str:
    """Return the right answer."""
    return f"Answer: {answer}"


def so_many_right(right: int, of: int) -> str:
    """Say how a quiz went."""
    return f"{right} of {of} right" if of else "No card answered"


def marked(prompt: str, *, right: bool) -> str:
    """Return a card of the summary with its mark."""
    return f"{'✓' if right else '✗'} {prompt}"


def cards_due(waiting: int) -> str:
    """Say how many cards wait."""
    if not waiting:
        return "No quiz card is due."
    return f"{waiting} quiz card is due." if waiting == 1 else f"{waiting} quiz cards are due."


# ---- Options made from figures ----


def arms_compared(first: str, second: str) -> tuple[str, str]:
    """Return what follows the figures of two arms in an option."""
    return f" {first} vs ", f" {second}"


def belongs_to(group: str) -> str:
    """Say whose figure a wrong option is."""
    return f"Another figure of this trial: {group}."


def arms_swapped() -> str:
    """Say what is wrong where the figures of two arms stand the wrong way round."""
    return "The right figures, with the arms swapped."


THERE_IT_IS = "There it is "
"""Introduces the figure that a wrong group really has."""

# ---- Grading what is typed ----

TYPE_A_NUMBER = "Please type one number in digits, like 12.5."
ONE_NUMBER_ONLY = "That holds more than one number. Please type one only, like 12.5."
NO_LIMITS = "Please type the number itself, without < or >."
NO_SUCH_OPTION = "That button does not belong to this card any more. Please go on with the next card."
