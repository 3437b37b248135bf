"""The error table: for each error of Slack's, what the bot does and who hears of it.

| remedy  | errors                                          | what happens                           | who hears  |
| ------- | ----------------------------------------------- | -------------------------------------- | ---------- |
| PLAINER | invalid_blocks, msg_too_long, *_metadata_*, …   | posted at once in plainer form         | log        |
| LATER   | ratelimited, service_unavailable, …             | posted again after a pause             | log        |
| MEND    | token_revoked, account_inactive, missing_scope… | tried again now and then for a day     | operator   |
| PRIVATE | not_in_channel, is_archived, restricted_action… | sent to the asker directly, with why   | asker      |
| GONE    | message_not_found, expired_url, …               | nothing: what it belonged to is gone   | log, or *  |
| UNKNOWN | fatal_error, internal_error, HTTP 5xx, lost     | the rule of ``bot.dispatch.doubts``    | log        |
| GIVE_UP | anything else                                   | an apology with a reference, privately | asker, log |

* Where a response URL has expired, the asker gets a button's answer directly, and hears of a share that it is too late.
  Where it is refused for any other reason, the answer comes directly as well, and a share gets the apology.
"""

from __future__ import annotations

from enum import Enum, auto


class Remedy(Enum):
    """What to do about a refusal."""

    PLAINER = auto()
    LATER = auto()
    MEND = auto()
    PRIVATE = auto()
    GONE = auto()
    UNKNOWN = auto()
    GIVE_UP = auto()


OF_METADATA = frozenset({"metadata_too_large", "invalid_metadata_format", "invalid_metadata_schema"})
"""What is refused is not the message but the mark that goes along: it is posted without."""

_TABLE: dict[Remedy, frozenset[str]] = {
    Remedy.PLAINER: frozenset(
        {
            "invalid_blocks",
            "invalid_blocks_format",
            "invalid_attachments",
            "block_mismatch",
            "msg_blocks_too_long",
            "msg_too_long",
            "too_many_attachments",
        }
        | OF_METADATA
    ),
    Remedy.LATER: frozenset(
        {
            "ratelimited",
            "rate_limited",
            "message_limit_exceeded",
            "service_unavailable",
            "request_timeout",
            "team_added_to_org",
            "accesslimited",
        }
    ),
    # The bot's own standing in the workspace: nobody who asks can mend it.
    Remedy.MEND: frozenset(
        {
            "token_revoked",
            "token_expired",
            "account_inactive",
            "invalid_auth",
            "not_authed",
            "missing_scope",
            "not_allowed_token_type",
            "no_permission",
            "org_login_required",
            "ekm_access_denied",
            "team_access_not_granted",
            "access_denied",
            "two_factor_setup_required",
        }
    ),
    Remedy.PRIVATE: frozenset(
        {
            "not_in_channel",
            "channel_not_found",
            "is_archived",
            "restricted_action",
            "restricted_action_read_only_channel",
            "restricted_action_thread_only_channel",
            "restricted_action_non_threadable_channel",
            "restricted_action_thread_locked",
            "cannot_reply_to_message",
            "invalid_thread_ts",
            "user_not_in_channel",
            "messages_tab_disabled",
            "external_channel_migrating",
            "slack_connect_file_link_sharing_blocked",
        }
    ),
    Remedy.GONE: frozenset(
        {
            "message_not_found",
            "thread_not_found",
            "cant_update_message",
            "user_not_found",
            "user_disabled",
            "cannot_dm_bot",
            "expired_url",
            "used_url",
        }
    ),
    # "Some aspect of the operation may have succeeded before the error was raised", says Slack of these two.
    Remedy.UNKNOWN: frozenset({"fatal_error", "internal_error"}),
}
_BY_ERROR = {error: remedy for remedy, errors in _TABLE.items() for error in errors}

KNOWN: tuple[str, ...] = tuple(sorted(_BY_ERROR))
"""Every error that the table names."""


def remedy_for(error: str) -> Remedy:
    """Return what to do about an error of Slack's; errors that the table does not name give up with an apology."""
    return _BY_ERROR.get(error, Remedy.GIVE_UP)
