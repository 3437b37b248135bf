"""Cards made from facts, their grading and their scheduling. Time is a parameter; nothing here knows Slack."""

from bot.quiz.cards import TIERS, Card, Deck, Kind, NumberKey, Option, Tier, shuffled
from bot.quiz.grading import Grade, grade_choice, grade_number
from bot.quiz.making import deck

__all__ = [
    "TIERS", "Card", "Deck", "Grade", "Kind", "NumberKey", "Option", "Tier", "deck", "grade_choice", "grade_number",
    "shuffled",
]  # fmt: skip
