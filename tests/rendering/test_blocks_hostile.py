"""Whatever an answer or the fact base holds, what is rendered stays within Slack's limits and is no markup."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot import messages
from bot.answering.answer import Answer, CaveatLine, Citation, FollowUp, Line, Section, Table, Text
from bot.answering.service import Answerer
from bot.rendering import cards, kit
from bot.rendering.blocks import classic, message, shared
from bot.rendering.fitting import fitted
from bot.rendering.home import home_view
from bot.rendering.kit import Block, Rendered
from bot.rendering.views import calculated_modal, details_modal, slide_modal, sources_modal
from bot.understanding.reading import Kind
from bot.workspace.blocks import inspect_message, inspect_view
from tests.rendering.blocks_data import (
    TRIAL,
    HostileBase,
    all_answers,
    answer_of,
    base,
    problems,
    view_problems,
)

HARMS = {
    "markup": lambda text: f"<!channel> & <@U012AB> <http://x.example|DM> :x: *_~`{text}`~_* &amp; P < 0.05 > 0 |",
    "long": lambda text: f"{text} " + "A long & winding remark, P < 0.05; " * 150,
    "one word": lambda text: text.replace(" ", "_") + "<&>" * 2000,
}

words = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")) | st.sampled_from("<>&|*:\n "), max_size=400
)
long_words = st.builds(lambda text, times: text * times, words, st.sampled_from([1, 1, 1, 20]))
texts = st.builds(Text, long_words)
# Names of columns hold no figures: the fact base's rules do not let them.
names = st.text("abc <>&|", max_size=200)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Return a table of up to 100 rows and 25 columns, of equal length."""
    columns = draw(st.integers(1, 25))
    row = st.tuples(*[st.builds(Text, words)] * columns)
    some = draw(st.lists(row, max_size=3))
    return Table(tuple(draw(names) for _ in range(columns)), tuple((some * 50)[:100]))


lines = st.builds(Line, texts, st.lists(st.integers(1, 20), max_size=3).map(tuple))
sections = st.builds(Section, texts, st.lists(lines, max_size=5).map(tuple), st.none() | tables())
questions = st.builds(FollowUp, words, words, st.just("") | st.text("abc-", max_size=200))
citations = st.builds(
    Citation,
    st.integers(1, 99),
    names,
    long_words,
    long_words,
    st.builds("https://example.org/{}".format, words) | words,
)


def few(item: st.SearchStrategy[object], most: int) -> st.SearchStrategy[tuple[object, ...]]:
    """Return short tuples."""
    return st.lists(item, max_size=most).map(tuple)


answers = st.builds(
    Answer,
    st.sampled_from(Kind),
    st.none() | st.text("abc-", max_size=100),
    st.lists(sections, min_size=1, max_size=4).map(tuple),
    caveats=few(st.builds(CaveatLine, texts, st.just(())), 4),
    citations=few(citations, 15),
    options=few(questions, 5),
    suggestions=few(questions, 5),
    notes=few(words, 3),
    footer=words,
    answers=few(st.text("abc-", max_size=120), 3),
)


def refused(rendered: Rendered) -> object:
    """Return what the oracles or the workspace refuse in a message or its classic form."""
    found = problems(rendered) or problems(classic(rendered))
    return found or [
        str(each) for each in (*inspect_message(rendered.blocks), *inspect_message(classic(rendered).blocks))
    ]


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(answers, st.sampled_from(["channel", "dm", "ephemeral"]))
def test_any_answer_stays_within_all_limits(answer: Answer, surface: str) -> None:
    """Markup, endless words, a hundred rows: four oracles and the workspace take what comes out, shared too."""
    rendered = message(answer, surface=surface, base=base())  # type: ignore[arg-type]
    assert not refused(rendered)
    assert len(rendered.text) <= 3_000
    assert not problems(shared(rendered, "U012AB"))


def test_answers_of_the_fact_base_are_never_shortened() -> None:
    """Shortening is there for the unforeseen only."""
    assert [] == [name for name, answer in all_answers() if fitted(answer) is not answer]


def test_what_is_shortened_says_so_and_keeps_direct_answer_and_caveats() -> None:
    """Lines and rows go before caveats do."""
    rows = tuple((Text(f"Group {number}"), Text("some words " * 8)) for number in range(100))
    section = Section(Text("Not shown."), (Line(Text("Figures. " * 400)),), Table(("Group", "Rate"), rows))
    answer = Answer(Kind.ANSWER, TRIAL, (section,), caveats=(CaveatLine(Text("Primary end point missed."), ()),))
    rendered = message(answer, surface="channel", base=base())
    assert messages.SHORTENED in rendered.text
    assert "Not shown." in rendered.text
    assert "⚠ Primary end point missed." in rendered.text


@given(st.text(st.sampled_from("0123456789.,% ab&<"), max_size=60), st.integers(2, 60))
def test_cutting_never_halves_a_number(text: str, most: int) -> None:
    """Half of a figure is another figure."""
    cut = kit.clip(text, most)
    assert kit.measure(cut) <= most
    whole = re.findall(r"[\d.,%]+", text)
    assert set(re.findall(r"[\d.,%]+", cut)) <= set(whole)


@given(words)
def test_escaping_can_be_undone(text: str) -> None:
    """What is escaped reads as it was, and holds nothing that Slack takes for markup."""
    escaped = kit.escape(text)
    assert text == kit.unescape(escaped)
    assert kit.measure(text) == len(escaped)
    assert not set("<>") & set(escaped)


@given(words, words)
def test_a_link_is_one_link_or_none(label: str, url: str) -> None:
    """Neither label nor address can end the link early or begin another."""
    for address in (url, f"https://example.org/{url}"):
        made = kit.link(label, address)
        assert made.count("<") == made.count(">") <= 1
        if made.startswith("<"):
            assert 1 == made.count("|")
            assert not re.search(r"\s", made.partition("|")[0])


@pytest.mark.parametrize("harm", HARMS.values(), ids=HARMS)
def test_a_hostile_fact_base_is_rendered_within_limits(harm) -> None:
    """Every sixth answer, every card, modal and view, of a fact base whose every text is out to do harm."""
    hostile = HostileBase(harm)
    service = Answerer(hostile)
    chosen = [*hostile.answers(TRIAL)[::6], "dm-versus-nondm", "term-mmt-8"]
    found: dict[str, object] = {}
    for name in chosen:
        answer = answer_of(name, service)
        found[name] = refused(message(answer, surface="dm", base=hostile))
        for view in (details_modal(answer, hostile), calculated_modal(answer, hostile), slide_modal(answer, hostile)):
            found[f"{name}:{view['callback_id']}"] = _refused_view(view)
    for number, card in enumerate(_cards(hostile, service)):
        found[f"card {number}"] = refused(card)
    for name, view in (("sources", sources_modal(hostile, TRIAL)), ("home", home_view(hostile))):
        found[name] = _refused_view(view)
    assert {} == {name: wrong for name, wrong in found.items() if wrong}


def _cards(hostile: HostileBase, service: Answerer) -> list[Rendered]:
    return [
        cards.overview_card(hostile, TRIAL, service),
        cards.topics(hostile),
        cards.help_card(hostile),
        cards.sources_card(hostile, TRIAL),
        cards.glossary_card(hostile, TRIAL, "<!channel>"),
        cards.glossary_card(hostile, TRIAL, "term-mmt-8"),
        *(cards.fact_card(hostile, TRIAL, name) for name in (*hostile.fact_ids(TRIAL)[::10], "<!channel>")),
    ]


def _refused_view(view: Block) -> object:
    return view_problems(view) or [str(each) for each in inspect_view(view)]
