"""Answers as Slack messages: every one is taken by Slack, complete, and the same on every surface."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot import messages
from bot.answering.answer import Answer, FollowUp, Section, Text
from bot.rendering.blocks import Surface, bare, classic, message, notice, shared
from bot.rendering.feedback import TELL
from bot.rendering.handles import SHARE, read_ask, read_reference
from bot.rendering.kit import Rendered, unescape
from bot.rendering.plain import plain_text
from bot.understanding.reading import Kind
from bot.workspace.blocks import inspect_message
from tests.rendering.blocks_data import all_answers, answer_of, answerer, base, buttons, menus, problems, shown

SURFACES: tuple[Surface, ...] = ("channel", "dm", "ephemeral")
CLASSIC = {"header", "section", "context", "actions"}


def rendered(answer: Answer, surface: Surface = "channel") -> Rendered:
    """Return an answer as a message."""
    return message(answer, surface=surface, base=base())


def types(shown_message: Rendered) -> list[str]:
    """Return the sorts of blocks of a message."""
    return [block["type"] for block in shown_message.blocks]


@pytest.mark.parametrize("surface", SURFACES)
def test_every_answer_passes_all_oracles_and_slack(surface: Surface) -> None:
    """All answers in all forms, all refusals and other replies, on every surface."""
    found = {}
    for name, answer in all_answers():
        shown_message = rendered(answer, surface)
        if wrong := (problems(shown_message) or [str(each) for each in inspect_message(shown_message.blocks)]):
            found[name] = wrong
    assert {} == found


def test_the_classic_message_says_the_same_in_blocks_that_every_client_knows() -> None:
    """What is sent when Slack refuses the new blocks has no table and no rich text, and passes all oracles too."""
    found = {}
    for name, answer in all_answers():
        first = rendered(answer, "dm")
        second = classic(first)
        if first.blocks == second.blocks:
            continue
        wrong = problems(second) or (set(types(second)) - CLASSIC)
        pressed = [each for each in buttons(second.blocks) if not each["action_id"].startswith("feedback-")]
        if wrong or first.text != second.text or buttons(first.blocks) != pressed:
            found[name] = wrong
    assert {} == found
    assert classic(classic(rendered(answer_of("dm-versus-nondm")))) == classic(rendered(answer_of("dm-versus-nondm")))


def test_the_text_is_the_complete_plain_answer() -> None:
    """Notifications and screen readers get everything, nothing shortened."""
    for name, answer in all_answers():
        text = rendered(answer).text
        assert (name, plain_text(answer)) == (name, unescape(text))
        assert 3_000 >= len(text)


def test_blocks_leave_room() -> None:
    """An answer takes at most eleven of its twelve blocks."""
    assert [] == [name for name, answer in all_answers() if len(rendered(answer, "dm").blocks) > 11]


def test_the_order_is_that_of_the_model_answers() -> None:
    """Direct answer, figures, caveats, sources, buttons, thumbs."""
    shown_message = rendered(answer_of("subgroup-dm"))
    assert ["header", "section", "context", "context", "actions", "context_actions"] == types(shown_message)
    lines = shown(shown_message.blocks[:-1])
    assert "About half improved on either arm; no clear benefit over placebo in DM." == lines[0]
    assert ["⚠", "⚠"] == [line[0] for line in lines if line.startswith("⚠")]
    assert lines[-1].endswith(messages.EVIDENCE_NOT_ADVICE)


def test_a_comparison_is_a_table_with_a_header_row_and_no_empty_cell() -> None:
    """Groups stand below each other, each row begins with its group."""
    shown_message = rendered(answer_of("dm-versus-nondm"))
    (table,) = [block for block in shown_message.blocks if block["type"] == "table"]
    rows = [[cell["text"] for cell in row] for row in table["rows"]]
    assert ["Group", "Abatacept", "Placebo", "Difference", "P"] == rows[0]
    assert ["DM", "PM + necrotizing"] == [row[0] for row in rows[1:]]
    assert all(cell for row in rows for cell in row)


def test_every_caveat_stands_on_its_own_line_outside_anything_collapsed() -> None:
    """No answer hides or runs together its caveats."""
    for name, answer in all_answers():
        expected = [f"⚠ {caveat.text.text}" for caveat in answer.caveats]
        assert (name, expected) == (name, [line for line in shown(rendered(answer).blocks) if line.startswith("⚠")])


def test_sources_are_links_with_words() -> None:
    """A source is named, and its address is behind its name."""
    shown_message = rendered(answer_of("subgroup-dm"))
    (citation,) = answer_of("subgroup-dm").citations
    (element,) = shown_message.blocks[-3]["elements"]
    assert element["text"].startswith(f"[1] <{citation.url}|Aggarwal et al., Arthritis &amp; Rheumatology, abstract>")
    assert element["verbatim"] is True


def test_only_private_answers_offer_to_share() -> None:
    """In a channel everybody sees the answer already."""
    offered = {
        surface: SHARE
        in [
            option["value"]
            for menu in menus(rendered(answer_of("subgroup-dm"), surface).blocks)
            for option in menu["options"]
        ]
        for surface in SURFACES
    }
    assert {"channel": False, "dm": True, "ephemeral": True} == offered


def test_a_shared_answer_names_who_shared_it_and_cannot_be_shared_again() -> None:
    """The share stands above the answer; it passes all oracles."""
    for surface in SURFACES:
        passed_on = shared(rendered(answer_of("dm-versus-nondm"), surface), "U012AB3CD")
        assert {} == problems(passed_on)
        assert passed_on.text.startswith("Shared by <@U012AB3CD>\n")
        assert ["details", "calculated", "slide"] == [
            option["value"] for option in menus(passed_on.blocks)[0]["options"]
        ]
    assert "&lt;!channel&gt;" in shared(rendered(answer_of("subgroup-dm")), "<!channel>").text


def test_at_most_three_buttons_each_with_what_it_asks() -> None:
    """A button holds the id of the answer it leads to, and a screen reader says the whole question."""
    for name, answer in all_answers():
        pressed = [each for each in buttons(rendered(answer).blocks) if each["action_id"] != TELL]
        assert len(pressed) <= 3, name
        for button, item in zip(pressed, answer.options or answer.suggestions, strict=False):
            asked = read_ask(button["value"])
            assert asked is not None, name
            assert (answer.trial, item.answer or item.question) == (asked.trial, asked.answer or asked.question)


def test_follow_ups_lead_to_answers_that_exist() -> None:
    """No button leads nowhere."""
    dead = set()
    for name, answer in all_answers():
        for button in buttons(rendered(answer).blocks):
            asked = read_ask(button["value"])
            if asked and asked.answer and base().answer(str(asked.trial), asked.answer) is None:
                dead.add((name, asked.answer))
    assert set() == dead


def test_the_menu_knows_what_the_message_shows() -> None:
    """From its block's id the answer can be made again, and it tells whether the facts have changed."""
    shown_message = rendered(answerer().ask("did it work? was it safe?").answer)
    known = read_reference(shown_message.blocks[-2]["block_id"])
    assert known is not None
    assert ("abatacept-iim", ("primary-result", "safety-overview"), base().version) == (
        known.trial,
        known.answers,
        known.version,
    )


