"""From templates to HTML, with what they need to show Block Kit."""

from __future__ import annotations

import hashlib
import itertools
import re
from functools import partial
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader
from markupsafe import Markup

from bot.workspace import choosing
from bot.workspace.model import Json
from bot.workspace.page.mrkdwn import Directory, mrkdwn, plain
from bot.workspace.page.rich_text import rich_text, warning

_FRESH = re.compile(r"fresh-\d+")

# A place where the address of an image goes when it is none that a browser may load.
_NO_IMAGE = "data:,"

environment = Environment(
    loader=PackageLoader("bot.workspace.page"), autoescape=True, trim_blocks=True, lstrip_blocks=True
)


def draw(template: str, directory: Directory, **values: object) -> str:
    """A template's HTML; ``directory`` says what people and channels are called."""
    numbers = itertools.count(1)
    return environment.get_template(template).render(
        **values,
        mrkdwn=lambda text, verbatim=False: mrkdwn(text, directory, verbatim=verbatim is True),
        plain=_plain,
        rich_text=partial(rich_text, directory=directory),
        warning=warning,
        safe_url=_safe_url,
        digest=_digest,
        initial=choosing.initial,
        fresh=lambda: f"fresh-{next(numbers)}",
        people=directory.people,
        rooms=directory.channels,
    )


def blocks_html(blocks: list[Json], directory: Directory | None = None) -> str:
    """Blocks as the page shows them, by themselves."""
    return draw("only_blocks.html", directory or Directory(), blocks=blocks)


def _plain(text: str, emoji: bool = True) -> Markup:
    return plain(text, emoji=emoji)


def _safe_url(address: str | None) -> str:
    safe = address and urlsplit(address).scheme in ("http", "https", "mailto")
    return address if safe and address else _NO_IMAGE


def _digest(html: str) -> str:
    """What tells the browser whether a piece has changed; numbers given while drawing do not count."""
    return hashlib.blake2s(_FRESH.sub("", html).encode(), digest_size=8).hexdigest()
