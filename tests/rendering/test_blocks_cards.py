"""Cards, modals and the Home tab: all pass the oracles, and say what they are for."""

from __future__ import annotations

import pytest

from bot import messages
from bot.answering.overview import answer_again, estimates_of, fact_answer
from bot.rendering import cards
from bot.rendering.blocks import classic
from bot.rendering.handles import read_ask, read_reference
from bot.rendering.home import home_view
from bot.rendering.kit import Block
from bot.rendering.views import calculated_modal, details_modal, slide_modal, sources_modal
from bot.workspace.blocks import inspect_message, inspect_view
from tests.rendering.blocks_data import (
    TRIAL,
    all_answers,
    answer_of,
    answerer,
    base,
    buttons,
    problems,
    shown,
    view_problems,
)


def refused(view: Block) -> object:
    """Return what the oracles or the workspace refuse in a view."""
    return view_problems(view) or [str(each) for each in inspect_view(view)]


def test_the_overview_has_plot_words_caveats_sources_and_buttons() -> None:
    """One message: the main result, the plot below it, the subgroups in words, what to beware of, where to go on."""
    card = cards.overview_card(base(), TRIAL, answerer())
    assert {} == problems(card)
    assert {} == problems(classic(card))
    texts = ["context", "header", "section", "rich_text", "rich_text", "rich_text", "context", "context"]
    expected = [*texts, "actions", "context_actions"]
    assert expected == [block["type"] for block in card.blocks]
    assert "rich_text_preformatted" == card.blocks[3]["elements"][0]["type"]
    assert base().trial(TRIAL).short_name == card.blocks[0]["elements"][0]["text"]
    assert 3 == len([line for line in shown(card.blocks) if line.startswith("⚠")])
    assert 3 == len(buttons(card.blocks))


def test_the_overview_plots_whole_trial_dm_and_pm_with_necrotizing() -> None:
    """In this order, differences between the arms at week 24 only; safety and interaction are not among them."""
    labels = [estimate.label for estimate in estimates_of(base(), TRIAL)]
    assert ["all treated patients", "DM", "PM + necrotizing"] == labels


def test_the_overview_of_an_unknown_trial_is_an_error() -> None:
    """Whoever calls it has checked the name."""
    with pytest.raises(KeyError, match="no-such-trial"):
        cards.overview_card(base(), "no-such-trial", answerer())


def test_every_fact_and_term_has_a_card() -> None:
    """All facts, derived results, related trials' facts and glossary terms, with their figures, pass all oracles."""
    found = {}
    for fact_id in (*base().fact_ids(TRIAL), *(term.id for term in base().glossary(TRIAL))):
        card = cards.fact_card(base(), TRIAL, fact_id)
        fact = base().fact(TRIAL, fact_id)
        assert fact is not None
        wrong = problems(card) or problems(classic(card)) or inspect_message(card.blocks)
        if wrong or fact.statement.text not in "\n".join(shown(card.blocks)):
            found[fact_id] = wrong
    assert {} == found


def test_a_fact_brings_its_caveats() -> None:
    """A subgroup result alone on a card is still no proof."""
    card = cards.fact_card(base(), TRIAL, "subgroup-nondm")
    assert any(line.startswith("⚠ Primary end point missed") for line in shown(card.blocks))
    said = cards.fact_card(base(), TRIAL, "subgrup-dm").text
    assert said.startswith(messages.NO_SUCH_FACT)
    assert "subgroup-dm" in said


def test_a_term_is_found_by_name_alias_and_id() -> None:
    """However it is written; an unknown one gets the list of terms."""
    wanted = [cards.glossary_card(base(), TRIAL, name) for name in ("MMT-8", " mmt-8 ", "term-mmt-8")]
    assert wanted[0] == wanted[1] == wanted[2]
    assert wanted[0].text.startswith("MMT-8")
    assert {} == problems(wanted[0])
    unknown = cards.glossary_card(base(), TRIAL, "flux capacitor")
    assert unknown.text.startswith(messages.NO_SUCH_TERM)
    assert all(term.term in unknown.text for term in base().glossary(TRIAL))


