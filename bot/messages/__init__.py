"""Every word that a reader sees and that is not in the fact base. No figure of any trial stands here."""

from __future__ import annotations

from collections.abc import Sequence

EVIDENCE_NOT_ADVICE = "evidence, not advice"
NOT_REVIEWED = "not yet clinically reviewed"
OURS = "†ours"
A_QUESTION = "one question"
WHICH_ONE = "Which do you mean?"
IDENTIFIERS_HEADLINE = "Please remove the patient details from your message."
IDENTIFIERS_LINE = (
    "This looks like it identifies a patient, and no identifiers belong here. Please edit or delete it. Nothing was "
    "looked up and nothing is kept; ask again about the trial in general terms."
)
HELP_HEADLINE = "Ask me about the trial in your own words."
THANKS_HEADLINE = "You're welcome."
GREETING_HEADLINE = "Hello. Ask me about the trial in your own words."
HELP_LINE = (
    "I answer from cited facts: results overall and by subtype, safety, week 52, design, who was enrolled, the drug "
    "and its label, and what terms mean. I say so when a question is not covered, and I give no advice on patients."
)
TRY = "For example:"
NEAREST = "What I can answer:"
OFF_TOPIC_HEADLINE = "That is outside what I know."
OFF_TOPIC_LINE = (
    "I hold the cited facts of this trial and of its drug in this disease, nothing else; where else it may be found, "
    "I do not know."
)
NOT_UNDERSTOOD_HEADLINE = "I found nothing in the fact base that answers this."
CLARIFY_HEADLINE = "I can read that in more than one way."
SOURCES_HEADLINE = "Where that comes from:"
CALCULATED_HEADLINE = "We worked this out; the trial did not report it."
NOT_CALCULATED_HEADLINE = "Nothing there was calculated by us: it is as the sources report it."
MORE_HEADLINE = "In more detail:"
NO_SUCH_TRIAL = "No trial of that name is in the fact base."
SOMETHING_WRONG = "Sorry, that went wrong on our side. Please ask again."


def not_covered_headline(topic: str) -> str:
    """Return the headline for a topic that the sources read do not answer."""
    return f"Not in what we read: {topic}."


def foreign_headline(label: str, trial: str) -> str:
    """Return the headline for another drug, disease or trial."""
    return f"Not covered: {label}. The fact base holds {trial} only."


def foreign_line(label: str) -> str:
    """Say where something about another drug, disease or trial may be found."""
    return (
        f"Nothing on {label} was read for it, and results of different trials cannot be compared. Look in the papers "
        "and registry records of that topic."
    )


def unknown_line(paper: str) -> str:
    """Say what to do when nothing fits a question."""
    return f"Either it was not in the sources read or I did not understand it. The full paper may have it: {paper}."


def may_be_found(where: str) -> str:
    """Say where a missing result may be found."""
    return f"Where it may be: {where}"


def read_as(labels: Sequence[str]) -> str:
    """Say how a repaired or completed question was read."""
    return "Read as: " + ", ".join(labels)


def left_out(names: Sequence[str]) -> str:
    """Name the questions of a message beyond those answered at once."""
    return "I answer three questions at a time; please ask again: " + "; ".join(names)


def part_not_answered(headline: str) -> str:
    """Name the part of a message that has no answer."""
    return f"Not answered: {headline}"


def footer(version: str, read_on: str, *, reviewed: bool, ours: bool) -> str:
    """Return the last line of an answer: version, reading date, review, dagger, and what this is."""
    parts = [f"facts {version}", f"abstracts and articles read {read_on}"]
    if not reviewed:
        parts.append(NOT_REVIEWED)
    if ours:
        parts.append(OURS)
    parts.append(EVIDENCE_NOT_ADVICE)
    return " · ".join(parts)


def method(name: str, text: str) -> str:
    """Return how one result was worked out."""
    return f"{name}: {text}"


def preferred(reading: str, why: str) -> str:
    """Return the preferred reading of a disagreement between sources."""
    return f"We read it as: {reading} ({why.rstrip('.')})"


def position(source: str, says: str) -> str:
    """Return what one source says in a disagreement."""
    return f"{source}: {says}"


# ---- In Slack: what stands around an answer ----

DETAILS_OPTION = "Details and sources"
CALCULATED_OPTION = "How calculated"
SLIDE_OPTION = "Copy for a slide"
SHARE_OPTION = "Share here"
CLOSE = "Close"
SLIDE_HINT = "Select and copy; the caveats and sources belong to it."
CAVEATS_WHOLE = "Caveats, in full"
SOURCES_LIST = "Sources"
SOURCES_DISAGREE = "Sources disagree"
WORKED_BACK = "Counts with † were worked back by us from published percentages."
SHORTENED = "Shortened to fit one message; ask about one thing at a time for the rest."
SHORTENED_VIEW = "The rest does not fit here."
OVERVIEW_BUTTON = "Overview"
SOURCES_BUTTON = "All sources"
FACTS_CHANGED = "The facts have changed since that message; this is today's answer."
NO_SUCH_FACT = "No fact of that name is in the fact base."
WHERE_FACTS_ARE_NAMED = "Details and sources of an answer name the facts it shows."