def test_how_calculated_is_offered_where_something_was() -> None:
    """An answer with published figures only has nothing to explain."""
    for name, answer in all_answers():
        for menu in menus(rendered(answer).blocks):
            offered = "calculated" in [option["value"] for option in menu["options"]]
            assert (name, any(figure.derived for figure in answer.figures)) == (name, offered)


def test_someone_who_names_a_patient_gets_no_buttons() -> None:
    """The request to remove identifiers offers nothing else."""
    answer = answerer().ask("patient John Smith, MRN 12345678, born 3/4/1970").answer
    assert ["header", "section"] == types(rendered(answer, "dm"))


def test_an_address_in_a_refusal_is_a_link() -> None:
    """Where it may be found can be opened, also on a phone."""
    linked = [rendered(answer) for name, answer in all_answers() if "https://" in plain_text(answer)]
    assert linked
    for shown_message in linked:
        assert any("<https://" in str(block) for block in shown_message.blocks if block["type"] == "section")


def test_several_questions_are_answered_in_one_message_with_one_table() -> None:
    """Each answer has its bold line; a second table becomes lines, and the sources stand once."""
    parts = [answer_of(name) for name in ("dm-versus-nondm", "baseline-subtypes")]
    answer = replace(parts[0], sections=(*parts[0].sections, *parts[1].sections))
    shown_message = rendered(answer)
    assert {} == problems(shown_message)
    assert ["header", "section", "table", "rich_text"] == types(shown_message)[:4]
    assert any(line.startswith("DM: Abatacept ") for line in shown(shown_message.blocks))


def test_a_long_headline_is_bold_instead_of_a_header() -> None:
    """Slack's headers end at 150 characters; nothing is cut off."""
    headline = "x " * 75 + "end"
    shown_message = rendered(Answer(Kind.ANSWER, None, (Section(Text(headline)),)))
    assert "rich_text" == shown_message.blocks[0]["type"]
    assert [headline] == shown(shown_message.blocks)
    assert f"*{headline}*" == classic(shown_message).blocks[0]["text"]["text"]


def test_buttons_with_the_same_words_are_told_apart() -> None:
    """A screen reader says which is which."""
    same = tuple(FollowUp("DM", f"About {name}?", name) for name in ("one", "two"))
    shown_message = rendered(Answer(Kind.ANSWER, None, (Section(Text("Yes.")),), suggestions=same))
    assert {} == problems(shown_message)
    assert ["1. About one?", "2. About two?"] == [each["accessibility_label"] for each in buttons(shown_message.blocks)]


def test_bare_and_notice_are_the_last_resorts() -> None:
    """Without blocks the text says it all; a notice is words alone, escaped."""
    shown_message = rendered(answer_of("subgroup-dm"))
    assert Rendered(shown_message.text, []) == bare(shown_message)
    assert {} == problems(notice("A & B"))
    assert "A &amp; B" == notice("A & B").text
    assert {} == problems(notice("  "))