def test_topics_help_sources_and_glossary_pass() -> None:
    """What a newcomer sees."""
    made = {
        "topics": cards.topics(base()),
        "help": cards.help_card(base()),
        "sources": cards.sources_card(base(), TRIAL),
        "glossary": cards.glossary_card(base(), TRIAL),
    }
    assert {} == {name: wrong for name, card in made.items() if (wrong := problems(card))}
    first, *others = buttons(made["topics"].blocks)
    asked = read_ask(first["value"])
    assert asked is not None
    assert ("overview-0", TRIAL) == (first["action_id"], asked.trial)
    assert 2 == len(others)
    assert ["sources"] == [button["action_id"] for button in buttons(made["sources"].blocks)]
    assert "/myositis abatacept did it work?" in made["help"].text


def test_all_modals_of_all_answers_pass() -> None:
    """Details, calculation and slide, over every answer, and the lists."""
    found: dict[str, object] = {"sources": refused(sources_modal(base(), TRIAL)), "home": refused(home_view(base()))}
    for name, answer in all_answers():
        if ":" in name or not answer.answers:
            continue
        for view in (details_modal(answer, base()), calculated_modal(answer, base()), slide_modal(answer, base())):
            found[f"{name}:{view['callback_id']}"] = refused(view)
    assert {} == {name: wrong for name, wrong in found.items() if wrong}


def test_details_hold_every_caveat_in_full_and_every_source() -> None:
    """Those shown short, and those that are told on request only."""
    answer = answer_of("subgroup-nondm")
    text = "\n".join(shown(details_modal(answer, base())["blocks"]))
    fact = base().fact(TRIAL, "subgroup-nondm")
    assert fact is not None
    for slug in (*fact.caveats, *fact.required, *answer.caveat_slugs):
        caveat = base().caveat(TRIAL, slug)
        assert caveat is not None
        assert f"⚠ {caveat.text.text}" in text
    for citation in fact.citations:
        assert base().source(TRIAL, citation.source).title in text
        assert citation.locator in text


def test_details_show_sources_that_disagree() -> None:
    """Each with what it says, then the preferred reading and why."""
    fact = base().fact(TRIAL, "enrolment")
    assert fact is not None
    text = "\n".join(shown(details_modal(answer_of("enrolment"), base())["blocks"]))
    assert all(position.says.text in text for conflict in fact.conflicts for position in conflict.positions)
    assert fact.conflicts[0].why.text.rstrip(".") in text


def test_how_calculated_names_method_and_inputs() -> None:
    """A figure of ours is explained; an answer without one says so."""
    fact = base().fact(TRIAL, "effect-dm-risk-difference")
    assert fact is not None
    assert fact.method is not None
    text = "\n".join(shown(calculated_modal(answer_of("subgroup-dm"), base())["blocks"]))
    assert fact.method.text in text
    assert "Worked out from: subgroup-dm" in text
    assert messages.WORKED_BACK in text
    nothing = calculated_modal(answer_of("trial-identity"), base())
    assert [messages.NOT_CALCULATED_HEADLINE] == shown(nothing["blocks"])


def test_a_slide_has_caveats_and_addresses() -> None:
    """What is copied keeps what belongs to it."""
    answer = answer_of("subgroup-dm")
    text = "\n".join(shown(slide_modal(answer, base())["blocks"]))
    assert answer.headline.text in text
    assert all(caveat.text.text in text for caveat in answer.caveats)
    assert all(citation.url in text for citation in answer.citations)


def test_a_modal_knows_what_it_is_about() -> None:
    """Ids only, from which the answer can be made again."""
    answer = answer_of("subgroup-dm")
    for view in (details_modal(answer, base()), calculated_modal(answer, base()), slide_modal(answer, base())):
        known = read_reference(view["private_metadata"])
        assert known is not None
        assert (TRIAL, ("subgroup-dm",)) == (known.trial, known.answers)


def test_an_answer_is_made_again_from_its_ids() -> None:
    """Buttons on old messages: answers, several at once, facts and terms; nothing when it is gone."""
    assert answer_of("subgroup-dm") == answer_again(base(), TRIAL, ["subgroup-dm"], answerer())
    several = answer_again(base(), TRIAL, ["primary-result", "gone", "safety-overview"], answerer())
    assert several is not None
    assert ("primary-result", "safety-overview") == several.answers
    term = answer_again(base(), TRIAL, ["term-mmt-8"], answerer())
    assert fact_answer(base(), TRIAL, "term-mmt-8") == term
    assert answer_again(base(), TRIAL, ["gone"], answerer()) is None
    assert answer_again(base(), "gone", ["subgroup-dm"], answerer()) is None
