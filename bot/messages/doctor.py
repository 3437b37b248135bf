"""What ``doctor`` says: findings, and for each that is not well what to do and where."""

from __future__ import annotations

APP_PAGE = "the app's page at api.slack.com/apps"
GUIDE = "deploy/INSTALL.md"
INSTALL_AGAIN = f"Install the app again (Install App, on {APP_PAGE}) and copy the new Bot User OAuth Token."
COPY_BOT_TOKEN = f"Copy the Bot User OAuth Token (xoxb-…) again: OAuth & Permissions, on {APP_PAGE}."
COPY_APP_TOKEN = f"Make an App-Level Token (xapp-…) with connections:write: Basic Information, on {APP_PAGE}."
ADD_SCOPES = f"Add them under OAuth & Permissions, on {APP_PAGE}, then install the app again."
TAKE_SCOPES = f"Take away what you do not want: OAuth & Permissions, on {APP_PAGE}, then install the app again."
SWAP = "The two tokens are swapped: write the one that begins with xoxb- into SLACK_BOT_TOKEN, the other below it."
COMPILE = "Build it with: myositis-bot knowledge compile"
CHECK = "See what: myositis-bot knowledge check"
MIGRATES = "Nothing to do: it is brought up to date at the next start. Make a backup first: myositis-bot backup FILE"
OF_NEWER = "Run the newer version that made it, or restore the backup made before: myositis-bot restore FILE"
PRIVATE = "Let its owner alone read it: chmod 600"
SET_PROXY = "Set it where the bot is started: export it, or write it into the service's EnvironmentFile or env_file."
SET_CLOCK = "Let the machine keep its time by NTP: timedatectl set-ntp true"
OWN_USER = "Run it as a user of its own: see the unit and the container in deploy/."
NETWORK = (
    "Look whether this machine may reach it: a firewall, a proxy (HTTPS_PROXY), a name server, or a certificate of "
    "your own (SSL_CERT_FILE)."
)
SUBSCRIPTIONS = (
    "the bot's tokens cannot see the event subscriptions. If it is silent where it should answer, look whether Event "
    "Subscriptions, on the app's page at api.slack.com/apps, lists {events}"
)
REFUSALS = {
    "invalid_auth": "Slack does not know this token",
    "not_authed": "Slack saw no token",
    "token_revoked": "the token was revoked",
    "token_expired": "the token has expired",
    "account_inactive": "the app was removed from the workspace, or its workspace is gone",
    "not_allowed_token_type": "it is a token of another kind",
    "missing_scope": "the token lacks a scope",
    "org_login_required": "the workspace is moving to an organisation; try again later",
    "ratelimited": "Slack asks to wait",
}


def refused(name: str, code: str) -> str:
    """Say that Slack refuses a token, and why."""
    return f"Slack refuses {name}: {REFUSALS.get(code, 'an error')} ({code})"


def not_reached(address: str, why: str) -> str:
    """Say that there is no way to Slack."""
    return f"{address} cannot be reached: {why}"


def subscriptions(events: list[str]) -> str:
    """Say what the tokens do not show, and what to look for."""
    return SUBSCRIPTIONS.format(events=", ".join(events))
