"""Every card of the quiz: one right answer, only figures of facts, explained, cited, with its caveats."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.quiz import TIERS, grade_choice, grade_number, shuffled
from bot.quiz.distractors import wrong_groups
from bot.quiz.figures import every_figure, is_a_form_of, named, readings
from tests.answering.readback import declared, numbers, numbers_of
from tests.quiz.decks import TRIAL, base, card_of, whole

CARDS = whole().cards
CHOICES = [card for card in CARDS if card.kind == "choice"]


def written(card):
    """Return a card as it stands in the fact base."""
    return next(each for each in base().quiz(TRIAL) if each.id == card.id.removesuffix("-mirror"))


def told(card):
    """Return every word of a card, with declared names and idioms taken out."""
    return declared().sub(" ", "\n".join(text.text for text in card.texts()))


def test_the_tiers_are_as_large_as_they_should_be():
    """About a dozen cards of appraisal, about thirty facts; mirrors count once."""
    sizes = {tier: len({card.family for card in whole().tier(tier)}) for tier in TIERS}
    assert 10 <= sizes["core"] <= 14
    assert 25 <= sizes["facts"] <= 35
    assert 15 <= sizes["deep"]


def test_at_most_ten_figures_are_asked_for_by_heart():
    """A quiz of appraisal is no trivia deck: typed figures and figures to be picked, together."""
    facts = [written(card) for card in whole().tier("facts") if not card.id.endswith("-mirror")]
    assert 10 >= sum(len(card.pick) + (card.number is not None) for card in facts)


def test_core_asks_everything_that_appraisal_is_about():
    """Conclusion, spin, randomisation, interval, comparator, subgroup, three patients, a change of mind."""
    core = {card.id for card in whole().tier("core")}
    spin = {"spin-similar", "spin-subtype", "spin-sustained"}
    patients = {"apply-ibm", "apply-jo1", "apply-untreated"}
    appraisal = {"sign-the-conclusion", "which-is-randomised", "interval-excludes", "missing-comparator"}
    assert spin | patients | appraisal | {"subgroup-not-proof", "change-your-mind"} <= core


def test_no_card_is_about_registry_dates_addresses_authors_pages_or_sites():
    """None of its figures is of such a fact."""
    trivia = {
        "registry-dates",
        "sites-countries",
        "paper-identity",
        "news-article",
        "meeting-acr-2022",
        "trial-identity",
    }
    assert {} == {card.id: found for card in CARDS if (found := trivia & set(card.facts))}
    years = {card.id for card in CARDS if re.search(r"\b(?:19|20)\d\d\b", told(card))}
    assert set() == years


def test_ids_are_unique_and_families_join_mirrors_only():
    """A card is found by its id; a card and its mirror count once."""
    assert len(CARDS) == len({card.id for card in CARDS})
    for card in CARDS:
        assert card == whole().card(card.id)
        assert card.family == written(card).family
    mirrors = [card for card in CARDS if card.id.endswith("-mirror")]
    assert mirrors
    for mirror in mirrors:
        assert mirror.family == card_of(mirror.id.removesuffix("-mirror")).family


def test_every_card_to_tap_has_exactly_one_right_option():
    """No two options are right, none is there twice, and no two look alike."""
    for card in CARDS:
        if card.kind in ("choice", "true-false"):
            assert 1 == [option.right for option in card.options].count(True), card.id
            assert len(card.options) == len({option.id for option in card.options}), card.id
            assert len(card.options) == len({option.text.text.casefold() for option in card.options}), card.id
            assert 2 <= len(card.options) <= 4, card.id
        else:
            assert () == card.options, card.id


def test_no_option_made_from_figures_is_right_by_the_fact_base():
    """No distractor is the right figure, a rounded form of it, or what some source says of it."""
    for card in CARDS:
        pick = written(card).pick
        if not pick or card.id.endswith("-mirror"):
            continue
        right = [named(base(), TRIAL, ref) for ref in pick]
        for option in card.options:
            if option.right:
                continue
            shown = [named(base(), TRIAL, f"{mark.fact}.{mark.key}").value for mark in option.text.figures]
            assert len(right) == len(shown)
            same = [
                any(is_a_form_of(one, other) for other in (target.value, *readings(target)))
                for one, target in zip(shown, right, strict=True)
            ]
            assert not all(same), (card.id, option.text.text)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.sampled_from(list(every_figure(base(), TRIAL))))
def test_no_figure_of_the_fact_base_gets_a_distractor_that_is_right(figure):
    """Whatever figure a card may ask for one day: conflicts, roundings and equal figures never stand against it."""
    for (wrong,) in wrong_groups((figure,), every_figure(base(), TRIAL)):
        assert all(not is_a_form_of(wrong.value, number) for number in (figure.value, *readings(figure)))


def test_conflicting_numbers_of_patients_never_stand_against_each_other():
    """149 is no mistake where 148 is asked for, nor 76 sites against 58."""
    treated, sites = named(base(), TRIAL, "enrolment.treated"), named(base(), TRIAL, "sites-countries.sites")
    assert (Decimal(149),) == readings(treated)
    assert Decimal(149) not in [wrong.value for (wrong,) in wrong_groups((treated,), every_figure(base(), TRIAL))]
    assert Decimal(76) not in [wrong.value for (wrong,) in wrong_groups((sites,), every_figure(base(), TRIAL))]


def test_a_rounded_rate_never_stands_against_itself():
    """The article's 56% is no wrong answer where 56.0% is right."""
    rate = named(base(), TRIAL, "primary-result.abatacept")
    wrong = [each.value for (each,) in wrong_groups((rate,), every_figure(base(), TRIAL))]
    assert Decimal("42.5") in wrong
    assert Decimal(56) not in wrong