def no_such_fact(near: Sequence[str]) -> str:
    """Say that there is none of that name, and which names there are that are like it."""
    return f"{NO_SUCH_FACT} Near it: {', '.join(near)}. {WHERE_FACTS_ARE_NAMED}"


def which_fact(some: Sequence[str]) -> str:
    """Say that the name of a fact is missing, and what such names look like."""
    return f"Which fact? Write its name behind the word, for example {', '.join(some)}. {WHERE_FACTS_ARE_NAMED}"


NO_SUCH_TERM = "That term is not in the glossary."
PLOT_LEGEND = ("o estimate  [ ] interval  | no difference", "< > the arm that a result favours")
GLOSSARY_HEADLINE = "Terms I can explain"
GLOSSARY_LINE = "Ask what one of them means, or use the glossary command with a term."
TOPICS_HEADLINE = "Trials I can answer about"
MORE_TRIALS = "There are more trials; name one to see it."
COMMANDS_LINE = "Mention me in a channel, write to me directly, or type a command that only you see:"
NOTHING_KEPT = "Nothing you type is stored, unless you send it to the curators yourself."


def sources_headline(trial: str) -> str:
    """Return the headline of the list of sources."""
    return f"What was read for {trial}"


def sources_line(read_on: str) -> str:
    """Say how the sources shown were chosen and when they were read."""
    return f"Read {read_on}. Those that most facts rest on come first; the button shows all."


def plot_title(unit: str, timepoint: str) -> str:
    """Return the line above a forest plot: what is drawn and when it was measured."""
    return f"Difference, {unit}" + (f", {timepoint}" if timepoint else "")


def labelled(label: str, text: str) -> str:
    """Return a text behind what it is about."""
    return f"{label}: {text}"


def shared_by(person: str) -> str:
    """Say who shared an answer."""
    return f"Shared by {person}"


def worked_out_from(facts: Sequence[str]) -> str:
    """Name the facts that a result of ours was worked out from."""
    return "Worked out from: " + ", ".join(facts)


def as_fact(name: str, parts: Sequence[str]) -> str:
    """Return the small print below a fact: its id, then whom and when it concerns."""
    return " · ".join([f"fact {name}", *(part for part in parts if part)])


def commands(drug: str) -> tuple[str, ...]:
    """Return what can be typed as a command, each with what it does."""
    return (
        f"/myositis {drug} did it work? - ask about a trial",
        f"/myositis {drug} - the trial's overview",
        "/myositis sources - what was read",
        "/myositis glossary IMACS DOI - what a term means",
        "/myositis fact primary-result - one fact with its sources",
        "/myositis quiz - three cards to learn from, in our direct message",
        "/myositis privacy - what is stored about you",
    )


# ---- Conversations in Slack ----

FILES_NOT_READ = "I do not read files; this answers the text of your message."
ONLY_FILES = "I do not read files. Please ask in words."
OLD_BUTTON = "That button is from an earlier version of me. Please ask again."
GONE_FROM_FACTS = "What that showed is no longer in the fact base. Please ask again."
POSSIBLY_AGAIN = "The connection broke while I answered, so this may be here twice."
ALREADY_ANSWERED = "You have asked that here already; the answer stands in this thread."
ALREADY_SENT = "I have just sent you that; see the Messages tab."
PRESS_AGAIN = "That took too long to open. Please press it again."
NOT_JUST_NOW = "Slack could not open that just now. Please press it again in a moment."
SHARE_ELSEWHERE = "To share an answer in a channel, ask there with the command; what only you see then can be shared."
SHARE_TOO_LATE = "It is too late to share that answer: Slack allows 30 minutes. Please ask again and share the new one."
PROMPTS_TITLE = "Try one of these"
_WHY_PRIVATELY = {
    "is_archived": "that channel is archived",
    "not_in_channel": "I am not a member there; invite me to get answers there",
    "channel_not_found": "I cannot see that channel",
    "user_not_in_channel": "I cannot show you anything there",
    "expired_url": "the time that Slack allows for it ran out",
    "used_url": "the times that Slack allows for it ran out",
}
_NOT_ALLOWED = "I may not post there"
_NOT_TAKEN = "Slack did not take it there"


def sent_privately(error: str) -> str:
    """Say why an answer comes directly to the asker; ``error`` is Slack's word for it."""
    other = _NOT_TAKEN if error.startswith("http_") else _NOT_ALLOWED
    return f"I could not answer where you asked: {_WHY_PRIVATELY.get(error, other)}."


def apology(reference: str) -> str:
    """Apologise for a failure of ours; ``reference`` is what an administrator finds in the log."""
    return f"{SOMETHING_WRONG} If it happens again, tell your administrator this reference: {reference}."


# ---- The local workspace ----

COMMAND_HINT = "[a trial] [a question], or quiz, help, sources, glossary, fact, privacy"
LOCAL_ABOUT = (
    "Answers questions about a clinical trial from cited facts. This is a workspace on your own machine: nothing "
    "leaves it, and nothing is kept when it stops."
)
LOCAL_SUGGESTIONS = ("did DM patients respond?", "was it safe?", "why two different site counts?")
LOCAL_CONNECT = (
    "Make the app at https://api.slack.com/apps from the file `deploy/slack-manifest.yaml`.",
    "Put its two tokens into a file `.env` (there is an example in `deploy/`).",
    "Start the bot again with `myositis-bot run`.",
)
