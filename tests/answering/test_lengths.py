"""An answer is short enough for a phone between patients."""

from __future__ import annotations

import re

from tests.questions.asking import ask, asked, every_thread

MOST_WORDS, MOST_WORDS_OF_SEVERAL = 130, 200  # "at most about 110", counted with every figure as a word
MOST_CHARACTERS, MOST_CHARACTERS_OF_SEVERAL = 1_800, 2_700
_CITATION = re.compile(r"^\[\d+\] ")


def is_long_form(thread):
    """Is the reply to several questions, or a comparison?"""
    sections = ask(*thread).answer.sections
    return len(sections) > 1 or any(section.table is not None for section in sections)


def words(answer):
    """Count the words of a reply without citations, footer and offered questions."""
    offered = {"• " + question for question in (*answer["options"], *answer["suggestions"])}
    lines = [
        line
        for line in answer["text"].split("\n")
        if not _CITATION.match(line) and not line.startswith("facts ") and line not in offered
    ]
    return len(" ".join(lines).split())


def test_every_reply_is_at_most_about_110_words():
    """Two questions or a comparison may take more."""
    long = {
        thread: words(asked(*thread))
        for thread in every_thread()
        if words(asked(*thread)) > (MOST_WORDS_OF_SEVERAL if is_long_form(thread) else MOST_WORDS)
    }
    assert {} == long


def test_no_reply_has_more_characters_than_agreed():
    """With citations and footer."""
    long = {}
    for thread in every_thread():
        size = len(asked(*thread)["text"])
        if size > (MOST_CHARACTERS_OF_SEVERAL if is_long_form(thread) else MOST_CHARACTERS):
            long[thread] = size
    assert {} == long


def test_half_of_all_answers_take_no_more_than_eighty_words():
    """Most questions need few."""
    sizes = sorted(words(answer) for thread in every_thread() if (answer := asked(*thread))["kind"] == "answer")
    assert sizes[len(sizes) // 2] <= 80


def test_a_headline_is_one_sentence_that_stands_alone():
    """It is the first line, short, ends as a sentence, and carries no mark of markup."""
    for thread in every_thread():
        answer = asked(*thread)
        headline = answer["headline"]
        assert headline in answer["text"].split("\n"), thread
        assert "\n" not in headline, thread
        assert headline[-1] in ".?:!", (thread, headline)
        assert not re.search(r"[*_`<>{}|]", headline), (thread, headline)
