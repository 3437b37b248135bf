"""Several questions at once, refusals, advice, identifiers, conflicts: each gets its own honest reply."""

from __future__ import annotations

import pytest

from bot import messages
from tests.questions.asking import ask, asked


def test_two_questions_are_both_answered():
    """In the order asked, with the figures and reservations of both."""
    answer = asked("did DM patients respond? was it safe?")
    assert "answer" == answer["kind"]
    assert answer["text"].index("55.0%") < answer["text"].index("69.3%")
    assert {"subgroup-not-powered", "safety-underpowered"} <= set(answer["caveats"])


def test_three_questions_are_answered_and_the_others_named():
    """Nobody thinks that the fourth was overlooked."""
    reply = ask("what was the dose? who paid? how many sites? where was it published?")
    assert ("dose-regimen", "sponsor-funding", "sites-countries") == reply.answer.answers
    assert any("three questions at a time" in note for note in reply.answer.notes)


def test_a_part_that_is_not_covered_is_said_beside_the_part_that_is():
    """The kind is that of the part answered; the other is named."""
    answer = asked("did DM patients respond? how did quality of life change?")
    assert "answer" == answer["kind"]
    assert "Not answered: Not in what we read: quality of life" in answer["text"]
    assert "55.0%" in answer["text"]


def test_advice_in_any_part_makes_the_whole_message_advice():
    """A patient stands behind all of it."""
    assert "not_advice" == asked("did DM patients respond? should I give it to my patient?")["kind"]


@pytest.mark.parametrize(
    ("question", "answer", "shown"),
    [
        ("should I use it in my DM patient?", "advice-dm", {"55.0%", "50.0%"}),
        ("should I use it in my PM patient?", "advice-pm", {"57.1%", "32.3%"}),
        ("67F anti-SRP, failed IVIG. start abatacept?", "advice-imnm", {"57.1%", "32.3%"}),
        ("should I start abatacept in my myositis patient?", "advice-overall", {"56.0%", "42.5%"}),
        ("is it safe for her?", "advice-safety", {"69.3%", "75.3%"}),
    ],
)
def test_advice_is_declined_and_what_the_trial_found_for_the_group_is_shown(question, answer, shown):
    """With who was enrolled and excluded, and that the use is off-label."""
    reply = ask(question).answer
    assert ("not_advice", (answer,)) == (reply.kind, reply.answers)
    assert reply.headline.text.startswith("I can't advise on a patient.")
    assert shown <= {figure.as_printed for figure in reply.figures}
    assert {"off-label", "not-medical-advice"} & set(reply.caveat_slugs)
    assert "excluded" in "\n".join(line.text.text for section in reply.sections for line in section.lines)


@pytest.mark.parametrize(
    "question",
    [
        "my patient Jane Doe, DOB 03/14/1961, has DM. did it work in DM?",
        "MRN 00482917 has IMNM, what did the trial find?",
        "mail me at jane.doe@example.org about week 52",
    ],
)
def test_to_a_message_with_identifiers_nothing_is_shown_but_the_request_to_remove_them(question):
    """No figure, no fact, no citation, no follow-up, and nothing of the message."""
    answer = asked(question)
    assert "not_advice" == answer["kind"]
    assert messages.IDENTIFIERS_HEADLINE == answer["headline"]
    for field in ("facts", "figures", "caveats", "citations", "options", "suggestions"):
        assert [] == answer[field]
    assert not any(word in answer["text"] for word in ("Jane", "Doe", "1961", "00482917", "example.org"))


@pytest.mark.parametrize(
    "question", ["NCT02971683?", "PMID 39609094", "67F anti-SRP, what did the trial find?", "n=148?"]
)
def test_a_trial_number_or_a_vignette_is_no_identifier(question):
    """These are what clinicians type all day."""
    assert messages.IDENTIFIERS_HEADLINE != asked(question)["headline"]


@pytest.mark.parametrize(
    ("question", "kind", "said"),
    [
        ("what did rituximab do?", "not_covered", "rituximab"),
        ("abatacept in lupus?", "not_covered", "lupus"),
        ("did quality of life improve?", "not_covered", "quality of life"),
        ("would it help IBM?", "not_covered", "excluded"),
        ("how much does it cost?", "not_covered", "cost"),
        ("write me a poem", "not_covered", messages.OFF_TOPIC_HEADLINE),
        ("thanks!", "help", messages.THANKS_HEADLINE),
        ("hi", "help", messages.HELP_LINE),
    ],
)
def test_each_refusal_says_what_was_understood(question, kind, said):
    """Another drug, another disease, not in what was read, off topic, small talk: each has its own reply."""
    answer = asked(question)
    assert (kind, []) == (answer["kind"], answer["figures"])
    assert said in answer["text"]


def test_sources_that_disagree_are_shown_disagreeing():
    """The preferred reading first, then who says what."""
    answer = asked("how many sites?")
    assert {"58", "76"} <= {figure["as_printed"] for figure in answer["figures"]}
    assert "source-conflict" in answer["caveats"]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("why did it work in DM?", "no clear benefit"),
        ("since it met its primary end point, is it approved?", "missed"),
        ("great that it worked overall!", "missed"),
        ("so it works in necrotizing myopathy, right?", "Not shown for IMNM alone"),
        ("it was significant in DM, wasn't it?", "no clear benefit over placebo in DM"),
    ],
)
def test_a_false_premise_is_corrected_in_the_headline(question, said):
    """The first sentence does not agree with it."""
    answer = asked(question)
    assert said.casefold() in answer["headline"].casefold()


def test_a_definition_gives_range_unit_and_direction():
    """What the number means, from where to where, and which way is better."""
    text = asked("what is HAQ-DI?")["text"]
    assert "0 (no difficulty) to 3 (unable)" in text
    assert "Lower is better" in text


def test_the_footer_says_version_date_review_and_what_it_is():
    """On every answer, never on a refusal without figures."""
    assert ask("did it work?").answer.footer.startswith("facts 2026.11-")
    for part in ("abstracts and articles read", messages.NOT_REVIEWED, messages.EVIDENCE_NOT_ADVICE):
        assert part in ask("did it work?").answer.footer
    assert "" == ask("what did rituximab do?").answer.footer


@pytest.mark.parametrize(
    ("words", "command"),
    [
        ("what do you store about me?", "/myositis privacy"),
        ("do you log what I type", "/myositis privacy"),
        ("is this private?", "/myositis privacy"),
        ("please delete everything you know about me", "/myositis quiz forget"),
        ("Forget me!", "/myositis quiz forget"),
        ("delete my data please", "/myositis privacy"),
        ("start over", "complete question"),
        ("ok let's start over please", "complete question"),
    ],
)
def test_whoever_asks_about_the_bot_is_told_the_command(words, command):
    """In the asker's own words, alone or in a thread; no answer about the trial is given for it."""
    for thread in ((words,), ("did DM patients respond?", words)):
        said = asked(*thread)
        assert "help" == said["kind"]
        assert command in said["text"]
        assert not said["facts"]


@pytest.mark.parametrize(
    "words", ["how is the injection stored?", "were data stored on a registry", "did patients start over on placebo"]
)
def test_what_is_stored_of_the_drug_or_the_trial_is_another_question(words):
    """Storage of a syringe, of results, of patients."""
    assert "help" != asked(words)["kind"]
