"""What the local workspace says, on the page and where it was started."""

from __future__ import annotations

THREAD = (
    ("Ada Fellow", "Journal club on Thursday is the abatacept trial. @myositis did DM patients respond?"),
    ("Ben Attending", "@myositis and IMNM?"),
    ("Ada Fellow", "@myositis and at week 52?"),
)
"""Who says what in the conversation that is there when the page opens first; the bot answers each."""


def address(url: str) -> str:
    """Say where the page is."""
    return f"The local workspace is at {url} (Ctrl-C stops it)."


def port_taken(port: int) -> str:
    """Say that another port had to be used."""
    return f"Port {port} is taken, so it is another one this time. MYOSITIS_PORT chooses."


def more_problems(count: int) -> str:
    """Say that there is more that is wrong with the facts."""
    return f"and {count} more: myositis-bot knowledge check lists them all"
