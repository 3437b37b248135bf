"""A typo keeps the group it was typed in, no typo crosses to another group, and "not" survives."""

from __future__ import annotations

import string
from functools import lru_cache

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from tests.questions.asking import TRIAL, answerer, ask, base

LONG_WORDS = {
    "dermatomyositis": "population/dm",
    "polymyositis": "population/pm",
    "necrotizing myopathy": "population/imnm",
    "necrotising myopathy": "population/imnm",
    "immune-mediated necrotizing myopathy": "population/imnm",
    "inclusion body myositis": "population/ibm",
    "juvenile dermatomyositis": "population/juvenile",
}
ABBREVIATIONS = {
    "DM": "population/dm",
    "PM": "population/pm",
    "IBM": "population/ibm",
    "IMNM": "population/imnm",
    "JDM": "population/juvenile",
}
MOST_LOST = 0.1  # where a slip makes two known words equally near, neither is guessed
SENTENCES = ("did {} patients respond at week 24?", "{}: response rate?", "how did people with {} do")


def groups(*thread):
    """Return the groups that the last question of a thread was read to ask about."""
    found = set()
    for part in ask(*thread).reading.parts:
        found |= {concept for concept in part.concepts if concept.startswith("population/")}
    return found


@lru_cache(maxsize=1)
def known_abbreviations():
    """Return every word that the vocabulary knows as a group: it is no typo of another."""
    entries = [*base().vocabulary("myositis"), *base().vocabulary(TRIAL)]
    phrases = [phrase for entry in entries for phrase in (*entry.terms, *entry.exact, *entry.cased)]
    return {word for phrase in phrases for word in phrase.casefold().split()}


def slip(word, place, how, letter):
    """Return ``word`` with one slip at ``place``: a letter dropped, doubled, swapped, replaced or put in."""
    place %= len(word)
    before, here, after = word[:place], word[place], word[place + 1 :]
    if how == "drop":
        return before + after
    if how == "double":
        return before + here + here + after
    if how == "swap":
        return before + after[:1] + here + after[1:]
    if how == "replace":
        return before + letter + after
    return before + letter + here + after


slips = st.builds(
    slip,
    st.shared(st.sampled_from(sorted(LONG_WORDS)), key="word"),
    st.integers(1, 40),
    st.sampled_from(["drop", "double", "swap", "replace", "insert"]),
    st.sampled_from(string.ascii_lowercase),
)


def _slips_inside_long_words(typed, meant):
    """Is the slip inside a word of six letters or more, behind its first letter?"""
    pairs = list(zip(typed.split(), meant.split(), strict=False))
    changed = [(t, m) for t, m in pairs if t != m]
    return len(typed.split()) == len(meant.split()) and all(
        len(m) >= 6 and t[:1] == m[:1] and len(t) > 4 and t.isalpha() for t, m in changed
    )


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.shared(st.sampled_from(sorted(LONG_WORDS)), key="word"), slips, st.sampled_from(SENTENCES))
def test_one_typo_in_a_long_group_name_never_makes_it_another_group(word, typed, sentence):
    """A mistyped group is read as itself or not at all; juvenile dermatomyositis may be read as both."""
    allowed = {LONG_WORDS[word]} | ({"population/dm"} if word.startswith("juvenile") else set())
    assert groups(sentence.format(typed)) <= allowed


@pytest.mark.parametrize("word", sorted(LONG_WORDS))
def test_almost_every_single_typo_in_a_long_group_name_keeps_the_group(word):
    """Dropped, doubled, swapped, wrong and extra letters at every place of the word."""
    typed = {
        slip(word, place, how, letter)
        for place in range(1, len(word))
        for how, letters in (
            ("drop", "a"),
            ("double", "a"),
            ("swap", "a"),
            ("replace", "aeinrst"),
            ("insert", "aeinrst"),
        )
        for letter in letters
    }
    inside = sorted(slipped for slipped in typed if slipped != word and _slips_inside_long_words(slipped, word))
    lost = [slipped for slipped in inside if LONG_WORDS[word] not in groups(SENTENCES[0].format(slipped))]
    assert len(lost) <= MOST_LOST * len(inside), lost


