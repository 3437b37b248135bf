"""The golden book: what the bot says, for a person to read from the first line to the last and to compare in reviews.

Every answer by its example questions, every term, every declined topic, and every other kind of reply. A change of
words, facts or rules shows as a change of the book; the version of the facts is masked, since it always changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.answering.answer import Answer
from bot.answering.service import Answerer
from bot.rendering.plain import plain_text
from bot.understanding.reading import Memory

MOST_EXAMPLES = 3
_RULE = "=" * 100
_ABOUT = """\
The golden book: what the bot says. Written by `make golden`; review its changes, do not edit it.
Lines with > are what people type (questions with one reply stand together, an arrow joins a thread), then comes how the
last question was read, [kind: answer or topic], and what it says."""

# Replies that belong to no answer, term or topic; each row is a thread, and its last question is shown.
_OTHER_REPLIES: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...] = (
    ("Greetings, thanks, help", (("hi",), ("thanks!",), ("what can you do?",), ("help",))),
    ("Which one is meant", (("and them?",), ("results?",), ("what about it?",), ("the P value?",), ("how many?",))),
    (
        "Advice, by group",
        (
            ("should I use it in my DM patient?",),
            ("should I use it in my PM patient?",),
            ("would you give it to my patient with necrotizing myopathy?",),
            ("67F anti-SRP, failed IVIG. start abatacept?",),
            ("can I give abatacept to a patient with anti-Jo-1?",),
            ("should my patient with inclusion body myositis get it?",),
            ("can I prescribe it for a child with JDM?",),
            ("is it safe for her?",),
            ("what dose should I give my patient?",),
            ("can I combine it with IVIG in my patient?",),
            ("I have polymyositis, should I take it?",),
            ("should I stop it?",),
        ),
    ),
    (
        "Patient identifiers",
        (
            ("my patient Jane Doe, DOB 03/14/1961, has DM. did it work in DM?",),
            ("MRN 00482917 has IMNM, what did the trial find?",),
            ("mail me at jane.doe@example.org about week 52",),
        ),
    ),
    (
        "Another drug, disease or trial",
        (
            ("did rituximab work in myositis?",),
            ("how does IVIG compare?",),
            ("abatacept in lupus?",),
            ("what did ProDERM show?",),
            ("is tofacitinib better?",),
        ),
    ),
    ("Off topic", (("what is the weather in Boston?",), ("write me a poem",), ("asdf qwer zxcv",))),
    (
        "Several questions at once",
        (
            ("did DM patients respond? was it safe?",),
            ("what was the dose? who paid? how many sites? where was it published?",),
            ("did it work, and what did rituximab do?",),
        ),
    ),
    (
        "Follow-ups in a thread",
        (
            ("did DM patients respond?", "and PM?"),
            ("did DM patients respond?", "and IMNM?"),
            ("did DM patients respond?", "was that significant?"),
            ("did DM patients respond?", "at a year?"),
            ("did DM patients respond?", "how many patients is that?"),
            ("did DM patients respond?", "source?"),
            ("did DM patients respond?", "says who?"),
            ("did DM patients respond?", "how was that calculated?"),
            ("did DM patients respond?", "tell me more"),
            ("did DM patients respond?", "and PM?", "and the rest?"),
            ("did it work?", "why not?"),
            ("did it work?", "was it safe?"),
            ("was it safe?", "and serious ones?"),
            ("what did rituximab do?", "and abatacept?"),
        ),
    ),
    (
        "Repaired, negated and premised",
        (
            ("did dermatomyositos patients respnd?",),
            ("response rate in polymyositis at wk 24",),
            ("did it not work in DM?",),
            ("why did it work in DM?",),
            ("so it works in necrotizing myopathy, right?",),
        ),
    ),
)


def golden_book(answerer: Answerer) -> str:
    """Return the whole book as text, the same for the same facts and rules."""
    return "\n".join(_book(answerer)) + "\n"


def _book(answerer: Answerer) -> Iterator[str]:
    base = answerer.base
    yield _ABOUT
    for trial in base.trial_ids():
        yield from _chapter(f"{base.trial(trial).short_name}: answers, by their example questions")
        for answer_id in base.answers(trial):
            text = base.answer(trial, answer_id)
            examples = text.examples[:MOST_EXAMPLES] if text is not None else ()
            yield from _entries(answerer, trial, answer_id, [(example,) for example in examples])
        yield from _chapter(f"{base.trial(trial).short_name}: terms")
        for term in base.glossary(trial):
            yield from _entries(answerer, trial, term.id, [(f"what does {term.term} mean?",)])
        yield from _chapter(f"{base.trial(trial).short_name}: not covered, by their example questions")
        for topic_id in base.not_covered_ids(trial):
            topic = base.not_covered(trial, topic_id)
            asked = topic.example_questions[:MOST_EXAMPLES] if topic is not None else ()
            yield from _entries(answerer, trial, topic_id, [(question,) for question in asked])
        for title, threads in _OTHER_REPLIES:
            yield from _chapter(f"{base.trial(trial).short_name}: {title}")
            yield from _entries(answerer, trial, None, threads)


def _chapter(title: str) -> Iterator[str]:
    yield from ("", _RULE, title, _RULE)


def _entries(answerer: Answerer, trial: str, name: str | None, threads: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """Yield the replies to the last questions of ``threads``; what gets the same reply is listed together."""
    replies: dict[str, list[tuple[str, ...]]] = {}
    for thread in threads:
        replies.setdefault(_reply(answerer, trial, thread), []).append(thread)
    if name is not None:
        yield from ("", f"-- {name} --")
    for reply, asked in replies.items():
        yield ""
        for thread in asked:
            yield "> " + " → ".join(thread)
        yield reply


def _reply(answerer: Answerer, trial: str, thread: tuple[str, ...]) -> str:
    memory: Memory | None = None
    for earlier in thread[:-1]:
        memory = answerer.read(earlier, memory, trial).remembered
    reply = answerer.ask(thread[-1], memory, trial)
    topics = [part.topic for part in reply.reading.parts if part.topic]
    return f"{_how_read(reply.answer, topics)}\n{_masked(plain_text(reply.answer), answerer.base.version)}"


def _how_read(answer: Answer, topics: list[str]) -> str:
    names = ", ".join((*filter(None, answer.answers), *topics))
    return f"[{answer.kind}: {names}]" if names else f"[{answer.kind}]"


def _masked(text: str, version: str) -> str:
    """Return ``text`` with the hash in the version of the facts blotted out."""
    edition, dash, _ = version.partition("-")
    return text.replace(version, f"{edition}{dash}…")
