"""What is offered can be asked: every option and follow-up, as it stands, gets the answer it promises."""

from __future__ import annotations

import pytest

from tests.questions.asking import TRIAL, ask, asked, base, every_thread, example_questions, term_questions

# Follow-ups that get an answer of almost the same content instead of the one behind the button.
TWINS = {
    "audit-week52-denominators": "week52-denominators",
    "authors": "paper-identity",
    "baseline-subtypes": "audit-subtype-counts",
    "drug-off-label-myositis": "approved-for-myositis",
    "jdm-summary": "jdm-overview",
    "opinion-aggarwal-surprise": "lead-author-view",
    "paper-link": "paper-identity",
    "results-posted": "registry-results",
    "subgroup-interpretation": "nondm-catch",
    "trial-timeline": "registry-dates",
}
# Follow-ups that are not yet read as what they were offered for; nothing may be added.
NOT_YET = {
    "What dose did the placebo group get after switching to abatacept?",
    "How many patients discontinued the trial, and why?",
    "In which year was the paper published?",
}


@pytest.fixture(scope="module")
def offers():
    """Return every question offered, with the answer it promises and where it was offered."""
    found: dict[str, tuple[str, tuple[str, ...]]] = {}
    for thread in every_thread():
        answer = ask(*thread).answer
        for offer in (*answer.options, *answer.suggestions):
            found.setdefault(offer.question, (offer.answer, thread))
    return found


def test_every_question_offered_is_answered(offers):
    """No button leads to a refusal."""
    refused = {question: where for question, (_, where) in offers.items() if ask(question).answer.kind != "answer"}
    assert refused.keys() <= NOT_YET, refused


def test_every_follow_up_gets_the_answer_it_promises(offers):
    """Asked as it stands, without a thread, it is read as what it was offered for."""
    other = {}
    for question, (promised, _) in offers.items():
        got = ask(question).answer.answers
        if promised and not {promised, TWINS.get(promised)} & set(got):
            other[question] = (promised, got)
    assert other.keys() <= NOT_YET, other


def test_no_reply_offers_what_it_has_just_answered():
    """A follow-up leads on."""
    again = {}
    for thread in every_thread():
        answer = ask(*thread).answer
        if same := set(answer.answers) & {offer.answer for offer in answer.suggestions}:
            again[thread] = same
    assert {} == again


def test_a_question_back_offers_two_or_more_readings_and_answers_none():
    """Clarifying is no guess."""
    for thread in every_thread():
        answer = asked(*thread)
        if answer["kind"] == "clarify":
            assert 2 <= len(answer["options"]), thread
            assert ([], [], []) == (answer["figures"], answer["facts"], answer["citations"]), thread


def test_what_is_declined_says_where_it_may_be_found_and_offers_what_can_be_answered():
    """A reader is sent on, not away."""
    for thread in every_thread():
        answer = asked(*thread)
        if answer["kind"] == "not_covered":
            assert answer["suggestions"], thread
            assert 2 <= answer["text"].count("\n"), thread


@pytest.mark.parametrize("kind", ["answer", "not_advice"])
def test_every_answer_is_cited(kind):
    """With a title and an address wherever the source has one; only a message with identifiers gets nothing."""
    for thread in every_thread():
        reply = ask(*thread)
        if reply.answer.kind != kind or reply.reading.identifiers:
            continue
        assert reply.answer.citations, thread
        for citation in reply.answer.citations:
            source = base().source(TRIAL, citation.source)
            assert citation.title, thread
            assert (source.url or "") == citation.url, thread


# Examples are fragments that people might type; a few are still read as something else.
ON_THE_SAME_FACTS, VERY_OWN = 0.95, 0.8


def _facts(answer_id):
    text = base().answer(TRIAL, answer_id)
    return {*text.facts, *text.also} if text is not None else {answer_id}


def test_example_questions_are_answered_by_their_answer_or_by_one_on_the_same_facts():
    """What the writers of an answer expected people to ask leads there, with few exceptions."""
    pairs = list(example_questions())
    other = []
    for answer_id, question in pairs:
        answer = ask(question).answer
        kind = "not_advice" if answer_id.startswith("advice-") else "answer"
        if answer.kind != kind or not any(_facts(answer_id) & _facts(name) for name in answer.answers):
            other.append(f"{answer_id}: {question}: {answer.kind} {', '.join(answer.answers)}")
    assert len(other) <= (1 - ON_THE_SAME_FACTS) * len(pairs), "\n".join(other)


def test_most_example_questions_get_their_very_own_answer():
    """Two answers on the same facts still differ in what they put first."""
    pairs = list(example_questions())
    own = sum(answer_id in ask(question).answer.answers for answer_id, question in pairs)
    assert VERY_OWN * len(pairs) <= own


# Terms that are also names of groups, drugs and measures are still read as those; to be brought to none.
MOST_UNDEFINED = 8


def test_the_terms_of_the_glossary_are_defined_when_asked_for():
    """What does … mean gets the definition first."""
    other = {}
    for term, question in term_questions():
        answer = ask(question).answer
        if term not in answer.answers[:1]:
            other[question] = answer.answers
    assert len(other) <= MOST_UNDEFINED, other