@settings(max_examples=300, deadline=None, derandomize=True)
@given(
    st.sampled_from(sorted(ABBREVIATIONS)),
    st.integers(0, 3),
    st.sampled_from(["drop", "double", "swap", "replace", "insert"]),
    st.sampled_from(string.ascii_uppercase),
    st.sampled_from(SENTENCES),
)
def test_a_mistyped_abbreviation_never_becomes_another_group(word, place, how, letter, sentence):
    """DM, PM, IBM and JDM are one letter apart: what is none of them is read as none of them."""
    typed = slip(word, place, how, letter)
    assume(typed.casefold() not in known_abbreviations())
    assume(all(OSA.distance(typed, other) > 1 for other in ABBREVIATIONS if other != word and len(other) > 3))
    assert groups(sentence.format(typed)) <= {ABBREVIATIONS[word]}


@pytest.mark.parametrize(("word", "group"), [*ABBREVIATIONS.items(), *LONG_WORDS.items()])
@pytest.mark.parametrize("sentence", SENTENCES)
def test_every_group_is_recognised_in_any_case(word, group, sentence):
    """People type in lower case."""
    assert {group} == groups(sentence.format(word)) == groups(sentence.format(word).lower())


@pytest.mark.parametrize("typed", ["non-DM", "non DM", "nonDM", "not DM", "non-dermatomyositis", "patients without DM"])
@pytest.mark.parametrize("sentence", ["did {} respond?", "response rate, {}", "{} at week 24"])
def test_not_dm_is_never_read_as_dm(typed, sentence):
    """The word that turns the question round is not lost."""
    reply = ask(sentence.format(typed))
    assert {"population/nondm"} == groups(sentence.format(typed))
    assert ("subgroup-nondm",) == reply.answer.answers


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("which patients did not respond?", "nonresponders"),
        ("how many didnt improve", "nonresponders"),
        ("who did not improve at week 24?", "nonresponders"),
        ("who was not eligible?", "exclusions"),
        ("who could not take part?", "exclusions"),
    ],
)
def test_a_question_about_those_who_did_not_is_answered_with_those_who_did_not(question, answer):
    """Responders and non-responders are not mixed up."""
    assert (answer,) == ask(question).answer.answers


@pytest.mark.parametrize(
    ("asked", "negated"),
    [
        ("did it work?", "did it not work?"),
        ("did DM patients respond?", "did DM patients not respond?"),
        ("is it approved?", "is it not approved?"),
        ("was it safe?", "was it not safe?"),
        ("was the P value significant?", "was the P value not significant?"),
    ],
)
def test_a_negated_question_is_never_answered_with_yes_or_no_alone(asked, negated):
    """What is not approved is so whichever way round one asks; a bare yes or no would turn."""
    for question in (asked, negated):
        headline = ask(question).answer.headline.text
        assert headline.split()[0].strip(",.:;").casefold() not in {"yes", "no"}
    assert ask(asked).answer.answers == ask(negated).answer.answers


@pytest.mark.parametrize("order", ["did {} or {} do better?", "{} vs {}", "compare {} and {}"])
def test_two_groups_are_compared_whatever_their_order(order):
    """Both sides are shown, with the test between them."""
    for first, second in (("DM", "PM"), ("PM", "DM"), ("dermatomyositis", "non-DM")):
        answer = ask(order.format(first, second)).answer
        assert "no-interaction-evidence" in answer.caveat_slugs
        shown = {figure.as_printed for figure in answer.figures}
        assert {"55.0%", "50.0%", "57.1%", "32.3%"} <= shown


@example("IMNM", "PM")
@given(st.sampled_from(sorted(ABBREVIATIONS)), st.sampled_from(sorted(ABBREVIATIONS)))
@settings(max_examples=40, deadline=None, derandomize=True)
def test_a_group_named_in_a_follow_up_replaces_the_one_before(first, second):
    """A short "and PM?" asks about PM, whoever was asked about before."""
    assert ABBREVIATIONS[second] in groups(f"did {first} patients respond?", f"and {second}?")
    if first != second:
        assert ABBREVIATIONS[first] not in groups(f"did {first} patients respond?", f"and {second}?")


def test_the_trial_is_remembered_and_no_words_are():
    """A thread's memory holds concept ids of the vocabulary, nothing that was typed."""
    memory = answerer().read("did Zebulon patients with DM respond to xyzzyq?").remembered
    assert TRIAL == memory.trial
    assert all("/" in concept and concept == concept.lower() for concept in memory.concepts)
    assert not any(word in repr(memory).casefold() for word in ("zebulon", "xyzzyq", "patients with"))
