"""Rich text blocks."""

from __future__ import annotations

from bot.workspace.blocks.checks import (
    Check,
    OneOf,
    Record,
    boolean,
    choice,
    listing,
    number,
    string,
    web_address,
)

BLOCK_ID: dict[str, Check] = {"block_id": string(1, 255)}
_STYLE: dict[str, Check] = {
    "style": Record(
        may=dict.fromkeys(
            ("bold", "italic", "strike", "code", "underline", "highlight", "client_highlight", "unlink"), boolean
        )
    )
}
_TEXT = Record({"text": string(1)}, _STYLE)
_LINK = Record({"url": web_address()}, _STYLE | {"text": string(), "unsafe": boolean})
INLINE = OneOf(
    {
        "text": _TEXT,
        "link": _LINK,
        "user": Record({"user_id": string(1)}, _STYLE),
        "usergroup": Record({"usergroup_id": string(1)}, _STYLE),
        "team": Record({"team_id": string(1)}, _STYLE),
        "channel": Record({"channel_id": string(1)}, _STYLE),
        "emoji": Record({"name": string(1)}, _STYLE | {"unicode": string(1), "url": web_address()}),
        "broadcast": Record({"range": choice("here", "channel", "everyone")}, _STYLE),
        "color": Record({"value": string(1)}, _STYLE),
        "date": Record(
            {"timestamp": number(0), "format": string(1)},
            _STYLE | {"url": web_address(), "fallback": string()},
        ),
    }
)
_BORDER: dict[str, Check] = {"border": number(0, 1)}
_SECTION = Record({"elements": listing(INLINE)})
RICH_TEXT_PARTS = OneOf(
    {
        "rich_text_section": _SECTION,
        "rich_text_list": Record(
            {
                "style": choice("bullet", "ordered"),
                "elements": listing(OneOf({"rich_text_section": _SECTION})),
            },
            _BORDER | {"indent": number(0, 8), "offset": number(0)},
        ),
        "rich_text_quote": Record({"elements": listing(INLINE)}, _BORDER),
        "rich_text_preformatted": Record(
            {"elements": listing(INLINE.only("text", "link"))},
            _BORDER | {"language": string(1)},
        ),
    }
)
RICH_TEXT = OneOf({"rich_text": Record({"elements": listing(RICH_TEXT_PARTS)}, BLOCK_ID)})