def test_no_wrong_option_is_what_a_source_or_the_reading_says():
    """Written options, too: none is a position of a conflict, or the preferred reading."""
    for card in CHOICES:
        said = set()
        for fact_id in card.facts:
            fact = base().fact(TRIAL, fact_id)
            for conflict in fact.conflicts if fact else ():
                said |= {position.says.text.casefold() for position in conflict.positions}
                said.add(conflict.preferred.text.casefold())
        wrong = {option.text.text.rstrip(".").casefold() for option in card.options if not option.right}
        assert set() == wrong & said, card.id


def test_every_number_on_every_card_is_a_figure_marked_in_it():
    """Read back from the text: prompt, options, whys, explanation."""
    loose = {}
    for card in CARDS:
        marked = {number for text in card.texts() for mark in text.figures for number in numbers(mark.as_printed)}
        if wrong := numbers(told(card)) - marked:
            loose[card.id] = wrong
    assert {} == loose


def test_every_number_on_every_card_is_in_the_facts_it_names():
    """The facts themselves hold it, not only the marks beside the text."""
    missing = {}
    for card in CARDS:
        facts = [fact for fact_id in card.facts if (fact := base().fact(TRIAL, fact_id)) is not None]
        if wrong := numbers(told(card)) - numbers_of(facts):
            missing[card.id] = wrong
    assert {} == missing


def test_every_mark_is_the_text_there_and_a_printed_form_of_its_figure():
    """A figure is never ascribed to another fact, and never shown in another form."""
    for card in CARDS:
        for text in card.texts():
            for mark in text.figures:
                fact = base().fact(TRIAL, mark.fact)
                assert fact is not None
                figure = fact.figure(mark.key)
                assert figure is not None
                assert mark.as_printed == text.text[mark.start : mark.end]
                assert mark.as_printed in figure.forms.values()


def test_every_figure_says_where_it_was_read_or_how_it_was_worked_out():
    """Its source is among the card's; a figure of ours has a method, and the card a source that it rests on."""
    for card in CARDS:
        cited = {citation.source for citation in card.citations}
        for mark in (mark for text in card.texts() for mark in text.figures):
            assert (mark.source in cited and mark.locator) or (mark.derived and mark.method), (card.id, mark.fact)
        assert all(base().source(TRIAL, source).cite for source in cited)


def test_every_card_is_explained_cited_and_carries_what_its_facts_must():
    """Never a naked number: the caveats always shown of the facts it is about are the card's."""
    for card in CARDS:
        assert card.explanation.text.strip(), card.id
        assert card.citations, card.id
        for fact_id in written(card).facts:
            fact = base().fact(TRIAL, fact_id)
            assert fact is not None
            assert fact_id in card.facts
            for slug in (*fact.caveats, *fact.required):
                if base().caveat(TRIAL, slug).show == "always" and slug != "derived-by-us":
                    assert slug in card.caveats, (card.id, slug)


def test_a_card_that_shows_an_effect_says_that_the_primary_end_point_was_missed():
    """Wherever a subgroup figure or another result stands, in a prompt, an option or an explanation."""
    shown = 0
    for card in CARDS:
        facts = [base().fact(TRIAL, mark.fact) for text in card.texts() for mark in text.figures]
        if any(fact and fact.topic.startswith(("efficacy", "effect", "interaction", "robustness")) for fact in facts):
            shown += 1
            assert "primary-endpoint-missed" in card.caveats, card.id
    assert shown > 20


