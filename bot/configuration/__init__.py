"""How settings are declared, so that reading them, their reference and the example file come from one place."""

from __future__ import annotations

from bot.configuration.declaring import Setting, declared, settings_of
from bot.configuration.kinds import (
    Address,
    Choice,
    Database,
    Days,
    FilePath,
    Ids,
    Kind,
    SettingsError,
    Text,
    Token,
    Whole,
)

__all__ = [
    "Address",
    "Choice",
    "Database",
    "Days",
    "FilePath",
    "Ids",
    "Kind",
    "Setting",
    "SettingsError",
    "Text",
    "Token",
    "Whole",
    "declared",
    "settings_of",
]
