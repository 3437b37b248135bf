"""Errors of the workspace: those a Web API call answers with, and misuse by a caller."""

from __future__ import annotations

from typing import Any

from bot.workspace.model import Raw


class SlackError(Exception):
    """A Web API call was refused; ``code`` is Slack's error string, ``extra`` joins the answer."""

    def __init__(self, code: str, **extra: Raw) -> None:
        super().__init__(code)
        self.code = code
        self.extra = extra

    def answer(self) -> dict[str, Any]:
        """The JSON body of the refusal."""
        return {"ok": False, "error": self.code, **self.extra}


class RateLimitedError(SlackError):
    """The call came too soon: HTTP 429 with ``Retry-After`` in seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__("ratelimited")
        self.retry_after = retry_after


class NotPossibleError(Exception):
    """A person in the workspace tried what Slack's client would not let them do."""
