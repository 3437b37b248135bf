"""Words about privacy: patient identifiers, what is stored about a person, limits of use."""

from __future__ import annotations

IDENTIFIERS_IN_FIELD = (
    "This looks like it identifies a patient. Please take names, dates of birth, numbers and addresses out; nothing "
    "of it was stored."
)