def test_a_dagger_on_a_card_is_explained():
    """Where a figure is ours, the caveat that says so is there."""
    for card in CARDS:
        if re.search(r"[\d%)]†", "".join(text.text for text in card.texts())):
            assert "derived-by-us" in card.caveats, card.id


def test_every_wrong_option_says_why_it_tempts():
    """Its own reason, not another's; the right one has the explanation."""
    for card in CARDS:
        whys = [option.why.text for option in card.options if not option.right]
        assert all(len(why) > 4 for why in whys), card.id
        assert len(whys) == len(set(whys)), card.id
        if card.right:
            assert card.explanation == card.right.why


def test_the_right_option_is_not_known_by_its_length():
    """It is the longest, or the shortest, no oftener than among three or four options by chance."""
    longest = [card for card in CHOICES if by_length(card)[-1] > by_length(card)[-2] and right_is(card, -1)]
    shortest = [card for card in CHOICES if by_length(card)[0] < by_length(card)[1] and right_is(card, 0)]
    assert 0.1 < len(longest) / len(CHOICES) < 0.35
    assert 0.1 < len(shortest) / len(CHOICES) < 0.35


def by_length(card):
    """Return the lengths of a card's options, ascending."""
    return sorted(len(option.text.text) for option in card.options)


def right_is(card, place):
    """Is the right option the shortest (0) or the longest (-1)?"""
    return len(card.right.text.text) == by_length(card)[place]


def test_the_right_option_is_not_known_by_its_place():
    """Over many seeds it stands at each place about equally often."""
    card = card_of("sign-the-conclusion")
    places = [shuffled(card, f"quiz-{seed}").options.index(card.right) for seed in range(400)]
    assert all(70 < places.count(place) < 130 for place in range(4))
    firsts = sum(shuffled(each, "one seed").options[0].right for each in CHOICES)
    assert firsts < len(CHOICES) / 2


def test_true_and_false_are_right_about_equally_often():
    """Nobody gets far by always tapping the same."""
    said = [card.right.id for card in CARDS if card.kind == "true-false"]
    assert 0.3 <= said.count("true") / len(said) <= 0.7


def test_a_seed_decides_the_order_and_nothing_else():
    """Twice the same order; the same options and version; true and false stay where they are."""
    for card in CARDS:
        once, twice = shuffled(card, "seed"), shuffled(card, "seed")
        assert once == twice
        assert card.version == once.version
        assert {option.id for option in card.options} == {option.id for option in once.options}
        if card.kind == "true-false":
            assert card.options == once.options


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.id)
def test_a_card_is_read_in_half_a_minute(card):
    """Short enough for three cards in ninety seconds; what goes deeper may take longer."""
    asked = len(card.prompt.text) + sum(len(option.text.text) for option in card.options)
    assert asked < 520
    assert len(card.explanation.text) < (700 if card.tier == "deep" else 420)
    assert all(len(option.text.text) < 90 for option in card.options)
    assert all(len(option.why.text) < 190 for option in card.options if not option.right)


def test_cards_about_a_fact_come_by_how_much_they_share_and_by_tier():
    """A quiz on an answer begins with what the answer is about."""
    found = whole().about(["subgroup-nondm", "interaction-wald"])
    assert all({"subgroup-nondm", "interaction-wald"} & set(card.facts) for card in found)
    shared = [len({"subgroup-nondm", "interaction-wald"} & set(card.facts)) for card in found]
    assert sorted(shared, reverse=True) == shared
    assert "core" == found[0].tier
    assert () == whole().about(["no-such-fact"])


def test_there_is_no_card_where_there_is_none():
    """An old button asks for a card that is gone."""
    assert whole().card("no-such-card") is None
    card = card_of("sign-the-conclusion")
    assert grade_choice(card, "no-such-option").problem
    assert grade_number(card, "3").problem
    assert not grade_choice(card, "no-such-option").right


def test_a_tap_is_graded_by_the_option():
    """Right is right, and every other is not."""
    for card in CARDS:
        for option in card.options:
            grade = grade_choice(card, option.id)
            assert (option.right, option, None) == (grade.right, grade.option, grade.problem)


def test_a_deck_of_a_version_is_made_once():
    """The same fact base gives the same cards, quickly."""
    assert whole() is whole()
    assert replace(CARDS[0]) == CARDS[0]
