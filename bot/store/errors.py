"""What can go wrong with the store, in words for whoever runs the bot."""

from __future__ import annotations


class StoreError(Exception):
    """The database cannot be opened, read or written; the message says why and what to do.

    Nothing of the operation that raised it was kept, so the caller may try again, or leave the event to be sent again.
    """

    loggable = True  # its words are the database's and ours, never those of a person


class JobError(ValueError):
    """A key or an id of a job that is no id: empty, too long or with white space in it."""


class SlotsError(ValueError):
    """A payload or memory that is not slots: words of a person have no place in the store."""
