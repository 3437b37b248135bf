"""The words of a message that nothing accounts for: neither a concept of the trial's nor the grammar of English.

A question to the bot may hold everyday words ("is the clinic full at week 24?"), which reading passes over. Where it
is open whether the bot is spoken to at all, such a word says that people talk to each other.
"""

from __future__ import annotations

from bot.understanding.concepts import Recognised
from bot.understanding.threads import slot

# Articles, pronouns, prepositions, conjunctions, auxiliaries, question words and particles, which no question is
# without, and the general words of questions about figures and countries. None of them names anything of a ward.
_GRAMMAR = frozenset(
    """
    a an the this that these those it its they them their there here one ones same each both either all any some
    and or but so if then than as at by for from in into of on over to with without within between during per vs versus
    v about after before up off out only just also too even still again ever really actually exactly else other
    is are was were be been being am do does did done has have had can could may might will would shall should must
    isnt arent wasnt werent dont doesnt didnt hasnt havent hadnt cant couldnt wont wouldnt
    what whats which who whom whose when where wheres why how hows
    not no nor yes ok okay please pls thanks right
    though btw get got see seen look looked say said tell told show shown mean meant know find found give given
    make made many much more most less least few enough long often big large small high low real round
    value values number numbers figure figures test tests us usa uk eu europe
    """.split()  # noqa: SIM905 - a list of a hundred quoted words is harder to read
)
_SAYS_NOTHING = frozenset({"word"})


def stray_words(found: Recognised) -> int:
    """Return how many words of a message neither a concept nor grammar accounts for."""
    accounted: set[int] = set()
    for mention in found.mentions:
        if slot(mention.concept) not in _SAYS_NOTHING:
            accounted.update(range(mention.first, mention.last))
    return sum(
        place not in accounted and token.word not in _GRAMMAR and token.word not in "?=<>+&%"
        for place, token in enumerate(found.tokens)
    )
