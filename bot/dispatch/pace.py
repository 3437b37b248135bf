"""How patient the dispatcher is. Tests compress these times and say so."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pace:
    """Times in seconds.

    ``lease`` is for work before the post, ``sending`` for the post with its plainer retries. ``poll`` is how often
    waiting jobs are looked for that nobody announced (another process left them). ``look_after`` is how long after an
    unknown outcome the channel is read. ``first_pause`` doubles with every attempt up to ``longest_pause``; ``mend`` is
    the pause while the bot's own standing is wrong. What is not posted ``patience`` after it was asked is given up.
    """

    workers: int = 40
    lease: float = 30.0
    sending: float = 60.0
    poll: float = 1.0
    look_after: float = 5.0
    first_pause: float = 1.0
    longest_pause: float = 60.0
    mend: float = 300.0
    patience: float = 86_400.0
    sweep: float = 3_600.0
    most_copies: int = 3
    """How often one reply may be posted again without knowing what became of the post before."""

    def pause(self, attempt: int) -> float:
        """Return how long to wait after a definite failure, by the number of the attempt (from 1)."""
        return float(min(self.longest_pause, self.first_pause * 2 ** min(max(attempt - 1, 0), 16)))
